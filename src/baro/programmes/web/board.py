"""The page of a programme: what a leader reads in half a minute, and behind each number its tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.programmes.counting import number_of
from baro.programmes.models import Programme
from baro.programmes.queries import Board, ClauseRow, board_of, conditions, label_of, of_texts, tasks_of
from baro.programmes.rulebook import Clauses, ClauseStanding, Line, Watching
from baro.programmes.web import chart
from baro.programmes.web.chart import Mark, Scale, Span
from baro.tasks.flow import State as TaskState
from baro.tasks.models import Task
from baro.tasks.queries import standing_of, status_rule
from baro.tasks.rulebook import DueClass
from baro.ui.counts.bars import Piece
from baro.ui.counts.opening import address
from baro.ui.counts.waiting import WaitingRow
from baro.ui.http import Request, number_in
from baro.ui.words.cells import badge, written_day

NAMED = 60  # characters of a clause beside its bar; the table has all of them
COLUMNS = (Line.TASKS, Line.DONE, Line.OVERDUE, Line.STUCK)
DUE_CLASSES = (
    *(DueClass.ON_TIME, DueClass.LATE, DueClass.OPEN, DueClass.NEAR_DUE, DueClass.OVERDUE, DueClass.NO_DEADLINE),
)


@dataclass(frozen=True, slots=True)
class Headline:
    """A large number: what it counts, in which tone, where its rows are, what stands below."""

    label: Any
    value: Any
    url: str
    tone: str = ""
    note: Any = ""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of the chart: the name that leads on, what stands below it, and the drawing; a clause stands out."""

    name: str
    url: str
    note: str
    drawing: SafeString
    is_clause: bool = False
    task: Any = None
    standing: SafeString | str = ""


def shown(request: Request, programme: Programme) -> dict[str, Any]:
    """Everything that the pieces of the page show: counted in a fixed number of queries."""
    day = timezone.localdate()
    board = board_of(programme, day)
    clause = number_in(request.GET.get("clause"))
    return {
        "summary": summary(board),
        "headlines": headlines(programme, board),
        "pieces": pieces(programme, board),
        "watched": watched(programme, request.actor, day),
        "clauses": clauses_shown(programme, board),
        "clauses_url": f"{reverse('programmes.clauses')}?programme={programme.pk}",
        "tasks_url": address(number_of(programme, Line.TASKS)),
        "chart": charted(programme, board, request.actor, day, board.row(clause) if clause is not None else None),
    }


def summary(board: Board) -> str:
    """The programme in two sentences."""
    whole = board.whole
    if not whole[Line.TASKS]:
        return _("No task follows from this programme yet.")
    done = ngettext("%(done)s of %(all)s task is done", "%(done)s of %(all)s tasks are done", whole[Line.TASKS])
    told = {
        "done": done % {"done": whole[Line.DONE], "all": whole[Line.TASKS]},
        "overdue": whole[Line.OVERDUE],
        "stuck": whole[Line.STUCK],
    }
    return _("%(done)s; %(overdue)s overdue, %(stuck)s stuck.") % told


def headlines(programme: Programme, board: Board) -> list[Headline]:
    """The share that is done, the clauses, what is late, what is stuck, what is due next."""
    whole, clauses = board.whole, board.clauses
    carried_out = len(board.standing_so(ClauseStanding.CARRIED_OUT))
    listed = f"{reverse('programmes.clauses')}?programme={programme.pk}"
    of_tasks = _("%(done)s of %(all)s tasks") % {"done": whole[Line.DONE], "all": whole[Line.TASKS]}
    found = [Headline(_("Done"), f"{whole.percent}%", address(number_of(programme, Line.DONE)), "tone-good", of_tasks)]
    if clauses:
        partly = len(board.standing_so(ClauseStanding.PARTLY))
        note = _("%(partly)s partly, %(none)s without a task") % {
            "partly": partly,
            "none": len(board.standing_so(ClauseStanding.WITHOUT_TASK)),
        }
        found.append(Headline(_("Clauses carried out"), f"{carried_out}/{len(clauses)}", listed, "", note))
    for line, tone in ((Line.OVERDUE, "tone-bad"), (Line.STUCK, "tone-warn"), (Line.NEAR_DUE, "tone-warn")):
        number = number_of(programme, line)
        url = address(number) if whole[line] else ""
        found.append(Headline(number.label, whole[line], url, tone if whole[line] else ""))
    return found


