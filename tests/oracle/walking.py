"""Somebody who goes from address to address: what the answers say, against what the books say."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from zipfile import ZipFile

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import resolve_url
from django.urls import reverse

from baro.org.queries import actor_of
from baro.trail.models import Event
from baro.ui.frame.search import search
from baro.ui.lists.page import all_lists
from tests.addresses import addresses
from tests.guards.test_addresses import PUBLIC, WITHOUT_A_POST
from tests.oracle.asking import Ask, asks_at, boxes_of, followed
from tests.oracle.books import Reader
from tests.oracle.planting import TOKEN, Place
from tests.oracle.town import NOWHERE, OracleTown

READ = "documents.document.read"
# Keys of forms are drawn at random: over some ten thousand pages one of them holds a planted word sooner or later.
DRAWN = re.compile(r'name="(?:csrfmiddlewaretoken|once)" value="[^"]+"')
VARYING = re.compile(rf"{DRAWN.pattern}|\d+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, as far as it is judged; ``told`` counts the readings of documents in the trail by then."""

    status: int
    to: str
    text: str
    kind: str
    told: int


@dataclass
class Walk:
    """Somebody who goes through the town, and what should have been otherwise."""

    town: OracleTown
    who: str
    found: list[str] = field(default_factory=list)
    asked: int = 0
    unknown: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def reader(self) -> Reader:
        return self.town.readers[self.who]

    def ask(self, one: Ask, *, counts_readings: bool = False) -> Answer:
        """The answer; nothing that is done there stays."""
        self.asked += 1
        client = self.town.browsers[self.who]
        cookies = copy(client.cookies)
        headers = {"HX-Request": "true"} if one.fragment else {}
        with transaction.atomic():
            got = getattr(client, one.method)(one.url, headers=headers)
            body = b"".join(got.streaming_content) if got.streaming else got.content
            told = Event.objects.done(READ).count() if counts_readings else 0
            transaction.set_rollback(True)
        client.cookies = cookies
        kind = got.headers.get("Content-Type", "")
        to = got.headers.get("HX-Redirect", got.headers.get("Location", ""))
        return Answer(got.status_code, to, as_text(body, kind), kind, told)

    def judge(self, one: Ask) -> Answer:
        """Ask, and write down what the answer should not have said."""
        got = self.ask(one)
        how = " as a piece" if one.fragment else ""
        self.found += [
            f"{one.name}: {self.who} {one.method} {one.url}{how}: {fault}" for fault in self._faults(one, got)
        ]
        return got

    def judge_all(self, asks: Iterable[Ask]) -> None:
        """Ask everything, and what the pages of figures lead to."""
        for one in asks:
            self.judge_all(followed(one.name, self.judge(one).text))

    def _unknown(self, one: Ask) -> str:
        """What the address answers about no record, asked once."""
        key = (one.unknown, one.method)
        if key not in self.unknown:
            self.unknown[key] = masked(self.ask(replace(one, url=one.unknown)))
        return self.unknown[key]

    def _faults(self, one: Ask, got: Answer) -> Iterator[str]:
        if got.status == 429 or got.status >= 500:
            yield f"answers with {got.status}"
        if self.who in NOWHERE and not _is_open(self.who, one.name) and not _is_turned_away(self.who, got):
            yield f"is not turned away, but answered with {got.status} {got.to}"
        if self.who not in NOWHERE and one.seen is False and got.status not in (404, 405) and not _asks_again(got):
            yield f"answers with {got.status} about what may not be seen"
        only_of_some = one.name.endswith(".words")  # a PDF is shown as it is, and has no such page
        if self.who not in NOWHERE and one.seen and got.status == 404 and not only_of_some:
            yield "finds nothing, though the books open it"
        if got.status == 404 and one.unknown and masked(got) != self._unknown(one):
            yield "answers otherwise than about no record"
        for word in sorted(self.town.plants.read(DRAWN.sub("", f"{got.to} {got.text}"))):
            places = self.town.plants.places[word]
            if not any(self.town.books.reads(self.reader, *place) for place in places):
                yield f"says {word} of {', '.join(map(named, places))}"


def masked(got: Answer) -> str:
    """The answer without what differs each time: keys, and what proves where a form is from."""
    return VARYING.sub("0", got.text)


def named(place: Place) -> str:
    """A planted place as people name it."""
    label, key, name = place
    return f"{label}:{key}.{name}"


def walked(town: OracleTown, who: str, *only: str) -> list[str]:
    """What somebody is answered that the books do not say, at every address or at those of some names."""
    walk = Walk(town, who)
    for address in addresses():
        if not only or address.name in only:
            walk.judge_all(asks_at(address, town, walk.reader))
    return walk.found


def untold(town: OracleTown, who: str) -> list[str]:
    """Where somebody reads a document whose reading is recorded, and nothing is written down."""
    walk, books, found = Walk(town, who), town.books, []
    before = Event.objects.done(READ).count()
    for document in books.where("documents.document", restricted=True):
        papers = [(one["id"],) for one in books.where("documents.attachment", document_id=document["id"])]
        places = [("documents.document", (document["id"],)), *(("documents.attachment", paper) for paper in papers)]
        for name, args in [*places, *(("documents.attachment.sheet", (*paper, 1)) for paper in papers)]:
            ask = Ask(name, reverse(name, args=args))
            got = walk.ask(ask, counts_readings=True)
            if got.status == 200 and got.told == before:
                found.append(f"{name}: {who} reads it, and that is not told")
    return found


def probed(town: OracleTown, who: str, *only: str) -> list[str]:
    """By which words, that somebody may not read, something is found: in search and the lists, or in some lists."""
    reader = town.readers[who]
    actor = actor_of(reader.person or 0)
    hidden = {}
    for word, places in town.plants.places.items():
        label, _key, name = places[0]
        if TOKEN.fullmatch(word) and not any(town.books.reads(reader, *place) for place in places):
            hidden[f"{label}.{name}"] = word
    found = [f"search: finds {field}" for field, word in hidden.items() if not only and search(actor, word, limit=1)]
    for kind in all_lists():
        for box in boxes_of(kind) if not only or kind.code in only else ():
            asked = (field for field, word in hidden.items() if kind(actor, QueryDict(f"{box}={word}")).count)
            found += [f"{kind.code}, {box}: finds {field}" for field in asked]
    return found


def _is_open(who: str, name: str) -> bool:
    return name in PUBLIC or (who != "nobody" and name in WITHOUT_A_POST)


def _is_turned_away(who: str, got: Answer) -> bool:
    """Who is not signed in is led to the sign-in page; who holds no post is refused."""
    if who != "nobody":
        return got.status in (403, 405)
    return got.status == 401 or (got.status == 302 and got.to.startswith(resolve_url(settings.LOGIN_URL)))


def _asks_again(got: Answer) -> bool:
    """Whether one is to show again that one is oneself, which is asked about whatever the number is."""
    return got.status == 302 and got.to.startswith(reverse("account_reauthenticate"))


def as_text(body: bytes, kind: str) -> str:
    """What an answer says: a workbook is unpacked, a picture says nothing."""
    if "spreadsheet" in kind:
        with ZipFile(io.BytesIO(body)) as book:
            return " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    return "" if kind.startswith("image/") else body.decode("utf-8", "replace")
