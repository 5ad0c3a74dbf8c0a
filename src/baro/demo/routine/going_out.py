"""What the offices issue: drafted, signed, sent, and entered where it arrives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from baro.demo.routine.files import bring, lines_about
from baro.demo.routine.handling import Handling
from baro.demo.routine.offices import Office
from baro.demo.routine.room import Room
from baro.demo.routine.words import Topic, words
from baro.demo.units import BOARDS, STANDING
from baro.demo.work.days import Deed
from baro.demo.work.desk import Desk
from baro.documents.actions.issuing import COPIED
from baro.documents.flow import UNSIGNED, State
from baro.documents.models import Attachment, Concern, Direction, Document, ReadingState, Role
from baro.documents.queries import types_on
from baro.documents.rulebook import Numbering
from baro.documents.rules import SignedContent, incoming_series
from baro.documents.verbs import ARRIVE, DRAFT, ISSUE, SEND_BACK, SIGN, SUBMIT, TAKE_IN
from baro.kernel import rulebook
from baro.kernel.periods import add_working_days
from baro.org.actors import Actor
from baro.org.models import PostRank, Unit
from baro.org.rulebook import Signing
from baro.trail.models import Reason

SYSTEM = Actor.system(ARRIVE.code)
OF_ALL = ("official_letter", "report", "plan", "notice", "submission")
TYPES: dict[str, tuple[str, ...]] = dict.fromkeys(BOARDS, (*OF_ALL, "guideline"))
TYPES[STANDING] = (*OF_ALL, "conclusion", "decision", "guideline", "directive")
# The register that the province kept before has the other types until then; letters were never counted.
COUNTED_SINCE, UNCOUNTED = date(2025, 1, 7), ("official_letter",)
RETURNED, FILED_AS_WORD = 6, 60  # of a hundred: sent back once, with a file of their own
PAPER = ("name", "digest", "size", "media_type", "pages", "brought_by_id", "brought_at")


def types_of(unit: str, day: date) -> tuple[str, ...]:
    """The types that a unit issues in the routine of a day."""
    return UNCOUNTED if unit == STANDING and day < COUNTED_SINCE else TYPES.get(unit, OF_ALL)


@dataclass(slots=True)
class Issue:
    """A document that an office issues to others, until the last day."""

    room: Room
    office: Office
    unit: str
    topic: Topic
    day: date
    recipients: Sequence[Office]
    drafter: str = field(init=False)
    said: tuple[str, str] = field(init=False)
    steps: list[tuple[datetime, str]] = field(init=False)
    copies: list[Copy] = field(init=False)
    document: Document = field(init=False)
    to: list[Unit] = field(init=False)
    paper: Attachment | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        draw, hours = self.room.speaker.draw, self.room.hours
        self.drafter = draw.choice(self.office.staff)
        self.said = self.room.speaker.paper(self.topic, self.unit, types=types_of(self.unit, self.day))
        submitted, signed = self.day, add_working_days(self.day, draw.choice((0, 0, 1, 1, 2)))
        steps = [("draft", self.day), ("submit", submitted)]
        if draw.randrange(100) < RETURNED:
            steps += [("send_back", signed), ("submit_again", signed)]
        issued = add_working_days(signed, draw.choice((0, 0, 0, 1)))
        steps += [("sign", signed), ("issue", issued)]
        self.steps = [(hours.at(deed, day), deed) for deed, day in steps if day <= self.room.last]
        sent = self.steps[-1][1] == "issue"
        self.copies = [Copy(self, office, issued) for office in self.recipients] if sent else []

    @property
    def state(self) -> State:
        """How far it came."""
        reached = {"draft": State.DRAFT, "send_back": State.DRAFT, "sign": State.SIGNED, "issue": State.ISSUED}
        return reached.get(self.steps[-1][1], State.SUBMITTED)

    def deeds(self) -> Iterator[Deed]:
        """From the draft to its arrival, and what is done there."""
        for at, deed in self.steps:
            yield Deed(at, partial(DOING[deed], self, at), kept=True)
        for copy in self.copies:
            yield from copy.deeds()

    def draft(self, at: datetime, desk: Desk) -> None:
        """Begin it, with its file and its recipients."""
        unit, by = desk.unit(self.unit), desk.actor(self.drafter)
        kind, abstract = self.said
        self.document = Document(
            pk=desk.book.key(Document),
            unit=unit,
            direction=Direction.OUTGOING,
            state=self.state,
            type=kind,
            issuer_unit=unit,
            issuer=unit.name,
            abstract=abstract,
            drafter_id=by.person_id,
            drafter_post_id=by.post_id,
            entered_on=self.day,
        )
        desk.book.tell(DRAFT, self.document, by=by, at=at)
        if self.document.pk % 100 < FILED_AS_WORD:
            file = self.room.files.about(self.topic.matter)
            self.document.text = file.text
            self.paper = bring(desk.book, file, unit, "du-thao", by=by, at=at, document=self.document)
        else:
            self.document.body = "\n".join(lines_about(self.topic.matter))
        self.to = [desk.unit(office.unit) for office in self.recipients]
        self.document.digest = self._digest() if self.state != State.DRAFT else ""
        if self.state in UNSIGNED:
            self._keep(desk)

    def _keep(self, desk: Desk) -> None:
        """Keep the rows of what stands as it does on the last day."""
        desk.book.add(self.document, *([self.paper] if self.paper else []))
        desk.book.add(*(Concern(document=self.document, unit=one, role=Role.RECIPIENT) for one in self.to))

    def _digest(self) -> str:
        document = self.document
        papers = [self.paper.digest] if self.paper else []
        recipients = sorted(unit.pk for unit in self.to)
        return SignedContent(document.type, document.abstract, document.body, 0, recipients, papers).digest

    def submit(self, at: datetime, desk: Desk) -> None:
        """Hand it to those who sign."""
        by, digest = desk.actor(self.drafter), self._digest()
        event = desk.book.tell(SUBMIT, self.document, by=by, at=at, digest=digest)
        desk.book.notify(event, self.document, Reason.DECIDE, desk.signatories(self.document.unit))

    def send_back(self, at: datetime, desk: Desk) -> None:
        """Give it back to the drafter."""
        reason, by = words().said.sent_back, desk.actor(self.office.leader)
        event = desk.book.tell(SEND_BACK, self.document, by=by, at=at, reason=reason[self.document.pk % len(reason)])
        desk.book.notify(event, self.document, Reason.RETURNED, [self.document.drafter_post_id])

    def sign(self, at: datetime, desk: Desk) -> None:
        """Sign it, with its number."""
        document, by, day = self.document, desk.actor(self.office.leader), at.date()
        rule = rulebook.in_force(Numbering, on=day)
        holder, series, document.term = desk.series(document.unit, document.type, day)
        document.number = desk.book.number(holder, series)
        code = types_on(day).of(document.type).code
        document.symbol = rule.body.written(document.number, code=code, suffix=document.unit.suffix)
        document.issued_on, document.signed_at = day, at
        document.signer_id, document.signer_title = by.person_id, by.title
        document.signing_mark = _mark(desk, self.office.leader, document.unit, day)
        self._keep(desk)
        facts = {"symbol": document.symbol, "digest": document.digest, "rule": rule.version}
        event = desk.book.tell(SIGN, document, by=by, at=at, **facts)
        told = [document.drafter_post_id, *desk.keepers(document.unit)]
        desk.book.notify(event, document, Reason.FINISHED, told)

    def issue(self, at: datetime, desk: Desk) -> None:
        """Send it; each recipient finds it among what arrived."""
        document = self.document
        desk.book.tell(ISSUE, document, by=desk.actor(self.office.clerk), at=at, count=len(self.recipients))
        for copy in self.copies:
            copy.arrive(at, desk)


@dataclass(slots=True)
class Copy:
    """What arrives in a recipient's register, and what is done with it there."""

    issue: Issue
    office: Office
    issued: date
    at: datetime = field(init=False)
    handling: Handling = field(init=False)

    def __post_init__(self) -> None:
        room, topic = self.issue.room, self.issue.topic
        day = add_working_days(self.issued, room.speaker.draw.choice((1, 1, 1, 1, 2, 2, 3)))
        self.at = room.hours.at("enter", day)
        self.handling = Handling(room, self.office, Topic(topic.field, topic.matter, day, self.office.where), day)

    @property
    def is_entered(self) -> bool:
        """Whether its clerk entered it by now."""
        return self.at.date() <= self.issue.room.last

    def arrive(self, at: datetime, desk: Desk) -> None:
        """Stand among what waits to be entered."""
        original, unit = self.issue.document, desk.unit(self.office.unit)
        document = self.handling.document = Document(
            pk=desk.book.key(Document),
            unit=unit,
            direction=Direction.INCOMING,
            state=self.handling.state if self.is_entered else State.ARRIVED,
            origin=original,
            entered_on=self.at.date() if self.is_entered else at.date(),
            **{name: getattr(original, name) for name in COPIED},
        )
        if not self.is_entered:
            self._keep(desk)
        facts = {"symbol": document.symbol, "issuer": document.issuer}
        event = desk.book.tell(ARRIVE, document, by=SYSTEM, at=at, **facts)
        desk.book.notify(event, document, Reason.ARRIVED, desk.keepers(unit))

    def _keep(self, desk: Desk) -> None:
        document, paper = self.handling.document, self.issue.paper
        desk.book.add(document)
        if paper:
            same = {name: getattr(paper, name) for name in PAPER}
            state, key = ReadingState.READ, desk.book.key(Attachment)
            desk.book.add(Attachment(pk=key, unit=document.unit, document=document, state=state, **same))

    def deeds(self) -> Iterator[Deed]:
        """The entry into the register, and what follows."""
        if self.is_entered:
            yield Deed(self.at, self._take_in, kept=True)
            yield from self.handling.deeds()

    def _take_in(self, desk: Desk) -> None:
        document = self.handling.document
        document.arrived_on, unit = self.at.date(), document.unit
        document.arrival_number = desk.book.number(unit.pk, incoming_series(self.at.year))
        self._keep(desk)
        number, by = document.arrival_number, desk.actor(self.office.clerk)
        event = desk.book.tell(TAKE_IN, document, by=by, at=self.at, number=number)
        desk.book.notify(event, document, Reason.DECIDE, desk.presenters(unit))


DOING = {
    "draft": Issue.draft,
    "submit": Issue.submit,
    "send_back": Issue.send_back,
    "submit_again": Issue.submit,
    "sign": Issue.sign,
    "issue": Issue.issue,
}


def _mark(desk: Desk, leader: str, unit: Unit, day: date) -> str:
    """The capacity printed above the signature."""
    rule = rulebook.in_force(Signing, on=day).body
    try:
        return rule.mark_for(unit.kind, is_head=desk.post(leader).rank == PostRank.HEAD).text
    except KeyError:
        return ""
