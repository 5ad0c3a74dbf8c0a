"""The pages of one kind of record, from one declaration: its own page, those of its verbs, those that begin one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.queries import actor_in
from baro.ui.http import Request, SeenInAnotherPost
from baro.ui.lists.page import list_of
from baro.ui.records.facts import Fact, drawn_facts
from baro.ui.records.panels import panels_of
from baro.ui.records.states import state_badge
from baro.ui.records.verbs import Beginning, Look, VerbPage, nothing
from baro.ui.words.cells import text


@dataclass(frozen=True, slots=True)
class Facts:
    """A card of facts. ``of`` leads from the record to the one that the facts are about; without one, no card.

    ``facts`` may be a function of that one; ``only`` says for which of them the card stands. A card of the record
    itself, below its name, needs no title. ``note`` stands below the facts.
    """

    title: Any
    facts: tuple[Fact, ...] | Callable[[Any], tuple[Fact, ...]]
    of: str = ""
    only: Callable[[Any], bool] = bool
    note: Any = ""
    code: str = "facts"

    def drawn(self, request: Request, record: Any, _context: dict[str, Any]) -> str:
        """The card; empty when nothing is to be said."""
        about = getattr(record, self.of, None) if self.of else record
        if about is None or not self.only(about):
            return ""
        declared = self.facts(about) if callable(self.facts) else self.facts
        said = drawn_facts(about, declared, request.actor)
        title = self.title(record) if callable(self.title) else self.title
        context = {"code": self.code, "title": title, "said": said, "note": self.note}
        return render_to_string("ui/components/facts.html", context) if said else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the page with a template of its own, which finds the record and what stands beside it.

    ``only`` says for which records the piece stands here.
    """

    template: str
    only: Callable[[Any], bool] = bool

    def drawn(self, request: Request, record: Any, context: dict[str, Any]) -> str:
        """The piece; empty for a record for which it does not stand here."""
        return render_to_string(self.template, context, request=request) if self.only(record) else ""


class _Panels:
    """The pieces that higher parts show on the page."""

    def drawn(self, request: Request, record: Any, _context: dict[str, Any]) -> str:
        """All of them, in order."""
        return "".join(str(draw(request, record)) for draw in panels_of(record))


PANELS = _Panels()
Section = Facts | Piece | _Panels


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What the page of a record shows, from its head down; its timeline stands at the side.

    ``crumbs`` lead there: codes of lists, and functions of the record that give one, a record above it, an address with
    its words (without one where the reader may not open it), None, or a list of these. ``badges`` are functions of the
    record and of what ``beside`` brings, and stand after the state; ``heading`` and ``lead`` are functions of the
    record. ``read`` is told when somebody opens it. ``actions`` is the template of more ways on beside the verbs.
    """

    sections: tuple[Section, ...]
    crumbs: tuple[str | Callable[[Any], Any], ...] = ()
    heading: Callable[[Any], Any] = text
    lead: Callable[[Any], Any] | None = None
    badges: tuple[Callable[[Any, dict[str, Any]], str], ...] = ()
    beside: Look = nothing
    read: Callable[[Request, Any], None] | None = None
    actions: str = ""

    def answer(self, request: Request, record: Any) -> HttpResponse:
        """The page."""
        if self.read:
            self.read(request, record)
        context: dict[str, Any] = {"record": record, **self.beside(request, record)}
        context |= {
            "crumbs": [crumb for one in self.crumbs for crumb in _crumbs(one(record) if callable(one) else one)],
            "heading": self.heading(record),
            "lead": self.lead(record) if self.lead else "",
            "state": _state(record),
            "badges": [badge for draw in self.badges if (badge := draw(record, context))],
            "more_actions": self.actions,
        }
        context["sections"] = [SafeString(one.drawn(request, record, context)) for one in _whole(self.sections)]
        return TemplateResponse(request, "ui/record.html", context)


def _whole(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections, with the pieces of higher parts at the end unless they have a place among them."""
    return sections if PANELS in sections else (*sections, PANELS)


