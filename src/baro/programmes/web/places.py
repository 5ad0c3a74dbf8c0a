"""Where programmes and reviews stand in the navigation, and what of them shows on the page of a document."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents.flow import UNSIGNED
from baro.documents.models import Document
from baro.documents.policies import gives_work
from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.programmes.flow import State
from baro.programmes.models import Programme, Review
from baro.programmes.of_documents import clauses_of
from baro.programmes.queries import kind_names
from baro.programmes.rulebook import Clauses, Watching
from baro.programmes.verbs import APPROVE, BEGIN, SET_UP
from baro.tasks.models import SEE, Task
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.ui.records import state_badge
from baro.ui.records.panels import panel

KEPT_BY = (SET_UP.code, BEGIN.code, APPROVE.code)
heading(Heading("programmes", _("Programmes"), order=25, kept_by=KEPT_BY))
place(
    Place("programmes.programmes", _("Programmes"), "timeline", "programmes.programmes", 50, SEE),
    Place("programmes.reviews", _("Reviews"), "report-search", "programmes.reviews", 52, SEE),
)


@panel("documents.document", order=35)
def programmes_of_document(request: Any, document: Document) -> str:
    """The programme of a plan and the reviews of a document, and the ways to begin them; nothing where neither is."""
    actor: Actor = request.actor
    if document.state in UNSIGNED or document.is_secret:
        return ""
    programmes = list(Programme.objects.visible_to(actor).filter(source=document).order_by("pk"))
    reviews = list(Review.objects.visible_to(actor).filter(source=document).order_by("last_on", "pk"))
    has_work = _has_work(actor, document)
    is_under_way = any(one.state == State.UNDERWAY for one in programmes)
    may_set_up = has_work and not is_under_way and actor.holds_anywhere(SET_UP) and gives_work(document)
    may_begin = has_work and actor.holds_anywhere(BEGIN)
    if not (programmes or reviews or may_set_up or may_begin):
        return ""
    context = {
        "document": document,
        "programmes": [(one, state_badge(Programme.STATES(one.state))) for one in programmes],
        "reviews": [
            (one, kind_names().get(one.kind, one.kind), state_badge(Review.STATES(one.state))) for one in reviews
        ],
        "set_up": SET_UP if may_set_up else None,
        "begin": BEGIN if may_begin else None,
    }
    return render_to_string("programmes/of_document.html", context, request=request)


@panel("documents.document", order=32)
def clauses_of_document(request: Any, document: Document) -> str:
    """What became of each clause of what went out: declared, open, partly or wholly carried out."""
    if document.state in UNSIGNED or document.is_secret:
        return ""
    rule = rulebook.today(Clauses)
    found = clauses_of(request.actor, document, timezone.localdate())
    rows = [(one, rule.of(one.standing) if one.standing else None) for one in found]
    return render_to_string("programmes/of_clauses.html", {"rows": rows}, request=request) if rows else ""


def _has_work(actor: Actor, document: Document) -> bool:
    """Whether tasks follow from the document, or it is of a type from which they should."""
    is_plan = document.type in rulebook.today(Watching).types
    return is_plan or Task.objects.visible_to(actor).filter(source=document).exists()
