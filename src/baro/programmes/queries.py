"""Questions about programmes and reviews: which tasks are theirs, and how they are counted clause by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, F, Max, Min, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.kernel.periods import add_working_days
from baro.programmes.models import Chosen, Clause, Programme, Review
from baro.programmes.rulebook import Chapter, Clauses, ClauseStanding, Line, Reviews, Watching
from baro.programmes.rules import placed, under_headings
from baro.tasks.flow import WITH_OWNER
from baro.tasks.flow import State as TaskState
from baro.tasks.models import Task, TaskQuerySet
from baro.tasks.queries import class_conditions, status_rule
from baro.urging.models import Obstacle, Step

OTHER = 0  # the key of what comes from no clause that is named
_LABELS: dict[Line, Any] = {
    Line.TASKS: _("Tasks"),
    Line.DONE: _("Done"),
    Line.STUCK: _("Stuck"),
    Line.HELD_UP: _("Held up by an obstacle"),
    Line.EXTENDED: _("Deadline moved"),
    Line.RETURNED: _("Returned"),
    Line.DECLINED: _("Declined"),
    Line.URGED: _("Urged"),
}


def label_of(line: Line) -> Any:
    """What a line is called: by the rule of timeliness or of clauses, where one of them names it."""
    if line in _LABELS:
        return _LABELS[line]
    if line.standing:
        clauses = rulebook.today(Clauses).of(line.standing).names
        return _("Clauses: %(standing)s") % {"standing": clauses}
    return status_rule().of(line.value).names


def stuck(day: date) -> Q:
    """The condition for tasks that do not go on until somebody acts.

    Nobody took it on in time, its owner declined it, waits for an answer about more time or is kept from it by an
    obstacle, or its result waits for approval longer than the rule says.
    """
    rule = rulebook.in_force(Watching, on=day).body
    unaccepted, undecided = (add_working_days(day, -days) for days in (rule.accept_within, rule.approve_within))
    return (
        Q(state=TaskState.DECLINED)
        | Q(state__in=WITH_OWNER, asked_due_on__isnull=False)
        | Q(state=TaskState.ASSIGNED, assigned_at__date__lt=unaccepted)
        | Q(state=TaskState.HANDED_IN, handed_in_on__lt=undecided)
        | _held_up()
    )


def _held_up() -> Q:
    """The condition for tasks with an obstacle that nobody removed or refused yet."""
    return Q(pk__in=Obstacle.objects.standing().order_by().values("task"))


def _urged() -> Q:
    """The condition for tasks whose owner was urged, by somebody or by the ladder."""
    return Q(urged_count__gt=0) | Q(pk__in=Step.objects.taken().order_by().values("task"))


def conditions(day: date) -> dict[Line, Q]:
    """The condition of each line that counts tasks, among tasks that count at all."""
    classes = {Line(due.value): condition for due, condition in class_conditions(day).items()}
    return {
        Line.TASKS: Q(pk__isnull=False),
        Line.DONE: Q(state=TaskState.DONE),
        **classes,
        Line.STUCK: stuck(day),
        Line.HELD_UP: _held_up(),
        Line.EXTENDED: Q(extended_count__gt=0),
        Line.RETURNED: Q(returned_count__gt=0),
        Line.DECLINED: Q(state=TaskState.DECLINED),
        Line.URGED: _urged(),
    }


def tasks_of(programme: Programme) -> TaskQuerySet:
    """Every task of a programme that counts, whoever may see it: not beside a whole its parts, which add up into it."""
    keys: Any = Chosen.objects.filter(programme=programme).order_by().values("task")
    if programme.source_id:
        keys = (
            Task.objects.filter(source=programme.source_id, parent=None).order_by().values("pk").union(keys, all=True)
        )
    found: TaskQuerySet = Task.objects.live().filter(pk__in=keys)
    return found


def tasks_reviewed(review: Review) -> TaskQuerySet:
    """Every task that a review is about, whoever may see it: given until the end of its period.

    A review of a period alone is about the tasks of the unit and below it that were open on a day of it; a part whose
    whole is among them is not counted beside it.
    """
    if review.programme:
        rows = tasks_of(review.programme)
    elif review.source_id:
        rows = Task.objects.live().filter(source=review.source_id, parent=None)
    else:
        lasting = Q(finished_on=None) | Q(finished_on__gte=review.first_on)
        rows = Task.objects.live().filter(lasting, unit__path__startswith=review.unit.path)
        rows = rows.exclude(parent__unit__path__startswith=review.unit.path)
    return rows.filter(assigned_at__date__lte=review.last_on)


@dataclass(frozen=True, slots=True)
class Tally:
    """Tasks counted by line, and the days between which they lie; the words of their clauses."""

    counts: Counter[str] = field(default_factory=Counter)
    first: date | None = None
    last: date | None = None
    texts: tuple[str, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        days = ([day for day in pair if day] for pair in ((self.first, other.first), (self.last, other.last)))
        firsts, lasts = days
        first, last = min(firsts, default=None), max(lasts, default=None)
        texts = tuple(dict.fromkeys((*self.texts, *other.texts)))
        return Tally(self.counts + other.counts, first, last, texts)

    def __getitem__(self, line: Line) -> int:
        return self.counts[line.value]

    @property
    def percent(self) -> int:
        """The share of its tasks whose result was approved, in whole percent, never rounded up to all of them."""
        return self[Line.DONE] * 100 // self[Line.TASKS] if self[Line.TASKS] else 0


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with the tally of its tasks and how it stands; without a clause, what comes from none that is named.

    A heading counts the clauses below it as well; ``texts`` are the words of those tasks that come from itself.
    """

    clause: Clause | None
    tally: Tally
    standing: ClauseStanding
    texts: tuple[str, ...]
    is_heading: bool = False

    @property
    def key(self) -> int:
        """The key of the clause."""
        return self.clause.pk if self.clause else OTHER


