"""Saved views of lists: keeping, opening first, forgetting."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from baro.ui.frame.preferences import forget_view, open_first, save_view
from baro.ui.http import Request, go_to, number_in
from baro.ui.lists.page import list_of
from baro.ui.lists.viewed import is_viewed
from baro.ui.models import SavedView

LONGEST = 4000


def _address(view: SavedView) -> str:
    """The list with the view."""
    return f"{reverse(view.list_code)}?view={view.pk}"


@require_POST
def save(request: Request) -> HttpResponse:
    """Keep the state of a list, or of another page that keeps views, under a name.

    Raises Http404 for a list that does not exist, Refused without a name.
    """
    code = request.POST.get("list_code", "")
    try:
        code if is_viewed(code) else list_of(code)
    except KeyError as unknown:
        raise Http404(code) from unknown
    view = save_view(
        code,
        request.POST.get("name", "").replace("\x00", ""),
        request.POST.get("query", "").replace("\x00", "")[:LONGEST],
        shown=number_in(request.POST.get("shown")) or 0,
        opens_first="is_default" in request.POST,
        by=request.actor,
    )
    return go_to(request, _address(view))


def _own(request: Request, pk: int) -> SavedView:
    """A view of the account.

    Raises Http404 for one of another account.
    """
    return get_object_or_404(SavedView, pk=pk, account_id=request.actor.account_id)


@require_POST
def first(request: Request, pk: int) -> HttpResponse:
    """Let the list open with the view, or no longer."""
    view = _own(request, pk)
    open_first(view, yes=not view.is_default)
    return go_to(request, _address(view))


@require_POST
def forget(request: Request, pk: int) -> HttpResponse:
    """Delete the view."""
    view = _own(request, pk)
    forget_view(view)
    return go_to(request, view.list_code)
