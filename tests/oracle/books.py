"""Who may see what, told from the rows themselves.

The oracle is a second writer of the rules. It reads tables row by row and never asks what it judges: no ``visible_to``,
no policy, no `Actor`, and no column that only repeats others (the path of a unit). Each part says in its
``tests/sight.py`` by which rule its rows are seen, as the documents say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils import timezone

from tests.guards.declared import SOURCE

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carried:
    """A permission in a unit, or in it and everything below."""

    permission: str
    unit: int
    below: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks: the person, the post they act in today, what it carries; nothing of it for a stranger."""

    name: str
    person: int | None = None
    post: int | None = None
    account: int | None = None
    carries: tuple[Carried, ...] = field(default=(), repr=False)


Rule = Callable[["Books", Reader, Row], bool]
OF_AN_ACCOUNT = {"org.account", "org.signin", "trail.event"}
OF_EVERYBODY = {"installation.installation"}  # those of its words that have a rule stand on the sign-in page
_rows: dict[str, Rule] = {}
_words: dict[str, list[Rule]] = {}


def sight(*labels: str) -> Callable[[Rule], Rule]:
    """Declare by which rule the rows of some models are seen."""

    def declare(rule: Rule) -> Rule:
        if twice := _rows.keys() & {*labels}:
            raise ValueError(f"{', '.join(sorted(twice))}: the rule is declared twice")
        _rows.update(dict.fromkeys(labels, rule))
        return rule

    return declare


def words(*fields: str) -> Callable[[Rule], Rule]:
    """Declare by which rule the words of some fields (``org.person.name``) are read, where not by that of their row.

    Where several parts declare one, whoever one of the rules lets read them reads them.
    """

    def declare(rule: Rule) -> Rule:
        for name in fields:
            _words.setdefault(name, []).append(rule)
        return rule

    return declare


@cache
def _gathered() -> bool:
    """Every part's ``tests/sight.py``, and what is told, read once."""
    import_module("tests.oracle.told")
    for path in sorted(SOURCE.rglob("tests/sight.py")):
        import_module("baro." + ".".join(path.relative_to(SOURCE).with_suffix("").parts))
    return True


def has_rule(label: str) -> bool:
    """Whether a part said by which rule the rows of a model are seen."""
    return _gathered() and label in _rows


