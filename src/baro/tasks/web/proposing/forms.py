"""The form of proposals: one group of fields for each, kept or dropped, and what all of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from baro.org.models import Post, Unit
from baro.tasks import queries, rules
from baro.tasks.proposing.actions.giving import Given
from baro.tasks.recurring import Recurrence
from baro.ui.forms import Form, PostChoice, UnitChoice
from baro.ui.forms.choices import choosable_of, with_many
from baro.ui.forms.deadlines import DeadlineField

KEPT, WORK, UNITS, HELPS, DUE, NO_DUE, RECURS, PRODUCT, CLAUSE = (
    *("kept", "work", "units", "coordinates", "due_on", "no_deadline_reason", "recurs", "product", "clause"),
)
FIELDS = (WORK, UNITS, HELPS, DUE, NO_DUE, RECURS, PRODUCT, CLAUSE)


@dataclass(frozen=True, slots=True)
class Row:
    """The group of one proposal as it is drawn: its key, the number of its clause, its tick and its fields."""

    key: str
    clause: str
    tick: forms.BoundField
    fields: Sequence[forms.BoundField]

    @property
    def has_errors(self) -> bool:
        """Whether something in it is wrong."""
        return any(field.errors for field in self.fields)


class ProposeForm(Form):
    """Tasks as a document proposes them: each is kept or dropped, and all are given in one act."""

    accountable_post = PostChoice(
        label=_("Accountable leader"),
        required=False,
        help_text=_("If you leave this empty, the head of each unit is accountable."),
    )
    authority = forms.CharField(
        label=_("Deciding authority"), max_length=300, help_text=_("Who makes decisions on this work")
    )
    rows = forms.CharField(widget=forms.HiddenInput, required=False)

    SHARED: ClassVar[tuple[str, ...]] = ("accountable_post", "authority")

    def __init__(self, *args: Any, proposed: Mapping[str, Mapping[str, Any]], **options: Any) -> None:
        """``proposed`` tells by key of each proposal its clause, how it recurs, what the paper says of fields."""
        super().__init__(*args, **options)
        self.proposed = proposed
        sent = str(self.data.get("rows") or "") if self.is_bound else ",".join(proposed)
        self.keys = [key for key in sent.split(",") if key.isdigit()][:100]
        self.initial.setdefault("rows", ",".join(self.keys))
        wanted = queries.motto_rule().body.required
        self.fields["authority"].required = "authority" in wanted
        self.fields["authority"].error_messages["required"] = rules.MISSING["authority"][1]
        for key in self.keys:
            self._add_row(key, wanted)
        self._fetch_units()

    def _add_row(self, key: str, wanted: Sequence[str]) -> None:
        is_kept = not self.is_bound or f"{KEPT}_{key}" in self.data
        has_reason = self.is_bound and str(self.data.get(f"{NO_DUE}_{key}") or "").strip()
        notes = self.proposed.get(key, {}).get("notes", {})
        made = _row_fields()
        if rule := self._rule(key):
            made[RECURS].label = _("Opens again by itself: %(rule)s") % {"rule": rule}
        else:
            made.pop(RECURS)
        for name, field in made.items():
            field.help_text = notes.get(name, "")
            field.required = is_kept and name in _needed(wanted) and not (name == DUE and has_reason)
            if name in SENTENCES:
                field.error_messages["required"] = SENTENCES[name]
            self.fields[f"{name}_{key}"] = field

    def _rule(self, key: str) -> Recurrence | None:
        found: Recurrence | None = self.proposed.get(key, {}).get(RECURS)
        return found

    def _fetch_units(self) -> None:
        """The units of all boxes in one query, or as they are given."""
        given = [unit for name, value in self.initial.items() if name.startswith((UNITS, HELPS)) for unit in value]
        known: dict[str, Unit] = {unit.code: unit for unit in given if isinstance(unit, Unit)}
        if self.is_bound:
            sent = with_many(self.data)
            names = [f"{name}_{key}_code" for name in (UNITS, HELPS) for key in self.keys]
            codes = sorted({code for name in names for code in sent.getlist(name) if code})
            known = choosable_of("org.units").read(codes) if codes else {}
        for name, field in self.fields.items():
            if name.startswith((UNITS, HELPS)):
                field.widget.known = known

    def clean(self) -> dict[str, Any]:
        """The rows that were kept as the action takes them; what is wrong in a dropped one does not count."""
        cleaned: dict[str, Any] = super().clean() or {}
        kept = [key for key in self.keys if cleaned.get(f"{KEPT}_{key}")]
        for key in self.keys:
            if key not in kept:
                for name in FIELDS:
                    self.errors.pop(f"{name}_{key}", None)
        if not kept:
            self.add_error(None, _("You left out every proposal. Tick at least one."))
        post: Post | None = cleaned.get("accountable_post")
        given = [self._given(key, cleaned) for key in kept]
        return {"rows": given, "accountable_post": post, "authority": cleaned.get("authority", "")}

    def _given(self, key: str, cleaned: Mapping[str, Any]) -> Given:
        values = {name: cleaned.get(f"{name}_{key}") for name in FIELDS}
        texts = {name: values[name] or "" for name in (WORK, NO_DUE, PRODUCT, CLAUSE)}
        recurs = self._rule(key) if values[RECURS] else None
        units, helps = values[UNITS] or (), values[HELPS] or ()
        return Given(key, units=units, coordinates=helps, due_on=values[DUE], recurs=recurs, **texts)

    @property
    def groups(self) -> list[Row]:
        """The rows in the order of the paper."""
        return [
            Row(
                key,
                str(self.proposed.get(key, {}).get("clause", "")),
                self[f"{KEPT}_{key}"],
                [self[f"{name}_{key}"] for name in FIELDS if f"{name}_{key}" in self.fields],
            )
            for key in self.keys
        ]

    @property
    def shared(self) -> list[forms.BoundField]:
        """What all rows share."""
        return [self[name] for name in self.SHARED]

    @property
    def passages(self) -> str:
        """The names of the fields that are marked on the paper."""
        return " ".join(f"{CLAUSE}_{key}" for key in self.keys)


SENTENCES = {
    WORK: rules.MISSING["work"][1],
    UNITS: rules.MISSING["owner_unit"][1],
    DUE: rules.MISSING["due_on"][1],
    PRODUCT: rules.MISSING["product"][1],
}


def _needed(wanted: Sequence[str]) -> set[str]:
    """The fields of a row that the motto wants."""
    return {WORK, UNITS} | ({DUE, PRODUCT} & set(wanted))


def _row_fields() -> dict[str, forms.Field]:
    """The fields of one proposal."""
    return {
        KEPT: forms.BooleanField(label=_("Assign this task"), required=False),
        WORK: forms.CharField(label=_("Work"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})),
        UNITS: UnitChoice(label=_("Lead units"), multiple=True),
        HELPS: UnitChoice(label=_("Supporting units"), multiple=True),
        DUE: DeadlineField(label=_("Deadline")),
        NO_DUE: forms.CharField(label=_("Why there is no deadline"), max_length=300),
        RECURS: forms.BooleanField(required=False),
        PRODUCT: forms.CharField(label=_("Expected product"), max_length=500),
        CLAUSE: forms.CharField(label=_("Clause"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2})),
    }
