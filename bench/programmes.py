"""A programme of some hundred tasks, whose page is measured."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from baro.org.actors import Actor
from baro.org.models import Tenure
from baro.org.queries import actor_of
from baro.programmes.actions.planning import choose, set_up
from baro.programmes.models import Programme
from baro.tasks.models import Task

TASKS, CLAUSES = 500, 30


def programme_of(tenure: Tenure) -> Programme:
    """A programme of 30 clauses and the 500 newest tasks that somebody sees, in their unit."""
    today, by = timezone.localdate(), Actor.system("bench")
    seen = Task.objects.visible_to(actor_of(tenure.person_id)).live().order_by("-pk")
    keys = list(seen.values_list("pk", flat=True)[:TASKS])
    made = set_up(
        unit=tenure.post.unit,
        title="Programme",
        first_on=today - timedelta(days=365),
        last_on=today + timedelta(days=365),
        clauses="\n".join(f"{at}. Clause {at}" for at in range(1, CLAUSES + 1)),
        by=by,
    )
    return choose(made.pk, tasks=keys, among=keys, by=by)
