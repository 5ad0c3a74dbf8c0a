"""What the frame of every page shows around its content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_bidi

from baro.org.actors import Actor
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
            PostChoice(t.post_id, t.post.name, t.post.unit.name, t.post_id == actor.post_id)
            for t in getattr(request, "tenures", ())
        ),
        "own": own_entries(),
        "this_page": cache(partial(this_page, request)),
        "theme": theme if theme in ("light", "dark") else "",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "demo": settings.DEMO,
    }
