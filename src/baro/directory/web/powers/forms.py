"""The shape of what is typed about powers; whether it may be done is decided by the actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.kernel.permissions import SIGHT, all_permissions, permission_name
from baro.org.actors import Limits
from baro.org.models import Post, Unit
from baro.org.powers.second_person import is_above, would_be_above
from baro.org.rulebook import DelegationRule, DocumentTypes, Signing, Urgency
from baro.ui.forms import DateField, Form, PostChoice, UnitChoice
from baro.ui.lists.filters import ManyInput


def limits_in_words(limits: Limits) -> list[str]:
    """The limits of a mandate or a delegation in the reader's language; empty when there are none."""
    types, levels = rulebook.names(DocumentTypes), rulebook.names(Urgency)
    words = []
    if limits.types:
        named = ", ".join(types.get(one, one) for one in limits.types)
        words.append(gettext("only documents of the types: %(types)s") % {"types": named})
    if limits.urgency is not None:
        words.append(gettext("urgency up to: %(level)s") % {"level": levels[limits.urgency]})
    if limits.kinds:
        words.append(gettext("only records of the kinds: %(kinds)s") % {"kinds": ", ".join(limits.kinds)})
    return words


def offer_limits(form: Form) -> None:
    """The types and the levels of urgency of today, for a form that limits to them."""
    fields: Any = form.fields
    fields["types"].choices = list(rulebook.names(DocumentTypes).items())
    fields["urgency"].choices = [("", "—"), *rulebook.names(Urgency).items()]


def limits_typed(types: Sequence[str], urgency: str) -> Limits:
    """The limit that such a form was filled in with."""
    return Limits(tuple(types), int(urgency) if urgency else None)


class DelegationForm(Form):
    """Who is granted what, how far, and under which terms."""

    lead = _("What is done under the grant names it. It ends by itself on its last day, and when you leave your post.")

    delegate = PostChoice(label=_("Granted to"), help_text=_("Whoever holds this post may use the grant"))
    also_if_outside = forms.BooleanField(label=_("Grant it outside my unit"), required=False)
    permissions = forms.MultipleChoiceField(label=_("Powers"), widget=forms.CheckboxSelectMultiple)
    unit = UnitChoice(label=_("In the unit"))
    below = forms.BooleanField(label=_("and in everything below it"), required=False)
    types = forms.MultipleChoiceField(label=_("Only documents of these types"), required=False, widget=ManyInput)
    urgency = forms.ChoiceField(label=_("Only up to the urgency"), required=False)
    mark = forms.ChoiceField(
        label=_("Signing mark"), required=False, help_text=_("Stands above signatures under the grant (T/L, K/T, T/M)")
    )
    first = DateField(label=_("First day"))
    last = DateField(label=_("Last day"))
    only_in_absence = forms.BooleanField(label=_("Only while I am away"), required=False)
    may_redelegate = forms.BooleanField(label=_("May be passed on once"), required=False)
    basis = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("The working rules or the decision: number and article"),
    )
    basis_on = DateField(label=_("Date of the legal basis"))
    reports_until = DateField(label=_("Report due"), required=False)

    assents = ("also_if_outside",)
    fieldsets = (
        (_("To whom"), ("delegate", "also_if_outside")),
        (_("What"), ("permissions", "unit", "below")),
        (_("How far"), ("types", "urgency", "mark", "may_redelegate")),
        (_("Until when"), ("first", "last", "only_in_absence", "reports_until")),
        (_("On which basis"), ("basis", "basis_on")),
    )

    def __init__(self, *args: Any, permissions: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        offered = [code for code in all_permissions() if code in permissions]
        fields["permissions"].choices = [(code, permission_name(code)) for code in offered]
        offer_limits(self)
        marks = rulebook.today(Signing)
        known = (marks.delegated_mark, marks.deputy_mark, marks.collective_mark)
        fields["mark"].choices = [("", "—"), *((mark, mark) for mark in known)]


class RevokeForm(Form):
    """Why a delegation ends."""

    reason = forms.CharField(label=_("Why is the grant revoked?"), max_length=500, widget=forms.Textarea({"rows": 3}))


class ReportForm(Form):
    """What was done under a delegation; every deed stands beside it already."""

    report = forms.CharField(
        label=_("What was done, and with which result?"),
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("The deeds themselves are listed with the grant; say what they led to and what is left"),
    )


class AbsenceForm(Form):
    """When one is away, and why."""

    first = DateField(label=_("First day"))
    last = DateField(label=_("Last day"))
    reason = forms.ChoiceField(label=_("Why"), help_text=_("Only you see why"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].choices = [("", "—"), *rulebook.names(DelegationRule).items()]  # type: ignore[attr-defined]


class MandateForm(Form):
    """What a post may do in a unit, and in it and everything below, and up to which records."""

    here = forms.MultipleChoiceField(label=_("In the unit"), required=False, widget=forms.CheckboxSelectMultiple)
    below = forms.MultipleChoiceField(
        label=_("In the unit and everything below it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    limited = forms.MultipleChoiceField(
        label=_("Of these, limited"), required=False, widget=ManyInput, help_text=_("The others are without limit")
    )
    types = forms.MultipleChoiceField(label=_("Only documents of these types"), required=False, widget=ManyInput)
    urgency = forms.ChoiceField(label=_("Only up to the urgency"), required=False)

    basis = forms.CharField(
        label=_("Decision"),
        max_length=300,
        required=False,
        help_text=_(
            "Needed where the post has, or gets, powers that yours does not have: then a second person decides"
        ),
    )
    basis_on = DateField(label=_("Decided on"), required=False)

    needed_when: ClassVar[dict[str, Any]] = dict.fromkeys(("basis", "basis_on"), "")  # the help says when
    fieldsets = (
        ("", ("here", "below")),
        (_("How far"), ("limited", "types", "urgency")),
        (_("On which basis"), ("basis", "basis_on")),
    )

    def __init__(self, *args: Any, post: Post, unit: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        self.post, self.unit = post, unit
        fields: Any = self.fields
        permissions = [(code, str(label)) for code, label in all_permissions().items()]
        fields["here"].choices = fields["below"].choices = permissions
        fields["limited"].choices = [(code, label) for code, label in permissions if not code.endswith(SIGHT)]
        offer_limits(self)

    def clean(self) -> dict[str, Any]:
        """The basis is asked for only where a second person is to decide; elsewhere it is nothing."""
        asked = super().clean() or self.cleaned_data
        here, below = asked.get("here", ()), asked.get("below", ())
        if not (is_above(self.actor, self.post) or would_be_above(self.actor, self.unit, here, below)):
            return asked | {"basis": None, "basis_on": None}
        for name in ("basis", "basis_on"):
            if name not in self.errors and not asked.get(name):
                self.add_error(name, gettext("Say on which decision this rests: a second person decides about it."))
        return asked
