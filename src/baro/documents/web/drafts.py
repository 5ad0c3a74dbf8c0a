"""The page on which a document is begun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.documents import queries
from baro.documents.actions import bringing, drafting
from baro.documents.models import Document
from baro.documents.rulebook import DraftingRule
from baro.documents.verbs import DRAFT
from baro.documents.web.doubts import doubt_in
from baro.documents.web.draft_forms import DraftForm
from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.ui.http import Request
from baro.ui.records import Beginning


def _draft(unit: Unit, uploads: Sequence[Any], *, by: Actor, **facts: Any) -> Document:
    """Bring the files and draft with them: both or neither."""
    with transaction.atomic():
        papers = [paper.pk for paper in bringing.bring_all(uploads, unit, by=by)]
        return drafting.draft(unit=unit, papers=papers, by=by, **facts)


SAVE_DRAFT = _("Save the draft")


def _from_template(request: Request) -> dict[str, Any]:
    """What the template of the type that was chosen in the address begins with."""
    type_id = request.GET.get("type", "")
    found = rulebook.today(DraftingRule).template_of(type_id)
    if found is None:
        return {"type": type_id}
    parts = {"bases": "\n".join(found.bases), "clauses": "\n".join(found.clauses)}
    return {"type": type_id, "abstract": found.abstract, "body": found.body, **parts}


def _templates() -> list[tuple[str, str]]:
    """The types that have a template, with their names."""
    names = queries.issued_type_names()
    return [(one.type, names[one.type]) for one in rulebook.today(DraftingRule).templates if one.type in names]


def _beside(request: Request) -> dict[str, Any]:
    return {
        "templates": _templates(),
        "doubt": doubt_in(request),
        "submit": SAVE_DRAFT,
        "back": reverse("documents.outgoing"),
    }


DRAFTING = Beginning(DRAFT, _draft, DraftForm, "documents/draft.html", initial=_from_template, beside=_beside)
