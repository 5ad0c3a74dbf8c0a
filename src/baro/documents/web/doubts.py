"""What a form warns of: a rule that would refuse the deed, but that nobody has read in the regulation."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.documents import queries
from baro.documents.verbs import DRAFT
from baro.documents.web.forms import units_where
from baro.org.models import Unit
from baro.ui.http import Request, number_in


def doubt_about(unit: Unit, type_id: str) -> str:
    """The warning that an assumed table does not name the type for the unit; empty when there is none."""
    permission = queries.authority_of(unit, type_id)
    if not permission.is_doubtful:
        return ""
    sentence = _(
        "The rulebook does not name “%(type)s” among what “%(unit)s” issues. This part of it is only assumed"
        " (%(source)s): look it up before you go on."
    )
    names = queries.type_names()
    return sentence % {"type": names.get(type_id, type_id), "unit": unit, "source": permission.source}


def doubt_in(request: Request) -> str:
    """The warning about the unit and the type that were chosen in the form so far."""
    chosen = request.POST or request.GET
    units = units_where(request.actor, DRAFT.code)
    unit = units.filter(pk=number_in(chosen.get("unit")) or 0).first()
    type_id = chosen.get("type", "")
    return doubt_about(unit, type_id) if unit and type_id in queries.issued_type_names() else ""


@require_safe
def doubt(request: Request) -> HttpResponse:
    """The warning alone, for the form to show when another unit or type is chosen."""
    return TemplateResponse(request, "documents/doubt.html", {"doubt": doubt_in(request)})
