"""What the chapters of a review begin with: reasons that were told on the way, lessons of the reviews before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.programmes.models import Review
from baro.programmes.queries import chapters_of, tasks_reviewed
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.verbs import DECLINE, EXTEND, RETURN
from baro.trail.models import Event, reference
from baro.urging.models import Obstacle

MOST = 100  # tasks whose reasons a draft lists
_REFUSED = Q(state=State.DECLINED) | Q(returned_count__gt=0)


def drafted(review: Review, by: Actor) -> dict[str, str]:
    """The texts with which a review begins, by chapter, as far as its writer may see the tasks that they name."""
    seen = tasks_reviewed(review).visible_to(by).select_related("unit")
    made = {
        "obstacles": lambda: chain(_obstacles(seen), _reasons(seen.filter(_REFUSED), DECLINE, RETURN)),
        "extensions": lambda: _reasons(seen.filter(extended_count__gt=0), EXTEND),
        "lessons": lambda: _lessons(review, by),
    }
    texts = {chapter.id: "\n".join(made[chapter.gathers]()) for chapter in chapters_of(review) if chapter.gathers}
    return {code: words for code, words in texts.items() if words}


def _obstacles(tasks: Any) -> Iterator[str]:
    """A line for each obstacle that stands: what it is, and who must remove it."""
    standing = Obstacle.objects.standing().filter(task__in=tasks.order_by().values("pk")).for_list()
    for one in standing.order_by("until", "pk")[:MOST]:
        told = {"work": one.task, "unit": one.task.unit, "obstacle": one, "remover": one.remover}
        yield _("- %(work)s (%(unit)s): %(obstacle)s; to be removed by %(remover)s") % told


def _reasons(tasks: Any, *verbs: Verb) -> Iterator[str]:
    """A line for each task: the last reason that was told by one of the verbs."""
    rows: dict[str, Task] = {reference(task): task for task in tasks.order_by("pk")[:MOST]}
    events = Event.objects.filter(verb_code__in=[verb.code for verb in verbs], subjects__overlap=list(rows))
    told: dict[str, str] = {}
    for event in events.order_by("pk") if rows else ():
        told[event.subjects[0]] = (event.facts or {}).get("reason", "")
    for name, reason in told.items():
        if name in rows:
            line = {"work": rows[name], "unit": rows[name].unit, "reason": reason}
            yield _("- %(work)s (%(unit)s): %(reason)s") % line


def _lessons(review: Review, by: Actor) -> Iterator[str]:
    """What the approved reviews of the same programme or document learned."""
    before = Review.objects.visible_to(by).approved().order_by("last_on", "pk")
    if review.programme:
        before = before.filter(programme=review.programme)
    elif review.source:
        before = before.filter(source=review.source)
    else:
        before = before.filter(programme=None, source=None, unit=review.unit, last_on__gte=review.first_on)
    codes = [chapter.id for chapter in chapters_of(review) if chapter.gathers == "lessons"]
    for earlier in before:
        yield from (words for code in codes if (words := earlier.texts.get(code)))
