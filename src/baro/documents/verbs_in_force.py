"""What people do with documents while they hold: how they stand to others, and whether they are still right."""

from django.utils.translation import gettext_lazy as _

from baro.documents.verbs import DRAFT
from baro.kernel.verbs import Verb

RELATE = Verb(
    "documents.document.relate",
    _("Relate to another document"),
    _("%(actor)s recorded how it stands to %(target)s: it %(kind)s"),
    frozenset({"kind", "target"}),
    done=_("Recorded. Both documents show it."),
    icon="link",
    permission="documents.document.register",
)
UNRELATE = Verb(
    "documents.document.unrelate",
    _("Remove a relation"),
    _("%(actor)s removed that it %(kind)s %(target)s: %(reason)s"),
    frozenset({"kind", "target", "reason"}),
    done=_("The relation is removed. The history keeps it with your reason."),
    icon="unlink",
    permission="documents.document.register",
)
PLAN_REVIEW = Verb(
    "documents.document.plan_review",
    _("Set the next review"),
    _("%(actor)s set the next review to %(due)s; %(unit)s answers for it"),
    frozenset({"due", "unit"}),
    done=_("The review is due on %(due)s."),
    icon="calendar-repeat",
    permission=DRAFT.code,
)
REVIEW = Verb(
    "documents.document.review",
    _("Record the review"),
    _("%(actor)s reviewed the document: %(result)s; %(words)s"),
    frozenset({"result", "words"}),
    done=_("The review is recorded."),
    icon="checklist",
    permission=DRAFT.code,
)
