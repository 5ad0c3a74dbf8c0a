"""What points at a person, and what becomes of it when a duplicate is merged: every part declares its own.

A guard walks the schema: a relation to a person that nobody declared here fails, so that no merging forgets a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.models import Absence, Account, Delegation, Handover, Import, Membership, Person, Tenure
from baro.trail.models import Event


@dataclass(frozen=True, slots=True)
class PersonReference:
    """Rows of a model whose ``person`` is the duplicate: they go to the one who stays. The label counts them."""

    label: Any
    model: type[models.Model]
    person: str

    def rows(self, person: Person) -> QuerySet[Any]:
        """Those of a person."""
        return self.model._base_manager.filter(**{self.person: person})


_personal: list[PersonReference] = []
_kept: dict[tuple[type[models.Model], str], str] = {}


def personal(*things: PersonReference) -> None:
    """Declare rows that go over to the one who stays."""
    _personal.extend(things)


def kept_personal(reason: str, model: type[models.Model], *names: str) -> None:
    """Declare relations to people that the merging does not simply move, and why."""
    for name in names:
        _kept[model, name] = reason


def personal_things() -> list[PersonReference]:
    """Everything that goes over, in order of declaration."""
    return list(_personal)


def undeclared_people(models_known: Iterable[type[models.Model]]) -> list[str]:
    """The relations to people that nobody declared, as ``part.Model.field``."""
    known = {(thing.model, thing.person) for thing in _personal} | set(_kept)
    return sorted(
        f"{model._meta.label}.{found.name}"
        for model in models_known
        for found in model._meta.concrete_fields
        if (found.related_model is Person or found.name == "person_id") and (model, found.name) not in known
    )


personal(
    PersonReference(_("Grants of powers"), Delegation, "given_by"),
    PersonReference(_("Handovers as the one who leaves"), Handover, "from_person"),
    PersonReference(_("Handovers as the one who follows"), Handover, "to_person"),
    PersonReference(_("People who were merged into the duplicate before"), Person, "merged_into"),
)
kept_personal("the merging says them anew: what was believed before stays as it was", Tenure, "person")
kept_personal("the merging says them anew: what was believed before stays as it was", Membership, "person")
kept_personal("the merging unites those that overlap", Absence, "person")
kept_personal("the merging moves it unless the one who stays has one", Account, "person")
kept_personal("a list was brought by who was known under that record then", Import, "person")
kept_personal("a deed was done by who was known under that number then", Event, "person_id")
