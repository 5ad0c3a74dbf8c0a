"""Icons as inline SVG, read once from the icon package."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

_HEAD = re.compile(r"<!--.*?-->|<svg[^>]*>|<path stroke=\"none\"[^>]*>", re.DOTALL)
_NAME = re.compile(r"[a-z0-9-]+")
# These point somewhere in the line of reading, so they turn round in right-to-left scripts.
_DIRECTED = re.compile(
    r"(^|-)(left|right|forward|back|next|prev|send|login|logout|share|reply)(-|$)|^(send|indent|list)"
)
# How it is drawn stands once in the style sheet: a long page has hundreds of them.
_OPEN = '<svg class="icon{more}" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">'


@lru_cache(maxsize=512)
def icon(name: str) -> SafeString:
    """The icon of a name; an empty drawing of the same size when there is no such icon."""
    file = Path(settings.ICONS) / f"{name}.svg"
    drawn = _HEAD.sub("", file.read_text()) if _NAME.fullmatch(name) and file.is_file() else "</svg>"
    more = " icon-directed" if _DIRECTED.search(name) else ""
    return mark_safe(_OPEN.format(more=more) + " ".join(drawn.split()).replace(" />", "/>").replace("> <", "><"))
