"""The pages on which facts of a unit, a post or a tenure are changed or corrected, with what follows before saving."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from baro.directory.web import change_forms as forms
from baro.directory.web import histories
from baro.directory.web.foreseeing import Foreseen, foreseen
from baro.kernel.verbs import Verb
from baro.org import verbs as v
from baro.org.actions import appointing, changing
from baro.org.actions.changing import Changed, Told
from baro.org.actors import Actor
from baro.org.models import Post, Tenure, Unit
from baro.org.queries import CHANGEABLE, day_of, line_of
from baro.org.timeline import covering
from baro.ui.cells import written_day
from baro.ui.foreseen import act_when_foreseen
from baro.ui.forms import act_through_form
from baro.ui.http import Request


def change_unit(request: Request, pk: int) -> HttpResponse:
    """Change or correct what is recorded of a unit; ``?of=`` names a day of the stretch that is spoken of."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk)
    return _change(request, unit, forms.ChangeUnitForm, changing.change_unit, v.CHANGE_UNIT)


def change_post(request: Request, pk: int) -> HttpResponse:
    """Change or correct what is recorded of a post; ``?of=`` names a day of the stretch that is spoken of."""
    post = get_object_or_404(Post.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    return _change(request, post, forms.ChangePostForm, changing.change_post, v.CHANGE_POST)


def _change(request: Request, record: Changed, form: type[forms.ChangeForm], act: Any, verb: Verb) -> HttpResponse:
    of = _day_in(request.GET.get("of"))
    shown = covering(line_of(record), of or day_of(record))
    values = shown.values if shown else vars(record)
    return act_when_foreseen(
        request,
        form,
        partial(_look, record),
        partial(act, record.pk),
        verb=verb,
        record=record,
        follows="directory/change_follows.html",
        template="directory/change.html",
        initial={name: values[name] for name in CHANGEABLE[type(record)]},
        context={"elsewhere": isinstance(record, Unit), "lead": _lead(record, of if shown else None)},
        of=of if shown else None,
    )


def _look(record: Changed, *, told: Told, reason: str, by: Actor) -> Foreseen:
    """What would follow; the reason changes nothing about it."""
    return foreseen(record, told, changing.revision_of(record, told), by)


def _day_in(text: str | None) -> date | None:
    """The day that stands in an address, if one does."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _lead(record: Changed, of: date | None) -> str:
    """Of which time the form speaks, when not of today."""
    if of is None:
        return ""
    return _("The form shows what is recorded of %(day)s.") % {"day": written_day(of)}


def _correct(post_id: int, tenure_id: int, *, by: Actor, **more: Any) -> Post:
    return appointing.correct_tenure(post_id, tenure_id, by=by, **more).post


def correct_tenure(request: Request, pk: int) -> HttpResponse:
    """Correct the first and the last day of a tenure.

    Raises Http404 when the actor cannot see the unit of the post, or the tenure is believed no more.
    """
    posts = Post.objects.visible_to(request.actor).order_by().values("pk")
    held = Tenure.objects.believed().filter(post__in=posts).select_related("person", "post__unit")
    tenure = get_object_or_404(held, pk=pk)
    stretch = histories.stretch_of(tenure)
    return act_through_form(
        request,
        forms.CorrectTenureForm,
        partial(_correct, tenure.post_id, tenure.pk),
        verb=v.CORRECT_TENURE,
        record=tenure.post,
        initial={"first": stretch.first, "last": stretch.last},
        context={"lead": f"{tenure.person} · {tenure.get_kind_display()}"},
    )
