"""What people do with yearly reports."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

DRAFT = Verb(
    "reports.report.draft",
    _("Draft a yearly report"),
    _("%(actor)s drafted the report of %(year)s"),
    frozenset({"year"}),
    icon="report",
    tone="primary",
)
WRITE = Verb(
    "reports.report.write",
    _("Write the text"),
    _("%(actor)s wrote the text in %(language)s (places with text: %(count)s)"),
    frozenset({"language", "count"}),
    icon="pencil",
    permission=DRAFT.code,
)
SUBMIT = Verb(
    "reports.report.submit",
    _("Submit for approval"),
    _("%(actor)s submitted the report for approval (figures: %(count)s)"),
    frozenset({"count"}),
    at_once=True,
    icon="send",
    tone="primary",
    permission=DRAFT.code,
)
WITHDRAW = Verb(
    "reports.report.withdraw",
    _("Withdraw the report"),
    _("%(actor)s withdrew the report before it was approved"),
    at_once=True,
    icon="arrow-back",
    permission=DRAFT.code,
)
APPROVE = Verb(
    "reports.report.approve",
    _("Approve the report"),
    _("%(actor)s approved the report of %(year)s"),
    frozenset({"year"}),
    done=_("The report is approved. Its figures stay as they are now."),
    at_once=True,
    icon="circle-check",
    tone="primary",
)
RETURN = Verb(
    "reports.report.return",
    _("Return the report"),
    _("%(actor)s returned the report: %(reason)s"),
    frozenset({"reason"}),
    icon="arrow-back-up",
    permission=APPROVE.code,
)
CANCEL = Verb(
    "reports.report.cancel",
    _("Cancel the report"),
    _("%(actor)s cancelled the report: %(reason)s"),
    frozenset({"reason"}),
    icon="circle-x",
    tone="danger",
    permission=DRAFT.code,
)
HAND_ON = Verb(
    "reports.report.hand_on",
    _("Draft the document"),
    _("%(actor)s made the approved report a document to be signed"),
    done=_("The report is a draft document now. Submit it there when it is ready."),
    at_once=True,
    icon="file-export",
    tone="primary",
    permission=DRAFT.code,
)
PASS_ON = passing_on("reports.report")

permissions(reports=[(DRAFT, _("Write yearly reports")), (APPROVE, _("Approve yearly reports"))])
