"""What must hold every day about tasks: no work hangs in the air, and none is forgotten by both sides.

The limits are the rule `tasks.watched`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.documents.flow import State as DocumentState
from baro.documents.models import Document
from baro.kernel import rulebook
from baro.kernel.periods import add_working_days, farthest_deadline, is_working_day
from baro.org.checks import Check, Severity, check
from baro.org.models import Post, Tenure
from baro.tasks.flow import WITH_OWNER, State
from baro.tasks.models import Progress, Task
from baro.tasks.rulebook import Watched
from baro.tasks.verbs import APPROVE
from baro.trail.models import Event, named_in_sql

# Where a task hangs; each must stand.
UNITS, POSTS = ("unit", "assigner_unit"), ("owner_post", "assigner_post", "accountable_post")


def without_owner(day: date) -> QuerySet[Any]:
    """Open tasks whose owner's post nobody holds or acts in that day."""
    held = Post.objects.order_by().held_on(day).values("pk")
    return Task.objects.open().exclude(owner_post__in=held)


def of_the_closed(day: date) -> QuerySet[Any]:
    """Open tasks that hang on a closed unit or a closed post."""
    closed = Q(pk__in=[])
    for name in (*UNITS, *POSTS):
        closed |= Q(**{f"{name}__closed_on__lte": day})
    return Task.objects.open().filter(closed)


def _limits(day: date) -> Watched:
    return rulebook.in_force(Watched, on=day).body


def _before(day: date, working_days: int) -> date:
    """The day before which so many working days have gone by without what was to happen."""
    return add_working_days(day, -working_days)


def untaken(day: date) -> QuerySet[Any]:
    """Tasks given some days ago that their owner has neither taken on nor declined."""
    return Task.objects.filter(state=State.ASSIGNED, assigned_at__date__lt=_before(day, _limits(day).untaken))


def declined(day: date) -> QuerySet[Any]:
    """Declined tasks that have not been given to another owner, cancelled or insisted on for some days."""
    return Task.objects.filter(state=State.DECLINED, assigned_at__date__lt=_before(day, _limits(day).declined))


def silent(day: date) -> QuerySet[Any]:
    """Tasks underway about which nothing was reported for some weeks."""
    since = _before(day, _limits(day).silent)
    reported = Progress.objects.filter(task=OuterRef("pk"), at__date__gte=since).order_by()
    return Task.objects.filter(state=State.UNDERWAY, accepted_at__date__lt=since).exclude(Exists(reported))


def undecided(day: date) -> QuerySet[Any]:
    """Results handed in some days ago that were neither approved nor returned."""
    return Task.objects.filter(state=State.HANDED_IN, handed_in_on__lt=_before(day, _limits(day).undecided))


def unanswered(day: date) -> QuerySet[Any]:
    """Requests for more time that nobody answered, although the deadline is near or past."""
    near = add_working_days(day, _limits(day).unanswered)
    return Task.objects.open().filter(asked_due_on__isnull=False, due_on__lte=near)


def on_days_off(day: date) -> QuerySet[Any]:
    """Open tasks whose deadline is a day on which nobody works."""
    coming = (day + timedelta(days=ahead) for ahead in range((farthest_deadline(day) - day).days))
    return Task.objects.filter(state__in=WITH_OWNER, due_on__in=[one for one in coming if not is_working_day(one)])


def without_product(day: date) -> QuerySet[Any]:
    """Open tasks that do not say what is to come of them."""
    return Task.objects.open().filter(product="")


def often_extended(day: date) -> QuerySet[Any]:
    """Open tasks whose deadline was moved time and again."""
    return Task.objects.open().filter(extended_count__gte=_limits(day).often_extended)


def often_returned(day: date) -> QuerySet[Any]:
    """Open tasks whose result was returned time and again."""
    return Task.objects.open().filter(returned_count__gte=_limits(day).often_returned)


def given_to_oneself(day: date) -> QuerySet[Any]:
    """Open tasks whose owner and assigner are one person today, so that nobody else looks at the result."""
    held = Tenure.objects.on(day).order_by()
    giver = held.filter(post=OuterRef(OuterRef("assigner_post")), person=OuterRef("person"))
    return Task.objects.open().filter(Exists(held.filter(Exists(giver), post=OuterRef("owner_post"))))


