"""Proposing tasks from a document: what its papers say beside what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.actions.handling import read as tell_reading
from baro.documents.models import Attachment, Document, ReadingState
from baro.kernel import rulebook
from baro.kernel.decisions import require
from baro.kernel.periods import moved_to_working_day, spoken_day, why_too_far
from baro.tasks.models import Task
from baro.tasks.proposing.actions.giving import Given, assign_proposed
from baro.tasks.proposing.matching import Matched, Units, home_of
from baro.tasks.proposing.papers import proposed_from
from baro.tasks.proposing.proposals import Proposal
from baro.tasks.proposing.recurring import Every, Recurrence
from baro.tasks.rulebook import Proposing
from baro.tasks.verbs import ASSIGN
from baro.tasks.web.places import unit_to_ask
from baro.tasks.web.proposing import forms
from baro.tasks.web.proposing.forms import ProposeForm
from baro.tasks.web.proposing.marking import marked
from baro.ui.forms import act_through_form
from baro.ui.forms.form import outcome_of
from baro.ui.http import Request, number_in


def propose(request: Request, pk: int) -> HttpResponse:
    """The proposals of a document in one form, a page of them at a time, beside the papers that they come from.

    Raises Http404 for who does not see the document, and the refusal for who gives out no work from it.
    """
    seen = Document.objects.visible_to(request.actor).select_related("unit__parent", "slip__lead")
    document: Document = get_object_or_404(seen, pk=pk)
    require(request.actor, ASSIGN, Task(source=document, unit=unit_to_ask(request.actor, document)))
    if document.restricted:
        tell_reading(document.pk, on=True, by=request.actor)
    papers = list(document.attachments.defer("proposal"))
    found = proposed_from(document, papers)
    part = Part.of(found, request)
    open_ones = _still_to_give(document, part.proposals)
    units = Units.meant_in(open_ones.values(), home_of(document.unit))
    initial, notes = _first_values(open_ones, units)
    return act_through_form(
        request,
        ProposeForm,
        partial(_give, request, document, part.later),
        template="tasks/propose.html",
        initial=initial,
        context={
            "title": _("Propose tasks"),
            "submit": _("Assign the ticked tasks"),
            "source": document,
            "part": part,
            "given": len(part.proposals) - len(open_ones),
            "shown": len(open_ones),
            "back": document.get_absolute_url(),
            **_beside(document, papers, [one.words for one in open_ones.values()]),
        },
        proposed=notes,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """The proposals that stand on one page, by their place among all; where the pages beside it begin."""

    proposals: dict[int, Proposal]
    total: int
    first: int
    earlier: int | None
    later: int | None

    @classmethod
    def of(cls, found: Sequence[Proposal], request: Request) -> Part:
        """Those that the address asks for."""
        start, most = number_in(request.GET.get("from")) or 0, rulebook.today(Proposing).most_at_once
        return cls(
            dict(enumerate(found[start : start + most], start=start)),
            len(found),
            start + 1,
            max(start - most, 0) if start else None,
            start + most if start + most < len(found) else None,
        )

    @property
    def last(self) -> int:
        """The number of its last proposal."""
        return self.first + len(self.proposals) - 1


def _still_to_give(document: Document, page: dict[int, Proposal]) -> dict[int, Proposal]:
    """The proposals whose passage no task of the document has yet."""
    passages = [one.words for one in page.values()]
    # sees: only whether the document gave out a passage already, which concerns whoever gives out its work
    given = set(Task.objects.live().filter(source=document, clause__in=passages).values_list("clause", flat=True))
    return {at: one for at, one in page.items() if one.words not in given}


def _give(
    request: Request, document: Document, later: int | None, *, rows: Sequence[Given], by: Any, **shared: Any
) -> str:
    """Give the tasks that were kept, and lead to what came of it."""
    batch = assign_proposed(rows, source=document, by=by, **shared)
    onward = f"{reverse('tasks.proposed', args=[document.pk])}?from={later}" if later else document.get_absolute_url()
    return outcome_of(request, batch, {"verb": ASSIGN, "count": len(batch.records), "next": onward})


def _beside(document: Document, papers: list[Attachment], passages: list[str]) -> dict[str, Any]:
    """The papers, and the texts that no picture of a page shows, with their passages marked."""
    return {
        "papers": papers,
        "typed": marked(document.body, passages) if document.body else "",
        "recognised": [(one.name, marked(one.text, passages)) for one in papers if _is_of_pictures(one)],
        "waiting": any(one.state == ReadingState.WAITING for one in papers),
    }


def _is_of_pictures(paper: Attachment) -> bool:
    """Whether its words were recognised and stand nowhere in what is shown of it."""
    return (
        paper.state == ReadingState.READ and bool(paper.text) and (paper.is_picture or paper.media_type == "image/tiff")
    )


def _first_values(proposals: dict[int, Proposal], units: Units) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """What stands in the fields at first, and by key what the paper says beside them."""
    initial: dict[str, Any] = {}
    notes: dict[str, dict[str, Any]] = {}
    today = timezone.localdate()
    for at, one in proposals.items():
        leads, helps = units.of([one.lead] if one.lead else []), units.of(one.coordinates)
        due_on, due_note = _deadline(one, today)
        values: dict[str, Any] = {
            forms.KEPT: True,
            forms.WORK: one.work[:1000],
            forms.UNITS: list(leads.units),
            forms.HELPS: [unit for unit in helps.units if unit not in leads.units],
            forms.DUE: due_on,
            forms.NO_DUE: _("Done regularly") if one.recurs and one.recurs.every is Every.ALWAYS and not due_on else "",
            forms.PRODUCT: one.product[:500],
            forms.RECURS: True,
            forms.CLAUSE: one.words[:5000],
        }
        initial |= {f"{name}_{at}": value for name, value in values.items()}
        said = {forms.UNITS: _as_written(leads), forms.HELPS: _as_written(helps), forms.DUE: due_note}
        notes[str(at)] = {
            "clause": one.clause,
            forms.RECURS: one.recurs.rule if one.recurs else None,
            "notes": {name: words for name, words in said.items() if words},
        }
    return initial, notes


def _as_written(matched: Matched) -> str:
    """What the paper calls units that the organisation does not know."""
    return _("In the document: %(words)s") % {"words": "; ".join(matched.unknown)} if matched.unknown else ""


def _deadline(proposal: Proposal, today: date) -> tuple[date | None, str]:
    """The day that stands in the field, and what the paper says where that is another one."""
    if proposal.recurs and (often := spoken(proposal.recurs)):
        due = proposal.due_on or proposal.recurs.next_after(today)
        sentence = _("In the document: %(words)s") % {"words": often}
        return (moved_to_working_day(due) if due and due >= today else None), sentence
    day = proposal.due_on
    if day is None:
        return None, ""
    if day < today or why_too_far(day, today):
        return None, _("In the document: %(words)s") % {"words": spoken_day(day)}
    moved = moved_to_working_day(day)
    return moved, "" if moved == day else _("In the document: %(words)s") % {"words": spoken_day(day)}


def spoken(recurs: Recurrence) -> str:
    """How often, in the reader's language."""
    often = str(OFTEN[recurs.every]())
    if recurs.day and recurs.month:
        return _("%(often)s, by %(day)s/%(month)s") % {"often": often, "day": recurs.day, "month": recurs.month}
    return _("%(often)s, by day %(day)s") % {"often": often, "day": recurs.day} if recurs.day else often


OFTEN = {
    Every.WEEK: lambda: _("every week"),
    Every.MONTH: lambda: _("every month"),
    Every.QUARTER: lambda: _("every quarter"),
    Every.HALF_YEAR: lambda: _("every six months"),
    Every.YEAR: lambda: _("every year"),
    Every.ALWAYS: lambda: _("regularly"),
}
