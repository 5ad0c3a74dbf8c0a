"""What is asked at each address: whole, as a piece, as a file, in search, for every record and every code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.urls import reverse

from baro.installation.leaflets import leaflets
from baro.org.checks import checks
from baro.org.dependent_rows import unit_dependents
from baro.statistics.boards.tasks import TASKS
from baro.statistics.organisation import Organisation
from baro.ui.counts.waiting import waiting_kinds
from baro.ui.forms import choices
from baro.ui.lists.page import all_lists
from tests.addresses import Address
from tests.oracle.books import Reader, has_rule
from tests.oracle.planting import EVERYWHERE
from tests.oracle.town import OracleTown

# Addresses whose key names a record of this model, though they do not lie below its page.
ALSO_OF = {
    "cascades.recipient.answer": "cascades.recipient",
    "cascades.recipient.forward": "cascades.recipient",
    "org.absence.cancel": "org.absence",
    "org.absence.end": "org.absence",
    "org.imports.carry_in": "org.import",
    "org.imports.one": "org.import",
    "org.imports.rows": "org.import",
    "org.person.give_account": "org.person",
    "org.post.correct_tenure": "org.tenure",
    "ui.notice": "trail.notice",
    "ui.remark.correct": "ui.remark",
    "ui.remark.withdraw": "ui.remark",
    "ui.sign_in_end": "org.signin",
    "ui.view_first": "ui.savedview",
    "ui.view_forget": "ui.savedview",
}
# Addresses that name no record and no code, and how they are asked.
FOLLOWED = re.compile(r'href="(/(?:dashboard/tasks|explore/[a-z]|figures/[a-z]|quality/[0-9])[^"#]+)"')
FOLLOWED_FROM = {
    "statistics.doubts": "statistics.quality",
    "statistics.points": "statistics.explore",
    "statistics.rows": "statistics.figures",
    "statistics.tasks": "statistics.dashboard",
}
OF_A_SESSION = {
    "installation.join_with": "whose account it opens says a secret that only one person was given: test_invite",
    "mfa_edit_webauthn": "a security key of one's own account",
    "mfa_remove_webauthn": "a security key of one's own account",
    "openid_connect_callback": "the town has no identity provider",
    "openid_connect_login": "the town has no identity provider",
    "operation.retry": "a job of the queue, by its number: operation/tests/test_desk",
    "ui.calendar": "whose calendar it is says a secret that only its owner was shown: tests/test_calendar_feed",
    "ui.outcome": "what a deed came to is kept by the session of who did it",
}
OF_ANY_RECORD = {"ui.timeline", "ui.remark.write", "ui.readers"}  # addresses with the label and the key of a record
FILES = {"statistics.figures", "statistics.dashboard", "org.staffing", "org.export"}
# What an address may say behind its question mark: the name there, and the model whose key or code it takes.
NAMING = {
    "document": "documents.document",
    "source": "documents.document",
    "papers": "documents.attachment",
    "work": "ui.work",
    "view": "ui.savedview",
    "owner_post_code": "org.post",
    "unit": "org.unit",
}
ABSENT = 987_654_321  # the key of no record
PAGES = 4  # records of a kind whose pages somebody in a post opens, and as many hidden ones; others for everybody


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: an address as it is asked.

    ``seen`` says whether the books open the record that it names; None when it names none, or more is needed.
    ``unknown`` is the same address with the key of no record.
    """

    name: str
    url: str
    fragment: bool = False
    method: str = "get"
    seen: bool | None = None
    unknown: str = ""


def asks_at(address: Address, town: OracleTown, reader: Reader, *, most: int = 1) -> Iterator[Ask]:
    """Everything that is asked at an address by somebody: of records a few that they see, and a few hidden.

    Raises LookupError when nobody said what its key is.
    """
    if not address.keys:
        yield from _whole(address, _hidden(town, reader))
    elif address.name in OF_ANY_RECORD:
        yield from _of_any_record(address.name, town, reader, most)
    elif address.name == "ui.desk":
        yield from _desks(address, town, reader, most)
    elif address.model or address.name in ALSO_OF:
        yield from _of_records(address, town, reader, most)
    elif address.name in _codes():
        yield from _coded(address)
    elif address.name == "statistics.tasks":
        yield from _of_one_source(address, town, reader)
    elif address.name not in (FOLLOWED_FROM | OF_A_SESSION):
        raise LookupError(f"{address.name}: say in tests/oracle/asking.py what stands for {', '.join(address.keys)}")


