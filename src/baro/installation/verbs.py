"""What happens to an installation."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb

SET_UP = Verb(
    "installation.installation.set_up",
    _("Set up Baro"),
    _("Baro was set up as “%(name)s” for %(organisation)s (units: %(units)s, posts: %(posts)s); %(person)s keeps it"),
    frozenset({"name", "organisation", "units", "posts", "person"}),
    automatic=True,
    icon="rocket",
)
BEGIN = Verb(
    "installation.installation.begin",
    _("Begin the first working day"),
    _("%(actor)s began the first working day: from now on weighty posts are filled by two"),
    done=_("The first working day begins. From now on a second person decides about weighty posts."),
    permission="installation.keep",
    icon="player-play",
    tone="primary",
)
RENAME = Verb(
    "installation.installation.rename",
    _("Change name and language"),
    _("%(actor)s named the installation “%(name)s”"),
    frozenset({"name"}),
    permission="installation.keep",
    icon="pencil",
)
SET_MAIL = Verb(
    "installation.installation.set_mail",
    _("Change the mail server"),
    _("%(actor)s set the mail server to %(server)s"),
    frozenset({"server"}),
    done=_("The mail server is set. Send a test e-mail now."),
    permission="installation.keep",
    icon="mail-cog",
)
TEST_MAIL = Verb(
    "installation.installation.test_mail",
    _("Send a test e-mail"),
    _("%(actor)s sent a test e-mail"),
    done=_("The mail server took the test e-mail. Look whether it arrived."),
    permission="installation.keep",
    icon="mail-check",
)

permissions(installation=[("keep", _("Keep the installation"))])
