"""Coming to one's account with an invitation: from an e-mail, from a slip, or typed."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from baro.installation.actions import inviting
from baro.installation.models import Invitation
from baro.installation.queries import digest_of, plain, this_one
from baro.installation.web.set_up_form import secret
from baro.kernel.errors import Refused
from baro.org.accounts.actions import slowing
from baro.ui.forms import Form
from baro.ui.forms.form import add_refusal
from baro.ui.frame.visitors import visit_of

NAME = "invitation "  # before a secret that was tried, among the names that were


class SlipForm(Form):
    """The code of a slip."""

    code = forms.CharField(label=gettext_lazy("Code of your slip"), max_length=60)


class PasswordForm(Form):
    """The password, twice."""

    password = secret(
        label=gettext_lazy("Choose a password"),
        help_text=gettext_lazy("At least 12 characters. Long sentences are easy to remember and hard to guess."),
    )
    again = secret(label=gettext_lazy("Password again"))

    def clean(self) -> dict[str, Any]:
        """The two are the same."""
        typed = super().clean() or self.cleaned_data
        if typed.get("password") and typed.get("again") and typed["password"] != typed["again"]:
            self.add_error("again", _("The two passwords are not the same. Type them again."))
        return typed


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Where the code of a slip is typed."""
    form = SlipForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        code = plain(form.cleaned_data["code"])
        try:
            if _found(request, code):
                return HttpResponseRedirect(reverse("installation.join_with", args=[code]))
            form.add_error("code", _("This is no code of a slip. Look whether every sign is right."))
        except slowing.MustWait as wait:
            form.add_error("code", str(wait))
    status = 422 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "installation/join.html", {"form": form, "house": this_one()}, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_with(request: HttpRequest, secret: str) -> HttpResponse:
    """Whose account it is, and the password to choose; whoever only opens the address uses nothing up.

    Raises Http404 for what is no invitation: counted like a wrong password.
    """
    invitation = _found(request, secret)
    if invitation is None:
        raise Http404
    form = PasswordForm(request.POST if request.method == "POST" else None)
    closed = "" if invitation.is_open and invitation.account.is_active else inviting.why_closed(invitation)
    if form.is_bound and form.is_valid() and not closed:
        try:
            account = inviting.accept(secret, form.cleaned_data["password"], visit_of(request))
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return perform_login(request, account, email_verification=None, redirect_url="/")
    context = {"form": form, "account": invitation.account, "closed": closed, "house": this_one()}
    status = 410 if closed else 422 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "installation/join_with.html", context, status=status)


def _found(request: HttpRequest, secret: str) -> Invitation | None:
    """The invitation of a secret; one that is none is counted by its network. Raises MustWait after many of them."""
    # sees: whoever has the secret
    found = Invitation.objects.filter(secret_digest=digest_of(secret)).select_related("account__person").first()
    if found is None:
        slowing.attempt(f"{NAME}{plain(secret)[:40]}", visit_of(request).network)
    return found
