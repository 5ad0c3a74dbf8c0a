"""Buttons of verbs: they ask the same policy as the deed itself, and say why not."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from baro.kernel.decisions import Decision, ask, delegations_used
from baro.kernel.errors import NotPermitted
from baro.kernel.flows import Flow
from baro.kernel.verbs import Verb, verb
from baro.org.actors import Actor
from baro.ui.records.pages import pages_of


@dataclass(frozen=True, slots=True)
class Button:
    """A verb on a record for one reader; its page stands at that of the record ``at``."""

    verb: Verb
    record: Any
    decision: Decision
    at: Any
    delegations: tuple[Any, ...] = ()
    leads: bool = True

    @property
    def url(self) -> str:
        """Where the deed is done, or where its form is."""
        return reverse(self.verb.code, args=[self.at.pk])

    @property
    def style(self) -> str:
        """The look of the button; of several that lead on only the first says so."""
        tone = self.verb.tone if self.leads else ""
        return {"primary": "btn-primary", "danger": "btn-danger"}.get(tone, "")

    @property
    def id(self) -> str:
        """A name for the sentence beside the button, once on a page."""
        return f"why-{self.verb.code.replace('.', '-')}-{self.at.pk}"

    @property
    def under(self) -> str:
        """The delegator under whose delegation it would be done; empty when the post's own mandates are enough."""
        return "; ".join(delegation.delegator for delegation in self.delegations)

    @property
    def is_forbidden(self) -> bool:
        """Never for this actor, as opposed to not now."""
        return not self.decision and issubclass(self.decision.refusal, NotPermitted)


@dataclass(frozen=True, slots=True)
class Bar:
    """The verbs on a record: what can be done, what can be done later, what others can do now."""

    offered: list[Button]
    later: list[Button]
    forbidden: list[Button]


def button(actor: Actor, code: str, record: Any) -> Button:
    """The button of one verb on the page of a record; it may be declared to be about another one."""
    deed, pages = verb(code), pages_of(record)
    page = pages.of(deed) if pages else None
    about = page.about(record) if page else record
    return Button(deed, about, ask(actor, deed, about), record, delegations_used(actor, deed, about))


def bar(actor: Actor, record: Any, codes: Collection[str] = ()) -> Bar:
    """The buttons of some verbs, or of all that are declared for the record; what takes something away stands last.

    What can never be done any more is left out, and so is what others cannot do yet, or would only undo.
    """
    pages = pages_of(record)
    declared = [page.verb.code for page in pages.verbs if page.only(record)] if pages else []
    buttons = [button(actor, code, record) for code in codes or declared]
    offered = [b for b in buttons if not b.is_forbidden and _flows(b, Flow.may_come)]
    for_others = [b for b in buttons if b.is_forbidden and _flows(b, Flow.leads_on)]
    now = sorted((b for b in offered if b.decision), key=lambda b: b.verb.tone == "danger")
    return Bar(_with_one_lead(now), [b for b in offered if not b.decision], for_others)


def _with_one_lead(buttons: list[Button]) -> list[Button]:
    """The same buttons, of which only the first primary one is drawn as such."""
    first = next((b for b in buttons if b.verb.tone == "primary"), None)
    return [replace(b, leads=b is first or b.verb.tone != "primary") for b in buttons]


def _flows(button: Button, lets: Callable[[Flow, Any, Verb], bool]) -> bool:
    """What the flow of the record says about a verb; where it says nothing, yes."""
    flow: Flow | None = getattr(button.record, "FLOW", None)
    return flow is None or button.verb not in flow or lets(flow, button.record, button.verb)
