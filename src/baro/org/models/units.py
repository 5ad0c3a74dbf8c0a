"""Units: identities that stay, dated facts about them, and which unit followed which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.kernel.wordings import wording
from baro.org.actors import CLOSED
from baro.org.models.recorded import Recorded, RecordedQuerySet, key_range, overlapping
from baro.org.models.scope import UnitScoped
from baro.trail.alphabet import Alphabetical
from baro.trail.words import Words


class UnitKind(models.TextChoices):
    """What a unit is; the rulebook's tables of authority and signing speak of the same kinds."""

    CENTRAL_COMMITTEE = "central_committee", _("Central committee")
    PROVINCIAL_COMMITTEE = "provincial_committee", _("Provincial committee")
    STANDING_COMMITTEE = "standing_committee", _("Standing committee")
    PROVINCIAL_CONGRESS = "provincial_congress", _("Provincial congress")
    OFFICE = "office", _("Office")
    ORGANISATION_BOARD = "organisation_board", _("Organisation board")
    PROPAGANDA_BOARD = "propaganda_board", _("Propaganda and mass mobilisation board")
    INSPECTION_COMMISSION = "inspection_commission", _("Inspection commission")
    INTERNAL_AFFAIRS_BOARD = "internal_affairs_board", _("Internal affairs board")
    DISTRICT_COMMITTEE = "district_committee", _("District committee")
    COMMUNE_COMMITTEE = "commune_committee", _("Commune committee")
    GRASSROOTS_COMMITTEE = "grassroots_committee", _("Grassroots committee")
    CELL = "cell", _("Cell")
    DEPARTMENT_SERVICE_UNIT = "department_service_unit", _("Public service unit of a department")
    LOCAL_SERVICE_UNIT = "local_service_unit", _("Public service unit of a locality")


wording("org.unit_kind", lambda kind: UnitKind(kind).label)


def by_level(at: str = "", *, name: str | models.Func = "") -> tuple[Any, ...]:
    """The order of units in lists and trees: level by level, by kind as the kinds are declared, by name.

    ``at`` leads to the unit; ``name`` is by what it is sorted where that is not the name it has today.
    """
    steps = Func(models.F(f"{at}path"), Value("/"), function="string_to_array", output_field=models.TextField())
    level = Func(steps, function="cardinality", output_field=models.SmallIntegerField())
    kinds = (models.When(**{f"{at}kind": kind}, then=place) for place, kind in enumerate(UnitKind.values))
    place = models.Case(*kinds, output_field=models.SmallIntegerField())
    return (level, place, name or f"{at}in_order", f"{at}path")


CLOSED_LAST = (models.F("closed_on").desc(nulls_first=True), *by_level())


class UnitQuerySet(UnitScoped):
    """Units."""

    unit_lookup = ""
    see_permission = "org.see"

    def open(self) -> Self:
        """Units that exist today."""
        return self.filter(closed_on=None)

    def for_list(self) -> Self:
        """What a row of a list needs, in one query."""
        return self.select_related("parent")

    def with_successors(self) -> Self:
        """Each with the units that followed it, the main one first, in words (``followed_by``), in the same query."""
        followed = Succession.objects.filter(predecessor=models.OuterRef("pk")).order_by().values("predecessor")
        names = followed.annotate(names=StringAgg("successor__name", "; ", order_by=("-is_main", "pk"))).values("names")
        return self.annotate(followed_by=models.Subquery(names))

    def below(self, unit: Unit) -> Self:
        """The unit and everything below it, closed units below their main successors."""
        return self.filter(path__startswith=unit.path)


