"""Questions about tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from baro.documents.models import Attachment
from baro.kernel import rulebook
from baro.kernel.periods import last_near_day
from baro.kernel.rulebook import Rule
from baro.org.actors import Actor
from baro.org.models import PostRank, Tenure, Unit
from baro.tasks.flow import WITH_OWNER, State
from baro.tasks.models import Evidence, Task
from baro.tasks.rulebook import DueClass, Motto, StatusClass, TaskStatus
from baro.tasks.rules import Standing, due_class


def with_words(words: str) -> Q:
    """The condition of holding every word, in the task itself or in a file of its evidence: two indexes."""
    proofs = Evidence.objects.filter(attachment__in=Attachment.objects.with_words(words)).order_by()
    return Q(search__finds=words) | Q(pk__among=ArraySubquery(proofs.values("report__task")))


def status_rule(today: date | None = None) -> TaskStatus:
    """The rule of classes in force on a day, today when none is given."""
    return rulebook.in_force(TaskStatus, on=today).body


def motto_rule(today: date | None = None) -> Rule[Motto]:
    """The rule of clarity in force on a day, today when none is given."""
    return rulebook.in_force(Motto, on=today)


def class_conditions(today: date | None = None) -> dict[DueClass, Q]:
    """The one definition of every class as a condition for the database: lists, figures and reminders all count by it.

    Each task that was not cancelled meets exactly one of them, and it is the one that `rules.standing` gives.
    """
    today = today or timezone.localdate()
    near_until = last_near_day(today, status_rule(today).near_working_days)
    live, unfinished = ~Q(state=State.CANCELLED), Q(finished_on=None)
    running, waiting = unfinished & Q(handed_in_on=None), unfinished & Q(handed_in_on__isnull=False)
    return {
        DueClass.ON_TIME: live & Q(finished_on__lte=F("due_on")),
        DueClass.LATE: live & Q(finished_on__gt=F("due_on")),
        DueClass.OPEN: live & (running & Q(due_on__gt=near_until) | waiting & Q(handed_in_on__lte=F("due_on"))),
        DueClass.NEAR_DUE: live & running & Q(due_on__range=(today, near_until)),
        DueClass.OVERDUE: live & (running & Q(due_on__lt=today) | waiting & Q(handed_in_on__gt=F("due_on"))),
        DueClass.NO_DEADLINE: live & Q(due_on=None),
    }


def of_class(classes: Iterable[str], today: date | None = None) -> Q:
    """The condition of belonging to any of some classes."""
    conditions = class_conditions(today)
    found = Q(pk__in=[])
    for name in classes:
        found |= conditions[DueClass(name)]
    return found


def standing_of(task: Task, today: date | None = None) -> tuple[StatusClass, Standing] | None:
    """How a task stands today, and how that is called and shown; None for a cancelled task."""
    day = today or timezone.localdate()
    found = task.standing_on(day)
    return (status_rule(day).of(found.due_class), found) if found else None


@dataclass(frozen=True, slots=True)
class Duties:
    """What waits for the holder of one post: as owner, and as the one who gave work to others."""

    to_accept: int
    overdue: int
    near_due: int
    underway: int
    returned: int
    handed_in: int
    to_approve: int
    declined: int
    asked: int
    given: int

    @property
    def cleared(self) -> bool:
        """Whether nothing at all waits."""
        return not any((self.to_accept, self.underway, self.handed_in, self.to_approve, self.declined, self.asked))


def duties_of(actor: Actor, today: date | None = None) -> Duties:
    """The counts of “My duties” in two small queries; the lists behind them are narrowed by `duty_conditions`.

    Counted by groups and not by ten conditions, because this page opens every day and the conditions cost more to write
    down than to answer.
    """
    if actor.post_id is None:
        return Duties(*[0] * len(Duties.__dataclass_fields__))
    day = today or timezone.localdate()
    tasks = Task.objects.open().order_by()
    owned = tasks.filter(owner_post=actor.post_id).values_list("state", "due_on", "returned_count")
    given = tasks.filter(assigner_post=actor.post_id).values_list("state", "asked_due_on")
    return Duties(**_owned(owned.annotate(count=Count("pk")), day), **_given(given.annotate(count=Count("pk"))))


def _owned(groups: Iterable[Any], day: date) -> dict[str, int]:
    """What an owner has to do, from (state, deadline, times returned, count)."""
    near = status_rule(day).near_working_days
    found: Counter[str] = Counter()
    for state, due_on, returned, count in groups:
        found[state] += count
        found["returned"] += count if state == State.UNDERWAY and returned else 0
        if state in WITH_OWNER:
            found[due_class(due_on, None, day, near_working_days=near).due_class] += count
    return {
        "to_accept": found[State.ASSIGNED],
        "overdue": found[DueClass.OVERDUE],
        "near_due": found[DueClass.NEAR_DUE],
        "underway": found[State.UNDERWAY],
        "returned": found["returned"],
        "handed_in": found[State.HANDED_IN],
    }


def _given(groups: Iterable[Any]) -> dict[str, int]:
    """What an assigner has to decide, from (state, deadline asked for, count)."""
    found: Counter[str] = Counter()
    for state, asked, count in groups:
        found[state] += count
        found["asked"] += count if asked and state in WITH_OWNER else 0
        found["given"] += count
    return {
        "to_approve": found[State.HANDED_IN],
        "declined": found[State.DECLINED],
        "asked": found["asked"],
        "given": found["given"],
    }


def duty_conditions(actor: Actor, today: date | None = None) -> dict[str, Q]:
    """The sections of “My duties” as conditions for the lists behind its counts."""
    if actor.post_id is None:
        return {name: Q(pk__in=[]) for name in Duties.__dataclass_fields__}
    classes = class_conditions(today)
    mine, given = Q(owner_post=actor.post_id), Q(assigner_post=actor.post_id)
    working = mine & Q(state__in=WITH_OWNER)
    return {
        "to_accept": mine & Q(state=State.ASSIGNED),
        "overdue": working & classes[DueClass.OVERDUE],
        "near_due": working & classes[DueClass.NEAR_DUE],
        "underway": mine & Q(state=State.UNDERWAY),
        "returned": mine & Q(state=State.UNDERWAY, returned_count__gt=0),
        "handed_in": mine & Q(state=State.HANDED_IN),
        "to_approve": given & Q(state=State.HANDED_IN),
        "declined": given & Q(state=State.DECLINED),
        "asked": given & Q(asked_due_on__isnull=False, state__in=WITH_OWNER),
        "given": given & ~Q(state__in=(State.DONE, State.CANCELLED)),
    }


def heads_in_office(units: Iterable[Unit], today: date | None = None) -> dict[int, Tenure]:
    """Unit id to the tenure at the head of the unit today, for units that have one: one query."""
    rows = Tenure.objects.on(today or timezone.localdate()).filter(
        post__unit__in=[unit.pk for unit in units], post__rank=PostRank.HEAD
    )
    return {tenure.post.unit_id: tenure for tenure in rows.select_related("person", "post__unit").order_by("-post_id")}


def to_be_reminded(today: date) -> QuerySet[Task]:
    """Open tasks near or past their deadline whose owner was not told so yet."""
    classes = class_conditions(today)
    working = Task.objects.filter(state__in=WITH_OWNER)
    return working.filter(
        classes[DueClass.NEAR_DUE] & Q(reminded_as="")
        | classes[DueClass.OVERDUE] & ~Q(reminded_as=DueClass.OVERDUE.value)
    ).order_by("pk")
