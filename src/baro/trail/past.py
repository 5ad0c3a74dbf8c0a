"""What was once done to a record, asked of the trail inside a statement: for lists that are narrowed by history."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from baro.kernel.verbs import Verb
from baro.trail.models import Event, named_in_sql


def deeds_of(model: type[models.Model], *verbs: Verb) -> QuerySet[Event]:
    """The events of some verbs about each row of a statement, by the index of deeds."""
    own = named_in_sql(model._meta.label_lower, OuterRef("pk"))
    return Event.objects.filter(verb_code__in=[verb.code for verb in verbs], subjects__0=own).order_by()


def once(model: type[models.Model], *verbs: Verb, **told: Any) -> Q:
    """The condition that one of the verbs was once done to the record, with an event that meets what is ``told``."""
    return Q(Exists(deeds_of(model, *verbs).filter(**told)))


def times(model: type[models.Model], number: int, verb: Verb) -> Q:
    """The condition that the verb was done to the record so many times at least."""
    counted = deeds_of(model, verb).values("verb_code").annotate(number=Count("pk")).values("number")
    return Q(GreaterThanOrEqual(Coalesce(Subquery(counted, output_field=IntegerField()), 0), number))
