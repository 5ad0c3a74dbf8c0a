"""A word that stands nowhere else, in every free text of every row: read in an answer, it names where it is from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone
from django.utils.formats import date_format

from baro.documents import storing
from baro.org.people.ends import by_retirement
from tests.roles import as_owner

SIGNS = "bcdfghjkmnprstvw"
TOKEN = re.compile(rf"zq[{SIGNS}]{{4}}")
# A planted word, or a day as pages, fields and files write it.
FOUND = re.compile(rf"{TOKEN.pattern}|\d{{4}}-\d\d-\d\d|\d{{1,2}} [A-Z][a-z]{{2}} \d{{4}}")
EVERYWHERE = "vandonque"  # a word that stands beside every planted one, so that one search asks for all of them

# Texts without words of people, and why.
WITHOUT_WORDS = {
    "cascades.answer": {"code": "a code"},
    "cascades.cascade": {"expected": "keys"},
    "documents.attachment": {
        "digest": "a digest",
        "media_type": "a code",
        "warnings": "codes",
        "signatures": "what the certificates in a file say, shown beside the file alone",
    },
    "documents.counter": {"series": "a code"},
    "documents.document": {
        "type": "a code",
        "field": "a code",
        "secrecy": "a code",
        "digest": "a digest",
        "search": "made of other columns",
    },
    "documents.reservation": dict.fromkeys(("type", "series"), "a code"),
    "intake.delivery": {"key": "a digest"},
    "installation.installation": {"language": "a code", "code_digest": "a digest"},
    "installation.invitation": {"secret_digest": "a digest", "sealed": "sealed with the key of the installation"},
    "meetings.attendee": dict.fromkeys(("role", "standing"), "a code"),
    "meetings.item": {"conclusion": "a code"},
    "meetings.meeting": {"kind": "a code"},
    "meetings.opinion": {"choice": "a code"},
    "meetings.vote": {
        **dict.fromkeys(("matter", "way"), "a code"),
        "numbers": "numbers, and names of who is not counted",
    },
    "org.absence": {"reason": "a code; the oracle knows the absence by its days"},
    "org.account": {"password": "a digest", "language": "a code", "theme": "a code"},
    "org.checkcount": {"check_code": "a code"},
    "org.delegation": {"permissions": "codes", "limited_to": "codes", "mark": "one of the marks of the rulebook"},
    "org.import": {"digest": "a digest"},
    "org.mandate": {"permissions": "codes", "limited_to": "codes"},
    "org.membership": {"role": "a code"},
    "org.placement": {"kind": "a code"},
    "org.post": {"quota": "a code"},
    "org.postfacts": {"quota": "a code"},
    "org.proposal": {"deed": "a code"},
    "org.quota": {"kind": "a code"},
    "org.removal": {"kind": "a code"},
    "org.reorganisation": {"dispositions": "codes"},
    "org.signinattempt": {"name_digest": "a digest", "network": "an address of a network, shown nowhere"},
    "org.unit": {
        "path": "made of keys",
        "code": "public, and stands in addresses",
        "suffix": "public, and becomes part of symbols",
    },
    "org.unitfacts": {"path": "made of keys"},
    "meetings.tally": {"marks": "numbers"},
    "oversight.case": {"kind": "a code", "rule_version": "a code"},
    "oversight.finding": {"type": "a code"},
    "oversight.paper": dict.fromkeys(("code", "phase"), "a code"),
    "oversight.penalty": {
        **dict.fromkeys(("form", "ground", "rule_version"), "a code"),
        "circumstances": "codes",
    },
    "oversight.seat": {"possible": "codes"},
    "programmes.figure": {"code": "a code", "fingerprint": "a digest", "rows": "keys"},
    "programmes.review": {"kind": "a code", "digest": "a digest"},
    "reports.keptfigure": {"code": "a code", "digest": "a digest"},
    "reports.report": {"bases": "digests", "digest": "a digest"},
    "returns.cell": dict.fromkeys(("form", "code"), "a code"),
    "returns.return": {**dict.fromkeys(("form", "period", "code"), "a code"), "digest": "a digest"},
    "returns.round": dict.fromkeys(("form", "period", "rule"), "a code"),
    "returns.version": {**dict.fromkeys(("rule", "code"), "a code"), "digest": "a digest"},
    "statistics.publication": {"digest": "a digest"},
    "statistics.publishedfigure": {
        **dict.fromkeys(("code", "of"), "a code"),
        **dict.fromkeys(("rows", "measures"), "keys and numbers"),
        "digest": "a digest",
    },
    "tasks.task": {
        **dict.fromkeys(("motto", "kind", "horizon", "recurs", "self_grade"), "a code"),
        "starts_after": "keys",
    },
    "urging.step": {"ladder": "a code", "step": "a code", "ways": "codes"},
    "weakpoints.point": dict.fromkeys(("kind", "nature", "origin"), "a code"),
    "trail.event": {"verb_code": "a code", "subjects": "names of records", "salt": "noise", "facts_digest": "a digest"},
    "trail.notice": {"subject": "the name of a record"},
    "ui.feed": {"secret_digest": "a digest"},
    "ui.habit": {"page": "a code", "query": "an address"},
    "ui.remark": {"subject": "the name of a record"},
    "ui.savedview": {"list_code": "a code"},
    "ui.sentform": {"key": "a number drawn by lot", "address": "an address"},
    "ui.work": {"url": "an address"},
}
# Texts that are planted where nothing stands as well: nobody needs them to be empty.
ALWAYS = {
    *("org.person.number", "org.account.email", "org.signin.network", "org.signin.browser"),
    *("documents.concern.returned_for", "documents.document.recalled_for"),
    *("documents.attachment.problem", "ui.work.sentence", "ui.digest.trouble"),
    *("installation.installation.mail_server", "installation.installation.mail_from"),
    *("installation.invitation.mailed_to", "returns.version.note", "statistics.publication.reason"),
}
SECRET = {("documents.document", name) for name in ("abstract", "body", "text")}
CODE = re.compile(r"[a-z_]+([.:/-][\w./:-]+)*|\d{4}-\d\d-\d\d.*|[\d.]+|")

Place = tuple[str, int, str]


class Plants:
    """What was planted where: by the planted word, or by a planted day, the fields in which it stands."""

    def __init__(self) -> None:
        self.places: dict[str, list[Place]] = defaultdict(list)
        self._given = 0

    def word(self, *place: Any) -> str:
        """A new word, for a place when there is one by now."""
        digits, rest = "", self._given
        for _ in range(4):
            rest, digit = divmod(rest, len(SIGNS))
            digits = SIGNS[digit] + digits
        self._given += 1
        if place:
            self.places[f"zq{digits}"].append(place)  # type: ignore[arg-type]
        return f"zq{digits}"

    def day(self, day: date, *place: Any) -> None:
        """A day that stands nowhere else, as it is written on pages and in files."""
        for written in (day.isoformat(), date_format(day, "SHORT_DATE_FORMAT")):
            self.places[written].append(place)  # type: ignore[arg-type]

    def read(self, text: str) -> set[str]:
        """The planted words and days in a text."""
        return {*FOUND.findall(text)} & self.places.keys()

    def fields(self) -> set[str]:
        """The fields in which something was planted, as ``org.person.name``."""
        return {f"{label}.{name}" for places in self.places.values() for label, _key, name in places}


def texts() -> Iterator[tuple[type[models.Model], str]]:
    """Every field of the product that can hold words of people."""
    for model in apps.get_models():
        if model.__module__.startswith("baro."):
            for field in model._meta.concrete_fields:
                if _holds_words(field) and field.name not in WITHOUT_WORDS.get(model._meta.label_lower, ()):
                    yield model, field.name


def unplanted(plants: Plants) -> list[str]:
    """The texts of which no row holds a planted word."""
    return sorted({f"{model._meta.label_lower}.{name}" for model, name in texts()} - plants.fields())


def _holds_words(field: Any) -> bool:
    if field.choices or field.is_relation or field.generated:
        return False
    return isinstance(field, models.CharField | models.TextField | models.JSONField | models.BinaryField | ArrayField)


def plant(plants: Plants) -> None:
    """Plant a word in every text of every row, in papers what they were brought with, and days nobody else knows."""
    with _as_owner():
        for model, name in texts():
            for key, value in list(_rows_with_words(model, name).order_by("pk").values_list("pk", name)):
                place = (model._meta.label_lower, key, name)
                if value or ".".join((place[0], name)) in ALWAYS:
                    planted = _planted(
                        value or "", lambda place=place: plants.word(*place), model._meta.get_field(name)
                    )
                    model._base_manager.filter(pk=key).update(**{name: planted})
        _bind_papers(plants)
        _plant_days(plants)


def _rows_with_words(model: Any, name: str) -> Any:
    """The rows that may have words there: what is secret is kept by number only."""
    rows = model._base_manager.all()
    return rows.filter(secrecy="") if (model._meta.label_lower, name) in SECRET else rows


def _planted(value: Any, word: Callable[[], str], field: Any) -> Any:
    if isinstance(field, models.BinaryField):
        return bytes(value).replace(b",X,", f",{word()},".encode())
    if isinstance(field, models.JSONField):
        return _planted_within(value, word)
    text = f"{word()} {EVERYWHERE} {value}".strip() if (field.max_length or 99) > 40 else f"{word()} {value}".strip()
    return text[: field.max_length]


def _planted_within(value: Any, word: Callable[[], str]) -> Any:
    """The same JSON with a word of its own behind each word of people in it."""
    if isinstance(value, dict):
        return {name: one if "." in name else _planted_within(one, word) for name, one in value.items()}
    if isinstance(value, list):
        return [_planted_within(one, word) for one in value]
    return f"{word()} {value}" if isinstance(value, str) and not CODE.fullmatch(value) else value


@contextmanager
def _as_owner() -> Iterator[Any]:
    """Events may be changed inside the block, by the owner of the trail: what is planted in them was never told."""
    with as_owner(connection) as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE trail_event DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("ALTER TABLE trail_event ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")  # the database counted none of these rows yet, and would plan as for a handful


def _bind_papers(plants: Plants) -> None:
    """The words with which papers were brought belong to every paper whose file holds them."""
    for key, digest in apps.get_model("documents.attachment")._base_manager.values_list("pk", "digest").order_by("pk"):
        for word in TOKEN.findall(storing.place_of(digest).read_bytes().decode("latin-1")):
            plants.places[word].append(("documents.attachment", key, "content"))


def _plant_days(plants: Plants) -> None:
    """Births, and with them retirements, that differ from person to person; the last days of long absences.

    Nobody retires within the next years: pages say days until then for other reasons, such as the next review.
    """
    people: Any = apps.get_model("org.person")._base_manager
    today = timezone.localdate()
    for at, person in enumerate(people.order_by("pk")):
        born = date(today.year - 54, 1, 1) + timedelta(days=17 * at)
        people.filter(pk=person.pk).update(born_on=born, sex="male")
        plants.day(born, "org.person", person.pk, "born_on")
        if end := by_retirement(born, "male", today):
            plants.day(end.day, "org.person", person.pk, "retires")
    for row in apps.get_model("org.absence")._base_manager.filter(period__endswith__gt=today + timedelta(days=300)):
        plants.day(row.last, "org.absence", row.pk, "period")
