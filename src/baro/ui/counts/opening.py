"""A number that opens its rows: how it is drawn, where its rows are, and the page that shows them."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from baro.kernel.counted import Counted
from baro.ui.http import Request
from baro.ui.lists.page import answer, list_of
from baro.ui.words.cells import link

NOTHING = SafeString("0")


def address(counted: Counted) -> str:
    """Where the rows behind a number are."""
    name, where = counted.place
    url = reverse(name, args=where)
    return f"{url}?{urlencode(counted.asked)}" if counted.asked else url


def number(value: int, url: str) -> SafeString:
    """A number that leads to its rows; of nothing there is nothing to open."""
    return link(value, url) if value else NOTHING


def rows_page(
    request: Request,
    counted: Counted,
    day: date,
    *,
    title: Any = "",
    lead: Any = "",
    back: tuple[str, Any] | None = None,
    section: str = "",
) -> HttpResponseBase:
    """The rows behind a number, as far as the reader may see them, with the columns, filter and files of their list.

    ``back`` is the address of the number and what the way there is called. Each row leads to the ``section`` of its
    page, when one is named.
    """
    rows = counted.rows_for(request.actor, day).for_list()
    page = list_of(counted.list_code)(request.actor, request.GET, among=rows)
    page.section = f"#{section}" if section else ""
    if back:
        lead = format_html('{} <a class="text-decoration-underline" href="{}">{}</a>', lead, *back)
    return answer(request, page, title=title or counted.label, lead=lead)