def _crumbs(above: Any) -> list[tuple[str, Any]]:
    """Address and words of each step above the record."""
    if isinstance(above, list):
        return [crumb for one in above for crumb in _crumbs(one)]
    if isinstance(above, str):
        return [(reverse(above), list_of(above).title)]
    if above is None or isinstance(above, tuple):
        return [above] if above else []
    return [(above.get_absolute_url(), str(above))]


def _state(record: Any) -> str:
    """The state in its tone, of a record that has one."""
    states = getattr(record, "STATES", None)
    return state_badge(states(record.state)) if states else ""


@dataclass(frozen=True, slots=True)
class RecordPages:
    """Everything about one kind of record on pages; ``at`` is where its addresses begin.

    ``verbs`` stand in the order of their buttons, ``begins`` in that of the list that offers them. ``related`` comes
    with the record in one query. ``rows`` are those that an actor sees, where it is not what is visible to them;
    ``template`` is that of a verb's page which names none. ``page`` shows the record, unless a part shows it by hand.
    """

    model: type[models.Model]
    at: str
    verbs: tuple[VerbPage, ...] = ()
    begins: tuple[Beginning, ...] = ()
    page: RecordPage | None = None
    related: tuple[str, ...] = ()
    rows: Callable[[Actor], QuerySet[Any]] | None = None
    template: str = "ui/form.html"

    def __post_init__(self) -> None:
        if self.model in _declared:
            raise ValueError(f"the pages of {self.model._meta.label} are declared twice")
        _declared[self.model] = self

    @property
    def name(self) -> str:
        """The name of the address of a record: its model's label."""
        return self.model._meta.label_lower

    def of(self, verb: Verb) -> VerbPage | None:
        """The page of a verb, if it is declared here."""
        return next((page for page in self.verbs if page.verb is verb), None)

    def seen(self, request: Request, pk: int) -> Any:
        """The record, if the actor sees it.

        Raises Http404 otherwise, and SeenInAnotherPost where the reader would see it in another of their own posts.
        """
        rows = self._seen_by(request.actor)
        found = rows.select_related(*self.related) if self.related else rows
        record = found.filter(pk=pk).first()
        if record is None:
            others = (tenure for tenure in request.tenures if tenure.post_id != request.actor.post_id)
            for other in others:
                if self._seen_by(actor_in(other, among=request.tenures)).filter(pk=pk).exists():
                    raise SeenInAnotherPost(other)
            raise Http404
        return record

    def _seen_by(self, actor: Actor) -> QuerySet[Any]:
        manager: Any = self.model._default_manager
        return self.rows(actor) if self.rows else manager.visible_to(actor)

    def urls(self) -> Iterator[URLPattern]:
        """An address for each verb, with the verb's code as its name; the record's own has the name of its model."""
        for begun in self.begins:
            yield path(f"{self.at}/{begun.step}/", begun.page, name=begun.verb.code)
        if self.page:
            yield path(f"{self.at}/<int:pk>/", require_safe(partial(self._shown, self.page)), name=self.name)
        for one in self.verbs:
            page = partial(self._asked, one) if one.asks else require_POST(one.at_once)
            yield path(f"{self.at}/<int:pk>/{one.step}/", page, name=one.verb.code)
            if one.many:
                yield path(f"{self.at}/{one.step}/", one.to_many, name=f"{one.verb.code}.many")

    def _shown(self, page: RecordPage, request: Request, pk: int) -> HttpResponse:
        return page.answer(request, self.seen(request, pk))

    def _asked(self, one: VerbPage, request: Request, pk: int) -> HttpResponse:
        return one.asked(request, self.seen(request, pk), self.template)


_declared: dict[type[models.Model], RecordPages] = {}


def pages_of(record: Any) -> RecordPages | None:
    """The declared pages of a record, or of a model."""
    return _declared.get(record if isinstance(record, type) else type(record))


def all_pages() -> list[RecordPages]:
    """Every declaration."""
    return list(_declared.values())
