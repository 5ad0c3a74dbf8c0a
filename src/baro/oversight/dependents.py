"""What becomes of cases when a unit or a post closes or changes hands, and when people are merged."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import PersonReference, PostDependent, UnitDependent, dependents, stays
from baro.org.models import Disposition
from baro.oversight.flow import UNFINISHED
from baro.oversight.models import Appeal, Case, Finding, Penalty, Seat, Statement
from baro.oversight.verbs import PASS_APPEAL_ON, PASS_ON, PASS_PENALTY_ON

# Whoever merges people is told how many rows go over under each label: not that somebody was inspected.
OTHER = _("Other records")

dependents(
    UnitDependent(
        "oversight.cases",
        _("Cases of a body that are not closed"),
        Case,
        "unit",
        dispositions=(Disposition.MOVE,),
        only=Q(state__in=UNFINISHED),
        told=PASS_ON,
    ),
    UnitDependent(
        "oversight.penalties",
        _("Discipline about which a body must decide"),
        Penalty,
        "unit",
        dispositions=(Disposition.MOVE,),
        only=Q(state__in=("proposed", "heard")),
        told=PASS_PENALTY_ON,
    ),
    UnitDependent(
        "oversight.appeals",
        _("Complaints about which a body must decide"),
        Appeal,
        "unit",
        dispositions=(Disposition.MOVE,),
        only=Q(state="filed"),
        told=PASS_APPEAL_ON,
    ),
    PostDependent(Seat, "post", only=Q(left_on=None)),
    PersonReference(OTHER, Case, "subject_person"),
    PersonReference(_("Member of teams"), Seat, "person"),
    PersonReference(_("Findings recorded"), Finding, "found_by"),
    PersonReference(OTHER, Statement, "person"),
    PersonReference(_("Decisions on discipline entered"), Penalty, "decided_by"),
    PersonReference(OTHER, Appeal, "filed_by"),
)
stays("a case goes on about a unit that was closed; its successor answers for it", Case, "subject_unit")
