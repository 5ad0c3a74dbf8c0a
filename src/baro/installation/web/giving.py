"""Giving accounts: to one person, to ticked ones, by a list; and the slips for who has no e-mail."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from baro.installation import giving
from baro.installation.actions import inviting
from baro.installation.people import without_an_account
from baro.installation.queries import this_one
from baro.installation.slips import AT_ONCE, slips_of, waiting
from baro.kernel.errors import Refused
from baro.org.accounts.verbs import GIVE
from baro.org.actors import Actor
from baro.org.models import Account, Person
from baro.ui.forms import Form
from baro.ui.forms.form import act_on_many, act_through_form, need_permission
from baro.ui.http import Onward, Request


class GiveForm(Form):
    """Where the invitation goes."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Empty: the invitation is printed on a slip."),
    )


def give_one(request: Request, pk: int) -> HttpResponse:
    """Give one person an account.

    Raises Http404 for who is not seen, or whose accounts somebody else keeps.
    """
    person: Person = get_object_or_404(without_an_account(request.actor), pk=pk)

    def act(email: str, by: Actor) -> Any:
        for refusal in inviting.give([person.pk], emails={person.pk: email}, by=by).refused:
            raise Refused(f"{person}: {refusal.sentence}")
        account = Account.objects.visible_to(by).get(person=person)
        return account if email else Onward(reverse("installation.slips"), about=person)

    return act_through_form(request, GiveForm, act, verb=GIVE, record=person)


def give_many(request: Request) -> HttpResponse:
    """Give the ticked people accounts; slips wait for all of them."""
    return act_on_many(request, None, inviting.give, verb=GIVE)


class ListForm(Form):
    """A line for each person."""

    lines = forms.CharField(
        label=gettext_lazy("One person a line"),
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Personnel number or full name; behind a semicolon the e-mail address, if there is one."
        ),
    )


def give_by_list(request: Request) -> HttpResponse:
    """Give accounts to the people of a list, to all of them or to nobody."""
    need_permission(request.actor, GIVE)

    def act(lines: str, by: Actor) -> str:
        found = giving.read(lines, by=by)
        refused = inviting.give(found, emails=found, by=by).refused
        if refused:
            raise Refused("; ".join(f"{one.title}: {one.sentence}" for one in refused))
        return reverse("installation.slips" if "" in found.values() else "installation.accounts")

    title = _("Give accounts by a list")
    context = {"title": title, "submit": title, "back": reverse("installation.accounts")}
    return act_through_form(request, ListForm, act, context=context)


@require_safe
def slips(request: Request) -> HttpResponse:
    """The slips that wait, some at a time."""
    need_permission(request.actor, GIVE)
    found = waiting(request.actor)
    shown, house = slips_of(found[:AT_ONCE]), this_one()
    is_local = urlsplit(settings.SITE).hostname in ("localhost", "127.0.0.1")
    context = {"slips": shown, "more": max(found.count() - AT_ONCE, 0), "house": str(house or "Baro")}
    context |= {"is_local": is_local and bool(shown), "site": settings.SITE}
    return TemplateResponse(request, "installation/slips.html", context)
