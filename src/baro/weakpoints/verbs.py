"""What people do about weak points."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

RECORD = Verb(
    "weakpoints.point.record",
    _("Record a weak point"),
    _("%(actor)s recorded the weak point “%(what)s”, to be solved by %(owner)s until %(due)s"),
    frozenset({"what", "owner", "due"}),
    done=_("The weak point is recorded. %(owner)s was told."),
    icon="alert-octagon",
    tone="primary",
    sentence_with={
        "earlier": _(
            "%(actor)s recorded the weak point “%(what)s”, to be solved by %(owner)s until %(due)s"
            " (recurrent, after “%(earlier)s”)"
        ),
    },
)
REVISE = Verb(
    "weakpoints.point.revise",
    pgettext_lazy("weak point", "Change"),
    _("%(actor)s changed the weak point: %(reason)s"),
    frozenset({"reason"}),
    icon="pencil",
    permission="weakpoints.point.record",
)
LINK = Verb(
    "weakpoints.point.link",
    _("Link a task"),
    _("%(actor)s linked the task “%(work)s”"),
    frozenset({"work"}),
    icon="link",
    permission="weakpoints.point.record",
)
GIVE = Verb(
    "weakpoints.point.give",
    _("Assign a task for it"),
    _("%(actor)s assigned the task “%(work)s” to solve it"),
    frozenset({"work"}),
    icon="clipboard-plus",
    permission="tasks.task.assign",
)
SOLVE = Verb(
    "weakpoints.point.solve",
    _("Report as solved"),
    _("%(actor)s reported the weak point as solved: %(solution)s"),
    frozenset({"solution"}),
    done=_("The solution waits for acceptance."),
    icon="send",
    tone="primary",
    sentence_with={
        "no_evidence": _(
            "%(actor)s reported the weak point as solved: %(solution)s (without evidence: %(no_evidence)s)"
        ),
    },
)
ACCEPT = Verb(
    "weakpoints.point.accept",
    _("Accept the solution"),
    _("%(actor)s accepted the solution"),
    at_once=True,
    icon="circle-check",
    tone="primary",
)
RETURN = Verb(
    "weakpoints.point.return",
    _("Return the solution"),
    _("%(actor)s returned the solution: %(reason)s"),
    frozenset({"reason"}),
    icon="arrow-back-up",
    permission="weakpoints.point.accept",
)
REOPEN = Verb(
    "weakpoints.point.reopen",
    _("Reopen the weak point"),
    _("%(actor)s reopened the weak point: %(reason)s"),
    frozenset({"reason"}),
    icon="rotate",
    permission="weakpoints.point.accept",
)
CANCEL = Verb(
    "weakpoints.point.cancel",
    _("Cancel the weak point"),
    _("%(actor)s cancelled the weak point, which was recorded by mistake: %(reason)s"),
    frozenset({"reason"}),
    icon="circle-x",
    tone="danger",
    permission="weakpoints.point.record",
)
PASS_ON = passing_on("weakpoints.point")

permissions(weakpoints=[("see", _("See weak points")), (RECORD, None), (ACCEPT, None)])
