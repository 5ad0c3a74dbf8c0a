"""The desk: how everything stands, in plain words, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from baro.operation.actions import retrying
from baro.operation.backups import kept
from baro.operation.figures import MOST_FAILED, failed_jobs, figures, versions
from baro.operation.papers import last_look
from baro.operation.policies import may_see
from baro.operation.questions import answers
from baro.ui.frame.visitors import visit_of
from baro.ui.http import Request, go_to

BACKUPS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """A backup in the table."""

    name: str
    made_at: datetime
    bytes: int
    verdict: kept.Verdict | None


@require_safe
def desk(request: Request) -> HttpResponse:
    """How the installation stands; nothing of what anybody wrote is on it.

    Raises Http404 for who does not hold the permission.
    """
    _refuse_strangers(request)
    looked = last_look()
    context: dict[str, Any] = {
        "answers": answers(),
        "figures": figures(),
        "versions": versions(),
        "failed": failed_jobs()[:MOST_FAILED],
        "backups": [_shown(one) for one in kept.all_in(Path(settings.BACKUPS))[:BACKUPS_SHOWN]],
        "changed_papers": looked.changed if looked else (),
    }
    return TemplateResponse(request, "operation/desk.html", context)


@require_POST
def retry(request: Request, number: int) -> HttpResponse:
    """Have a failed job done again.

    Raises Http404 for who does not hold the permission.
    """
    _refuse_strangers(request)
    retrying.retry(number, visit_of(request), by=request.actor)
    return go_to(request, "operation.desk")


def _refuse_strangers(request: Request) -> None:
    if not may_see(request.actor):
        raise Http404("operation.desk")


def _shown(one: kept.Kept) -> Shown:
    size = sum(path.stat().st_size for path in one.folder.glob("*") if path.is_file())
    return Shown(one.folder.name, one.made_at, size, kept.verdict_of(one))
