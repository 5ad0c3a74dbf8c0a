"""The words that templates of this house may use; they are built in, so no template loads them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date as Date  # noqa: N812 - the tag of that name stands below
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from baro.org.actors import Actor
from baro.ui.addresses import address_of
from baro.ui.counts import bars
from baro.ui.counts import opening as counts
from baro.ui.forms.drawing import Read, drawn_field
from baro.ui.forms.once import FIELD as ONCE
from baro.ui.forms.once import new_key
from baro.ui.http import ACTING_AS, number_in
from baro.ui.models import Work
from baro.ui.records import buttons
from baro.ui.records.panels import panels_of
from baro.ui.records.states import state_badge
from baro.ui.records.timelines import Timeline, timeline_of
from baro.ui.words import cells, icons

register = template.Library()
register.simple_tag(bars.bar)
register.simple_tag(bars.legend)
register.simple_tag(counts.number)

RECENT_DAYS = 7


def _actor(context: Mapping[str, Any]) -> Actor:
    """Who reads the page."""
    acting: Actor | None = getattr(context.get("request"), "actor", None)
    return acting or Actor.nobody()


@register.simple_tag(takes_context=True)
def csrf_token(context: Mapping[str, Any]) -> SafeString:
    """What every form carries: Django's key, that of its one deed, and for who holds several posts the one in which the
    page was shown.

    Another window may act in another post since; the form is sent in the one that its reader saw.
    """
    hidden = _hidden("csrfmiddlewaretoken", context["csrf_token"])
    if getattr(getattr(context.get("request"), "user", None), "is_authenticated", False):
        hidden += _hidden(ONCE, new_key())
    if len(getattr(context.get("request"), "tenures", ())) > 1:
        post = _actor(context).post_id
        hidden += _hidden(ACTING_AS, post)
    return hidden


def _hidden(name: str, value: Any) -> SafeString:
    return format_html('<input type="hidden" name="{}" value="{}">', name, value)


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon of a name."""
    return icons.icon(name)


@register.simple_tag
def still(piece: str, **parts: Hashable) -> SafeString:
    """A piece that shows nothing but its parts, drawn once for each language and parts; while building, every time."""
    drawn = _still.__wrapped__ if settings.DEBUG else _still
    return drawn(piece, get_language() or "", **parts)


@lru_cache(maxsize=1024, typed=True)  # typed: safe text equals the same text that must be escaped
def _still(piece: str, _language: str, **parts: Hashable) -> SafeString:
    return render_to_string(piece, {"right_to_left": get_language_bidi(), **parts})


@register.simple_tag(takes_context=True)
def filters(context: Mapping[str, Any], page: Any) -> SafeString:
    """The form that narrows a list; where nothing is asked it is the same for everybody, and drawn once a day."""
    path = context["request"].path
    if page.narrowed or page.form.errors or settings.DEBUG:
        return _filters(page, path)
    key = (type(page).__name__, path, get_language() or "", timezone.localdate())
    if key not in _untouched:
        if len(_untouched) > KEPT:
            _untouched.clear()
        _untouched[key] = _filters(page, path)
    return _untouched[key]


KEPT = 200
_untouched: dict[tuple[Any, ...], SafeString] = {}


def _filters(page: Any, path: str) -> SafeString:
    return render_to_string("ui/components/filters.html", {"list": page, "path": path})


@register.simple_tag
def badge(text: Any, tone: str = "neutral", icon: str = "") -> SafeString:
    """A short state in a colour."""
    return cells.badge(text, tone, picture=icon)


@register.simple_tag
def state(record: Any) -> SafeString:
    """The state of a record in its tone."""
    return state_badge(record.STATES(record.state))


@register.simple_tag
def bidi(value: Any) -> SafeString:
    """A number, symbol or code, written from left to right in every language."""
    return cells.code(value)


@register.simple_tag
def prose(value: str) -> SafeString:
    """Words of the reader's language; Latin names and numbers in them keep their own direction."""
    return cells.prose(value)


@register.simple_tag
def day(value: Date | None) -> SafeString:
    """A day as the reader's language writes it."""
    return cells.day(value)


@register.simple_tag
def moment(value: datetime | None) -> SafeString:
    """A day and time as the reader's language writes it."""
    return cells.moment(value)


@register.simple_tag
def date(value: Date | datetime | None) -> SafeString:
    """A day, or a day and time, as the reader's language writes it."""
    return cells.moment(value) if isinstance(value, datetime) else cells.day(value)


@register.simple_tag
def ago(value: datetime | None) -> SafeString:
    """How long ago something was, for a week; then the day. The exact time is in the title."""
    if value is None:
        return SafeString("")
    local = timezone.localtime(value)
    exact = date_format(local, "SHORT_DATETIME_FORMAT")
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(), exact, _since(local, exact))


