"""The first chapters of the demo province: units with their terms, posts with their people, the register of 2024."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils import timezone

from baro.demo import committees, posts, quotas, register_2024
from baro.demo.routine.files import bring, written
from baro.demo.units import (
    ROOT,
    SINCE,
    TERMS,
    codes_with_terms,
    district_codes,
    first_commune_codes,
    foundings,
)
from baro.demo.work.desk import Desk
from baro.documents.actions.entering import enter_issued
from baro.documents.models import Document
from baro.org.actions.founding import begin_terms, found, open_posts
from baro.org.actors import Actor
from baro.org.models import Unit

FOUNDER = "demo"
WITH_PAPER = 3  # every third document of the old register has its file


def found_units() -> int:
    """Found every unit and begin its terms; returns how many units there are."""
    units = found(foundings(), since=SINCE, by=Actor.system(FOUNDER))
    for name, first, last in TERMS:
        begin_terms((units[code] for code in codes_with_terms()), name, first=first, last=last)
    (name, first, _last), *_later = TERMS
    begin_terms((units[code] for code in (ROOT, *district_codes(), *first_commune_codes())), name, first=first)
    return len(units)


def appoint_people() -> int:
    """Open every post, appoint its holder, enter members and quotas; returns how many posts there are."""
    opened = open_posts(posts.openings(), since=SINCE, by=Actor.system(FOUNDER))
    committees.seat_first_members()
    quotas.give_first_quotas()
    return len(opened)


def enter_register(step: Callable[[int], None], desk: Desk) -> int:
    """Enter the documents of 2024, telling after each issuer how many; returns how many there are."""
    signers = _signers()
    entered = 0
    for code, lines in register_2024.issued_by().items():
        unit = Unit.objects.select_related("parent").get(code=code)
        known = set(Document.objects.filter(issuer_unit=unit).values_list("symbol", flat=True))
        unknown = [line for line in lines if line.symbol not in known]
        signed = [replace(line, signer_title=signers[line.type]) for line in unknown]
        documents = enter_issued(signed, unit, source=register_2024.source(), by=Actor.system(FOUNDER))
        for document in documents[::WITH_PAPER]:
            _bring_paper(document, desk)
        entered += len(lines)
        step(entered)
    return entered


def _bring_paper(document: Document, desk: Desk) -> None:
    """The file of an old document, as whoever drafted it kept it."""
    by, at = desk.clerk(document.unit.code), timezone.now()
    lines = (f"{document.symbol}, ngày {document.issued_on:%d/%m/%Y}", document.abstract, document.signer_title)
    file = written(document.issuer.upper(), lines)
    paper = bring(desk.book, file, document.unit, document.symbol, by=by, at=at, document=document)
    desk.book.keep(paper, document)


def _signers() -> dict[str, str]:
    """Type to who signs documents of the type, as the register has it."""
    holders = {opening.post: opening.holder for opening in posts.openings() if opening.unit == ROOT}
    return {type_id: f"{holders[post]}, {post}" for type_id, post in register_2024.signing_posts().items()}
