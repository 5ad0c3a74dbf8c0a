"""What becomes of yearly reports when a unit or a post closes, or changes hands."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import HandoverItem, PersonReference, PostDependent, UnitDependent, dependents
from baro.reports.flow import UNDECIDED
from baro.reports.models import Report
from baro.reports.verbs import PASS_ON

OPEN = Q(state__in=UNDECIDED)

dependents(
    UnitDependent("reports.open", _("Unfinished yearly reports"), Report, "unit", only=OPEN, told=PASS_ON),
    PostDependent(Report, "writer_post", only=OPEN),
    HandoverItem(
        "reports.open",
        _("Unfinished yearly reports of the post"),
        lambda: Report.objects.filter(OPEN),
        ("writer_post",),
    ),
    PersonReference(_("Yearly reports written"), Report, "written_by"),
    PersonReference(_("Yearly reports submitted"), Report, "submitted_by"),
)
