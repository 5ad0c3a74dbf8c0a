"""Birth and sex of a person, which the law of retirement asks for: entered and seen by few."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from baro.directory.web.post_deeds import only
from baro.org.actions import people
from baro.org.actions.people import Birth
from baro.org.models import Person, Sex
from baro.org.verbs import ENTER_BIRTH
from baro.ui.forms import DateField, Form, act_through_form
from baro.ui.http import Request


class BirthForm(Form):
    """When somebody was born, and their sex."""

    born_on = DateField(label=_("Born on"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)


def enter_birth(request: Request, pk: int) -> HttpResponse:
    """Enter birth and sex of a person."""
    seen = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    return act_through_form(
        request,
        BirthForm,
        lambda by, **typed: only(people.enter_births({pk: Birth(**typed)}, by=by)),
        verb=ENTER_BIRTH,
        record=seen,
        initial={"born_on": seen.born_on, "sex": seen.sex},
        context={"lead": _("Only who keeps the organisation and the person see it; the day of retirement follows.")},
    )
