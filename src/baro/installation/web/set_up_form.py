"""What is typed at the set-up, on one page."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar, Literal

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from holidays import list_supported_countries

from baro.installation import organisations
from baro.installation.answers import CODE, USERNAME, Administrator, Answers, Mail, Organisation, Rules, long_ago
from baro.installation.mail_address import address_of
from baro.installation.naming import folded
from baro.org.models import Account, Person, Unit
from baro.ui.forms import DateField, Form
from baro.ui.forms.list_files import ListFile

LIST = "list"
SECURITY = [("smtp+tls", _("STARTTLS (port 587)")), ("smtps", _("TLS (port 465)")), ("smtp", _("none (port 25)"))]
CLEARS = [
    ("", _("as shipped (6 since November 2025)")),
    ("3", _("3 clears")),
    ("5", _("5 clears")),
    ("6", _("6 clears")),
]
NUMBERS = [("term", _("through the whole term")), ("calendar_year", _("from 1 every calendar year"))]
CHOSEN: dict[str, Literal[3, 5, 6]] = {"3": 3, "5": 5, "6": 6}
WEEK = [("", _("Monday to Friday")), ("saturday", _("Monday to Saturday"))]
secret = partial(forms.CharField, strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}))


def _templates() -> list[tuple[str, str]]:
    known = [(code, f"{one.names} ({one.about})") for code, one in organisations.templates().items()]
    return [*known, (LIST, gettext("My own list of units and posts (.xlsx or .csv)"))]


class MailFields(Form):
    """The mail server, part by part."""

    mail_host = forms.CharField(
        label=_("Mail server"), required=False, help_text=_("As mail.example.org. Empty: later.")
    )
    mail_security = forms.ChoiceField(label=_("Encryption"), choices=SECURITY)
    mail_port = forms.IntegerField(label=_("Port"), required=False, min_value=1, max_value=65_535)
    mail_user = forms.CharField(label=_("User of the mail server"), required=False)
    mail_password = secret(label=_("Password of the mail server"), required=False)
    mail_from = forms.EmailField(label=_("Sender"), required=False, help_text=_("E-mails come from this address."))

    def clean(self) -> dict[str, Any]:
        """A server needs a sender."""
        typed = super().clean() or self.cleaned_data
        if typed.get("mail_host") and not typed.get("mail_from") and "mail_from" not in self.errors:
            self.add_error("mail_from", _("Type the address from which e-mails come."))
        return typed

    @staticmethod
    def server_typed(typed: dict[str, Any]) -> str:
        """The server in one line; empty where none was typed."""
        if not typed.get("mail_host"):
            return ""
        words = (typed.get("mail_user", ""), typed.get("mail_password", ""))
        return address_of(typed["mail_security"], typed["mail_host"], typed.get("mail_port"), *words)


class SetUpForm(MailFields):
    """Everything that is asked once. Where an organisation was imported before, none is asked for."""

    fieldsets = (
        (_("1. This installation"), ("language", "name")),
        (_("2. The organisation"), ("template", "organisation", "code", "since", "list")),
        (_("3. Rules"), ("clears", "week", "country", "numbers", "term", "term_began_on")),
        (_("4. You, the first administrator"), ("person", "post", "username", "password", "again", "email")),
        (_("5. E-mail"), ("mail_host", "mail_security", "mail_port", "mail_user", "mail_password", "mail_from")),
    )

    needed_when: ClassVar[dict[str, Any]] = dict.fromkeys(("organisation", "code"), _("needed with a template")) | {
        "list": _("needed without a template")
    }

    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Names of posts and e-mails are in it. Everybody chooses their own for the pages."),
    )
    name = forms.CharField(
        label=_("Name of the installation"),
        max_length=120,
        help_text=_("It stands on the sign-in page, on slips and in e-mails."),
    )
    template = forms.ChoiceField(
        label=_("Begin with"), choices=_templates, help_text=_("Units and posts can be changed later.")
    )
    organisation = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        required=False,
        help_text=_("As it is printed, for example Tỉnh ủy Quảng Ninh."),
    )
    code = forms.CharField(
        label=_("Short code"), max_length=20, required=False, help_text=_("Codes of units begin with it, as QN-VP.")
    )
    since = DateField(
        label=_("Since when does it stand?"),
        required=False,
        initial=long_ago,
        help_text=_("Nobody can be recorded in a post before this day. If you are not sure, leave the early day."),
    )
    list = ListFile(label=_("List"), required=False)
    clears = forms.ChoiceField(label=_("What must be clear in a task"), choices=CLEARS, required=False)
    week = forms.ChoiceField(label=_("Working days"), choices=WEEK, required=False)
    country = forms.CharField(
        label=_("Country of the public holidays"), max_length=2, initial="VN", help_text=_("Two letters, as VN.")
    )
    numbers = forms.ChoiceField(label=_("Numbers of issued documents run"), choices=NUMBERS)
    term = forms.CharField(
        label=_("Name of the current term"), max_length=60, required=False, help_text=_("As 2025-2030.")
    )
    term_began_on = DateField(label=_("First day of the term"), required=False)
    person = forms.CharField(label=_("Your full name"), max_length=120)
    post = forms.CharField(label=_("Your post"), max_length=120, initial=_("Administrator"))
    username = forms.CharField(
        label=_("Sign-in name"), max_length=60, help_text=_("Small letters without accents, digits, dots.")
    )
    password = secret(
        label=_("Password"),
        help_text=_("At least 12 characters. Long sentences are easy to remember and hard to guess."),
    )
    again = secret(label=_("Password again"))
    email = forms.EmailField(label=_("Your e-mail address"), required=False)

    def __init__(self, *args: Any, brought: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.brought = brought
        self.has_organisation = Unit.objects.exists()  # sees: none is shown, whoever holds the code may know
        self.fields["language"].initial = get_language()
        if self.has_organisation:
            for name in ("template", "organisation", "code", "since", "list"):
                del self.fields[name]
        elif brought is not None:
            self.fields["list"].help_text = _("%(name)s was taken in.") % {"name": brought.name}

    def clean_country(self) -> str:
        """A country whose holidays are known."""
        code = str(self.cleaned_data["country"]).upper()
        if code not in list_supported_countries():
            raise ValidationError(_("“%(value)s” is no country code whose holidays are known."), params={"value": code})
        return code

    def clean_username(self) -> str:
        """A name of letters that every keyboard has."""
        typed = str(self.cleaned_data["username"]).strip()
        if not USERNAME.fullmatch(typed):
            sentence = _("“%(value)s” is no sign-in name: use small letters without accents, for example %(other)s.")
            other = folded(typed).replace(" ", ".") or "admin"
            raise ValidationError(sentence, params={"value": typed[:60], "other": other})
        return typed

    def clean(self) -> dict[str, Any]:
        """What depends on something else: the template's name and code, the list, the password typed twice."""
        typed = super().clean()
        template = typed.get("template")
        if template == LIST and not (typed.get("list") or self.brought):
            self.add_error("list", _("Choose the file first."))
        elif template and template != LIST:
            self._need_organisation(typed)
        if typed.get("password") and typed.get("again") and typed["password"] != typed["again"]:
            self.add_error("again", _("The two passwords are not the same. Type them again."))
        elif typed.get("password"):
            try:
                owner = Person(name=typed.get("person", ""))
                facts = {name: typed.get(name) or "" for name in ("username", "email")}
                validate_password(typed["password"], Account(person=owner, **facts))
            except ValidationError as weak:
                self.add_error("password", weak)
        return typed

    def _need_organisation(self, typed: dict[str, Any]) -> None:
        if not typed.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Type the name of the organisation."))
        if not CODE.fullmatch(typed.get("code") or "") and "code" not in self.errors:
            self.add_error("code", _("Type a short code of letters and digits, for example QN."))

    def answers(self) -> Answers:
        """What was typed, as answers."""
        typed = self.cleaned_data
        template, server = typed.get("template"), self.server_typed(typed)
        return Answers(
            language=typed["language"],
            name=typed["name"],
            organisation=Organisation(
                template=template,
                name=typed["organisation"],
                code=typed["code"],
                since=typed.get("since") or long_ago(),
            )
            if template and template != LIST
            else None,
            rules=Rules(
                clears=CHOSEN.get(typed["clears"]),
                saturday=bool(typed["week"]),
                country=typed["country"],
                numbers=typed["numbers"],
                term=typed["term"],
                term_began_on=typed["term_began_on"],
            ),
            administrator=Administrator(
                **{name: typed[name] for name in ("person", "post", "username", "password", "email")}
            ),
            mail=Mail(server=server, sender=typed["mail_from"]) if server else None,
        )
