"""Addresses that exist only for tests: pages that refuse, forms, deeds on many rows."""

from __future__ import annotations

from types import SimpleNamespace

from django import forms
from django.http import HttpResponse
from django.urls import include, path

from baro.kernel.errors import NotPermitted, Refused
from baro.org.models import Unit
from baro.trail.changes import Batch, Refusal
from baro.ui.forms.choices import UnitChoice
from baro.ui.forms.fields import DateField
from baro.ui.forms.form import Form, act_on_many, act_through_form


class LetterForm(Form):
    title = forms.CharField(label="Title", max_length=20)
    day = DateField(label="Deadline", required=False)
    lead = UnitChoice(label="Leads", required=False)
    also = UnitChoice(label="Also", multiple=True, required=False)
    fieldsets = (("What", ("title",)), ("Until when", ("day",)))


class ReasonForm(Form):
    reason = forms.CharField(label="Reason")


def not_now(_request):
    raise Refused("The register is closed today.")


def never(_request):
    raise NotPermitted("Only the clerk does this.")


def _write(title, day, lead, also, *, by):
    if title == "never":
        raise NotPermitted("Only the clerk writes letters.")
    if title == "late":
        raise Refused("The letter is not clear.", fields={"day": "Say until when.", "stamp": "Say which stamp."})
    return f"/written/?{title}|{day}|{lead}|{','.join(unit.code for unit in also)}|{by.name}"


def letter(request):
    return act_through_form(request, LetterForm, _write)


def _touch(ids, *, by, reason=""):
    batch = Batch(list(Unit.objects.visible_to(by).filter(pk__in=ids, parent=None)))
    for unit in Unit.objects.visible_to(by).filter(pk__in=ids).exclude(parent=None):
        batch.refused.append(Refusal(unit.pk, unit.name, f"It is not the top. {reason}".strip()))
    return batch


def touch_many(request):
    return act_on_many(request, None, _touch)


def touch_with_reason(request):
    return act_on_many(request, ReasonForm, _touch, verb=SimpleNamespace(label="Touch", tone=""))


def upload(request):
    return HttpResponse(sum(file.size for file in request.FILES.values()))


urlpatterns = [
    path("", include("baro.config.urls")),
    path("try/not-now/", not_now, name="try.not_now"),
    path("try/never/", never, name="try.never"),
    path("try/letter/", letter, name="try.letter"),
    path("try/touch/", touch_many, name="try.touch.many"),
    path("try/reason/", touch_with_reason, name="try.reason.many"),
    path("try/upload/", upload, name="try.upload"),
]