def approved_by_the_doer(day: date) -> QuerySet[Any]:
    """Tasks of the last month approved by who handed the result in."""
    lately = Task.objects.filter(state=State.DONE, approved_at__date__gt=day - timedelta(days=31))
    told = [named_in_sql(Task._meta.label_lower, OuterRef("pk"))]
    deeds = Event.objects.done(APPROVE.code).filter(subjects__contains=told, person_id=OuterRef("handed_in_by"))
    return lately.filter(Exists(deeds))


def without_tasks(day: date) -> QuerySet[Any]:
    """Documents instructed some days ago from which no task followed."""
    since = _before(day, _limits(day).undone_decision)
    waiting = Document.objects.filter(state=DocumentState.INSTRUCTED, slip__instructed_at__date__lt=since)
    return waiting.exclude(Exists(Task.objects.live().filter(source=OuterRef("pk")).order_by()))


check(
    Check(
        code="tasks.without_owner",
        label=_("Open tasks whose owner's post is vacant"),
        remedy=_("Appoint somebody to the post, or give the task to another owner."),
        severity=Severity.BAD,
        list_code="tasks.list",
        rows=without_owner,
    ),
    Check(
        code="tasks.of_the_closed",
        label=_("Open tasks of a closed unit or post"),
        remedy=_("Give the task to an owner in a unit that stands."),
        severity=Severity.BAD,
        list_code="tasks.list",
        rows=of_the_closed,
    ),
    Check(
        code="tasks.approved_by_the_doer",
        label=_("Results approved by the person who handed them in"),
        remedy=_("Undo the approval, and let somebody else decide."),
        severity=Severity.BAD,
        list_code="tasks.list",
        rows=approved_by_the_doer,
        told=False,
    ),
    Check(
        code="tasks.given_to_oneself",
        label=_("Open tasks that the same person gave and owns"),
        remedy=_("Give the task to another owner, or let another post answer for it."),
        severity=Severity.WARN,
        list_code="tasks.list",
        rows=given_to_oneself,
        told=False,
    ),
    Check(
        code="tasks.untaken",
        label=_("Tasks that nobody has taken on"),
        remedy=_("Ask the owner to take the task on or to decline it."),
        severity=Severity.WARN,
        list_code="tasks.list",
        rows=untaken,
        told=False,
    ),
    Check(
        code="tasks.declined",
        label=_("Declined tasks without a new owner"),
        remedy=_("Give the task to another owner, or cancel it."),
        severity=Severity.WARN,
        list_code="tasks.list",
        rows=declined,
        told=False,
    ),
    Check(
        code="tasks.undecided",
        label=_("Results that wait too long for approval"),
        remedy=_("Approve the result or return it."),
        severity=Severity.WARN,
        list_code="tasks.list",
        rows=undecided,
        told=False,
    ),
    Check(
        code="tasks.unanswered",
        label=_("Unanswered requests for more time close to the deadline"),
        remedy=_("Agree to the later deadline or refuse it."),
        severity=Severity.WARN,
        list_code="tasks.list",
        rows=unanswered,
        told=False,
    ),
    Check(
        code="tasks.without_tasks",
        label=_("Instructed documents without a task"),
        remedy=_("Assign the work, or file the document."),
        severity=Severity.WARN,
        list_code="documents.incoming",
        rows=without_tasks,
        told=False,
    ),
    Check(
        code="tasks.silent",
        label=_("Tasks underway without a report for weeks"),
        remedy=_("Ask the owner how far the work has come."),
        severity=Severity.INFO,
        list_code="tasks.list",
        rows=silent,
        told=False,
    ),
    Check(
        code="tasks.on_days_off",
        label=_("Deadlines on a day off"),
        remedy=_("Move the deadline to a working day."),
        severity=Severity.INFO,
        list_code="tasks.list",
        rows=on_days_off,
        told=False,
    ),
    Check(
        code="tasks.without_product",
        label=_("Open tasks without an expected product"),
        remedy=_("Correct the task: say what must come of it."),
        severity=Severity.INFO,
        list_code="tasks.list",
        rows=without_product,
        told=False,
    ),
    Check(
        code="tasks.often_extended",
        label=_("Deadlines moved time and again"),
        remedy=_("Look at what holds the work up."),
        severity=Severity.INFO,
        list_code="tasks.list",
        rows=often_extended,
        told=False,
    ),
    Check(
        code="tasks.often_returned",
        label=_("Results returned time and again"),
        remedy=_("Talk with the owner about what is missing."),
        severity=Severity.INFO,
        list_code="tasks.list",
        rows=often_returned,
        told=False,
    ),
)
