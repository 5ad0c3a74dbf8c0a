"""What is done when a task is late, and what people do about obstacles."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

TAKE = Verb(
    "urging.step.take",
    _("Take a step"),
    _("Urging, step %(level)s: “%(step)s” to %(to)s. Deadline: %(due)s"),
    frozenset({"level", "step", "to", "due"}),
    automatic=True,
    icon="stairs-up",
)
SKIP = Verb(
    "urging.step.skip",
    _("Leave a step out"),
    _("Urging, step %(level)s: “%(step)s” was left out, because its time was over"),
    frozenset({"level", "step"}),
    automatic=True,
    icon="player-skip-forward",
)
WRITE = Verb(
    "urging.step.write",
    _("Draft a written urging"),
    _("A written urging to %(unit)s was drafted (tasks named: %(count)s)"),
    frozenset({"unit", "count"}),
    automatic=True,
    icon="file-text",
)
RECORD = Verb(
    "urging.obstacle.record",
    _("Record an obstacle"),
    _("%(actor)s recorded an obstacle, to be removed by %(remover)s until %(until)s: %(what)s"),
    frozenset({"what", "remover", "until"}),
    done=_("%(remover)s was asked to remove the obstacle until %(until)s."),
    icon="barrier-block",
)
REMOVE = Verb(
    "urging.obstacle.remove",
    _("Report as removed"),
    _("%(actor)s removed the obstacle: %(answer)s"),
    frozenset({"answer"}),
    done=_("The owner of the task was told that the obstacle is removed."),
    icon="check",
    tone="primary",
)
REFUSE = Verb(
    "urging.obstacle.refuse",
    _("Refuse the obstacle"),
    _("%(actor)s refused the obstacle: %(answer)s"),
    frozenset({"answer"}),
    done=_("The owner of the task was told why you do not remove the obstacle."),
    icon="x",
)
WITHDRAW = Verb(
    "urging.obstacle.withdraw",
    pgettext_lazy("obstacle", "Withdraw"),
    _("%(actor)s withdrew the obstacle"),
    at_once=True,
    icon="arrow-back",
)
PASS_ON = passing_on("urging.obstacle")
