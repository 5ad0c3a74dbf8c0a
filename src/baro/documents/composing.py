"""A document of ours as a paper: what was drafted, in the layout of its day and side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Literal

from django.utils import timezone

from baro.documents import queries
from baro.documents.checking import lines_of
from baro.documents.flow import UNSIGNED
from baro.documents.models import Concern, Document, Role
from baro.documents.rulebook import DraftingRule
from baro.kernel import rulebook
from baro.org.models import Unit
from baro.printing.content import Block, Letterhead, Paper, Paragraph, Run, paragraphs
from baro.printing.rulebook import Layout, StateLayout

LANGUAGE = "vi"  # documents are issued in Vietnamese: Quy định 66-QĐ/TW, Điều 4
GAP = "\N{HORIZONTAL ELLIPSIS}"
LETTER = "official_letter"
STATE_BODIES = ("ministry_or_state_body",)
MOST_NAMED = 20


def composed(document: Document) -> Paper:
    """The document as it is printed: a draft with room for number and day, what is signed with both."""
    day = document.issued_on or timezone.localdate()
    side: Literal["party", "state"] = "state" if document.unit.kind in STATE_BODIES else "party"
    is_letter = document.type == LETTER
    names = _recipients(document)
    return Paper(
        language=LANGUAGE,
        kind="" if is_letter else _type_name(document, day).upper(),
        title=document.abstract,
        note=_note(document),
        blocks=tuple(_blocks(document)),
        made_at=document.signed_at or timezone.make_aware(datetime.combine(day, time(12))),
        head=_head(document, day, side, about=document.abstract if is_letter else ""),
        capacity=_capacity(document),
        signer=document.signer.name if document.signer else "",
        recipients=(*(f"- {one}," for one in names), f"- Lưu: {document.issuer}."),
        recipients_title="Nơi nhận:",
        side=side,
        addressed=_addressed(names) if is_letter else (),
    )


def _type_name(document: Document, day: date) -> str:
    types = queries.types_on(day)
    return str(types.of(document.type).names.vi)


def _note(document: Document) -> str:
    """Of a draft, that it is one."""
    return "(Dự thảo)" if document.state in UNSIGNED else ""


def _blocks(document: Document) -> Iterator[Block]:
    """Bases in italics, the text, the clauses with their numbers."""
    for base in lines_of(document.bases):
        yield Paragraph((Run(base, italic=True),))
    yield from paragraphs(document.body)
    for number, clause in enumerate(lines_of(document.clauses), start=1):
        yield Paragraph((Run(f"{number}. ", bold=True), Run(clause)))


def _head(document: Document, day: date, side: str, *, about: str) -> Letterhead:
    """The top of the paper, by the rule of its side."""
    rule = rulebook.closest(StateLayout if side == "state" else Layout, on=day).body
    colon = ":" if side == "state" else ""
    above = document.unit.parent
    return Letterhead(
        party=rule.party_words.spoken(LANGUAGE),
        motto=rule.motto if isinstance(rule, StateLayout) else "",
        above=above.name.upper() if above else "",
        issuer=document.issuer.upper(),
        number=f"Số{colon} {document.symbol or GAP}",
        place_and_day=_place_and_day(document, day),
        about=about,
    )


def _place_and_day(document: Document, day: date) -> str:
    """Days below ten and the first two months have a nought before them; a draft has room for the day."""
    place = _place(document.unit, day)
    named = f"{place}, " if place else ""
    if document.issued_on is None:
        return f"{named}ngày {GAP} tháng {GAP} năm {day.year}"
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"{named}ngày {day.day:02} tháng {month} năm {day.year}"


def _place(unit: Unit, day: date) -> str:
    """The place after which the nearest committee is named."""
    begins = rulebook.closest(DraftingRule, on=day).body.places
    names = dict(Unit.objects.filter(pk__in=[*unit.above, unit.pk]).values_list("path", "name"))
    for _path, name in sorted(names.items(), reverse=True):  # the nearest first: paths grow downwards
        for prefix in begins:
            if name.startswith(f"{prefix} "):
                return str(name).removeprefix(prefix).strip()
    return ""


def _capacity(document: Document) -> tuple[str, ...]:
    """The mark and the post, as they stand above a signature; a draft has neither."""
    if document.signer is None:
        return ("",)
    post, _comma, _unit = document.signer_title.removeprefix(f"{document.signer.name}, ").rpartition(", ")
    return tuple(filter(None, (document.signing_mark, post.upper())))


def _recipients(document: Document) -> list[str]:
    """The units that receive it; of very many, the first ones and how many more."""
    rows = Concern.objects.filter(document=document, role=Role.RECIPIENT).order_by("pk")
    names = list(rows.values_list("unit__name", flat=True))
    more = len(names) - MOST_NAMED
    return [*names[:MOST_NAMED], f"và {more} đơn vị khác"] if more > 0 else names


def _addressed(names: list[str]) -> tuple[str, ...]:
    """To whom a letter is."""
    if len(names) == 1:
        return (f"Kính gửi: {names[0]}",)
    return ("Kính gửi:", *(f"- {name}{'.' if at == len(names) else ','}" for at, name in enumerate(names, start=1)))