@dataclass(frozen=True, slots=True)
class Board:
    """A programme counted: its clauses in their order, behind them what comes from none, and the whole."""

    rows: tuple[ClauseRow, ...]
    whole: Tally

    @property
    def clauses(self) -> list[ClauseRow]:
        """The clauses that are carried out or not: headings are as their clauses are."""
        return [row for row in self.rows if row.clause and not row.is_heading]

    def standing_so(self, standing: ClauseStanding) -> list[ClauseRow]:
        """The clauses that stand in one way."""
        return [row for row in self.clauses if row.standing is standing]

    def row(self, key: int) -> ClauseRow | None:
        """The row of a clause by its key."""
        return next((row for row in self.rows if row.key == key), None)


def board_of(programme: Programme, day: date) -> Board:
    """The programme counted on a day."""
    return boards_of([programme], day)[programme.pk]


def boards_of(programmes: Iterable[Programme], day: date) -> dict[int, Board]:
    """Programmes counted on a day, by key: three queries, however many there are and however many tasks they have."""
    keys = [programme.pk for programme in programmes]
    clauses: dict[int, list[Clause]] = {key: [] for key in keys}
    for clause in Clause.objects.filter(programme__in=keys):
        clauses[clause.programme_id].append(clause)
    from_plan = Task.objects.live().filter(source__programmes__in=keys)
    besides = Q(source=None) | Q(chosen_in__programme__source=None) | ~Q(source=F("chosen_in__programme__source"))
    chosen = Task.objects.live().filter(besides, chosen_in__programme__in=keys)
    tallies: dict[int, dict[str, Tally]] = {key: {} for key in keys}
    for rows, path in ((from_plan, "source__programmes"), (chosen, "chosen_in__programme")):
        for key, text, tally in _tallies(rows, day, path):
            tallies[key][text] = tallies[key].get(text, Tally()) + tally
    return {key: _board(clauses[key], tallies[key], day) for key in keys}


