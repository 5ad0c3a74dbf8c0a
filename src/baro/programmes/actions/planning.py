"""Setting up a programme, changing what it holds, and closing it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from baro.documents.models import Document
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.programmes.models import Chosen, Clause, Programme
from baro.programmes.rulebook import Watching
from baro.programmes.rules import LONGEST_LABEL, ClauseLine, clauses_typed
from baro.programmes.verbs import CHANGE, CHOOSE, CLOSE, REOPEN, SET_UP
from baro.tasks.models import Task
from baro.trail.changes import change, create


def set_up(
    *,
    unit: Unit,
    title: str,
    first_on: date,
    last_on: date,
    clauses: str = "",
    source: Document | None = None,
    by: Actor,
) -> Programme:
    """Make a programme of a plan, or of nothing yet, with its clauses, one a line; gives it.

    Raises Refused, beside the field, for days in the wrong order, too many clauses and a plan that is a programme
    already; Http404 when the actor cannot see the plan.
    """
    lines = _read(clauses)
    _refuse_days(first_on, last_on)
    with transaction.atomic():
        plan = _seen(source, by)
        if plan and Programme.objects.underway().filter(source=plan).exists():
            raise Refused(_("A programme of this document exists already. Open it from the page of the document."))
        programme = Programme(unit=unit, title=title, source=plan, first_on=first_on, last_on=last_on)
        facts = {"title": title, "count": len(lines), "clauses": [str(line) for line in lines]}
        made, _event = create(programme, SET_UP, *([plan] if plan else []), by=by, **facts)
        Clause.objects.bulk_create(_clauses(made, lines))
    return made


def change_programme(pk: int, *, title: str, first_on: date, last_on: date, clauses: str, by: Actor) -> Programme:
    """Change the name, the days and the clauses of a programme; a clause keeps its place while it stays in it.

    Raises Refused, beside the field, for days in the wrong order and too many clauses.
    """
    lines = _read(clauses)
    _refuse_days(first_on, last_on)
    with change(Programme, pk, CHANGE, by=by) as (programme, tell):
        programme.title, programme.first_on, programme.last_on = title, first_on, last_on
        programme.save(update_fields=["title", "first_on", "last_on"])
        _set(programme, lines)
        tell(count=len(lines), clauses=[str(line) for line in lines])
    return programme


def choose(pk: int, *, tasks: Collection[int], among: Collection[int], by: Actor) -> Programme:
    """Let exactly those ``tasks`` belong to a programme, ``among`` those that were offered and that the actor sees.

    What follows from the plan itself belongs to it anyway.
    """
    with change(Programme, pk, CHOOSE, by=by) as (programme, tell):
        seen = set(Task.objects.visible_to(by).filter(pk__in=among).order_by().values_list("pk", flat=True))
        before = set(programme.chosen.filter(task__in=seen).order_by().values_list("task", flat=True))
        wanted = seen & set(tasks)
        added, removed = sorted(wanted - before), sorted(before - wanted)
        Chosen.objects.bulk_create(Chosen(programme=programme, task_id=key) for key in added)
        Chosen.objects.filter(programme=programme, task__in=removed).delete()
        tell(added=len(added), removed=len(removed), tasks=added, without=removed)
    return programme


def close(pk: int, *, by: Actor) -> Programme:
    """End a programme: it stays as it is, and its tasks go on."""
    with change(Programme, pk, CLOSE, by=by) as (programme, tell):
        Programme.FLOW.move(programme, CLOSE)
        programme.save(update_fields=["state"])
        tell()
    return programme


def reopen(pk: int, *, reason: str, by: Actor) -> Programme:
    """Go on with a programme that was closed.

    Raises Refused when the plan has another programme since.
    """
    with change(Programme, pk, REOPEN, by=by) as (programme, tell):
        others = Programme.objects.underway().filter(source=programme.source_id or 0)
        if others.exists():
            raise Refused(_("Another programme of this document is underway. Close that one first."))
        Programme.FLOW.move(programme, REOPEN)
        programme.save(update_fields=["state"])
        tell(reason=reason)
    return programme


def _seen(source: Document | None, by: Actor) -> Document | None:
    """The plan, held until the programme stands.

    Raises Http404 when the actor cannot see it.
    """
    if source is None:
        return None
    rows = Document.objects.visible_to(by).select_related("unit")
    found: Document | None = rows.select_for_update(of=("self",), no_key=True).filter(pk=source.pk).first()
    if found is None:
        raise Http404
    return found


def _refuse_days(first_on: date, last_on: date) -> None:
    if last_on < first_on:
        sentence = _("The period ends before it begins. Choose a later last day.")
        raise Refused(sentence, fields={"last_on": sentence})


def _read(clauses: str) -> list[ClauseLine]:
    """The clauses that were typed.

    Raises Refused for more than the rule allows, and for a number that is too long.
    """
    lines, most = clauses_typed(clauses), rulebook.today(Watching).most_clauses
    if len(lines) > most:
        sentence = _("There are %(count)s clauses. Write up to %(most)s, one on each line.")
        raise Refused(sentence % {"count": len(lines), "most": most}, fields={"clauses": sentence})
    return [line._replace(label=line.label[:LONGEST_LABEL]) for line in lines]


def _clauses(programme: Programme, lines: list[ClauseLine]) -> list[Clause]:
    return [
        Clause(programme=programme, position=at, label=line.label, words=line.words) for at, line in enumerate(lines, 1)
    ]


def _set(programme: Programme, lines: list[ClauseLine]) -> None:
    """Write the clauses: those in a place that goes on keep their keys, so that what points at them still does."""
    wanted = _clauses(programme, lines)
    known = {clause.position: clause.pk for clause in programme.clauses.all()}
    stay = [clause for clause in wanted if clause.position in known]
    for clause in stay:
        clause.pk = known[clause.position]
    Clause.objects.bulk_update(stay, ["label", "words"])
    Clause.objects.bulk_create(clause for clause in wanted if clause.position not in known)
    Clause.objects.filter(programme=programme, position__gt=len(wanted)).delete()
