"""Where somebody goes on: from a refusal, and back to the page at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.verbs import Verb, verb
from baro.ui.http import is_ours
from baro.ui.records.pages import all_pages


@dataclass(frozen=True, slots=True)
class Way:
    """A link with its words."""

    label: str
    url: str


def _deed(request: HttpRequest) -> tuple[Verb | None, str]:
    """The verb whose address this is, and the page on which it stands; before the address is resolved as well."""
    try:
        found = request.resolver_match or resolve(request.path_info)
        deed = verb(found.view_name)
    except (Resolver404, KeyError):
        return None, ""
    pages = next((pages for pages in all_pages() if pages.of(deed)), None)
    try:
        return deed, reverse(pages.name if pages else deed.record, kwargs=found.kwargs)
    except NoReverseMatch:
        return deed, ""


def this_page(request: HttpRequest) -> str:
    """The address that shows this page again: that of the record where the deed itself has no page."""
    deed, record = _deed(request)
    return record or "/" if deed and deed.at_once else request.get_full_path()


def _page_of(request: Any, record: Any) -> str:
    """The page of a record that the reader may see; empty when it has none, or it is the one that refused."""
    goal: Any = getattr(record, "get_absolute_url", None)
    visible_to = goal and getattr(type(record)._default_manager, "visible_to", None)
    if not visible_to or record.pk is None or not visible_to(request.actor).filter(pk=record.pk).exists():
        return ""
    return goal() if goal() != request.path else ""


def ways_on(request: HttpRequest, refusal: Refused) -> list[Way]:
    """From a refusal to what it is about, to the form that was sent, to the record."""
    deed, record = _deed(request)
    sent_from = request.headers.get("Referer", "")
    form = sent_from if is_ours(request, sent_from) else request.get_full_path() if deed else ""
    ways = [Way(str(refusal.about), refusal.about.get_absolute_url())] if refusal.about is not None else []
    if request.method == "POST" and form and not (deed and deed.at_once):
        ways.append(Way(_("Back to the form"), form))
    if record := record or _page_of(request, refusal.record):
        ways.append(Way(_("To the page of the record"), record))
    return ways
