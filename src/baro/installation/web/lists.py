"""The lists of accounts: those that there are, and who has none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.installation.people import TONES, Standing, with_standing, without_an_account
from baro.installation.rulebook import Accounts
from baro.kernel import rulebook
from baro.org.accounts.verbs import CLOSE, GIVE, INVITE
from baro.org.models import Account, Tenure
from baro.org.models.accounts import KEEP
from baro.trail.words import with_words
from baro.ui.forms import UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.words.cells import badge


class _InUnit(Filter):
    """Narrows by name, and by the unit in which somebody has a post."""

    in_sight: tuple[str, ...] = ("q",)
    person = "person"

    q = Words(label=_("Name"))
    under = UnitChoice(label=_("In the unit or below"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the words, with a post in or below the unit."""
        asked = self.cleaned_data
        if asked["under"]:
            held = Tenure.objects.on(timezone.localdate()).filter(post__unit__path__startswith=asked["under"].path)
            rows = rows.filter(**{f"{self.person}__in": held.order_by().values("person")})
        return rows


class AccountFilter(_InUnit):
    """Narrows accounts."""

    in_sight = ("q", "standing")

    standing = forms.MultipleChoiceField(label=_("How it stands"), choices=Standing.choices)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Also those of which it stands so; words are of the name or the sign-in name."""
        rows, asked = super().narrow(rows), self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, asked["q"], "person") | rows.filter(username__icontains=asked["q"].strip())
        return rows.filter(standing__in=asked["standing"]) if asked["standing"] else rows


def standing(account: Any, _value: Any = None) -> SafeString:
    """How it stands, in its tone."""
    one = Standing(account.standing)
    return SafeString(badge(one.label, TONES[one]))


class AccountList(ListPage):
    """The accounts that the reader keeps."""

    code = "installation.accounts"
    title = _("Accounts")
    filter = AccountFilter
    see_permission = KEEP
    order = ("person__in_order", "pk")
    url_name = "org.account"
    bulk = (INVITE, CLOSE)
    above = "installation/above_accounts.html"
    empty = Empty(_("Accounts stand here once they were given to people."))
    columns = (
        Column("person.name", pgettext_lazy("account", "Owner")),
        Column("username"),
        Column("standing", _("How it stands"), cell=standing, csv=lambda account: Standing(account.standing).label),
        Column("last_login", _("Last sign-in")),
        Column("invited_until", _("Invited until"), optional=True, sortable=False),
        Column("email", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """Those of others that the reader keeps."""
        kept = Account.objects.all().kept_by(self.actor).select_related("person")
        return with_standing(kept, timezone.now(), rulebook.today(Accounts).away_days)


class WithoutFilter(_InUnit):
    """Narrows people without an account."""

    person = "pk"

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the words."""
        rows, words = super().narrow(rows), self.cleaned_data["q"]
        return rows.with_words(words, timezone.localdate()) if words else rows  # type: ignore[attr-defined]


class WithoutAccountList(ListPage):
    """The people to whom the reader can give an account."""

    code = "installation.without_account"
    title = _("People without an account")
    filter = WithoutFilter
    see_permission = KEEP
    order = ("in_order", "pk")
    url_name = "org.person"
    bulk = (GIVE,)
    above = "installation/above_accounts.html"
    empty = Empty(_("Everybody with a post in your units has an account."), cleared=True)
    columns = (
        Column("name"),
        Column("posts_then", _("Posts today"), sort_by="posts_then"),
        Column("number", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """Those who hold posts in the reader's units and have no account."""
        today = timezone.localdate()
        return without_an_account(self.actor).with_posts(today)  # type: ignore[attr-defined]
