"""The shape of what is typed about drafts and about what was issued; the actions decide whether it may be done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.documents import queries
from baro.documents.checking import Remark
from baro.documents.verbs import DRAFT
from baro.documents.web.forms import units_where
from baro.org.models import Unit
from baro.ui.forms import Form, UnitChoice
from baro.ui.forms.fields import Files

# Choosing another unit or type asks whether the rulebook would let it be issued.
DOUBTING = {
    "hx-get": reverse_lazy("documents.doubt"),
    "hx-sync": "#doubt:replace",  # an earlier answer never stands in place of a later one
    "hx-include": "[name=unit],[name=type]",
    "hx-target": "#doubt",
    "hx-swap": "innerHTML",
    "hx-push-url": "false",
}


class DraftForm(Form):
    """A document that a unit will issue."""

    unit = forms.ModelChoiceField(label=_("Issued by"), queryset=Unit.objects.none(), empty_label=None)
    type = forms.ChoiceField(label=_("Type"))
    abstract = forms.CharField(
        label=_("Abstract"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What it is about, in one line: “về …”"),
    )
    urgency = forms.TypedChoiceField(label=_("Urgency"), coerce=int, initial=0)
    bases = forms.CharField(
        label=_("Bases"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One in each line: “Căn cứ …;”"),
    )
    body = forms.CharField(
        label=_("Text"), required=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    clauses = forms.CharField(
        label=pgettext_lazy("document", "Clauses"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One in each line, without its number: who does what until when"),
    )
    uploads = Files(label=_("Files"), required=False, help_text=_("The laid-out document and what belongs to it"))
    recipients = UnitChoice(label=_("Recipients"), multiple=True, required=False)

    unit_of_draft: Unit

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        if "unit" in fields:
            fields["unit"].queryset = units_where(self.actor, DRAFT.code)
        units = fields["unit"].queryset if "unit" in fields else [self.unit_of_draft]
        fields["type"].choices = [("", "—"), *queries.issued_by(units).items()]
        fields["urgency"].choices = list(queries.urgency_names().items())
        for name in {"unit", "type"} & fields.keys():
            fields[name].widget.attrs |= DOUBTING


class ReviseForm(DraftForm):
    """A draft stays in its unit; ``seen`` is what stood there when the form was opened."""

    unit = None  # type: ignore[assignment]
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    also_if_changed = forms.BooleanField(label=_("Replace the other text"), required=False)

    assents = ("also_if_changed",)

    def __init__(self, *args: Any, unit: Unit, **options: Any) -> None:
        self.unit_of_draft = unit
        super().__init__(*args, **options)
        self.fields["type"].widget.attrs["hx-vals"] = json.dumps({"unit": unit.pk})


class SendBackForm(Form):
    """Why a draft goes back."""

    reason = forms.CharField(label=_("What has to change?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class SignForm(Form):
    """The digest of what the signatory sees; changed in between, the signature is refused."""

    digest = forms.CharField(widget=forms.HiddenInput)


class ExcuseForm(Form):
    """Which remark of the draft check may stay, and why."""

    remark = forms.ChoiceField(label=_("Remark of the check"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why may it stay?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, remarks: Sequence[Remark], **options: Any) -> None:
        super().__init__(*args, **options)
        told = [(one.key, f"{one.says} {one.about}".strip()) for one in remarks]
        self.fields["remark"].choices = told  # type: ignore[attr-defined]


class ReserveForm(Form):
    """Why a draft has a number before it is signed."""

    reason = forms.CharField(
        label=_("Why is the number needed before the signature?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: it is signed on paper at a meeting today"),
    )


class GiveBackForm(Form):
    """Why a reserved number is not used."""

    reason = forms.CharField(
        label=_("Why is the number not used?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The number is not given again; the register prints it with this reason"),
    )


class ScanForm(Form):
    """The scan of what was signed on paper."""

    uploads = Files(label=_("Scan"), help_text=_("The whole paper with signature and seal, as one PDF"))


class RecallForm(Form):
    """Why what was issued is called back."""

    reason = forms.CharField(
        label=_("Why is it recalled?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every recipient reads it. Who registered the document keeps the entry, marked as recalled"),
    )


class ReturnForm(Form):
    """Why what arrived goes back to its issuer."""

    reason = forms.CharField(
        label=_("Why does it go back to the issuer?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: not for this unit, a file is missing, the signature is not valid"),
    )
