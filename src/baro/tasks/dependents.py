"""What hangs on units and posts here, and what becomes of it when they are closed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import HandoverItem, PersonReference, PostDependent, UnitDependent, dependents, stays
from baro.org.models import Disposition
from baro.tasks.flow import CLOSED, State
from baro.tasks.models import Task, TaskUnit
from baro.tasks.verbs import PASS_ON

OPEN = ~Q(state__in=CLOSED)

dependents(
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
dependents(*(PostDependent(Task, post, only=OPEN) for post in ("owner_post", "assigner_post", "accountable_post")))
stays("whom a task concerned is history; the successor sees it, and triggers keep who owns it", TaskUnit, "unit")
dependents(
    HandoverItem("tasks.owned", _("Open tasks of the post"), Task.objects.open, ("owner_post",)),
    HandoverItem(
        "tasks.to_approve",
        _("Results that wait for approval"),
        lambda: Task.objects.filter(state=State.HANDED_IN),
        ("assigner_post",),
    ),
)
dependents(PersonReference(_("Results handed in"), Task, "handed_in_by"))
