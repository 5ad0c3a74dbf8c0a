"""What hangs on units and posts, and what becomes of it when they are closed: every part declares its own.

A guard walks the schema: a relation to a unit or a post that nobody declared here fails, so that no reorganisation
forgets a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.kernel.registry import Registry
from baro.kernel.verbs import Verb
from baro.kernel.wordings import wording
from baro.org.actors import Actor
from baro.org.handing import HandoverItem, handed
from baro.org.models import (
    Account,
    CheckCount,
    Delegation,
    Disposition,
    Ending,
    Handover,
    Mandate,
    Membership,
    Placement,
    PlannedChange,
    PlannedSuccessor,
    PlannedUnit,
    Post,
    PostFacts,
    Quota,
    Removal,
    Reorganisation,
    Succession,
    Tenure,
    Term,
    Unit,
    UnitFacts,
)
from baro.trail.models import Event, Notice

EVERYTHING = Q()


@dataclass(frozen=True, slots=True)
class UnitDependent:
    """Rows of a model whose ``unit`` is closed: the open ones (``only``) go as planned, all others stay as history.

    ``follows`` names a relation to a post: the rows go where that post goes. Rows get an event each of the verb
    ``told``, so that their own page says how they came there. ``part_of`` names a relation to the record with whose
    page and rights a row is read that has none of its own.
    """

    code: str
    label: Any
    model: type[models.Model]
    unit: str
    disposition: Disposition = Disposition.MOVE
    dispositions: tuple[Disposition, ...] = (Disposition.MOVE, Disposition.KEEP)
    only: Q = field(default=EVERYTHING)
    follows: str = ""
    told: Verb | None = None
    then: Callable[[list[int]], None] | None = None
    part_of: str = ""

    def disposition_in(self, reorganisation: Reorganisation) -> Disposition:
        """What the plan says becomes of the rows, or what usually does."""
        return Disposition(reorganisation.dispositions.get(self.code, self.disposition))

    def hanging_on(self, units: Any) -> models.QuerySet[Any]:
        """The rows that meet the disposition when the units close, whoever may see them."""
        return self.model._base_manager.filter(self.only, **{f"{self.unit}__in": units})

    def seen_by(self, actor: Actor, units: Any) -> models.QuerySet[Any]:
        """Those of these rows that the actor may see."""
        rows: Any = self.model._default_manager
        if self.part_of:
            whole: Any = self.model._meta.get_field(self.part_of).related_model
            seen = whole._default_manager.visible_to(actor).order_by().values("pk")
            rows = rows.filter(**{f"{self.part_of}__in": seen})
        else:
            rows = rows.visible_to(actor)
        return rows.filter(self.only, **{f"{self.unit}__in": units})


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of a model whose ``post`` is closed: the open ones (``only``) go to the post that answers since."""

    model: type[models.Model]
    post: str
    only: Q = field(default=EVERYTHING)


_attached: Registry[UnitDependent] = Registry("the attached thing")
attached = _attached.add
_held: dict[tuple[type[models.Model], str], Held] = {}
_kept: dict[tuple[type[models.Model], str], str] = {}


def held(*things: Held) -> None:
    """Declare rows that hang on a post and go over to its successor."""
    for thing in things:
        _held[thing.model, thing.post] = thing


def kept(reason: str, model: type[models.Model], *names: str) -> None:
    """Declare relations to units or posts that stay as they were, and why."""
    for name in names:
        _kept[model, name] = reason


def things() -> list[UnitDependent]:
    """Everything that hangs on units, in order of declaration."""
    return list(_attached)


def thing(code: str) -> UnitDependent:
    """The declaration of a code.

    Raises KeyError when there is none.
    """
    return _attached[code]


wording("org.attached", lambda code: thing(code).label)


def holdings() -> list[Held]:
    """Everything that hangs on posts."""
    return list(_held.values())


def declared() -> set[tuple[type[models.Model], str]]:
    """Every relation about which somebody said what becomes of it."""
    return {(a.model, a.unit) for a in things()} | set(_held) | set(_kept)


def undeclared(models_known: Iterable[type[models.Model]], targets: Iterable[type[models.Model]]) -> list[str]:
    """The relations to units or posts that nobody declared, as ``part.Model.field``."""
    wanted, known = set(targets), declared()
    return sorted(
        f"{model._meta.label}.{found.name}"
        for model in models_known
        for found in model._meta.concrete_fields
        if (found.related_model in wanted or found.name == "post_id") and (model, found.name) not in known
    )


kept("facts speak of the time when they were true", UnitFacts, "unit", "parent")
kept("facts speak of the time when they were true", PostFacts, "post", "unit")
kept("the reorganisation itself moves the tree", Unit, "parent")
kept("the reorganisation itself moves posts, or closes them", Post, "unit", "successor")
kept("the reorganisation itself ends tenures in closed posts", Tenure, "post")
kept("the reorganisation itself moves mandates", Mandate, "post", "unit")
# A delegation names one person in a post, another post, and a unit. The delegator's successor has not given it, the
# delegate's was not chosen, and over a larger unit it would have grown. So it ends by itself: nobody holds a closed
# post, and the delegator's mandate leaves the closed unit, unless it reaches over it from above; then it opens what the
# closed unit left.
kept("a grant ends with either post, and does not grow into another unit", Delegation, "delegator", "delegate", "unit")
kept("the reorganisation itself ends the terms of closed committees", Term, "unit")
kept("the reorganisation itself ends who is a member of a closed committee", Membership, "unit")
kept("a quota ends with its unit; what its successors may have is decided anew", Quota, "unit")
kept("who holds no post any more has none to act in", Account, "acting_post")
kept("what a night found is of that night", CheckCount, "post")
kept("which post was handed over is history; who holds its heir takes over what waits", Handover, "post")
kept("who followed whom is history", Succession, "predecessor", "successor")
kept("where a record was before is history", Removal, "from_unit", "to_unit")
kept("a plan says what was planned", Reorganisation, "unit")
kept("a plan says what was planned", PlannedUnit, "parent", "unit")
kept("a plan says what was planned", Ending, "unit")
kept("a plan says what was planned", PlannedSuccessor, "to_unit")
kept("a plan says what was planned", PlannedChange, "unit", "to_unit")
kept("a plan says what was planned", Placement, "to_unit")
kept("a deed was done by who held the post then", Event, "post_id")
held(Held(Notice, "post_id", only=Q(read_at=None)))
handed(
    HandoverItem(
        "org.delegations",
        _("Grants in force to the post or from it"),
        lambda: Delegation.objects.in_force(timezone.localdate()).select_related("delegator__unit", "delegate__unit"),
        ("delegator", "delegate"),
    )
)