def _whole(address: Address, hidden: list[tuple[str, Any]]) -> Iterator[Ask]:
    """An address without a key: whole and as a piece, naming what is hidden, as a file, searched."""
    url, kind = reverse(address.name), next((one for one in all_lists() if one.code == address.name), None)
    yield from _listed(kind, url) if kind else (Ask(address.name, url),)
    yield Ask(address.name, f"{url}?{urlencode(hidden)}", fragment=kind is None)
    if address.name in FILES:
        yield Ask(address.name, f"{url}?as=csv&kind=all")
    if address.name in ("ui.search", "ui.palette"):
        yield Ask(address.name, f"{url}?q={EVERYWHERE}", fragment=address.name == "ui.palette")


def _hidden(town: OracleTown, reader: Reader) -> list[tuple[str, Any]]:
    """Keys of records that the reader does not see, under every name by which an address may take them."""
    named = {name: _parted(town, reader, label)[1][1][-1:] for name, label in NAMING.items()}
    units = [town.books.of("org.unit")[key]["code"] for key in named.pop("unit")]
    return [*((name, key) for name, keys in named.items() for key in keys), *(("under", code) for code in units)]


def _listed(kind: Any, url: str) -> Iterator[Ask]:
    """A list with every column: as a piece, as files, and searched in each of its boxes for words."""
    columns = [("columns", column.path) for column in kind.columns]
    yield Ask(kind.code, f"{url}?{urlencode(columns)}", fragment=True)
    for more in (("as", "csv"), ("as", "xlsx"), *((name, EVERYWHERE) for name in boxes_of(kind))):
        yield Ask(kind.code, f"{url}?{urlencode([*columns, more])}")


def boxes_of(kind: Any) -> list[str]:
    """The filters of a list into which words are typed."""
    fields = kind.filter.base_fields
    return [name for name, one in fields.items() if type(one).__name__ in ("Words", "CharField")]


def _codes() -> dict[str, list[str]]:
    """The addresses with a code in them, and every code that there is."""
    return {
        "ui.choices": [kind.code for kind in choices._kinds],
        "org.check": [check.code for check in checks()],
        "installation.leaflet": list(leaflets()),
        "statistics.breakdown": list(TASKS.groupings(Organisation.named(None, None))),
    }


def _coded(address: Address) -> Iterator[Ask]:
    for code in _codes()[address.name]:
        url = reverse(address.name, args=[code])
        yield Ask(address.name, url)
        if address.name == "ui.choices":
            yield Ask(address.name, f"{url}?q={EVERYWHERE}", fragment=True)
        if address.name == "statistics.breakdown":
            yield from (Ask(address.name, f"{url}?as={kind}") for kind in ("csv", "xlsx"))


def _of_records(address: Address, town: OracleTown, reader: Reader, most: int) -> Iterator[Ask]:
    """An address of records; every other one of a hidden record is compared with no record's, and sent to."""
    label, turn = ALSO_OF.get(address.name, address.model), f"{reader.name}{address.name}"
    whole = address.name == label
    for opened, keys in _parted(town, reader, label):
        for key in _some(keys, PAGES if whole and reader.post else most, turn):
            for args in _with_the_rest(address, key):
                url = reverse(address.name, kwargs=args)
                if address.verb and address.verb.at_once:
                    yield from () if opened else (Ask(address.name, url, method="post", seen=False),)
                elif opened:
                    yield Ask(address.name, url, seen=True if address.model and len(args) == 1 else None)
                elif whole or _number(turn) % 2:
                    offered = town.books.sees_elsewhere(reader, label, key)
                    unknown = "" if offered else reverse(address.name, kwargs=args | {address.keys[0]: ABSENT})
                    yield Ask(address.name, url, seen=False, unknown=unknown)
                else:
                    yield from (Ask(address.name, url, method=one, seen=False) for one in ("get", "post"))


