"""The shape of what is typed about terms and members of committees; whether it may be done is for the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.directory.web.people.choosing import PEOPLE
from baro.org.committees.rules import rule_on
from baro.org.models import Membership, MembershipKind, Person, Unit
from baro.ui.forms import DateField, Form
from baro.ui.forms.choices import Choice


class OpenTermForm(Form):
    """What the term is called and when its congress closed."""

    name = forms.CharField(label=_("Term"), max_length=60, help_text=_("As it is written: 2025-2030"))
    congress = DateField(label=_("Day on which the congress closed"), help_text=_("The term begins the day after"))
    first = DateField(
        label=_("First meeting during the congress"),
        required=False,
        help_text=_("When the new committee met before the congress closed, the term begins on that day"),
    )
    seats = forms.IntegerField(
        label=_("Number of members that the congress decided"), min_value=1, max_value=999, required=False
    )


class TakeBackTermForm(Form):
    """Why a term is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("How it came to be opened by mistake"))


class ElectForm(Form):
    """Who becomes a member, in which role, from when."""

    role = forms.ChoiceField(label=_("Role"))
    people = Choice(
        PEOPLE.code, multiple=True, label=_("People"), required=False, help_text=_("A part of the name is enough")
    )
    names = forms.CharField(
        label=_("or people who are new here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One full name in each line"),
    )
    also_if_known = forms.BooleanField(label=_("These are other people of the same name"), required=False)
    kind = forms.ChoiceField(label=_("How"), choices=MembershipKind.choices, initial=MembershipKind.ELECTED)
    since = DateField(label=_("First day"), initial=timezone.localdate)

    assents = ("also_if_known",)
    either = (("people", "names"),)
    fieldsets = (
        (_("Who becomes a member"), ("people", "names", "also_if_known")),
        (_("How and when"), ("role", "kind", "since")),
    )

    def __init__(self, *args: Any, unit: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        roles = rule_on(timezone.localdate()).roles_of(unit.kind)
        fields["role"].choices = [(row.id, str(row.names)) for row in roles]
        fields["role"].initial = roles[-1].id if roles else None


class EndMembershipForm(Form):
    """Whose membership ends, when and why."""

    person = forms.ModelChoiceField(label=_("Whose membership"), queryset=Person.objects.none(), empty_label=None)
    last = DateField(label=_("Last day"), initial=timezone.localdate, help_text=_("The last day of the membership"))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The decision, or what happened"))

    def __init__(self, *args: Any, unit: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        # sees: who keeps a committee sees its members
        still = Membership.objects.from_day_on(timezone.localdate()).filter(unit=unit)
        people = Person.objects.known().filter(pk__in=still.values("person"))  # sees: those of these memberships
        fields: Any = self.fields
        fields["person"].queryset = people.order_by("in_order", "pk")
