"""Who is away, until when, and who stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from baro.org.models import Absence, Delegation, Post, PostRank, Tenure


@dataclass(frozen=True, slots=True)
class Away:
    """The holder of a post is away until a day; the deputy is None when nobody stands in."""

    post: Post
    name: str
    last: date
    deputy: Post | None = None
    deputy_name: str = ""


def away_from(posts: Iterable[int | None], day: date) -> dict[int, Away]:
    """The posts whose holder is away that day, each with the deputy: three queries, one when nobody is away."""
    held = Tenure.objects.on(day).filter(post__in=[pk for pk in posts if pk])
    lasting = Absence.objects.on(day)
    away = held.filter(person__in=lasting.values("person")).select_related("person", "post__unit")
    found = {tenure.post_id: tenure for tenure in away}
    if not found:
        return {}
    last = {absence.person_id: absence.last for absence in lasting.filter(person__in=[t.person_id for t in away])}
    deputies = _deputies([tenure.post for tenure in found.values()], day)
    return {
        pk: Away(tenure.post, tenure.person.name, last[tenure.person_id], *deputies.get(pk, (None, "")))
        for pk, tenure in found.items()
    }


def _deputies(posts: list[Post], day: date) -> dict[int, tuple[Post, str]]:
    """Who stands in for each post: who was granted its powers for absences, otherwise a deputy of the same unit."""
    present = Tenure.objects.on(day).exclude(person__in=Absence.objects.on(day).values("person"))
    delegations = dict(
        Delegation.objects.in_force(day)
        .filter(only_in_absence=True, delegator__in=posts)
        .values_list("delegator", "delegate")
    )
    units = [post.unit_id for post in posts if post.rank == PostRank.HEAD]
    asked = Q(post__in=delegations.values()) | Q(post__rank=PostRank.DEPUTY, post__unit__in=units)
    standing = list(present.filter(asked).order_by("-post_id").select_related("person", "post__unit"))
    by_post = {tenure.post_id: tenure for tenure in standing}
    by_unit = {t.post.unit_id: t for t in standing if t.post.rank == PostRank.DEPUTY}
    found = {}
    for post in posts:
        of_unit = by_unit.get(post.unit_id) if post.rank == PostRank.HEAD else None
        tenure = by_post.get(delegations.get(post.pk, 0)) or of_unit
        if tenure and tenure.post_id != post.pk:
            found[post.pk] = (tenure.post, tenure.person.name)
    return found