def _parted(town: OracleTown, reader: Reader, label: str) -> list[tuple[bool, list[int]]]:
    """The keys of the rows that the reader sees, and those of the hidden ones."""
    seen = {key: town.books.sees(reader, label, key) for key in town.books.of(label)}
    return [(opened, [key for key, one in seen.items() if one is opened]) for opened in (True, False)]


def _some(keys: list[int], most: int, turn: str) -> list[int]:
    """A few of the keys, others for everybody and at each address."""
    return [keys[(_number(turn) + at) % len(keys)] for at in range(min(most, len(keys)))]


def _number(turn: str) -> int:
    return sum(map(ord, turn))


def _with_the_rest(address: Address, key: int) -> Iterator[dict[str, Any]]:
    """What stands in the address beside the key of the record."""
    record, *others = address.keys
    if not others:
        yield {record: key}
    elif others in (["number"], ["number", "sheet"]):
        yield {record: key, **dict.fromkeys(others, 1)}
    elif others == ["unit", "span", "stand"]:
        yield {record: key, "unit": 0, "span": "branch", "stand": "all"}
    elif others in (["unit", "span", "stands"], ["unit", "span", "cell"]):
        yield {record: key, "unit": 0, "span": "branch", others[-1]: "all"}
    elif others == ["cell"]:
        yield {record: key, "cell": "inspection.members.inspected"}
    elif others == ["figure"]:
        yield {record: key, "figure": 0}
    elif others == ["line"]:
        yield {record: key, "line": "tasks"}
    else:
        yield from ({record: key, others[0]: thing.code} for thing in unit_dependents())


def _desks(address: Address, town: OracleTown, reader: Reader, most: int) -> Iterator[Ask]:
    """What waits of each kind at the desks of others, whoever they are."""
    for kind in waiting_kinds:
        for key in _some(list(town.books.of("org.post")), most, f"{reader.name}{kind.code}"):
            yield Ask(address.name, reverse(address.name, args=[key, kind.code]))


def _of_any_record(name: str, town: OracleTown, reader: Reader, most: int) -> Iterator[Ask]:
    """What happened to records of every model, of those too that have no page; what is said about them."""
    for model in apps.get_models():
        if not model.__module__.startswith("baro."):
            continue
        label = model._meta.label_lower
        parted = _parted(town, reader, label) if has_rule(label) else [(False, list(town.books.of(label)))]
        turn = f"{reader.name}{label}"
        for opened, keys in parted:
            for key in _some(keys, most, turn) if _number(turn) % 2 or opened else ():
                url, unknown = (reverse(name, args=[label, one]) for one in (key, ABSENT))
                yield Ask(name, url) if opened else Ask(name, url, seen=False, unknown=unknown)


def _of_one_source(address: Address, town: OracleTown, reader: Reader) -> Iterator[Ask]:
    """The tasks behind a number of the dashboard that is of a document which the reader does not see."""
    hidden = _parted(town, reader, "documents.document")[1][1]
    standing = TASKS.lines(town.books.today)[0].code
    for unit in {one.unit for one in reader.carries if one.permission == "statistics.see"}:
        for key in hidden[-2:]:
            yield Ask(address.name, reverse(address.name, args=[unit, "source", key, standing]))


def followed(name: str, page: str) -> list[Ask]:
    """The addresses of rows that a page of figures leads to: of each table one."""
    by_table: dict[str, list[str]] = {}
    for url in dict.fromkeys(FOLLOWED.findall(page)) if name in FOLLOWED_FROM.values() else ():
        by_table.setdefault("/".join(url.split("/")[:5]), []).append(url.replace("&amp;", "&"))
    leads = {start: name for name, start in FOLLOWED_FROM.items()}
    return [Ask(leads[name], url) for urls in by_table.values() for url in urls[:1]]
