"""What the frame of every page shows around its content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Self

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_bidi

from baro.org.actors import Actor
from baro.org.models import Tenure
from baro.ui.frame.account_menu import own_entries
from baro.ui.frame.links import this_page
from baro.ui.frame.navigation import menu
from baro.ui.frame.notices import unread_count


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post in which the reader can act."""

    pk: int
    name: str
    unit: str
    current: bool
    count: int = 0  # what waits there; counted only when the menu is opened

    @classmethod
    def of(cls, tenure: Tenure, *, current: bool, count: int = 0) -> Self:
        """The choice of the post of a tenure."""
        return cls(tenure.post_id, tenure.post.name, tenure.post.unit.name, current, count)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation, bell, posts, language direction and colours; what a fragment does not show costs nothing."""
    actor: Actor = getattr(request, "actor", None) or Actor.nobody()
    account = request.user if actor.account_id is not None else None
    theme = getattr(account, "theme", "") or request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    return {
        "actor": actor,
        "places": cache(partial(menu, actor, request.path)),
        "unread": cache(partial(unread_count, actor)),
        "posts": tuple(
            PostChoice.of(tenure, current=tenure.post_id == actor.post_id) for tenure in getattr(request, "tenures", ())
        ),
        "own": own_entries(),
        "this_page": cache(partial(this_page, request)),
        "theme": theme if theme in ("light", "dark") else "",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "demo": settings.DEMO,
    }
