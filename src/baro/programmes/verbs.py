"""What people do with programmes and reviews."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb
from baro.org.verbs import passing_on

SET_UP = Verb(
    "programmes.programme.set_up",
    _("Set up a programme"),
    _("%(actor)s set up the programme “%(title)s” (clauses: %(count)s)"),
    frozenset({"title", "count"}),
    icon="timeline",
    tone="primary",
)
CHANGE = Verb(
    "programmes.programme.change",
    _("Change the programme"),
    _("%(actor)s changed the programme (clauses: %(count)s)"),
    frozenset({"count"}),
    icon="pencil",
    permission=SET_UP.code,
)
CHOOSE = Verb(
    "programmes.programme.choose",
    _("Choose tasks"),
    _("%(actor)s added %(added)s tasks to the programme and removed %(removed)s"),
    frozenset({"added", "removed"}),
    icon="list-check",
    permission=SET_UP.code,
)
CLOSE = Verb(
    "programmes.programme.close",
    _("Close the programme"),
    _("%(actor)s closed the programme"),
    at_once=True,
    icon="archive",
    permission=SET_UP.code,
)
REOPEN = Verb(
    "programmes.programme.reopen",
    _("Reopen the programme"),
    _("%(actor)s reopened the programme: %(reason)s"),
    frozenset({"reason"}),
    icon="rotate",
    permission=SET_UP.code,
)
PASS_ON = passing_on("programmes.programme")

BEGIN = Verb(
    "programmes.review.begin",
    _("Begin a review"),
    _("%(actor)s began the review “%(title)s”"),
    frozenset({"title"}),
    icon="report-search",
    tone="primary",
)
WRITE = Verb(
    "programmes.review.write",
    _("Write the review"),
    _("%(actor)s wrote the review (chapters with text: %(count)s)"),
    frozenset({"count"}),
    icon="pencil",
    permission=BEGIN.code,
)
GATHER = Verb(
    "programmes.review.gather",
    _("Update the figures"),
    _("%(actor)s updated the figures of the review"),
    at_once=True,
    icon="refresh",
    permission=BEGIN.code,
)
SUBMIT = Verb(
    "programmes.review.submit",
    _("Submit for approval"),
    _("%(actor)s submitted the review for approval"),
    at_once=True,
    icon="send",
    tone="primary",
    permission=BEGIN.code,
)
WITHDRAW = Verb(
    "programmes.review.withdraw",
    _("Withdraw the review"),
    _("%(actor)s withdrew the review before it was approved"),
    at_once=True,
    icon="arrow-back",
    permission=BEGIN.code,
)
APPROVE = Verb(
    "programmes.review.approve",
    _("Approve the review"),
    _("%(actor)s approved the review “%(title)s”"),
    frozenset({"title"}),
    at_once=True,
    icon="circle-check",
    tone="primary",
)
RETURN = Verb(
    "programmes.review.return",
    _("Return the review"),
    _("%(actor)s returned the review: %(reason)s"),
    frozenset({"reason"}),
    icon="arrow-back-up",
    permission=APPROVE.code,
)
CANCEL = Verb(
    "programmes.review.cancel",
    _("Cancel the review"),
    _("%(actor)s cancelled the review: %(reason)s"),
    frozenset({"reason"}),
    icon="circle-x",
    tone="danger",
    permission=BEGIN.code,
)
PASS_ON_REVIEW = passing_on("programmes.review")

permissions(programmes=[(SET_UP, None), (BEGIN, _("Write reviews")), (APPROVE, _("Approve reviews"))])