def pieces(programme: Programme, board: Board) -> list[Piece]:
    """The bar of all tasks by how they stand."""
    rule = status_rule()
    found = []
    for due in DUE_CLASSES:
        row, line = rule.of(due), Line(due.value)
        url = address(number_of(programme, line))
        found.append(Piece(row.style, row.names, board.whole[line], url, light=not row.filled))
    return found


def watched(programme: Programme, actor: Actor, day: date) -> list[dict[str, Any]]:
    """What is late, what is stuck and what is due next, the most pressing first, as far as the reader sees it."""
    most, found = rulebook.today(Watching).shown_first, conditions(day)
    seen = tasks_of(programme).visible_to(actor)
    ahead = seen.open().filter(due_on__gte=day, handed_in_on=None)
    # What many units were given at once is one deadline, not the whole list.
    first = Window(RowNumber(), partition_by=["work", "due_on"], order_by="pk")
    others = Window(Count("pk"), partition_by=["work", "due_on"]) - 1
    groups = (
        (_("Most overdue"), how_late, seen.filter(found[Line.OVERDUE], handed_in_on=None).order_by("due_on", "pk")),
        (_("Stuck"), why_stuck, seen.filter(found[Line.STUCK]).order_by("assigned_at", "pk")),
        (_("Next deadlines"), who_else, ahead.annotate(first=first, others=others).filter(first=1).order_by("due_on")),
    )
    return [
        {"title": title, "rows": [task_row(task, why(task)) for task in rows.for_cards()[:most]]}
        for title, why, rows in groups
    ]


def task_row(task: Task, why: str) -> WaitingRow:
    """A task among what is watched: its owner and its deadline, and why it stands there."""
    facts = (("user", _owner(task)), ("calendar", task.due_on), ("alert-circle", why))
    return WaitingRow(str(task), task.get_absolute_url(), facts)


def how_late(task: Task) -> str:
    """By how many working days a task is late."""
    late = task.standing.working_days_late if task.standing else 0
    return ngettext("%(days)s working day late", "%(days)s working days late", late) % {"days": late} if late else ""


def who_else(task: Any) -> str:
    """How many other units were given the same work until the same day."""
    words = ngettext("and %(units)s other unit", "and %(units)s other units", task.others) % {"units": task.others}
    return words if task.others else ""


def _owner(task: Any) -> str:
    """Who owns the task, and their unit."""
    return ", ".join(filter(None, (task.owner_name, task.unit.name)))


def why_stuck(task: Task) -> str:
    """Why a task does not go on."""
    if task.state == TaskState.DECLINED:
        return _("its owner declined it")
    if task.asked_due_on:
        return _("its owner asks for time until %(day)s") % {"day": written_day(task.asked_due_on)}
    if task.state == TaskState.HANDED_IN and task.handed_in_on:
        return _("its result waits for approval since %(day)s") % {"day": written_day(task.handed_in_on)}
    if task.state == TaskState.ASSIGNED:
        return _("nobody took it on yet")
    return _("an obstacle is not removed yet")


def clauses_shown(programme: Programme, board: Board) -> list[dict[str, Any]]:
    """The clauses in the table: how each stands, its bar, its numbers with their rows."""
    rule, labels = rulebook.today(Clauses), {line: label_of(line) for line in COLUMNS}
    found = []
    for row in board.rows:
        standing, tally = rule.of(row.standing), row.tally
        urls = {line: address(number_of(programme, line, row)) if tally[line] else "" for line in COLUMNS}
        rest = Piece("neutral", _("Not done"), tally[Line.TASKS] - tally[Line.DONE], light=True)
        found.append(
            {
                "clause": row.clause,
                "is_heading": row.is_heading,
                "standing": badge(standing.names, standing.style),
                "bar": [Piece("good", labels[Line.DONE], tally[Line.DONE], urls[Line.DONE]), rest],
                "numbers": [(labels[line], tally[line], urls[line]) for line in COLUMNS],
                "chart": f"?clause={row.key}#chart" if tally[Line.TASKS] else "",
            }
        )
    return found


