"""The page of an account and of the installation, and what is done there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.installation import missing
from baro.installation import verbs as v
from baro.installation.actions import inviting, keeping_up
from baro.installation.mail_address import server_of
from baro.installation.models import Installation
from baro.installation.people import with_standing
from baro.installation.rulebook import Accounts
from baro.installation.web.lists import standing
from baro.installation.web.set_up_form import MailFields
from baro.kernel import rulebook
from baro.org.accounts import verbs as of_account
from baro.org.accounts.actions import keeping, second_factors
from baro.org.accounts.sealing import opened
from baro.org.actors import Actor
from baro.org.models import Account
from baro.ui.forms import Form
from baro.ui.http import Request
from baro.ui.records import Fact, Facts, Piece, RecordPage, RecordPages, VerbPage


class InviteForm(Form):
    """Where the invitation goes."""

    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Empty: the invitation is printed on a slip.")
    )


class SureForm(Form):
    """Nothing is typed; it is only asked."""


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("As: the phone was lost, shown in person."))


def _close(pk: int, *, by: Actor) -> None:
    keeping.close_one(pk, by=by)


def _stands(request: Request, record: Any) -> dict[str, Any]:
    now, rule = timezone.now(), rulebook.today(Accounts)
    one = with_standing(Account.objects.visible_to(request.actor), now, rule.away_days).get(pk=record.pk)
    return {"standing": one.standing, "invited_until": one.invited_until, "stands": standing(one)}


def _badge(_account: Any, beside: dict[str, Any]) -> SafeString:
    stands: SafeString = beside["stands"]
    return stands


ACCOUNTS = RecordPages(
    Account,
    "administration/accounts",
    verbs=(
        VerbPage(
            of_account.INVITE,
            inviting.invite,
            InviteForm,
            lead=_("The owner chooses a new password with the invitation. The one they have stays until then."),
            initial=lambda _request, account: {"email": account.email},
            many=inviting.invite_many,
        ),
        VerbPage(of_account.UNLOCK, keeping.unlock),
        VerbPage(
            of_account.FORGET_KEYS,
            second_factors.forget,
            ReasonForm,
            lead=_(
                "For who lost phone and key: signing in asks for the password alone until they add a second factor."
            ),
        ),
        VerbPage(of_account.OPEN, keeping.open_one),
        VerbPage(
            of_account.CLOSE,
            _close,
            SureForm,
            many=keeping.close_many,
            lead=_(
                "Nobody signs in with it any more, and whoever is signed in is so no longer. It can be opened again."
            ),
        ),
    ),
    page=RecordPage(
        crumbs=("installation.accounts",),
        heading=lambda account: account.person or account,
        badges=(_badge,),
        beside=_stands,
        sections=(
            Facts(
                _("The account"),
                (
                    Fact("username"),
                    Fact("person", pgettext_lazy("account", "Owner"), linked=True),
                    Fact("email"),
                    Fact("last_login", _("Last sign-in"), always=True),
                ),
                note=_("Who keeps accounts sees nothing of what their owners see and do."),
            ),
        ),
    ),
    related=("person",),
)


class NameForm(Form):
    """Name and language."""

    name = Installation._meta.get_field("name").formfield(required=True)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


def _mail_now(_request: Request, installation: Any) -> dict[str, Any]:
    """The server that is set, without its password."""
    server = server_of(opened(installation.mail_server) if installation.mail_server else "")
    scheme = "smtps" if server["USE_SSL"] else "smtp" if server["HOST"] and not server["USE_TLS"] else "smtp+tls"
    return {
        "mail_host": server["HOST"],
        "mail_port": server["PORT"] or None,
        "mail_user": server["HOST_USER"],
        "mail_security": scheme,
        "mail_from": installation.mail_from,
    }


def _set_mail(pk: int, *, by: Actor, **typed: Any) -> Installation:
    return keeping_up.set_mail(pk, server=MailFields.server_typed(typed), sender=typed["mail_from"], by=by)


class TestForm(Form):
    """To whom."""

    to = forms.EmailField(label=_("To"))


INSTALLATION = RecordPages(
    Installation,
    "administration/installation",
    verbs=(
        VerbPage(
            v.BEGIN,
            keeping_up.begin,
            SureForm,
            lead=_("From then on a second person decides about weighty posts. This cannot be taken back."),
        ),
        VerbPage(
            v.SET_MAIL,
            _set_mail,
            MailFields,
            initial=_mail_now,
            lead=_(
                "Type the password of the mail server again: it is never shown. A server named by BARO_SMTP goes first."
            ),
        ),
        VerbPage(v.TEST_MAIL, keeping_up.test_mail, TestForm),
        VerbPage(
            v.RENAME,
            keeping_up.rename,
            NameForm,
            initial=lambda _request, one: {"name": one.name, "language": one.language},
        ),
    ),
    page=RecordPage(
        heading=str,
        lead=lambda _one: _("What is missing until the first working day, and what this installation is called."),
        beside=lambda request, _one: {"steps": missing.steps(request.actor)},
        sections=(
            Piece("installation/checklist.html"),
            Facts(
                _("This installation"),
                (
                    Fact("name"),
                    Fact(lambda one: dict(settings.LANGUAGES).get(one.language, one.language), _("Language")),
                    Fact("organisation", linked=True),
                    Fact("set_up_at"),
                    Fact("began_at"),
                    Fact("mail_from"),
                    Fact("mail_tested_at"),
                ),
            ),
        ),
    ),
    related=("organisation",),
)
