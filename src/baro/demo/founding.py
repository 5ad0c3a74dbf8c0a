"""The first chapters of the demo province: units with their terms, posts with their people, the register of 2024."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from baro.demo import committees, posts, quotas, register_2024
from baro.demo.units import (
    ROOT,
    SINCE,
    TERMS,
    codes_with_terms,
    district_codes,
    foundings,
    old_commune_codes,
)
from baro.documents.actions.entering import enter_issued
from baro.org.actions.founding import begin_terms, found, open_posts
from baro.org.actors import Actor
from baro.org.models import Unit

FOUNDER = "demo"


def found_units() -> int:
    """Found every unit and begin its terms; returns how many units there are."""
    units = found(foundings(), since=SINCE, by=Actor.system(FOUNDER))
    for name, first, last in TERMS:
        begin_terms((units[code] for code in codes_with_terms()), name, first=first, last=last)
    (name, first, _last), *_later = TERMS
    begin_terms((units[code] for code in (ROOT, *district_codes(), *old_commune_codes())), name, first=first)
    return len(units)


def appoint_people() -> int:
    """Open every post, appoint its holder, enter members and quotas; returns how many posts there are."""
    opened = open_posts(posts.openings(), since=SINCE, by=Actor.system(FOUNDER))
    committees.seat_first_members()
    quotas.give_first_quotas()
    return len(opened)


def enter_register(step: Callable[[int], None]) -> int:
    """Enter the documents of 2024, telling after each issuer how many; returns how many there are."""
    signers = _signers()
    entered = 0
    for code, lines in register_2024.issued_by().items():
        unit = Unit.objects.select_related("parent").get(code=code)
        signed = [replace(line, signer_title=signers[line.type]) for line in lines]
        enter_issued(signed, unit, source=register_2024.source(), by=Actor.system(FOUNDER))
        entered += len(lines)
        step(entered)
    return entered


def _signers() -> dict[str, str]:
    """Type to who signs documents of the type, as the register has it."""
    holders = {opening.post: opening.holder for opening in posts.openings() if opening.unit == ROOT}
    return {type_id: f"{holders[post]}, {post}" for type_id, post in register_2024.signing_posts().items()}
