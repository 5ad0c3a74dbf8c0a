"""The plan of a reorganisation as it was agreed to: since its signing no row of it may become otherwise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _

from baro.org.flow import State
from baro.org.models import Ending, Placement, PlannedChange, PlannedSuccessor, PlannedUnit, Reorganisation
from baro.org.verbs import SIGN
from baro.trail.models import Event, canonical, named_in_sql

PLAN = "plan"  # the fact that tells the digest of what was agreed to
ROWS: dict[type[models.Model], str] = {
    PlannedUnit: "reorganisation",
    Ending: "reorganisation",
    PlannedSuccessor: "ending__reorganisation",
    PlannedChange: "reorganisation",
    Placement: "reorganisation",
}
LATER = {"unit"}  # a planned unit names the unit that was founded for it, once it is


def digest_of(plan: Reorganisation) -> str:
    """SHA-256 over every row of a plan: one query for each kind of row."""
    content = []
    for model, path in ROWS.items():
        fields = [f.attname for f in model._meta.concrete_fields if not (model is PlannedUnit and f.name in LATER)]
        content.append(list(model._base_manager.filter(**{path: plan}).order_by("pk").values_list(*fields)))
    return hashlib.sha256(canonical([model._meta.label_lower for model in ROWS] + content)).hexdigest()


def strange_plans() -> Iterator[str]:
    """A sentence for each signed plan that is not what was signed."""
    signed = Event.objects.done(SIGN.code).filter(
        subjects__contains=[named_in_sql("org.reorganisation", models.OuterRef("pk"))]
    )
    agreed = Reorganisation.objects.filter(state__in=(State.SIGNED, State.DONE))
    told = signed.order_by("-pk").values("facts__plan")[:1]
    for plan in agreed.annotate(told=models.Subquery(told)).order_by("pk").iterator():
        if plan.told != digest_of(plan):
            yield _("The plan of reorganisation %(pk)s is no longer what was signed.") % {"pk": plan.pk}
