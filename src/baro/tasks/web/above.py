"""The tasks from above as a file that the level above takes: JSON for its system, a workbook for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.tasks.above import FIELDS, FORMAT, carried_up
from baro.tasks.web.lists import AboveList
from baro.ui.http import Request
from baro.ui.lists.exports import Sheet, dated, refuse_too_many, saved_as, xlsx_answer

JSON = "application/json; charset=utf-8"


@require_safe
def file(request: Request) -> HttpResponseBase:
    """The tasks that the list shows, as its address narrows them: ``?as=xlsx``, else JSON.

    Raises TooOften, and Refused for more rows than a workbook is made for.
    """
    page = AboveList(request.actor, request.GET)
    name, tasks = dated(_("Tasks from above")), page.found
    if request.GET.get("as") == "xlsx":
        refuse_too_many(page.found.order_by().count())
        rows = ([_in_a_cell(value) for value in row.values()] for row in carried_up(tasks))
        return xlsx_answer(request, [Sheet(str(_("Tasks from above")), FIELDS, rows)], name)
    return saved_as(request, name, "json", lambda: StreamingHttpResponse(_written(tasks), content_type=JSON))


def _in_a_cell(value: Any) -> Any:
    """Files in a cell: a line each, of name and digest."""
    return "\n".join(f"{one['name']} {one['sha256']}" for one in value) if isinstance(value, list) else value


def _written(tasks: Any) -> Iterator[str]:
    """One JSON object, task by task, so that no file has to fit into memory."""
    head = {"format": FORMAT, "made_at": timezone.now().isoformat(timespec="seconds")}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "tasks": ['
    for number, task in enumerate(carried_up(tasks)):
        yield (",\n" if number else "\n") + json.dumps(task, ensure_ascii=False)
    yield "\n]}\n"
