"""How a document stands to others and whether it holds: on its page, and what is done about it there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.documents import verbs_in_force as v
from baro.documents.actions import relating, reviewing
from baro.documents.flow import UNSIGNED, State
from baro.documents.force import Neighbour, ended_by, in_force_on, neighbours
from baro.documents.models import Direction, Document
from baro.documents.relations import TURNED, Kind
from baro.documents.reviews import Result
from baro.documents.rulebook import Lasting
from baro.documents.web.choosing import DocumentChoice, only_seen
from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.ui.forms import DateField, Form, UnitChoice
from baro.ui.http import Request
from baro.ui.records import VerbPage
from baro.ui.words.cells import written_day


class RelateForm(Form):
    """What this document is to which other one."""

    kind = forms.ChoiceField(label=gettext_lazy("This document …"), choices=Kind.choices, widget=forms.RadioSelect)
    target = DocumentChoice(
        label=gettext_lazy("Other document"), help_text=gettext_lazy("Type a part of its number or abstract")
    )
    part = forms.CharField(
        label=gettext_lazy("Which part"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only when it is not the whole document, e.g. Điều 5"),
    )
    since = DateField(
        label=gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy("When it amends, replaces or repeals; without a day, from its issue"),
    )

    def __init__(self, data: Any = None, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(only_seen(data, ("target",), actor), *args, actor=actor, **options)


class UnrelateForm(Form):
    """Which relation was recorded by mistake, and why."""

    relation = forms.ChoiceField(label=gettext_lazy("Relation"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why is it removed?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, found: list[Neighbour], **options: Any) -> None:
        super().__init__(*args, **options)
        told = [(str(one.relation.pk), f"{one.relation.get_kind_display()} {one.shown}") for one in found]
        self.fields["relation"].choices = told  # type: ignore[attr-defined]


class PlanReviewForm(Form):
    """Until when a regulation is looked at again, and by whom."""

    due_on = DateField(label=gettext_lazy("To be reviewed until"))
    unit = UnitChoice(label=gettext_lazy("Answers for the review"))


class ReviewForm(Form):
    """What a review found."""

    result = forms.ChoiceField(label=gettext_lazy("Result"), choices=Result.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("What the review found"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    next_on = DateField(
        label=gettext_lazy("Next review until"),
        required=False,
        help_text=gettext_lazy("When it is kept; without a day, as late as the rule allows"),
    )
    successor = DocumentChoice(
        label=gettext_lazy("Successor"),
        required=False,
        help_text=gettext_lazy("What amends or replaces it, when that is there already"),
    )

    def __init__(self, data: Any = None, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(only_seen(data, ("successor",), actor), *args, actor=actor, **options)


def _own_relations(request: Request, document: Document) -> dict[str, Any]:
    return {"found": [one for one in neighbours(request.actor, document) if not one.turned]}


def _has_relations(document: Document) -> bool:
    return document.relations.exists()


def _is_reviewed(document: Document) -> bool:
    """Whether the rulebook wants documents of this type looked at again."""
    types = rulebook.today(Lasting).reviewed.types
    return document.direction == Direction.OUTGOING and document.state == State.ISSUED and document.type in types


def _as_planned(_request: Request, document: Document) -> dict[str, Any]:
    planned = reviewing.open_review(document)
    latest = reviewing.latest_review(timezone.localdate())
    return {"due_on": planned.due_on, "unit": planned.unit} if planned else {"due_on": latest, "unit": document.unit}


VERBS = (
    VerbPage(v.RELATE, relating.relate, RelateForm),
    VerbPage(v.UNRELATE, relating.unrelate, UnrelateForm, options=_own_relations, only=_has_relations),
    VerbPage(v.PLAN_REVIEW, reviewing.plan_review, PlanReviewForm, initial=_as_planned, only=_is_reviewed),
    VerbPage(
        v.REVIEW,
        reviewing.review,
        ReviewForm,
        only=lambda document: _is_reviewed(document) and reviewing.open_review(document) is not None,
    ),
)


def of_page(request: Request, document: Document) -> dict[str, Any]:
    """What the page says of relations, force and reviews."""
    found = neighbours(request.actor, document)
    reviews = list(document.own_reviews.select_related("unit").order_by("-pk")) if _is_reviewed(document) else []
    return {
        "relations": [_shown(one) for one in found],
        "force": force_words(document, timezone.localdate(), {one.shown.pk for one in found}),
        "reviews": reviews,
        "without_review": _is_reviewed(document) and not reviews,
    }


def _shown(one: Neighbour) -> dict[str, Any]:
    kind = Kind(one.relation.kind)
    return {
        "is": TURNED[kind] if one.turned else kind.label,
        "document": one.shown,
        "about": one.relation.about,
        "since": one.relation.since,
        "kind": kind,
    }


def force_words(document: Document, today: date, seen: set[int]) -> tuple[str, str]:
    """Whether it is in force, with its tone, of types of which that is said; empty of others.

    What ended it is named only where its reader sees it.
    """
    if document.state in UNSIGNED or document.issued_on is None:
        return "", ""
    if end := ended_by(document, today):
        since = written_day(end.since or end.document.issued_on or today)
        if end.document_id in seen:
            return "bad", _("No longer in force since %(day)s: %(kind)s %(symbol)s") % {
                "day": since,
                "kind": TURNED[Kind(end.kind)],
                "symbol": end.document.symbol,
            }
        return "bad", _("No longer in force since %(day)s") % {"day": since}
    if document.type not in rulebook.today(Lasting).types:
        return "", ""
    own = Document.objects.filter(pk=document.pk)  # sees: the document whose page is open
    if not in_force_on(own, today).exists():
        return "bad", _("Not in force")
    return "good", _("In force since %(day)s") % {"day": written_day(document.issued_on)}
