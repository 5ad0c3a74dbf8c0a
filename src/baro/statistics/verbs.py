"""What people may do with figures: see them, freeze and publish them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb

SEE = "statistics.see"

FREEZE = Verb(
    "statistics.publication.freeze",
    _("Freeze figures"),
    _("%(actor)s froze the figures of %(unit)s for %(period)s (figures: %(count)s)"),
    frozenset({"unit", "period", "count"}),
    icon="snowflake",
    tone="primary",
)
PUBLISH = Verb(
    "statistics.publication.publish",
    _("Publish the figures"),
    _("%(actor)s published the figures of %(unit)s for %(period)s, version %(version)s"),
    frozenset({"unit", "period", "version"}),
    weighty=True,
    icon="circle-check",
    tone="primary",
)
DISCARD = Verb(
    "statistics.publication.discard",
    _("Discard the figures"),
    _("%(actor)s discarded the frozen figures: %(reason)s"),
    frozenset({"reason"}),
    icon="circle-x",
    tone="danger",
    permission=FREEZE.code,
)
RESTATE = Verb(
    "statistics.publication.restate",
    _("Restate the figures"),
    _("%(actor)s froze the figures again to restate them as version %(version)s: %(reason)s"),
    frozenset({"version", "reason"}),
    icon="rotate",
    permission=FREEZE.code,
)
REPLACE = Verb(
    "statistics.publication.replace",
    _("Replace"),
    _("%(actor)s published version %(version)s in place of these figures: %(reason)s"),
    frozenset({"version", "reason"}),
    automatic=True,
)
WITHDRAW = Verb(
    "statistics.publication.withdraw",
    _("Withdraw the figures"),
    _("%(actor)s withdrew the figures: %(reason)s"),
    frozenset({"reason"}),
    weighty=True,
    icon="circle-x",
    tone="danger",
    permission=PUBLISH.code,
)
KEEP = Verb(
    "statistics.publication.keep",
    _("Publish with a report"),
    _("The figures of %(unit)s for %(period)s were frozen and published when %(actor)s approved “%(report)s”"),
    frozenset({"unit", "period", "report"}),
    automatic=True,
    weighty=True,
)

permissions(statistics=[("see", _("See figures")), (FREEZE, None), (PUBLISH, None)])
