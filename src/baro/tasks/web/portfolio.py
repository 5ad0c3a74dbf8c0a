"""The portfolio of a unit or a post on its page: every number opens its tasks."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from baro.kernel import rulebook
from baro.org.models import Unit
from baro.tasks import queries
from baro.tasks.portfolio import CLASSES, URGENT, Portfolio, Whose, ahead, portfolio_of, standing_still
from baro.tasks.rulebook import Horizons
from baro.tasks.web.badges import owner_words
from baro.ui.counts.bars import Piece
from baro.ui.counts.opening import address, number
from baro.ui.forms import PostChoice, UnitChoice
from baro.ui.http import Request
from baro.ui.lists import Filter

MOST = 12


class WhoseForm(Filter):
    """Whose portfolio."""

    unit = UnitChoice(label=gettext_lazy("Unit and below"))
    post = PostChoice(label=gettext_lazy("Or one post"))
    in_sight = ("unit", "post")


@require_safe
def portfolio(request: Request) -> HttpResponse:
    """The open tasks by horizon, class and month: one counting query, and the tasks that stand still."""
    form = WhoseForm(request.GET, actor=request.actor)
    form.settle()
    whose = _whose(request, form)
    form.initial = {"unit": whose.unit, "post": whose.post}
    today = timezone.localdate()
    found = portfolio_of(request.actor, whose, today)
    still = standing_still(request.actor, whose, today, most=MOST)
    context = {
        "form": form,
        "whose": whose,
        "rows": [_row(found, code, names) for code, names in found.horizons],
        "all_of_it": _row(found, "", _("All")),
        "heads": [queries.status_rule(today).of(one).names for one in CLASSES],
        "months": _months(found),
        "horizon_heads": [names for _code, names in found.horizons],
        "still": [_still(task, today) for task in still],
        "still_days": rulebook.today(Horizons).still_after_working_days,
        "still_list": f"{reverse('tasks.list')}?{urlencode({'which': 'still', **whose.asked})}",
    }
    return TemplateResponse(request, "tasks/portfolio.html", context)


def _whose(request: Request, form: WhoseForm) -> Whose:
    """Whom the address names, else the unit of the reader's post."""
    asked = dict(form.asked())
    if post := asked.get("post"):
        return Whose(post=post)
    own = Unit.objects.filter(pk=request.actor.unit_id or 0).first()  # sees: the reader's own unit
    return Whose(unit=asked.get("unit") or own)


def _row(found: Portfolio, horizon: str, names: Any) -> dict[str, Any]:
    """One horizon, or all of them: a number for each class, and the bar that they make."""
    rule, pieces, cells = queries.status_rule(found.day), [], []
    for one in CLASSES:
        count = sum(n for (lies, stands), n in found.by_class.items() if stands == one and horizon in ("", lies))
        url, kind = address(ahead(found.whose, horizon=horizon, standing=one.value)), rule.of(one)
        pieces.append(Piece(kind.style, kind.names, count, url, light=not kind.filled))
        cells.append(_cell(kind.names, count, url))
    whole = sum(piece.count for piece in pieces)
    return {
        "names": names,
        "cells": cells,
        "all": _cell(_("All"), whole, address(ahead(found.whose, horizon=horizon))),
        "pieces": pieces,
        "count": whole,
    }


def _cell(label: Any, count: int, url: str) -> dict[str, Any]:
    """A number with the head of its column, which a phone shows beside it."""
    return {"label": label, "shown": number(count, url), "is_zero": not count}


def _months(found: Portfolio) -> list[dict[str, Any]]:
    """The months ahead: how many tasks of each horizon fall due in one, and the bar that they make."""
    rows = []
    tones: dict[str, str] = {row.id: row.tone for row in rulebook.in_force(Horizons, on=found.day).body.horizons}
    most = max((_due_in(found, first) for first, _last in found.months), default=0)
    for first, last in found.months:
        pieces = []
        for code, names in found.horizons:
            url = address(ahead(found.whose, horizon=code, first=first, last=last))
            pieces.append(Piece(tones[code], names, found.by_month[code, first], url))
        rows.append(
            {
                "name": date_format(first, "YEAR_MONTH_FORMAT"),
                "pieces": pieces,
                "cells": [_cell(piece.label, piece.count, piece.url) for piece in pieces],
                "most": most,
            }
        )
    return rows


def _due_in(found: Portfolio, first: date) -> int:
    return sum(count for (_horizon, month), count in found.by_month.items() if month == first)


def _still(task: Any, today: date) -> dict[str, Any]:
    """A task that stands still, and how many urgent ones its owner got meanwhile."""
    asked = {"owner_code": task.owner_post_id, "horizon": URGENT, "given_from": queries.still_since(today).isoformat()}
    url = f"{reverse('tasks.list')}?{urlencode(asked)}"
    return {"task": task, "owner": owner_words(task), "urgent": number(task.urgent_since, url)}
