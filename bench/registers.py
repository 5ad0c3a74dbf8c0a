"""Documents of two years in the registers of all units, with papers, handling slips, events and notices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import models
from django.utils import timezone

from baro.demo.copying import blank, columns_of, counted_on
from baro.documents.flow import State
from baro.documents.models import (
    Attachment,
    Concern,
    Counter,
    Direction,
    Document,
    HandlingSlip,
    ReadingState,
    Role,
)
from baro.documents.queries import types_on
from baro.documents.rules import incoming_series
from baro.documents.verbs import DRAFT, INSTRUCT, ISSUE, PRESENT, REGISTER, SIGN, SUBMIT
from baro.org.models import Term
from baro.trail.copying import Step, copied
from baro.trail.models import Reason
from bench.copying import Trail, at_hour, copied_as_blank
from bench.organisation import Desk
from bench.words import Texts

DAYS = 730
INCOMING = 0.7
WORDS_OF_A_TEXT, WORDS_OF_AN_ABSTRACT = 190, 14  # about 1 KB, about 70 letters
FRESH_DAYS = 7  # nothing was done yet about what is younger
SLIP = (
    *("document_id", "proposal", "proposer_title", "leader_post_id", "presented_at"),
    *("instruction", "instructor_title", "instructed_at", "lead_id", "due_on"),
)
PAPER = (
    *("unit_id", "document_id", "name", "digest", "size", "media_type", "pages"),
    *("state", "text", "brought_at"),
)


class Registers:
    """Writes documents in the order of their days, so that each counter runs as it does in life."""

    def __init__(self, desks: Sequence[Desk], texts: Texts, chance: Random) -> None:
        self.desks, self.texts, self.chance = desks, texts, chance
        self.types = types_on().types
        self.terms = list(Term.objects.order_by("pk"))
        self.counters: dict[tuple[Any, ...], int] = defaultdict(int)
        self.trail = Trail()
        self.slips: list[tuple[Any, ...]] = []
        self.concerns: list[tuple[int, int, str]] = []
        self.instructed: dict[int, list[int]] = defaultdict(list)

    def copy(self, step: Step) -> None:
        """Write everything but what was told about it; ``step`` counts documents."""
        columns = columns_of(Document)
        copied(Document, columns, ([row[name] for name in columns] for row in self._rows()), step)
        counted_on(Document)
        copied_as_blank(HandlingSlip, SLIP, self.slips)
        copied_as_blank(Concern, ("document_id", "unit_id", "role"), self.concerns)
        self._copy_counters()

    def _copy_counters(self) -> None:
        incoming = [(key[1], incoming_series(key[2]), n) for key, n in self.counters.items() if key[0] == "in"]
        copied_as_blank(Counter, ("unit_id", "series", "last"), incoming)

    def _rows(self) -> Iterator[dict[str, Any]]:
        first = timezone.localdate() - timedelta(days=DAYS)
        for place, desk in enumerate(self.desks):
            day = first + timedelta(days=place * DAYS // len(self.desks))
            row = self._blank(place + 1, desk, day)
            (self._arrive if self.chance.random() < INCOMING else self._issue)(row, desk, day)
            yield row

    def _blank(self, key: int, desk: Desk, day: date) -> dict[str, Any]:
        """What every document has."""
        written = self.texts.text(WORDS_OF_AN_ABSTRACT)
        kind = self.chance.choice(self.types)
        return blank(Document) | {
            "id": key,
            "unit_id": desk.unit.pk,
            "type": kind.id,
            "abstract": f"Về việc {written}",
            "entered_on": day,
            "issued_on": day,
            "urgency": int(self.chance.random() < 0.1),
            "text": self.texts.text(WORDS_OF_A_TEXT),
        }

    def _next(self, *series: Any) -> int:
        self.counters[series] += 1
        return self.counters[series]

    def _arrive(self, row: dict[str, Any], desk: Desk, day: date) -> None:
        """An incoming document, and what was done about it by now."""
        issuer = self.chance.choice(self.desks).unit
        number = self._next("in", desk.unit.pk, day.year)
        row |= {
            "direction": Direction.INCOMING.value,
            "issuer": issuer.name,
            "symbol": f"{self.chance.randrange(1, 900)}-CV/{issuer.suffix}",
            "issued_on": day - timedelta(days=3),
            "arrived_on": day,
            "arrival_number": number,
            "state": self._handled(day).value,
        }
        about, title = f"documents.document:{row['id']}", f"{row['symbol']} {row['abstract']}"
        event = self.trail.tell(REGISTER, about, at_hour(day, 8), desk.clerk, number=number)
        read = None if self._young(day, 30) else at_hour(day, 9)
        self.trail.notify(event, desk.leader.post, Reason.DECIDE, (about, title), read=read)
        if row["state"] in (State.PRESENTED, State.INSTRUCTED, State.CARRIED_OUT):
            self._handle(row, desk, day)

    def _handled(self, day: date) -> State:
        """How far an incoming document is, by its age."""
        if self._young(day, FRESH_DAYS):
            return self.chance.choice([State.REGISTERED, State.PRESENTED, State.INSTRUCTED])
        if self._young(day, 120):
            return self.chance.choice([State.INSTRUCTED, State.CARRIED_OUT, State.FILED])
        return self.chance.choice([State.CARRIED_OUT, State.FILED])

    @staticmethod
    def _young(day: date, days: int) -> bool:
        return (timezone.localdate() - day).days < days

    def _handle(self, row: dict[str, Any], desk: Desk, day: date) -> None:
        """The slip of a document that was presented, and the instruction if there is one."""
        about, proposal = f"documents.document:{row['id']}", self.texts.text(20)
        told = {"leader": desk.leader.title, "proposal": proposal}
        self.trail.tell(PRESENT, about, at_hour(day, 10), desk.clerk, **told)
        slip = [row["id"], proposal, desk.clerk.title, desk.leader.post, at_hour(day, 10), "", "", None, None, None]
        if row["state"] != State.PRESENTED:
            said = self.texts.text(20)
            self.trail.tell(INSTRUCT, about, at_hour(day, 11), desk.leader, instruction=said, lead=desk.unit.name)
            slip[5:] = [said, desk.leader.title, at_hour(day, 11), desk.unit.pk, day + timedelta(days=20)]
            self.concerns.append((row["id"], desk.unit.pk, Role.LEAD.value))
            self.instructed[desk.unit.pk].append(row["id"])
        self.slips.append(tuple(slip))

    def _issue(self, row: dict[str, Any], desk: Desk, day: date) -> None:
        """An outgoing document from draft to issue; a few stay drafts."""
        about = f"documents.document:{row['id']}"
        row |= {"direction": Direction.OUTGOING.value, "issuer_unit_id": desk.unit.pk, "issuer": desk.unit.name}
        row |= {"drafter_id": desk.clerk.person, "drafter_post_id": desk.clerk.post}
        self.trail.tell(DRAFT, about, at_hour(day, 8), desk.clerk)
        if self.chance.random() < 0.02:
            row |= {"state": State.DRAFT.value, "issued_on": None}
            return
        term = next((term for term in self.terms if day in term.period), self.terms[-1])
        number = self._next("out", desk.unit.pk, row["type"], term.pk)
        kind = next(kind for kind in self.types if kind.id == row["type"])
        row |= {
            "state": State.ISSUED.value,
            "number": number,
            "symbol": f"{number:02d}-{kind.code or 'CV'}/{desk.unit.suffix}",
            "term_id": term.pk,
            "signer_id": desk.leader.person,
            "signer_title": desk.leader.title,
            "signed_at": at_hour(day, 15),
        }
        self._issued(row, about, desk, day)

    def _issued(self, row: dict[str, Any], about: str, desk: Desk, day: date) -> None:
        """How it was signed, and to whom it went."""
        recipients = {self.chance.choice(self.desks).unit.pk for _ in range(3)}
        self.concerns += [(row["id"], pk, Role.RECIPIENT.value) for pk in recipients]
        self.trail.tell(SUBMIT, about, at_hour(day, 9), desk.clerk)
        self.trail.tell(SIGN, about, at_hour(day, 15), desk.leader, symbol=row["symbol"])
        self.trail.tell(ISSUE, about, at_hour(day, 16), desk.clerk, count=len(recipients))


def copy_papers(chance: Random, step: Step) -> None:
    """One paper for each document, with the same text; the files themselves are not there."""
    found = Document.objects.order_by("pk").values_list("pk", "unit_id", "text", "entered_on")
    size, media, pages, state = 90_000, "application/pdf", 2, ReadingState.READ.value
    rows = (
        (
            *(unit, pk, f"{pk}.pdf", f"{chance.getrandbits(256):064x}", size, media, pages),
            *(state, text, at_hour(day, 8)),
        )
        for pk, unit, text, day in found.iterator(chunk_size=2000)
    )
    copied_as_blank(Attachment, PAPER, list(rows), step)


def newest_instructed(unit: models.Model) -> Document:
    """The newest document of a unit's register that is being carried out."""
    found: Document = Document.objects.filter(unit=unit, state=State.INSTRUCTED).latest("pk")
    return found
