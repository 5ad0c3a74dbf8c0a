"""The files that prove reports."""

from __future__ import annotations

from functools import partial

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from baro.documents import storing
from baro.tasks.models import Evidence, Task
from baro.ui.http import Request
from baro.ui.work.files import handed_out


@require_safe
def evidence(request: Request, pk: int) -> FileResponse:
    """A file that proves a report: shown when the browser can do that safely, otherwise saved.

    Raises Http404 for who does not see the task.
    """
    seen = Evidence.objects.filter(report__task__in=Task.objects.visible_to(request.actor).values("pk"))
    paper = get_object_or_404(seen.select_related("attachment"), pk=pk).attachment
    return handed_out(request, partial(storing.opened, paper.digest), name=paper.name, media_type=paper.media_type)
