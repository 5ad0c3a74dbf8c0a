"""Buttons of verbs: they ask the same policy as the deed itself, and say why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from baro.kernel.decisions import Decision, ask, granted_by
from baro.kernel.errors import NotPermitted
from baro.kernel.flows import Flow
from baro.kernel.verbs import Verb, verb
from baro.org.actors import Actor


@dataclass(frozen=True, slots=True)
class Button:
    """A verb on a record for one reader."""

    verb: Verb
    record: Any
    decision: Decision
    grants: tuple[Any, ...] = ()

    @property
    def url(self) -> str:
        """Where the deed is done, or where its form is."""
        return reverse(self.verb.code, args=[self.record.pk])

    @property
    def style(self) -> str:
        """The look of the button."""
        return {"primary": "btn-primary", "danger": "btn-danger"}.get(self.verb.tone, "")

    @property
    def id(self) -> str:
        """A name for the sentence beside the button, once on a page."""
        return f"why-{self.verb.code.replace('.', '-')}-{self.record.pk}"

    @property
    def under(self) -> str:
        """The giver of the grant under which it would be done; empty when the post's own mandates are enough."""
        return "; ".join(grant.giver for grant in self.grants)

    @property
    def is_forbidden(self) -> bool:
        """Never for this actor, as opposed to not now."""
        return not self.decision and issubclass(self.decision.refusal, NotPermitted)


@dataclass(frozen=True, slots=True)
class Bar:
    """The verbs on a record: what can be done, what can be done later, what others can do now."""

    offered: list[Button]
    forbidden: list[Button]


def button(actor: Actor, code: str, record: Any) -> Button:
    """The button of one verb on a record."""
    deed = verb(code)
    return Button(deed, record, ask(actor, deed, record), granted_by(actor, deed, record))


def bar(actor: Actor, codes: tuple[str, ...], record: Any) -> Bar:
    """The buttons of several verbs; what can be done stands first, each group in the order given.

    What can never be done any more is left out, and so is what others cannot do yet.
    """
    buttons = [button(actor, code, record) for code in codes]
    offered = [b for b in buttons if not b.is_forbidden and _flows(record, b.verb, Flow.may_come)]
    for_others = [b for b in buttons if b.is_forbidden and _flows(record, b.verb, Flow.open)]
    return Bar(sorted(offered, key=lambda b: not b.decision), for_others)


def _flows(record: Any, verb: Verb, lets: Callable[[Flow, Any, Verb], bool]) -> bool:
    """What the flow of the record says about a verb; where it says nothing, yes."""
    flow: Flow | None = getattr(record, "FLOW", None)
    return flow is None or verb not in flow or lets(flow, record, verb)
