"""What hangs on units and posts here, and what becomes of it when they are closed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.org.attached import Held, UnitDependent, attached, held, kept
from baro.org.handing import HandoverItem, handed
from baro.org.models import Disposition
from baro.org.personal import PersonReference, personal
from baro.tasks.flow import CLOSED, State
from baro.tasks.models import Task, TaskUnit
from baro.tasks.verbs import PASS_ON

OPEN = ~Q(state__in=CLOSED)

attached(
    UnitDependent(
        "tasks.owned",
        _("Open tasks that a unit owns"),
        Task,
        "unit",
        dispositions=(Disposition.MOVE,),
        only=OPEN,
        follows="owner_post",
        told=PASS_ON,
    ),
    UnitDependent(
        "tasks.given",
        _("Open tasks that a unit gave"),
        Task,
        "assigner_unit",
        dispositions=(Disposition.MOVE,),
        only=OPEN,
        follows="assigner_post",
    ),
)
held(*(Held(Task, post, only=OPEN) for post in ("owner_post", "assigner_post", "accountable_post")))
kept("whom a task concerned is history; the successor sees it, and triggers keep who owns it", TaskUnit, "unit")
handed(
    HandoverItem("tasks.owned", _("Open tasks of the post"), Task.objects.open, ("owner_post",)),
    HandoverItem(
        "tasks.to_approve",
        _("Results that wait for approval"),
        lambda: Task.objects.filter(state=State.HANDED_IN),
        ("assigner_post",),
    ),
)
personal(PersonReference(_("Results handed in"), Task, "handed_in_by"))
