"""Questions about tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from baro.documents.flow import State as DocumentState
from baro.documents.models import Attachment, Document, DocumentQuerySet, HandlingSlip
from baro.documents.verbs import PRESENT
from baro.kernel import rulebook
from baro.kernel.periods import add_working_days, last_near_day
from baro.kernel.rulebook import NoRuleInForce, Rule
from baro.org.actors import Actor
from baro.org.models import Post, PostRank, Tenure, Unit
from baro.tasks.flow import CLOSED, WITH_OWNER, State
from baro.tasks.models import SEE, Evidence, Progress, Task, TaskQuerySet
from baro.tasks.rulebook import DueClass, Horizons, Motto, StatusClass, TaskStatus
from baro.tasks.rules import Standing
from baro.tasks.verbs import RETURN
from baro.trail.models import Event


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


def motto_of(task: Task) -> Motto:
    """The rule of clarity by which a task was given, whatever is in force today."""
    try:
        kept = rulebook.by_version(task.motto).body
    except NoRuleInForce:  # the organisation took its own version away
        kept = rulebook.closest(Motto, on=timezone.localdate(task.assigned_at)).body
    assert isinstance(kept, Motto)  # noqa: S101 - what a task keeps is a version of this rule
    return kept


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


def horizon_conditions(today: date | None = None) -> dict[str, Q]:
    """The one definition of every horizon as a condition for the database; each task meets exactly one.

    It is the one that was chosen, else the one that `Horizons.by_days` gives.
    """
    rule, given = rulebook.in_force(Horizons, on=today).body, TruncDate("assigned_at")
    found: dict[str, Q] = {}
    least = Q(first_due_on__isnull=False)
    for row in rule.horizons:
        end = None if row.up_to_days is None else given + timedelta(days=row.up_to_days)
        by_days = least & Q(first_due_on__lte=end) if end is not None else least
        if row.id == rule.without_deadline:
            by_days |= Q(first_due_on=None)
        found[row.id] = Q(horizon=row.id) | Q(horizon="") & by_days
        least = Q(first_due_on__gt=end) if end is not None else least
    return found


def horizon_of(task: Task) -> str:
    """The horizon of one task."""
    given = timezone.localdate(task.assigned_at)
    return task.horizon or rulebook.today(Horizons).by_days(given, task.first_due_on)


def of_horizon(horizons: Iterable[str], today: date | None = None) -> Q:
    """The condition of lying in any of some horizons."""
    conditions = horizon_conditions(today)
    found = Q(pk__in=[])
    for name in horizons:
        found |= conditions[name]
    return found


def still_since(today: date) -> date:
    """The day from which on a task of the far horizons must have moved."""
    return add_working_days(today, -rulebook.in_force(Horizons, on=today).body.still_after_working_days)


def standing_still(today: date) -> Q:
    """The condition for tasks of the far horizons whose owner neither took on nor reported anything of late."""
    rule, since = rulebook.in_force(Horizons, on=today).body, still_since(today)
    told = Progress.objects.filter(task=OuterRef("pk"), at__date__gte=since).order_by()
    silent = Q(assigned_at__date__lt=since) & (Q(accepted_at=None) | Q(accepted_at__date__lt=since))
    return Q(~Exists(told), state__in=WITH_OWNER) & of_horizon(rule.watched, today) & silent


def can_start() -> Q:
    """The condition for tasks that wait for their owner and for no other task."""
    first = Task.objects.open().filter(pk__among=OuterRef("starts_after")).order_by()
    return Q(state__in=WITH_OWNER) & (Q(starts_after=None) | Q(~Exists(first)))


def tasks_in(actor: Actor, branch: Unit) -> TaskQuerySet:
    """The tasks that the actor sees whose owner is in the branch, without those that were cancelled."""
    owned: TaskQuerySet = Task.objects.live().filter(unit__path__startswith=branch.path).order_by()
    if any(scope.below and scope.covers(SEE, branch.path) for scope in actor.scopes):
        # Who sees the tasks of the whole branch sees every task owned in it; asking again costs half the time.
        return owned
    return owned.filter(pk__in=Task.objects.visible_to(actor).order_by().values("pk"))


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


def last_return(task: Task) -> Event | None:
    """The deed by which its result was returned, while the owner works on it again; the trail is asked only then."""
    if task.state != State.UNDERWAY or not task.returned_count:
        return None
    found: Event | None = Event.objects.about(task).done(RETURN.code).first()
    return found


def _owned(actor: Actor, **facts: Any) -> Q:
    """The condition for tasks that the actor's post owns."""
    return Q(owner_post=actor.post_id or 0, **facts)


def _given(actor: Actor, **facts: Any) -> Q:
    """The condition for tasks that the actor's post gave."""
    return Q(assigner_post=actor.post_id or 0, **facts)


def _other_own(actor: Actor) -> Q:
    """The condition for tasks that another post of the actor's person owns: they do not decide about these."""
    return Q(owner_post__in=[post for post in actor.posts if post != actor.post_id])


def _working(actor: Actor, day: date, name: DueClass) -> Q:
    """The condition for tasks of a class that wait for their owner, the actor's post."""
    return _owned(actor, state__in=WITH_OWNER) & class_conditions(day)[name]


# What waits for the holder of a post, as owner and as the one who gave work to others: for the lists and their counts.
WAITING: dict[str, Callable[[Actor, date], Q]] = {
    "to_accept": lambda actor, _day: _owned(actor, state=State.ASSIGNED),
    "overdue": lambda actor, day: _working(actor, day, DueClass.OVERDUE),
    "near_due": lambda actor, day: _working(actor, day, DueClass.NEAR_DUE),
    "underway": lambda actor, _day: _owned(actor, state=State.UNDERWAY),
    "returned": lambda actor, _day: _owned(actor, state=State.UNDERWAY, returned_count__gt=0),
    "handed_in": lambda actor, _day: _owned(actor, state=State.HANDED_IN),
    "to_approve": lambda actor, _day: _given(actor, state=State.HANDED_IN) & ~_other_own(actor),
    "declined": lambda actor, _day: _given(actor, state=State.DECLINED),
    "asked": lambda actor, _day: _given(actor, asked_due_on__isnull=False, state__in=WITH_OWNER),
    "given": lambda actor, _day: _given(actor) & ~Q(state__in=CLOSED),
}


def instructed_for(actor: Actor) -> DocumentQuerySet:
    """Instructed documents whose work the actor sees to: for the office of the register, or at the head of the lead."""
    office = Document.objects.filter(Document.objects.open_to(actor, PRESENT), state=DocumentState.INSTRUCTED)
    own = Post.objects.filter(pk=actor.post_id or 0, rank=PostRank.HEAD).values("unit")
    led = HandlingSlip.objects.filter(lead__in=own, document__state=DocumentState.INSTRUCTED)
    found = office.order_by().values("pk").union(led.order_by().values("document"))
    rows: DocumentQuerySet = Document.objects.filter(pk__in=found)
    return rows


def without_open_task() -> Q:
    """The condition for documents from which no open task follows."""
    return Q(~Exists(Task.objects.open().filter(source=OuterRef("pk")).order_by()))


def heads_in_office(units: Iterable[Unit], today: date | None = None) -> dict[int, Tenure]:
    """Unit id to the tenure at the head of the unit today, for units that have one: one query."""
    rows = Tenure.objects.on(today or timezone.localdate()).filter(
        post__unit__in=[unit.pk for unit in units], post__rank=PostRank.HEAD
    )
    return {tenure.post.unit_id: tenure for tenure in rows.select_related("person", "post__unit").order_by("-post_id")}