class Books:
    """The rows of every table as they are now, and what follows from them."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self._kept: dict[str, dict[int, Row]] = {}

    def of(self, label: str) -> dict[int, Row]:
        """The rows of a model by key."""
        if label not in self._kept:
            model: Any = apps.get_model(label)
            key = model._meta.pk.attname
            self._kept[label] = {row[key]: row for row in model._base_manager.order_by("pk").values()}
        return self._kept[label]

    def where(self, label: str, **same: Any) -> Iterator[Row]:
        """The rows of a model in which some columns are the same."""
        return (row for row in self.of(label).values() if all(row[name] == value for name, value in same.items()))

    # What is seen.

    def sees(self, reader: Reader, label: str, key: int) -> bool:
        """Whether the reader may open a record. Without a post nobody sees more than their own account."""
        row = self.of(label).get(key)
        own = label in OF_AN_ACCOUNT or (label == "org.person" and key == reader.person)
        known = _gathered() and row is not None and (reader.post is not None or own)
        return known and _rows[label](self, reader, row)

    def sees_elsewhere(self, reader: Reader, label: str, key: int) -> bool:
        """Whether the person would see the record in another of their own posts, to which its page then leads."""
        held = self.believed("org.tenure", person_id=reader.person) if reader.person else ()
        others = [row["post_id"] for row in held if row["post_id"] != reader.post]
        there = (replace(reader, post=post, carries=tuple(self._carried(post))) for post in others)
        return any(self.sees(one, label, key) for one in there)

    def reads(self, reader: Reader, label: str, key: int, name: str) -> bool:
        """Whether the reader may read the words in a field of a record."""
        if not (rules := _words.get(f"{label}.{name}")):
            return self.sees(reader, label, key)
        if reader.post is None and not (label == "org.person" and key == reader.person):
            return label in OF_EVERYBODY  # without a post one reads what is kept about oneself, and no more
        return any(rule(self, reader, self.of(label)[key]) for rule in rules)

    # Who looks.

    def reader(self, name: str, person: int | None, account: int | None) -> Reader:
        """Somebody with what the first of their posts carries today."""
        held = next((row for row in self.believed("org.tenure", person_id=person)), None) if person else None
        if held is None:
            return Reader(name, person, None, account)
        return Reader(name, person, held["post_id"], account, tuple(self._carried(held["post_id"])))

    def believed(self, label: str, **same: Any) -> Iterator[Row]:
        """The dated rows that are believed and hold today."""
        for row in self.where(label, superseded_id=None, **same):
            if self.holds(row["period"]):
                yield row

    def holds(self, period: Any) -> bool:
        """Whether today lies in the days of a period."""
        lower, upper = period.lower, period.upper
        return (lower is None or lower <= self.today) and (upper is None or self.today < upper)

    def _carried(self, post: int) -> Iterator[Carried]:
        """By the mandates of the post, and by what others granted it for a time (ADR 18)."""
        for row in self.where("org.mandate", post_id=post):
            yield from (Carried(one, row["unit_id"], row["includes_below"]) for one in row["permissions"])
        for row in self.where("org.delegation", delegate_id=post):
            source = self.of("org.delegation").get(row["redelegated_from_id"])
            if not all(map(self._is_in_force, filter(None, (row, source)))):
                continue
            for one in row["permissions"]:
                if (source is None or one in source["permissions"]) and self._is_left(one, row, source or row):
                    yield Carried(one, row["unit_id"], row["includes_below"])

    def _is_in_force(self, given: Row) -> bool:
        """Within its days, not revoked, its giver still in the giving post, and away where it waits for that."""
        in_post = self.believed("org.tenure", post_id=given["delegator_id"], person_id=given["given_by_id"])
        away = (
            row
            for row in self.where("org.absence", person_id=given["given_by_id"], ended_id=None)
            if self.holds(row["period"])
        )
        awake = not given["only_in_absence"] or any(away)
        return given["revoked_id"] is None and self.holds(given["period"]) and awake and any(in_post)

    def _is_left(self, permission: str, given: Row, source: Row) -> bool:
        """Whether the giving post has the permission to see by its own mandates, as far as it is granted."""
        for row in self.where("org.mandate", post_id=source["delegator_id"]):
            whole = row["includes_below"] or not given["includes_below"]
            has = permission in row["permissions"]
            if has and whole and self.lies_in(given["unit_id"], row["unit_id"], below=row["includes_below"]):
                return True
        return False

    # Where units lie.

    def reaches(self, reader: Reader, permission: str, unit: int) -> bool:
        """Whether the reader carries a permission to see in a unit; who has it there has it for what went over."""
        return any(
            one.permission == permission and self.lies_in(unit, one.unit, below=one.below) for one in reader.carries
        )

    def anywhere(self, reader: Reader, permission: str) -> bool:
        """Whether the reader carries a permission in any unit."""
        return any(one.permission == permission for one in reader.carries)

    def lies_in(self, unit: int, root: int, *, below: bool) -> bool:
        """Whether a unit is another one, was closed and followed by it, or (``below``) lies anywhere below it."""
        steps = self._steps[unit]
        while steps and steps[-1] != root and (below or self.of("org.unit")[steps[-1]]["closed_on"]):
            steps = steps[:-1]
        return bool(steps) and steps[-1] == root

    @cached_property
    def _steps(self) -> dict[int, list[int]]:
        """By unit the units above it today and itself; a closed one lies below its main successor."""
        units = self.of("org.unit")
        followed = {row["predecessor_id"]: row["successor_id"] for row in self.where("org.succession", is_main=True)}
        found: dict[int, list[int]] = {}
        for key in units:
            step: int | None = key
            found[key] = []
            while step is not None:
                found[key].insert(0, step)
                above = units[step]["parent_id"]
                step = followed.get(step, above) if units[step]["closed_on"] else above
        return found
