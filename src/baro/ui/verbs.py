"""What people do with any record, and with what reaches them outside the pages."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.verbs import Verb

WRITE = Verb(
    "ui.remark.write",
    _("Write a remark"),
    _("%(actor)s wrote: %(words)s"),
    frozenset({"words"}),
    icon="message",
    tone="primary",
    sentence_with={"mentioned": _("%(actor)s wrote to %(mentioned)s: %(words)s")},
)
CORRECT = Verb(
    "ui.remark.correct",
    _("Correct the remark"),
    _("%(actor)s corrected the remark from “%(former)s” to “%(now)s”"),
    frozenset({"former", "now"}),
    icon="pencil",
)
WITHDRAW = Verb(
    "ui.remark.withdraw",
    _("Withdraw the remark"),
    _("%(actor)s withdrew the remark: %(reason)s"),
    frozenset({"reason"}),
    icon="message-off",
    tone="danger",
)

CHOOSE = Verb(
    "ui.digest.choose",
    _("Save the e-mail digest"),
    _("%(actor)s chose the e-mail digest: %(every)s"),
    frozenset({"every"}),
    icon="mail",
    tone="primary",
)
RENEW = Verb(
    "ui.feed.renew",
    _("Create a calendar address"),
    _("%(actor)s created a new calendar address"),
    icon="calendar-plus",
    tone="primary",
)
REVOKE = Verb(
    "ui.feed.revoke",
    _("Revoke the calendar address"),
    _("%(actor)s revoked the calendar address"),
    icon="calendar-x",
    tone="danger",
    at_once=True,
)
