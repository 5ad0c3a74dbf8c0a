"""Staffing against quota: every number is the count of the posts that the same function gives (`posts_counted`)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.kernel.wordings import wording
from baro.org.models import PostFacts, Quota, Tenure, TenureKind
from baro.org.rulebook import Quotas

NOTHING: dict[str, int | None] = {"posts": 0, "held": 0, "quota": None}


class Occupancy(models.TextChoices):
    """Which of the posts that a unit has on a day are counted."""

    POSTS = "posts", _("Posts")
    HELD = "held", _("Held")
    VACANT = "vacant", _("Vacant")


def kind_names(day: date) -> dict[str, str]:
    """Kind of staffing to what it is called on a day."""
    return rulebook.names(Quotas, on=day)


def every_kind(day: date) -> dict[str, str]:
    """The same with the kinds of all other days behind; what no version of the rulebook knows is not there."""
    names = kind_names(day)
    for version in reversed(rulebook.versions(Quotas)):
        names |= {kind: str(called) for kind, called in version.body.named() if kind not in names}
    return names


def kinds_known() -> list[tuple[str, Any]]:
    """Every kind of staffing that any version of the rulebook has, with its newest names."""
    versions = rulebook.versions(Quotas)
    return list({kind: called for version in versions for kind, called in version.body.named()}.items())


def kind_name(kind: str, day: date) -> str:
    """What a post is counted as, in words; what the rulebook does not know stays as it was written."""
    return every_kind(day).get(kind, kind)


wording("org.staffing", lambda kind: kind_name(kind, timezone.localdate()))


def is_held(day: date) -> Q:
    """Whether somebody holds the post of the facts on a day; who only acts in it is counted where they hold one."""
    return Q(post__in=Tenure.objects.on(day).filter(kind=TenureKind.HOLDER).order_by().values("post"))


def posts_counted(day: date, kind: str = "", what: str = Occupancy.POSTS) -> QuerySet[PostFacts]:
    """The posts of a day that are counted as a kind, or as any; all of them, the held ones or the vacant ones."""
    posts = PostFacts.objects.on(day).order_by()
    posts = posts.filter(quota=kind) if kind else posts.exclude(quota="")
    if what == Occupancy.POSTS:
        return posts
    return posts.filter(is_held(day)) if what == Occupancy.HELD else posts.exclude(is_held(day))


def quotas_on(day: date, kind: str = "") -> QuerySet[Quota]:
    """The quotas of a kind, or of all, on a day."""
    quotas = Quota.objects.on(day).order_by()
    return quotas.filter(kind=kind) if kind else quotas


def count_for(unit: str, day: date, kind: str = "", what: str = Occupancy.POSTS) -> Coalesce:
    """How many posts are counted in the unit that a column of the outer query names."""
    rows = posts_counted(day, kind, what).filter(unit=OuterRef(unit)).values("unit")
    return Coalesce(Subquery(rows.annotate(found=Count("pk")).values("found")), 0)


def quota_for(unit: str, day: date, kind: str = "") -> Subquery:
    """What is allowed to the unit that a column of the outer query names; nothing when nobody said so."""
    rows = quotas_on(day, kind).filter(unit=OuterRef(unit)).values("unit")
    return Subquery(rows.annotate(found=Sum("number")).values("found"))


def sums_by_kind(day: date, **only: Any) -> dict[str, dict[str, int | None]]:
    """Posts, held ones and the quota by kind, of the units that the condition names (on ``unit``)."""
    found: dict[str, dict[str, int | None]] = {}
    held = Count("pk", filter=is_held(day))
    rows = posts_counted(day).filter(**only).values("quota").annotate(posts=Count("pk"), taken=held)
    for kind, posts, taken in rows.values_list("quota", "posts", "taken"):
        found[kind] = NOTHING | {"posts": posts, "held": taken}
    for kind, number in quotas_on(day).filter(**only).values_list("kind").annotate(Sum("number")):
        found[kind] = found.get(kind, NOTHING) | {"quota": number}
    return found


def over_quota(day: date, kind: str = "") -> set[int]:
    """The units in which more posts of a kind, or of any one, are held than the quota of a day allows it."""
    held = posts_counted(day, kind, Occupancy.HELD).values_list("unit", "quota").annotate(Count("pk"))
    taken = {(unit, kind): count for unit, kind, count in held}
    quotas = quotas_on(day, kind).values_list("unit", "kind", "number")
    return {unit for unit, kind, number in quotas if taken.get((unit, kind), 0) > number}
