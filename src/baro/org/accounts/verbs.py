"""What happens to accounts; their own pages and the terminal do it, so that none has a page of its verb."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.verbs import Verb

PLACE = frozenset({"network", "browser"})

SIGN_IN = Verb(
    "org.account.sign_in",
    _("Sign in"),
    _("%(actor)s signed in from %(network)s with %(browser)s"),
    facts=PLACE,
    automatic=True,
    icon="login",
)
FAIL_SIGN_IN = Verb(
    "org.account.fail_sign_in",
    _("Type a wrong password"),
    _("Somebody typed a wrong password, from %(network)s with %(browser)s"),
    facts=PLACE,
    automatic=True,
    icon="alert-triangle",
    tone="danger",
)
SIGN_OUT = Verb(
    "org.account.sign_out",
    _("Sign out"),
    _("%(actor)s signed out, from %(network)s with %(browser)s"),
    facts=PLACE,
    automatic=True,
    icon="logout",
)
END_SIGN_IN = Verb(
    "org.account.end_sign_in",
    _("End a sign-in"),
    _("The sign-in of %(since)s from %(network)s with %(browser)s was ended: %(why)s"),
    facts=PLACE | {"since", "why"},
    automatic=True,
    icon="logout",
)
CHANGE_PASSWORD = Verb(
    "org.account.change_password",
    _("Change password"),
    _("%(actor)s changed the password"),
    automatic=True,
    icon="key",
)
ADD = Verb(
    "org.account.add",
    _("Give an account"),
    _("The account %(name)s was given to %(person)s"),
    facts=frozenset({"name", "person"}),
    automatic=True,
    icon="user-plus",
)
CLOSE = Verb(
    "org.account.close", _("Close the account"), _("The account was closed"), automatic=True, icon="user-minus"
)
OPEN = Verb(
    "org.account.open",
    _("Open the account again"),
    _("The account was opened again"),
    automatic=True,
    icon="user-check",
)
RESET = Verb(
    "org.account.reset",
    _("Set another password"),
    _("Whoever keeps the accounts set another password"),
    automatic=True,
    icon="key",
)
