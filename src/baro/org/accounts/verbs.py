"""What happens to accounts: to one's own, and to those that somebody keeps."""

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
    "org.account.close",
    _("Close the account"),
    _("The account was closed"),
    permission="org.keep_accounts",
    icon="user-minus",
    tone="danger",
)
OPEN = Verb(
    "org.account.open",
    _("Open the account again"),
    _("The account was opened again"),
    at_once=True,
    permission="org.keep_accounts",
    icon="user-check",
)
GIVE = Verb(
    "org.person.give_account",
    _("Give an account"),
    _("%(actor)s gave %(name)s the account %(account)s and invited them until %(last)s"),
    frozenset({"name", "account", "last"}),
    permission="org.keep_accounts",
    icon="user-plus",
    tone="primary",
)
INVITE = Verb(
    "org.account.invite",
    _("Invite anew"),
    _("%(actor)s invited the owner to choose a password until %(last)s"),
    frozenset({"last"}),
    permission="org.keep_accounts",
    icon="send",
    tone="primary",
)
UNLOCK = Verb(
    "org.account.unlock",
    _("End the wait"),
    _("%(actor)s ended the wait after wrong passwords"),
    done=_("The account can sign in at once from everywhere."),
    at_once=True,
    permission="org.keep_accounts",
    icon="lock-open",
)
ACCEPT = Verb(
    "org.account.accept",
    _("Accept the invitation"),
    _("%(actor)s accepted the invitation and chose a password, from %(network)s with %(browser)s"),
    facts=PLACE,
    automatic=True,
    icon="user-check",
)
ADD_KEY = Verb(
    "org.account.add_key",
    _("Add a second factor"),
    _("%(actor)s added a second factor: %(kind)s"),
    facts=frozenset({"kind"}),
    automatic=True,
    icon="shield-plus",
)
REMOVE_KEY = Verb(
    "org.account.remove_key",
    _("Remove a second factor"),
    _("%(actor)s removed a second factor: %(kind)s"),
    facts=frozenset({"kind"}),
    automatic=True,
    icon="shield-minus",
)
FORGET_KEYS = Verb(
    "org.account.forget_keys",
    _("Remove all second factors"),
    _("%(actor)s removed all second factors: %(reason)s"),
    frozenset({"reason"}),
    permission="org.keep_accounts",
    icon="shield-off",
    tone="danger",
)
RESET = Verb(
    "org.account.reset",
    _("Set another password"),
    _("Whoever keeps the accounts set another password"),
    automatic=True,
    icon="key",
)
