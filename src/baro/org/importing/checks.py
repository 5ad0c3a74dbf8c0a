"""What is checked before lists are imported: units and posts here, people and tenures in `checks_of_people`.

A row is new, says what is recorded already, or is wrong. Of a wrong row everything is said that is wrong with it, but
not what only follows from it in other rows.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from baro.org.actors import Actor
from baro.org.importing import remedies  # noqa: F401 - importing it is declaring them
from baro.org.importing.known import SEES, Known, KnownPost, KnownUnit, above, codes_kept, likes
from baro.org.models import Unit
from baro.sheets.reading import Lists, Row
from baro.sheets.shapes import plainly

NEW, SAME, WRONG, NUMBERED = "new", "same", "wrong", "numbered"
MOST_NEIGHBOURS = 2000
LONGEST_PATH: int = Unit._meta.get_field("path").max_length or 0
LONGEST_STEP = 10  # signs of a path for a key that is still to be given
FEW = 100  # mistakes for which a neighbour is looked for: each costs some milliseconds


@dataclass(slots=True)
class Case:
    """The lists of a file beside what is recorded, for one actor on one day; and the rows by what identifies them."""

    lists: Lists
    known: Known
    by: Actor
    today: date
    units: dict[str, Row] = field(default_factory=dict)
    tops: dict[str, tuple[KnownUnit | None, int]] = field(default_factory=dict)  # of new units
    circles: set[str] = field(default_factory=set)
    posts: dict[tuple[str, str], Row] = field(default_factory=dict)
    likes: dict[int, KnownPost] = field(default_factory=dict)  # row of a new post: whose permissions it gets
    near: list[str] | None = None

    def wrong(self, shape: str, row: Row, column: str, code: str, **facts: Any) -> None:
        """Note what is wrong with a cell."""
        self.lists.wrong(shape, row, column, code, **facts)

    def no_unit(self, shape: str, row: Row, column: str) -> None:
        """Say that a unit is unknown, and which code is nearest to what stands there."""
        if self.near is None:
            self.near = [*islice(self.units, MOST_NEIGHBOURS), *codes_kept(self.by, MOST_NEIGHBOURS)]
        few = self.lists.mistakes_count < FEW
        if found := difflib.get_close_matches(row[column], self.near, n=1, cutoff=0.75) if few else []:
            self.wrong(shape, row, column, "no_unit_like", nearest=found[0])
        else:
            self.wrong(shape, row, column, "no_unit")

    def unit(self, code: str) -> KnownUnit | None:
        """The recorded unit of a code, if the actor sees or keeps it."""
        found = self.known.units.get(code)
        return found if found and (found.seen or found.kept) else None


# Units


def check_units(case: Case) -> None:
    """Say of every unit whether it is new, recorded or wrong."""
    rows = case.lists.rows["units"]
    for row in rows:
        if (code := row["code"]) and case.units.setdefault(code, row) is not row:
            case.wrong("units", row, "code", "unit_twice", other=case.units[code].number)
    _find_places(case)
    beside: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        if row["code"] in case.known.units:
            _check_recorded_unit(case, row, case.known.units[row["code"]])
        elif row["code"] in case.circles:
            case.wrong("units", row, "parent", "circle")
        else:
            _check_new_unit(case, row, beside)
        row.result = WRONG if row.is_wrong else SAME if row["code"] in case.known.units else NEW


def _find_places(case: Case) -> None:
    """Of every new unit: below which recorded one it is to stand, and how deep; each way up is walked once."""
    for code in case.units:
        way: dict[str, None] = {}
        here = code
        while here in case.units and here not in case.known.units and here not in case.tops and here not in way:
            way[here] = None
            here = case.units[here]["parent"]
        if here in way:
            case.circles.update(list(way)[list(way).index(here) :])
        top, depth = case.tops.get(here) or (case.known.units.get(here), 0)
        for deeper, passed in enumerate(reversed(way), start=1):
            case.tops[passed] = (top, depth + deeper)


def _check_recorded_unit(case: Case, row: Row, unit: KnownUnit) -> None:
    """A unit that stands: what the row says must be what is recorded; an empty cell says nothing."""
    if case.unit(unit.code) is None:
        case.wrong("units", row, "code", "code_taken")
        return
    for column in ("name", "kind", "suffix", "parent"):
        recorded = getattr(unit, column)
        if row[column] and row[column] != recorded:
            shown = recorded if column != "parent" or case.by.holds_at(SEES, above(unit.path)) else "…"
            case.wrong("units", row, column, "differs_plan", recorded=shown)
    _check_since(case, "units", row, unit.first)


def _check_since(case: Case, shape: str, row: Row, first: date | None) -> None:
    """What is recorded later than the row says is not recorded for all of its days."""
    if row["since"] and first and row["since"] < first:
        case.wrong(shape, row, "since", "since_differs", day=first)


def _check_new_unit(case: Case, row: Row, beside: dict[tuple[str, str, str], Row]) -> None:
    """A unit to be founded: where, by whose right, since when, under which name."""
    parent = case.unit(row["parent"]) if row["parent"] else None
    listed = case.units.get(row["parent"])
    if not row["parent"]:
        if not case.by.holds_anywhere("*"):
            case.wrong("units", row, "parent", "no_top")
    elif parent is None and listed is None:
        case.no_unit("units", row, "parent")
    elif not _may_found(case, row["parent"], parent):
        case.wrong("units", row, "parent", "not_yours")
    _check_first_day(case, "units", row)
    first = parent.stands if parent else listed["since"] if listed and not listed.is_wrong else None
    if row["since"] and first and row["since"] < first:
        case.wrong("units", row, "since", "before_parent", day=first)
    _check_names(case, row, parent, beside)
    _check_depth(case, row)


def _may_found(case: Case, code: str, parent: KnownUnit | None) -> bool:
    """Whether the actor keeps the organisation of the unit above: of a recorded one, or of one that the list founds.

    Where that one stands nowhere, its own row says so.
    """
    if parent:
        return parent.kept
    top, _depth = case.tops[code]
    return top.kept_below if top and case.unit(top.code) else True


def _check_depth(case: Case, row: Row) -> None:
    """A unit is reached by the keys of all units above it, and there is only so much room for them."""
    top, depth = case.tops.get(row["code"], (None, 0))
    if (len(top.path) if top else 0) + depth * LONGEST_STEP > LONGEST_PATH:
        case.wrong("units", row, "parent", "too_deep")


def _check_first_day(case: Case, shape: str, row: Row) -> None:
    """Something new has a first day, and it has come."""
    since = row["since"]
    if since and since > case.today:
        case.wrong(shape, row, "since", "post_to_come" if shape == "posts" else "to_come")
    elif not since and "since" not in row.faults:
        case.wrong(shape, row, "since", "needs_since")


def _check_names(case: Case, row: Row, parent: KnownUnit | None, beside: dict[tuple[str, str, str], Row]) -> None:
    """No two units of one kind and name stand side by side."""
    if not (row["name"] and row["kind"]):
        return
    name = plainly(row["name"])
    taken = case.known.names.get((parent.pk, row["kind"], name)) if parent else None
    before = beside.setdefault((row["parent"], row["kind"], name), row)
    if taken:
        case.wrong("units", row, "name", "same_name", taken=taken)
    elif before is not row:
        case.wrong("units", row, "name", "same_name_row", other=before.number)


# Posts


def check_posts(case: Case) -> None:
    """Say of every post whether it is new, recorded or wrong."""
    for row in case.lists.rows["posts"]:
        key = (row["unit"], plainly(row["name"]))
        if all(key) and case.posts.setdefault(key, row) is not row:
            case.wrong("posts", row, "name", "post_twice", other=case.posts[key].number)
        recorded = case.known.posts.get(key, []) if case.unit(row["unit"]) else []
        if recorded:
            _check_recorded_post(case, row, recorded)
        else:
            _check_new_post(case, row)
        row.result = WRONG if row.is_wrong else SAME if recorded else NEW


def _check_recorded_post(case: Case, row: Row, recorded: list[KnownPost]) -> None:
    """A post that stands: some post of its name must be what the row says."""
    post = next((one for one in recorded if one.rank == row["rank"]), recorded[0])
    for column in ("rank", "quota"):
        if row[column] and row[column] != getattr(post, column):
            case.wrong("posts", row, column, "differs", recorded=getattr(post, column))
    _check_since(case, "posts", row, post.first)


def _check_new_post(case: Case, row: Row) -> None:
    """A post to be opened: in which unit, by whose right, since when, with whose permissions."""
    unit, listed = case.unit(row["unit"]), case.units.get(row["unit"])
    if row["unit"] and unit is None and listed is None:
        case.no_unit("posts", row, "unit")
    elif unit and not unit.kept:
        case.wrong("posts", row, "unit", "not_yours")
    _check_first_day(case, "posts", row)
    first = unit.first if unit else listed["since"] if listed and not listed.is_wrong else None
    if row["since"] and first and row["since"] < first:
        case.wrong("posts", row, "since", "before_unit", day=first)
    if row["like"]:
        _find_like(case, row)


def _find_like(case: Case, row: Row) -> None:
    """The post whose permissions are copied: one that the actor sees."""
    for code, name in likes(row["like"]):
        unit = case.known.units.get(code)
        found = case.known.posts.get((code, plainly(name)), [])
        if unit and unit.seen and found:
            case.likes[row.number] = found[0]
            return
    case.wrong("posts", row, "like", "no_like")
