"""The shape of what is typed about documents; whether it may be done is decided by the actions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents import queries
from baro.documents.verbs import DRAFT, INSTRUCT, REGISTER
from baro.org.actors import Actor
from baro.org.models import Mandate, Post, Unit
from baro.ui.forms import DateField, Form, UnitChoice
from baro.ui.forms.fields import Files, PhotosInput


def units_where(actor: Actor, permission: str) -> Any:
    """The units whose register the actor's mandates open for a permission, exactly and not by reach."""
    mandates = Mandate.objects.filter(post=actor.post_id, permissions__contains=[permission])
    units = Unit.objects.open().filter(pk__in=mandates.values("unit"))  # sees: those of the actor's own mandates
    return units.order_by("path")


class BringForm(Form):
    """The first step of registering: the paper itself."""

    unit = forms.ModelChoiceField(label=_("Register of"), queryset=Unit.objects.none(), empty_label=None)
    uploads = Files(
        label=_("The document"),
        required=False,
        help_text=_(
            "Baro reads it and proposes what to enter. Several files make one document, in the order you chose them."
        ),
    )

    photos = Files(label=_("Photograph the pages"), required=False, widget=PhotosInput)

    either = (("uploads", "photos"),)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units_where(self.actor, REGISTER.code)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Files, or pages that were photographed.

        Raises ValidationError when there are neither.
        """
        typed = super().clean() or {}
        if not self.errors and not typed.get("uploads") and not typed.get("photos"):
            raise ValidationError({"uploads": _("Choose the file of the document, or photograph its pages.")})
        return typed


class RegisterForm(Form):
    """A line of the register of incoming documents."""

    unit = forms.ModelChoiceField(label=_("Register of"), queryset=Unit.objects.none(), empty_label=None)
    symbol = forms.CharField(label=_("Number and symbol"), max_length=60, help_text=_("As printed, e.g. 84-KH/TU"))
    issued_on = DateField(label=_("Date of document"))
    issuer = forms.CharField(label=_("Issuer"), max_length=200)
    type = forms.ChoiceField(label=_("Type"))
    abstract = forms.CharField(
        label=_("Abstract"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    urgency = forms.TypedChoiceField(label=_("Urgency"), coerce=int, initial=0)
    arrived_on = DateField(label=_("Arrived on"))
    reply_by = DateField(label=_("Answer by"), required=False, help_text=_("Only when the document names a day"))
    secrecy = forms.ChoiceField(
        label=_("Secrecy"),
        required=False,
        help_text=_("A secret document is registered by number only, without abstract and files"),
    )
    restricted = forms.BooleanField(
        label=_("Record who reads it"), required=False, help_text=_("Every reading becomes part of its timeline")
    )
    also_if_known = forms.BooleanField(label=_("Register it all the same"), required=False)

    assents = ("also_if_known",)
    needed_when: ClassVar[dict[str, Any]] = {"abstract": _("needed unless it is secret")}
    fieldsets = (
        (_("What is printed on it"), ("symbol", "issued_on", "issuer", "type", "abstract", "urgency")),
        (_("In our register"), ("unit", "arrived_on", "reply_by", "secrecy", "restricted", "also_if_known")),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["unit"].queryset = units_where(self.actor, REGISTER.code)
        fields["type"].choices = [("", "—"), *queries.type_names().items()]
        fields["urgency"].choices = list(queries.urgency_names().items())
        fields["secrecy"].choices = list(queries.secrecy_names().items())
        fields["abstract"].required = not self["secrecy"].value()
        if "arrived_on" not in self.initial:
            self.initial["arrived_on"] = timezone.localdate()


class PresentForm(Form):
    """What the office proposes, and to whom."""

    leader = forms.ModelChoiceField(label=_("Leader"), queryset=Post.objects.none(), empty_label=None)
    proposal = forms.CharField(
        label=_("Proposal"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who should lead, who coordinates, until when"),
    )

    def __init__(self, *args: Any, unit: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        leaders = Mandate.objects.filter(unit=unit, permissions__contains=[INSTRUCT.code]).values("post")
        posts = Post.objects.filter(pk__in=leaders)  # sees: who may present here, and to whom, is no secret
        self.fields["leader"].queryset = posts.select_related("unit").order_by("unit_id", "pk")  # type: ignore[attr-defined]


class InstructForm(Form):
    """The leader's instruction."""

    instruction = forms.CharField(label=_("Instruction"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    lead = UnitChoice(label=_("Leads"), help_text=_("Exactly one unit"))
    due_on = DateField(label=_("Until"), required=False)
    coordinates = UnitChoice(label=_("Coordinate"), multiple=True, required=False)
    informs = UnitChoice(label=_("Are informed"), multiple=True, required=False)


class ReopenForm(Form):
    """Why more follows from a document."""

    reason = forms.CharField(
        label=_("What is still to be done?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


# Choosing another unit or type asks whether the rulebook would let it be issued.
DOUBTING = {
    "hx-get": reverse_lazy("documents.doubt"),
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
    body = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 12}))
    uploads = Files(label=_("Files"), required=False, help_text=_("The laid-out document and what belongs to it"))
    recipients = UnitChoice(label=_("Recipients"), multiple=True, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        if "unit" in fields:
            fields["unit"].queryset = units_where(self.actor, DRAFT.code)
        fields["type"].choices = [("", "—"), *queries.type_names().items()]
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
        super().__init__(*args, **options)
        self.fields["type"].widget.attrs["hx-vals"] = json.dumps({"unit": unit.pk})


class SendBackForm(Form):
    """Why a draft goes back."""

    reason = forms.CharField(label=_("What has to change?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class SignForm(Form):
    """The digest of what the signatory sees; changed in between, the signature is refused."""

    digest = forms.CharField(widget=forms.HiddenInput)


def chosen_ids(values: Iterable[str]) -> list[int]:
    """The papers named in an address; what is no number is nobody's paper."""
    return [int(value) for value in values if value.isdecimal() and len(value) < 18]
