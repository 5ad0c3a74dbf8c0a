"""What happens to deliveries."""

from django.utils.translation import gettext_lazy as _

from baro.documents.verbs import REGISTER
from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

ARRIVE = Verb(
    "intake.delivery.arrive",
    _("Arrive"),
    _("“%(subject)s” arrived from %(sender)s"),
    frozenset({"subject", "sender"}),
    automatic=True,
    icon="mail",
)
TAKE = Verb(
    "intake.delivery.take",
    _("Register what arrived"),
    _("%(actor)s took the papers to register them"),
    at_once=True,
    icon="inbox",
    tone="primary",
    permission=REGISTER.code,
    done=_("Nothing is in the register yet: compare the fields with the file, then save."),
)
SET_ASIDE = Verb(
    "intake.delivery.set_aside",
    _("Set aside"),
    _("%(actor)s set it aside: %(reason)s"),
    frozenset({"reason"}),
    icon="archive",
    permission=REGISTER.code,
)
TAKE_UP = Verb(
    "intake.delivery.take_up",
    _("Take up again"),
    _("%(actor)s took it up again"),
    at_once=True,
    icon="arrow-back-up",
    permission=REGISTER.code,
)
PASS_ON = passing_on("intake.delivery")
