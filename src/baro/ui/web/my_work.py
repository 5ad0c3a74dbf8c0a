"""The start page: what waits for the reader, in the post at hand and in their others; and at the desks of others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baro.kernel.errors import Refused
from baro.org.models import Tenure
from baro.org.queries import actor_in
from baro.ui.counts.opening import address
from baro.ui.counts.waiting import LATE, TO_DO, Section, Waiting, cards, counts_of, first_rows, kinds, longer, rows_in
from baro.ui.frame.context import PostChoice
from baro.ui.frame.preferences import remember, remembered
from baro.ui.http import Request, go_to, way_back
from baro.ui.lists.page import answer, beginnings_of, list_of
from baro.ui.work.desks import MINE, WHOSE, AtDesk, Desk, desk_of, desks, known

PAGE = "ui.my_work"
VIEWS = (PAGE, "ui.board", "ui.calendar_page")
KEPT = ("kind", "by", "month", "week")  # what an address asks for beside whose work it shows


@dataclass(frozen=True, slots=True)
class OtherPost:
    """Another post of the reader, and how much waits there."""

    pk: int
    name: str
    unit: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A desk with how much of each kind waits there, and where these rows are; nought has no rows to open."""

    desk: Desk
    cells: list[tuple[int, str]]
    late: bool


def around(request: Request, whose: str, *, here: str = "", chosen: str | None = None) -> dict[str, Any]:
    """What stands above every view of one's work: whose it is, and whether its address ``here`` is opened first.

    ``chosen`` is the address that is, where that was asked already.
    """
    here = here or request.get_full_path()
    kept = {name: request.GET[name] for name in KEPT if name in request.GET}
    return {
        "whose": whose,
        "whose_choices": [(code, label, f"?{urlencode(kept | {'whose': code})}") for code, label in WHOSE],
        "here": here,
        "opens_first": (remembered(PAGE, request.actor) if chosen is None else chosen) == here,
    }


@require_safe
def my_work(request: Request) -> HttpResponseBase:
    """What waits for the reader: how much of each kind, and the oldest rows; a bare address opens as they chose."""
    chosen = remembered(PAGE, request.actor)
    if not request.GET and chosen not in ("", request.path):
        return redirect(chosen)
    whose = known(request.GET.get("whose", MINE))
    around_it = around(request, whose, chosen=chosen)
    return _of_others(request, whose, around_it) if whose else _own(request, around_it)


def _own(request: Request, around_it: dict[str, Any]) -> HttpResponse:
    actor, day = request.actor, timezone.localdate()
    others = [tenure for tenure in request.tenures if tenure.post_id != actor.post_id]
    acting = (actor_in(tenure, on=day, among=request.tenures) for tenure in others)
    counts, *elsewhere = counts_of([actor, *acting], day)
    other_posts = [_other(tenure, found) for tenure, found in zip(others, elsewhere, strict=True)]
    context = around_it | {
        "beginnings": beginnings_of(actor),
        "cards": cards(counts, Section.DECISION, Section.NEXT, Section.COUNTED),
        "decisions": first_rows(Section.DECISION, counts, actor, day),
        "next_rows": first_rows(Section.NEXT, counts, actor, day),
        "longer_decisions": longer(counts, Section.DECISION),
        "longer_next": longer(counts, Section.NEXT),
        "with_others": cards(counts, Section.OTHERS),
        "other_posts": other_posts,
        "elsewhere": sum(post.count for post in other_posts),
    }
    return TemplateResponse(request, "ui/waiting.html", context)


def _of_others(request: Request, whose: str, around_it: dict[str, Any]) -> HttpResponse:
    """What waits at the desks of others, as far as the reader sees it: a row for each, a column for each kind."""
    actor, day = request.actor, timezone.localdate()
    found = desks(actor, whose, day)
    counts = counts_of([desk.actor for desk in found], day, seen_by=actor)
    shown = [kind for kind in kinds(*TO_DO, Section.COUNTED) if any(one[kind.code] for one in counts)]
    rows = [_row(desk, one, shown) for desk, one in zip(found, counts, strict=True)]
    context = around_it | {"kinds": shown, "rows": rows, "beginnings": ()}
    return TemplateResponse(request, "ui/desks.html", context)


def _row(desk: Desk, counts: Counter[str], shown: list[Waiting]) -> Row:
    cells = [(counts[kind.code], address(AtDesk.of(kind, desk.actor))) for kind in shown]
    return Row(desk, cells, late=any(counts[kind.code + LATE] for kind in shown))


@require_safe
def desk(request: Request, post: int, kind: str) -> HttpResponseBase:
    """What waits of one kind at the desk of another.

    Raises Http404 for a desk at which the reader does not look, and for a kind that there is not.
    """
    day = timezone.localdate()
    found = desk_of(request.actor, post, day)
    asked = next((one for one in kinds() if one.code == kind), None)
    if found is None or asked is None:
        raise Http404(kind)
    waits = AtDesk.of(asked, found.actor).rows_for(request.actor, day).order_by().values("pk")
    listed = list_of(asked.list_code)
    rows = listed(request.actor, QueryDict()).rows().filter(pk__in=waits)
    page = listed(request.actor, request.GET, among=rows)
    return answer(request, page, title=asked.label, lead=f"{found.name}, {found.post}")


@require_POST
def first(request: Request) -> HttpResponse:
    """Let one's work open with the view at hand, or again as it does for everybody.

    Raises Refused for the address of another page.
    """
    chosen = way_back(request, otherwise="")
    try:
        name = resolve(chosen.partition("?")[0]).url_name
    except Resolver404:
        name = ""
    if name not in VIEWS:
        raise Refused(_("This page is not a view of your work. Open “My work” and choose a view there."))
    remember(PAGE, "" if remembered(PAGE, request.actor) == chosen else chosen[:200], by=request.actor)
    return go_to(request, chosen)


@require_safe
def posts(request: Request) -> HttpResponse:
    """The posts of the reader to choose from, with how much waits in each: for the menu, when it is opened."""
    day, here = timezone.localdate(), request.actor.post_id
    counts = counts_of([actor_in(tenure, on=day, among=request.tenures) for tenure in request.tenures], day)
    held = zip(request.tenures, counts, strict=True)
    choices = [PostChoice.of(tenure, current=tenure.post_id == here, count=rows_in(found)) for tenure, found in held]
    return TemplateResponse(request, "ui/components/post_choices.html", {"held": choices})


def _other(tenure: Tenure, counts: Counter[str]) -> OtherPost:
    return OtherPost(tenure.post_id, tenure.post.name, tenure.post.unit.name, rows_in(counts))
