"""The shape of what is typed about documents; whether it may be done is decided by the actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents import queries
from baro.documents.models import Document
from baro.documents.verbs import INSTRUCT, PRESENT, REGISTER
from baro.documents.web.choosing import IssuerChoice
from baro.org.actors import Actor
from baro.org.models import Mandate, Post, Unit
from baro.org.queries import holders_of
from baro.ui.forms import DateField, Form, UnitChoice
from baro.ui.forms.deadlines import DeadlineField, Named, NamedDayField
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
    each_alone = forms.BooleanField(
        label=_("Each file is a document of its own"),
        required=False,
        help_text=_("They are registered one after the other. Without this, several files become one document"),
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


def field_choices() -> list[tuple[str, str]]:
    """The fields of work, and that it is open."""
    return [("", "—"), *queries.field_names().items()]


class LineForm(Form):
    """What stands in a line of the register of incoming documents, on the paper and in our hands."""

    symbol = forms.CharField(label=_("Number and symbol"), max_length=60, help_text=_("As printed, e.g. 84-KH/TU"))
    issued_on = DateField(label=_("Date of document"))
    issuer = IssuerChoice(label=_("Issuer"), max_length=200)
    type = forms.ChoiceField(label=_("Type"))
    abstract = forms.CharField(
        label=_("Abstract"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    urgency = forms.TypedChoiceField(label=_("Urgency"), coerce=int, initial=0)
    signer_title = forms.CharField(
        label=_("Signed by"), max_length=300, required=False, help_text=_("Name and position, as printed")
    )
    pages = forms.IntegerField(label=_("Number of pages"), min_value=1, max_value=9999, required=False)
    arrived_on = DateField(label=_("Arrived on"))
    reply_by = NamedDayField(label=_("Answer by"), required=False, help_text=_("Only when the document names a day"))
    addressee = forms.CharField(
        label=_("Addressed to"), max_length=200, required=False, help_text=_("When it is meant for one unit or person")
    )
    field = forms.ChoiceField(label=_("Field of work"), required=False)
    kept_at = forms.CharField(
        label=_("Paper kept at"), max_length=200, required=False, help_text=_("Where the paper itself is found again")
    )

    printed = ("symbol", "issued_on", "issuer", "type", "abstract", "urgency", "signer_title", "pages")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["type"].choices = [("", "—"), *queries.type_names().items()]
        fields["urgency"].choices = list(queries.urgency_names().items())
        fields["field"].choices = field_choices()
        answer_by = self["reply_by"]
        day = fields["reply_by"].day_in(answer_by)
        if day and day < timezone.localdate():
            answer_by.help_text = _("This day is past; keep it only when the document names it")


class ClassifyForm(Form):
    """What a document is about."""

    field = forms.ChoiceField(label=_("Field of work"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["field"].choices = field_choices()  # type: ignore[attr-defined]


class RegisterForm(LineForm):
    """A new line of the register."""

    unit = forms.ModelChoiceField(label=_("Register of"), queryset=Unit.objects.none(), empty_label=None)
    secrecy = forms.ChoiceField(
        label=_("Secrecy"),
        required=False,
        help_text=_("A secret document is registered by number only, without abstract and files"),
    )
    restricted = forms.BooleanField(
        label=_("Record who reads it"), required=False, help_text=_("Every reading becomes part of its timeline")
    )
    also_if_known = forms.BooleanField(label=_("Register it all the same"), required=False)
    without_files = forms.BooleanField(label=_("Register it without its files"), required=False)

    assents = ("also_if_known", "without_files")
    needed_when: ClassVar[dict[str, Any]] = {"abstract": _("needed unless it is secret")}
    fieldsets = (
        (_("What is printed on it"), LineForm.printed),
        (
            _("In our register"),
            ("unit", "arrived_on", "reply_by", "addressee", "field", "kept_at", "secrecy", "restricted", *assents),
        ),
    )

    def __init__(self, *args: Any, named: Sequence[Named] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["reply_by"].named = named
        fields["unit"].queryset = units_where(self.actor, REGISTER.code)
        fields["secrecy"].choices = list(queries.secrecy_names().items())
        fields["abstract"].required = not self["secrecy"].value()
        if "arrived_on" not in self.initial:
            self.initial["arrived_on"] = timezone.localdate()


class CorrectForm(LineForm):
    """What the line should say, and why it did not; what another unit issued through Baro is printed as it is."""

    uploads = Files(label=_("Files that were forgotten"), required=False)
    reason = forms.CharField(label=_("Why is it corrected?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    fieldsets = (
        (_("What is printed on it"), LineForm.printed),
        (_("In our register"), ("arrived_on", "reply_by", "addressee", "field", "kept_at", "uploads")),
        (_("Correction"), ("reason",)),
    )

    def __init__(self, *args: Any, document: Document, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["abstract"].required = not document.is_secret
        if document.is_secret:
            del fields["abstract"], fields["uploads"]
        if document.origin_id is not None:
            for name in LineForm.printed:
                fields[name].disabled = name != "pages"


class CancelNumberForm(Form):
    """Why a number is taken out."""

    reason = forms.CharField(
        label=_("Why is the number cancelled?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The number stays in the register with this reason"),
    )


class RolesForm(Form):
    """Who leads, who coordinates, who is informed, until when."""

    lead = UnitChoice(label=_("Leads"), help_text=_("Exactly one unit"))
    due_on = DeadlineField(label=_("Until"), required=False, help_text=_("A working day"))
    coordinates = UnitChoice(label=_("Coordinate"), multiple=True, required=False)
    informs = UnitChoice(label=_("Are informed"), multiple=True, required=False)

    def __init__(self, *args: Any, named: Sequence[Named] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["due_on"].named = named  # type: ignore[attr-defined]


class LeaderChoice(forms.ModelChoiceField):
    """Leaders by name and post; a vacant post by its unit."""

    holders: Mapping[int, str] = MappingProxyType({})

    def label_from_instance(self, obj: Any) -> str:
        """The holder of the post, and the post."""
        holder = self.holders.get(obj.pk)
        return f"{holder}, {obj.name}" if holder else str(obj)


class PresentForm(RolesForm):
    """What the office proposes, and to whom: so complete that the leader can agree in one press."""

    leader = LeaderChoice(label=_("Leader"), queryset=Post.objects.none(), empty_label=None)
    proposal = forms.CharField(
        label=_("Proposed work"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is to be done. When the leader agrees, it is the instruction; then you assign the task"),
    )

    field_order = ("leader", "proposal", "lead", "due_on", "coordinates", "informs")

    def __init__(self, *args: Any, unit: Unit | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["lead"].required = False
        registers = [unit] if unit else units_where(self.actor, PRESENT.code)
        leaders = Mandate.objects.filter(unit__in=registers, permissions__contains=[INSTRUCT.code]).values("post")
        posts = Post.objects.filter(pk__in=leaders)  # sees: who may present here, and to whom, is no secret
        fields["leader"].queryset = posts.select_related("unit").order_by("unit_id", "pk")
        fields["leader"].holders = holders_of(posts)


class InstructForm(RolesForm):
    """The leader's instruction."""

    instruction = forms.CharField(label=_("Instruction"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    field_order = ("instruction", "lead", "due_on", "coordinates", "informs")


class HandBackForm(Form):
    """Why a document goes back to the office."""

    reason = forms.CharField(label=_("Why does it go back?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ReopenForm(Form):
    """Why more follows from a document."""

    reason = forms.CharField(
        label=_("What is still to be done?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


def chosen_ids(values: Iterable[str]) -> list[int]:
    """The papers named in an address; what is no number is nobody's paper."""
    return [int(value) for value in values if value.isdecimal() and len(value) < 18]
