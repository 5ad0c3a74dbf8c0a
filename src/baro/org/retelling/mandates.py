"""What posts may do where, as the deeds that set it tell, against what the mandates say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from baro.org import verbs as v
from baro.org.models import Mandate, Unit
from baro.trail.heirs import Heirs
from baro.trail.models import Event

CARRIES = "carries"  # the fact that tells the mandates of a post: of a unit, with or without what is below
Carried = tuple[int, bool, tuple[str, ...], str]


def as_fact(mandates: Iterable[Mandate]) -> list[list[Any]]:
    """Mandates as an event tells them."""
    rows = ([m.unit_id, m.includes_below, sorted(m.permissions), _limits(m.limited_to)] for m in mandates)
    return sorted(rows, key=str)


def strange_mandates() -> Iterator[str]:
    """A sentence for each mandate that no deed gave, and for each that a deed gave and that is not there."""
    heirs = Heirs()
    told = _told(heirs)
    standing: dict[int, list[tuple[int, Carried]]] = {}
    for one in Mandate.objects.order_by("pk").iterator():
        standing.setdefault(one.post_id, []).append((one.pk, _carried(*as_fact([one])[0])))
    for post in sorted(standing.keys() | told.keys()):
        left = list(told.get(post, []))
        for pk, stands in standing.get(post, []):
            match = next((one for one in left if _same(one, stands, heirs)), None)
            if match is None:
                yield _("Mandate %(pk)s of post %(post)s is none that a deed gave.") % {"pk": pk, "post": post}
            else:
                left.remove(match)
        for unit, _below, permissions, _limited in left:
            sentence = _("Post %(post)s was given %(permissions)s in unit %(unit)s, and does not have it.")
            yield sentence % {"post": post, "permissions": ", ".join(permissions), "unit": unit}


def _told(heirs: Heirs) -> dict[int, list[Carried]]:
    """The mandates of each post as told last, for each unit by itself."""
    told: dict[int, list[Carried]] = {}
    setting = Event.objects.filter(verb_code__in=(v.OPEN.code, v.SET_MANDATE.code)).order_by("pk")
    for subjects, facts in setting.values_list("subjects", "facts").iterator():
        post, *units = (int(one.partition(":")[2]) for one in subjects if not one.startswith("under:"))
        given = [_carried(*one) for one in (facts or {}).get(CARRIES, [])]
        kept = [one for one in told.get(post, []) if not any(_is_of(one, unit, heirs) for unit in units)]
        told[post] = kept + given
    return told


def _carried(unit: int, below: bool, permissions: Iterable[str], limits: str) -> Carried:
    return unit, below, tuple(sorted(permissions)), limits


def _limits(limited_to: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {limited_to[name]}" for name in sorted(limited_to))


def _same(told: Carried, stands: Carried, heirs: Heirs) -> bool:
    return told[1:] == stands[1:] and _is_of(told, stands[0], heirs)


def _is_of(told: Carried, unit: int, heirs: Heirs) -> bool:
    """Whether it was told of the unit, or of one whose place the unit took."""
    return told[0] == unit or heirs.follow(Unit, told[0], unit)
