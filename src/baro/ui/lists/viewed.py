"""Pages that are no lists, but whose address is kept under a name as that of a list is."""

from __future__ import annotations

from functools import cached_property

from baro.trail.alphabet import Alphabetical
from baro.ui.http import Request
from baro.ui.lists.states import ListState
from baro.ui.models import SavedView

_pages: set[str] = set()


def keeps_views(code: str) -> str:
    """Declare that views of the page of an address may be kept; the code again."""
    _pages.add(code)
    return code


def is_viewed(code: str) -> bool:
    """Whether views of a page are kept that is no list."""
    return code in _pages


class ViewedPage:
    """What is asked of a page, by its address or by a view that the reader kept of it."""

    def __init__(self, code: str, request: Request) -> None:
        self.code, self.account_id = code, request.actor.account_id
        self.state = ListState(request.GET, self.views)

    @cached_property
    def views(self) -> list[SavedView]:
        """The views that the reader keeps of the page: one query."""
        if self.account_id is None:
            return []
        own = SavedView.objects.filter(account_id=self.account_id, list_code=self.code)
        return list(own.order_by(Alphabetical("name"), "pk"))

    @property
    def can_keep_views(self) -> bool:
        """Whether the reader can keep what is shown."""
        return self.account_id is not None