def _since(local: datetime, exact: str) -> str:
    """The words for the time that has passed."""
    passed = timezone.localtime() - local
    if passed.days >= RECENT_DAYS or passed.days < 0:
        return exact
    if passed.total_seconds() < 60:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(local, depth=1)}


@register.simple_tag
def field(bound: forms.BoundField, read: Mapping[str, Read] | None = None) -> SafeString:
    """A form field with label, help, control and what is wrong with it; of one that was read, how sure that is."""
    return drawn_field(bound, read=(read or {}).get(bound.name))


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What is missing or wrong, on top of a form, each with a link to its field."""
    return {"form": form}


@register.inclusion_tag("ui/components/form_fields.html")
def fieldsets(form: forms.BaseForm, read: Mapping[str, Read] | None = None) -> dict[str, Any]:
    """The fields of a form under their legends; those that were read on a paper say so, and how sure that is."""
    return {"form": form, "read": read or {}}


@register.simple_tag(takes_context=True)
def verb_button(context: Mapping[str, Any], code: str, record: Any) -> SafeString:
    """The button of a verb on a record; nothing for who may never do it."""
    button = buttons.button(_actor(context), code, record)
    if button.is_forbidden:
        return SafeString("")
    return render_to_string("ui/components/verb.html", {"button": button}, request=_request(context))


@register.simple_tag(takes_context=True)
def verb_bar(context: Mapping[str, Any], record: Any, *codes: str) -> SafeString:
    """The buttons of the verbs that are declared for a record, and why the others are for others to do.

    Where only some of them stand, their codes are named one by one, or with spaces between.
    """
    bar = buttons.bar(_actor(context), record, " ".join(codes).split())
    if not (bar.offered or bar.later or bar.forbidden):
        return SafeString("")
    return render_to_string("ui/components/verb_bar.html", {"bar": bar}, request=_request(context))


@register.simple_tag(takes_context=True)
def timeline(context: Mapping[str, Any], record: Any) -> SafeString:
    """What happened to the record."""
    request = _request(context)
    before = number_in(request.GET.get("before")) if request else None
    drawn = {"timeline": timeline_of(record, before=before, reader=_actor(context)), "before": before}
    return render_to_string("ui/timeline.html", drawn, request=request)


@register.simple_tag(takes_context=True)
def panels(context: Mapping[str, Any], record: Any, at: str = "page") -> SafeString:
    """The pieces that higher parts show in a place of the page of a record."""
    request = context["request"]
    return mark_safe("".join(str(render(request, record)) for render in panels_of(record, at)))


@register.simple_tag(takes_context=True)
def progress(context: Mapping[str, Any], work: Work) -> SafeString:
    """How far long work has come; asks again every second while it runs."""
    return render_to_string("ui/components/progress.html", {"work": work}, request=_request(context))


@register.simple_tag
def address(reference: str) -> str:
    """The address of a record by its name in the trail; empty when it has none."""
    return address_of(reference)


@register.simple_tag
def timeline_url(stretch: Timeline) -> str:
    """Where the next older stretch of a timeline comes from."""
    label, _colon, pk = stretch.subject.partition(":")
    return f"{reverse('ui.timeline', args=[label, pk])}?before={stretch.older}"


@register.filter
def grouped(form: forms.BaseForm) -> list[tuple[Any, list[forms.BoundField]]]:
    """The visible fields of a form under their legends; those without one come first."""
    groups: tuple[tuple[Any, tuple[str, ...]], ...] = getattr(form, "fieldsets", ())
    placed = {name for _legend, names in groups for name in names}
    visible = {bound.name: bound for bound in form.visible_fields()}
    loose = [bound for name, bound in visible.items() if name not in placed]
    found = [(legend, [visible[name] for name in names if name in visible]) for legend, names in groups]
    return ([("", loose)] if loose else []) + [(legend, fields) for legend, fields in found if fields]


@register.filter
def mistakes(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Every error of a form with the id of its control (empty for those of the whole form)."""
    of_fields = [
        (bound.id_for_label or bound.auto_id, sentence) for bound in form.visible_fields() for sentence in _said(bound)
    ]
    hidden = [("", f"{bound.label}: {e}") for bound in form.hidden_fields() for e in bound.errors]
    return [("", str(error)) for error in form.non_field_errors()] + hidden + of_fields


def _said(bound: forms.BoundField) -> Iterator[str]:
    """What is wrong with a field, away from it: what a field finds for itself does not name it, so its label does."""
    for error in bound.form.errors.as_data().get(bound.name, []):
        for sentence in error.messages:
            yield f"{bound.label}: {sentence}" if error.code else sentence


def _request(context: Mapping[str, Any]) -> HttpRequest | None:
    """The request of the page, if it has one."""
    request: HttpRequest | None = context.get("request")
    return request
