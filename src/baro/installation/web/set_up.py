"""The set-up in the browser: the code of the terminal first, then one page of questions, then the first sign-in."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from baro.installation import mailing
from baro.installation.actions import setting_up
from baro.installation.models import ONLY
from baro.installation.queries import is_code, this_one, waits_for_set_up
from baro.installation.web.set_up_form import LIST, SetUpForm
from baro.kernel.errors import Refused
from baro.org.accounts.actions import slowing
from baro.org.actors import Actor
from baro.org.importing.actions import importing
from baro.org.models import Import
from baro.ui.forms import Form
from baro.ui.forms.form import add_refusal
from baro.ui.frame.signing_in import leads_first, names_the_house
from baro.ui.frame.visitors import visit_of

CODE, BROUGHT = "set_up_code", "set_up_list"  # in the session of whoever typed the code
NAME = "set-up"  # under which wrong codes are counted


@leads_first
def to_set_up(_request: HttpRequest) -> str:
    """Where the first visitor is led instead of signing in."""
    return reverse("installation.set_up") if waits_for_set_up() else ""


@names_the_house
def house() -> str:
    """What this installation is called."""
    found = this_one()
    return str(found) if found else ""


class CodeForm(Form):
    """The code of the terminal."""

    terminal_code = forms.CharField(label=gettext_lazy("Code of the terminal"), max_length=40)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The page of the code, then the questions.

    Raises Http404 once Baro is set up, for whoever has not begun; and SetUpAlready for whoever has.
    """
    has_code = is_code(request.session.get(CODE, ""))
    if not waits_for_set_up():
        if request.method == "POST" and CODE in request.session:
            raise setting_up.SetUpAlready(_("Baro is set up already. Sign in with your account."))
        raise Http404
    return _questions(request) if has_code else _asked_for_code(request)


def _asked_for_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        network = visit_of(request).network
        try:
            slowing.attempt(NAME, network)
            if is_code(form.cleaned_data["terminal_code"]):
                slowing.forgive(NAME, network)
                request.session[CODE] = form.cleaned_data["terminal_code"]
                return HttpResponseRedirect(reverse("installation.set_up"))
            form.add_error("terminal_code", _("This is not the code. Baro prints a new one each time it starts."))
        except slowing.MustWait as wait:
            form.add_error("terminal_code", str(wait))
    return _page(request, form, "installation/code.html")


def _questions(request: HttpRequest) -> HttpResponse:
    brought = (
        Import.objects.filter(pk=request.session.get(BROUGHT, 0), person=None, imported=None).first()  # sees: one's own
    )
    if request.method != "POST":
        return _page(request, SetUpForm(brought=brought), "installation/set_up.html")
    brought = _brought(request) or brought
    form = SetUpForm(request.POST, request.FILES, brought=brought)
    if "test" in request.POST:
        return _tried(request, form)
    if form.is_valid():
        try:
            listed = brought if form.cleaned_data.get("template") == LIST else None
            _installation, account = setting_up.set_up(form.answers(), brought=listed)
        except setting_up.SetUpAlready:
            raise
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            request.session.flush()
            login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
            record_authentication(request, account, method="password", reauthenticated=True)  # it was typed just now
            messages.success(request, _("Baro is set up. This page shows what is missing until the first working day."))
            return HttpResponseRedirect(reverse("installation.installation", args=[ONLY]))
    return _page(request, form, "installation/set_up.html")


def _brought(request: HttpRequest) -> Import | None:
    """The list that came with the form: kept, so that it is not chosen again when something else is wrong."""
    file: Any = request.FILES.get("list")
    if not file:
        return None
    brought = importing.bring(file.name, file.read(), by=Actor.system("installation.set_up"))
    request.session[BROUGHT] = brought.pk
    return brought


def _tried(request: HttpRequest, form: SetUpForm) -> HttpResponse:
    """Send a test e-mail by what was typed, and show the form again as it was."""
    form.full_clean()
    typed = form.cleaned_data
    said, tone = _("The mail server took the test e-mail. Look whether it arrived."), "good"
    try:
        if not typed.get("mail_host") or not typed.get("email"):
            raise Refused(_("Type the mail server, its sender and your e-mail address first."))
        server = form.server_typed(typed)
        mailing.try_out(server, typed.get("mail_from", ""), typed["email"], typed.get("name") or "Baro")
    except Refused as refusal:
        said, tone = str(refusal), "bad"
    return _page(request, form, "installation/set_up.html", tested=said, tone=tone, quiet=True)


def _page(request: HttpRequest, form: Any, template: str, **more: Any) -> HttpResponse:
    wrong = bool(form.is_bound and form.errors and not more.get("quiet"))
    if more.get("quiet"):  # what is missing elsewhere is said when it is sent
        form = type(form)(initial=_as_typed(form), brought=form.brought)
    context = {"form": form, "tested": "", "tone": ""} | more
    return TemplateResponse(request, template, context, status=422 if wrong else 200)


def _as_typed(form: SetUpForm) -> dict[str, Any]:
    return {name: form[name].data for name in form.fields if name != "list"}