class Unit(models.Model):
    """The identity of a unit. Its name, kind, parent and codes here are today's; `UnitFacts` holds them over time.

    The path is how the unit is reached today: the keys of the units above it and its own, each with a slash behind. A
    unit that was closed hangs below its main successor, with a tilde before its key (`1/7/~5/`): whoever has a
    permission in exactly the unit 7 has it for what the unit 5 left as well (`Scope.covers`).
    """

    path = models.CharField(_("path"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("Part of"), null=True, blank=True, related_name="children"
    )
    code = models.CharField(_("Code"), max_length=40)
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=40, choices=UnitKind)
    suffix = models.CharField(_("Suffix in symbols"), max_length=20, blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    in_order = models.GeneratedField(
        expression=Alphabetical("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )

    SORTED_BY: ClassVar[dict[str, str]] = {"name": "in_order"}
    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        ordering = ["path"]
        indexes = [
            models.Index(fields=["path"], name="unit_by_path", opclasses=["text_pattern_ops"]),
            GinIndex(Words("name", "code"), name="unit_by_words"),
        ]
        constraints = [
            models.UniqueConstraint("code", condition=Q(closed_on=None), name="code_once_among_open_units"),
            models.UniqueConstraint("path", name="path_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the unit."""
        return reverse("org.unit", args=[self.pk])

    @property
    def above(self) -> list[int]:
        """The keys of the units above it today, from the top."""
        return keys_of(self.path)[:-1]


def keys_of(path: str) -> list[int]:
    """The keys that a path is made of, from the top."""
    return [int(step.removeprefix(CLOSED)) for step in path.split("/") if step]


def open_key_of(path: str) -> int:
    """The key of the unit that stands for the unit of a path today: itself, or the open one below which it hangs."""
    return next(int(step) for step in reversed(path.split("/")) if step and not step.startswith(CLOSED))


class UnitFactsQuerySet(RecordedQuerySet):
    """Facts of units."""

    def below(self, path: str) -> Self:
        """Facts of the unit of a path on a day and of everything below it on that day."""
        return self.filter(path__startswith=path)

    def of_kinds(self, kinds: Iterable[str]) -> Self:
        """Facts that say a unit is of one of the kinds."""
        return self.filter(kind__in=list(kinds))


class UnitFacts(Recorded):
    """What was, is or will be true of a unit in a period, and since when and until when that was believed.

    Periods of one unit that are believed never overlap; codes may be used again by other units. The path is the place
    in the tree of that time, where only units stand that existed then.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="facts")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(_("path"), max_length=200)
    code = models.CharField(_("Code"), max_length=40)
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=40, choices=UnitKind)
    suffix = models.CharField(_("Suffix in symbols"), max_length=20, blank=True)

    objects = UnitFactsQuerySet.as_manager()

    class Meta:
        verbose_name = _("facts of a unit")
        verbose_name_plural = _("facts of units")
        indexes = [
            models.Index(
                fields=["path"],
                name="current_facts_by_path",
                opclasses=["text_pattern_ops"],
                condition=Q(superseded=None),
            ),
            GinIndex(Words("name", "code"), name="unit_facts_by_words"),
        ]
        constraints = [overlapping("unit_id", name="facts_of_a_unit_one_at_a_time")]

    def __str__(self) -> str:
        return f"{self.name} {self.period}"


class Succession(models.Model):
    """A unit went over into another, whole or in part; one of its successors is the main one."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    on = models.DateField(_("on"))
    in_part = models.BooleanField(_("in part"), default=False)
    is_main = models.BooleanField(_("Main successor"), default=False)
    reorganisation = models.ForeignKey("Reorganisation", models.PROTECT, related_name="successions")

    class Meta:
        verbose_name = _("succession")
        constraints = [
            models.UniqueConstraint("predecessor", "successor", name="successor_of_a_unit_once"),
            models.UniqueConstraint("predecessor", condition=Q(is_main=True), name="one_main_successor"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Term(models.Model):
    """The term of a committee: from the day after its congress closed to the day the next one closes (36-HD II.1.3).

    ``seats`` is the number of members that the congress decided.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms")
    name = models.CharField(_("Name"), max_length=60)
    period = DateRangeField(_("Period"))
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)

    class Meta:
        verbose_name = _("term")
        constraints = [
            ExclusionConstraint(
                name="terms_of_a_committee_one_at_a_time",
                expressions=[(key_range("unit_id"), RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return self.name