def _tallies(tasks: TaskQuerySet, day: date, path: str = "") -> Iterator[tuple[int, str, Tally]]:
    """The words in the field “Clause” of tasks with the tally of those that have them: one query.

    ``path`` leads to the programme whose key stands first, where there are several.
    """
    counts = {line.value: Count("pk", filter=condition) for line, condition in conditions(day).items()}
    named = {"of": F(path)} if path else {"of": Value(0)}
    grouped = tasks.order_by().values("clause", **named).annotate(
        begins=Min("assigned_at__date"), ends=Max("due_on"), **counts
    )  # fmt: skip
    for row in grouped:
        found = Counter({code: row[code] for code in counts})
        yield row["of"], row["clause"], Tally(found, row["begins"], row["ends"], (row["clause"],))


def _board(clauses: list[Clause], tallies: dict[str, Tally], day: date) -> Board:
    """The tallies under the clauses from which they come."""
    found = placed(tallies, clauses)
    sums: dict[int | None, Tally] = {}
    for text, tally in tallies.items():
        sums[found[text]] = sums.get(found[text], Tally()) + tally
    rule, below = rulebook.closest(Clauses, on=day).body, under_headings(clauses)
    rows = []
    for at in [*range(len(clauses)), *([None] if None in sums else [])]:
        own, others = sums.get(at, Tally()), below.get(at, []) if at is not None else []
        tally = reduce(Tally.__add__, (sums.get(one, Tally()) for one in others), own)
        standing = rule.standing(tally[Line.DONE], tally[Line.TASKS])
        rows.append(ClauseRow(None if at is None else clauses[at], tally, standing, own.texts, bool(others)))
    return Board(tuple(rows), reduce(Tally.__add__, tallies.values(), Tally()))


def _board_reviewed(review: Review, day: date) -> Board | None:
    """The clauses of the programme that is reviewed, by the tasks of the review; None without a programme."""
    if review.programme is None:
        return None
    tallies = {text: tally for _of, text, tally in _tallies(tasks_reviewed(review), day)}
    return _board(list(review.programme.clauses.all()), tallies, day)


def gathered(review: Review, day: date) -> dict[Line, list[int]]:
    """The keys of the rows of every figure of a review on a day, whoever may see them: three queries."""
    tasks = tasks_reviewed(review)
    keys = ArrayField(BigIntegerField())
    every = {
        line.value: ArrayAgg("pk", filter=condition, default=Value([], output_field=keys))
        for line, condition in conditions(day).items()
    }
    found = {Line(code): pks for code, pks in tasks.order_by().aggregate(**every).items()}
    if board := _board_reviewed(review, day):
        found |= {line: [row.key for row in board.standing_so(line.standing)] for line in Line if line.standing}
    wanted = {line for chapter in chapters_of(review) for line in chapter.figures}
    return {line: found[line] for line in Line if line in wanted and line in found}


def counted_again(review: Review, day: date) -> dict[Line, int]:
    """What the figures of a review would be on a day."""
    counts = {line.value: Count("pk", filter=condition) for line, condition in conditions(day).items()}
    found = {Line(code): number for code, number in tasks_reviewed(review).order_by().aggregate(**counts).items()}
    if board := _board_reviewed(review, day):
        found |= {line: len(board.standing_so(line.standing)) for line in Line if line.standing}
    return found


def chapters_of(review: Review) -> tuple[Chapter, ...]:
    """The chapters of a review, by the rule of the day until which it reaches."""
    return rulebook.closest(Reviews, on=review.last_on).body.chapters_of(review.kind)


def kind_names() -> dict[str, str]:
    """The kinds of reviews in the reader's language."""
    return rulebook.names(Reviews)


def final_kinds() -> list[str]:
    """The codes of the kinds that end a programme."""
    return [kind.id for kind in rulebook.today(Reviews).kinds if kind.final]


def of_texts(rows: QuerySet[Any], texts: Iterable[str]) -> QuerySet[Any]:
    """Those of the tasks that come from a clause: by the words in their own field."""
    return rows.filter(clause__in=list(texts))
