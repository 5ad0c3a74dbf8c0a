"""Which units of the organisation are meant by the names in proposals, groups included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from baro.documents.reading.folding import folded
from baro.kernel import rulebook
from baro.org.models import Unit, UnitKind
from baro.tasks.proposing.proposals import Proposal
from baro.tasks.rulebook import Proposing

# A group of more units is given its task by a rule and not one by one.
LARGEST_GROUP = 80


@dataclass(frozen=True, slots=True)
class Matched:
    """The units that some names mean, and the names that mean none."""

    units: tuple[Unit, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """What names mean in one organisation: by name the open unit, by kind the units of a group."""

    by_name: Mapping[str, Unit] = field(default_factory=dict)
    by_kind: Mapping[str, Sequence[Unit]] = field(default_factory=dict)

    @classmethod
    def meant_in(cls, proposals: Iterable[Proposal], home: Unit) -> Units:
        """The units that proposals of a document name, those of groups below its ``home``: two queries at most."""
        names = {name for one in proposals for name in (one.lead, *one.coordinates) if name}
        kinds = {kind for name in names for kind in kinds_of(name)}
        named = Unit.objects.open().filter(name__in=names)  # sees: names of units are no secret inside
        by_name: dict[str, Unit] = {}
        for unit in named.select_related("parent").order_by("path"):
            by_name.setdefault(unit.name, unit)
        by_kind: dict[str, list[Unit]] = {}
        if kinds:
            # sees: so too; whether a task may be given to each is asked when it is given
            below = Unit.objects.open().below(home).filter(kind__in=kinds).select_related("parent").order_by("path")
            for unit in below:
                by_kind.setdefault(unit.kind, []).append(unit)
        return cls(by_name, by_kind)

    def of(self, names: Iterable[str]) -> Matched:
        """The units of names, each once, and the names that are nobody's or too many's."""
        units: dict[int, Unit] = {}
        unknown: list[str] = []
        for name in names:
            found = [self.by_name[name]] if name in self.by_name else self._group(name)
            if not found or len(found) > LARGEST_GROUP:
                unknown.append(name)
            else:
                units |= {unit.pk: unit for unit in found}
        return Matched(tuple(units.values()), tuple(unknown))

    def _group(self, name: str) -> list[Unit]:
        return [unit for kind in kinds_of(name) for unit in self.by_kind.get(kind, ())]


def kinds_of(name: str) -> list[str]:
    """The kinds of units that a group is made of; none for what is no group of the rule."""
    fold = f" {folded(name)} "
    if not fold.startswith((" CAC ", " CAP UY", " DANG UY CAC ", " DANG UY CAP ", " TAT CA ", " TOAN THE ", " NHUNG ")):
        return []
    kinds: list[str] = []
    for group in rulebook.today(Proposing).groups:
        if any(f" {folded(words)}" in fold for words in group.words):
            kinds += [kind for kind in group.kinds if kind in UnitKind.values]
    return list(dict.fromkeys(kinds))


def home_of(document_unit: Unit) -> Unit:
    """The unit below which groups are looked for: the committee whose office or board keeps the register."""
    committees = {UnitKind.PROVINCIAL_COMMITTEE, UnitKind.DISTRICT_COMMITTEE, UnitKind.COMMUNE_COMMITTEE}
    return document_unit if document_unit.kind in committees or not document_unit.parent else document_unit.parent
