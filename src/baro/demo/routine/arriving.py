"""Papers that arrive in the registers from outside, each with what is done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from baro.demo.routine.files import bring
from baro.demo.routine.handling import Handling
from baro.demo.routine.offices import Office
from baro.demo.routine.room import Room
from baro.demo.routine.words import Issuer, Topic, signed, words
from baro.demo.units import BOARDS, ROOT
from baro.demo.work.days import Deed
from baro.demo.work.desk import Desk
from baro.documents.models import Direction, Document
from baro.documents.queries import types_on
from baro.documents.rules import incoming_series
from baro.documents.verbs import REGISTER
from baro.kernel.periods import add_working_days
from baro.trail.models import Reason

# Of a hundred papers: by number only, urgent, to be answered by a day, with their file.
SECRET, URGENT, ANSWERED, SCANNED, WHOLE = 1, 7, 12, 45, 100
CENTRAL = "TW"


class Correspondents:
    """Who writes from outside; their numbers go on by what they write to others, too."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._numbers: Counter[tuple[str, str, int]] = Counter()

    def letter(self, topic: Topic, office: Office, day: date) -> Letter:
        """A paper of one who writes about the topic to such an office."""
        draw = self._room.speaker.draw
        written = [words().issuers[name] for name in topic.field.issuers]
        near = [one for one in written if office.unit in (ROOT, *BOARDS) or not one.suffix.endswith(CENTRAL)]
        issuer = draw.choice(near)
        kind, abstract = self._room.speaker.paper(topic, office.unit)
        code = types_on(day).of(kind).code
        series = (issuer.suffix, code, day.year)
        self._numbers[series] += draw.randint(1, 24)
        issued_on = add_working_days(day, -draw.choice((0, 1, 1, 2, 3)))
        return Letter(kind, issuer, signed(issuer, code, self._numbers[series], day), issued_on, abstract)


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands on a paper from outside."""

    type: str
    issuer: Issuer
    symbol: str
    issued_on: date
    abstract: str


@dataclass(slots=True)
class Arrival:
    """A paper that a clerk registers on a day."""

    room: Room
    office: Office
    letter: Letter
    topic: Topic
    day: date
    at: datetime = field(init=False)
    handling: Handling = field(init=False)

    def __post_init__(self) -> None:
        self.at = self.room.hours.at("enter", self.day)
        is_secret = self.room.speaker.draw.randrange(100) < SECRET
        self.handling = Handling(self.room, self.office, self.topic, self.day, is_secret)

    def deeds(self) -> Iterator[Deed]:
        """The entry into the register, and what follows."""
        yield Deed(self.at, partial(self._register, self.room.speaker.draw.randrange(100)), kept=True)
        yield from self.handling.deeds()

    def _register(self, chance: int, desk: Desk) -> None:
        letter, unit, by = self.letter, desk.unit(self.office.unit), desk.actor(self.office.clerk)
        secret = self.handling.is_secret
        document = self.handling.document = Document(
            pk=desk.book.key(Document),
            unit=unit,
            direction=Direction.INCOMING,
            state=self.handling.state,
            type=letter.type,
            issuer=letter.issuer.on(letter.issued_on)[0],
            symbol=letter.symbol,
            issued_on=letter.issued_on,
            abstract="" if secret else letter.abstract,
            urgency=1 if chance < URGENT else 0,
            secrecy="confidential" if secret else "",
            reply_by=self.handling.due if chance >= WHOLE - ANSWERED else None,
            arrived_on=self.day,
            entered_on=self.day,
            arrival_number=desk.book.number(unit.pk, incoming_series(self.day.year)),
        )
        if not secret and chance < SCANNED:
            file = self.room.files.about(self.topic.matter)
            document.text = file.text
            desk.book.add(bring(desk.book, file, unit, letter.symbol, by=by, at=self.at, document=document))
        desk.book.add(document)
        event = desk.book.tell(REGISTER, document, by=by, at=self.at, number=document.arrival_number)
        desk.book.notify(event, document, Reason.DECIDE, desk.presenters(unit))