def charted(programme: Programme, board: Board, actor: Actor, day: date, only: ClauseRow | None) -> dict[str, Any]:
    """The chart: every task while they are few, else a bar for each clause; of one clause that is asked, its tasks."""
    most, rows = rulebook.today(Watching).drawn_tasks, tasks_of(programme)
    if only:
        tasks = _drawn(of_texts(rows, only.tally.texts), actor, most)
    else:
        tasks = _drawn(rows, actor, most) if board.whole[Line.TASKS] <= most else []
    scale = _scale(programme, board, tasks, day, only)
    shown_rows = [only] if only else board.rows
    return {
        "head": chart.head(scale),
        "rows": list(_rows([(row, only.tally.texts if only else row.texts) for row in shown_rows], tasks, scale)),
        "tasks": tasks,
        "legend": legend(),
        "only": only and (only.clause or _("Other tasks")),
        "more": max(only.tally[Line.TASKS] - len(tasks), 0) if only else 0,
        "all": address(number_of(programme, Line.TASKS, only)),
    }


def _rows(
    clauses: Iterable[tuple[ClauseRow, Iterable[str]]], tasks: Iterable[Task], scale: Scale
) -> Iterator[ChartRow]:
    """Each clause, and below it the tasks that come from it by the words that are named with it."""
    by_text: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_text[task.of_clause].append(task)  # type: ignore[attr-defined]
    for row, texts in clauses:
        yield _span_row(row, scale)
        yield from (_task_row(task, scale) for text in texts for task in by_text[text])


def _drawn(rows: QuerySet[Any], actor: Actor, most: int) -> list[Task]:
    """The tasks that the chart draws, by their deadlines."""
    seen: Any = rows.visible_to(actor)  # type: ignore[attr-defined]
    return list(seen.for_list().with_owners().annotate(of_clause=F("clause")).order_by("due_on", "pk")[:most])


def _scale(programme: Programme, board: Board, tasks: Iterable[Task], day: date, only: ClauseRow | None) -> Scale:
    """From the first to the last day that anything names; of one clause, the days of its tasks."""
    tally = only.tally if only else board.whole
    days = [one for task in tasks for one in (task.handed_in_on, task.first_due_on) if one]
    days += [one for one in (tally.first, tally.last) if one]
    if not only:
        days += [programme.first_on, programme.last_on]
    if tally[Line.OVERDUE] or not days:
        days.append(day)
    return Scale.of(min(days), max(days), day)


def _span_row(row: ClauseRow, scale: Scale) -> ChartRow:
    standing, url = rulebook.today(Clauses).of(row.standing), f"?clause={row.key}#chart"
    name = Truncator(row.clause).chars(NAMED) if row.clause else _("Other tasks")
    counts = {"done": row.tally[Line.DONE], "all": row.tally[Line.TASKS]}
    note = _("%(done)s of %(all)s tasks") % counts if counts["all"] else str(standing.names)
    words = f"{standing.names}, {note}"
    span = Span(row.tally.first, row.tally.last, row.tally.percent, standing.style, words, url)
    return ChartRow(name, url if counts["all"] else "", note, chart.span_row(span, scale), is_clause=True)


def _task_row(task: Task, scale: Scale) -> ChartRow:
    found = standing_of(task)
    status, standing = found or (status_rule().of(DueClass.NO_DEADLINE), None)
    due = standing.due_class if standing else DueClass.NO_DEADLINE
    until = _("due %(day)s") % {"day": written_day(task.due_on)} if task.due_on else ""
    words = ", ".join(filter(None, (str(task), until, str(status.names))))
    began = timezone.localtime(task.assigned_at).date()
    first_due = task.first_due_on if task.extended_count else None
    url = task.get_absolute_url()
    mark = Mark(began, task.due_on, first_due, task.handed_in_on, due, status.style, words, url)
    named = badge(status.names, status.style)
    return ChartRow(str(task), url, _owner(task), chart.row(mark, scale), task=task, standing=named)


def legend() -> list[tuple[SafeString, Any]]:
    """Each shape of the chart with what it means."""
    rule = status_rule()
    classes = [(chart.sign(due.value, rule.of(due).style), rule.of(due).names) for due in DUE_CLASSES]
    days = (
        ("due", _("Deadline")),
        ("first_due", _("First deadline")),
        ("handed_in", _("Handed in")),
        ("today", _("Today")),
    )
    return [*classes, *((chart.sign(name), words) for name, words in days)]
