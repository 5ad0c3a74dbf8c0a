"""Pieces of text on a page: values by the reader's language, badges, links, codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baro.ui.words.icons import icon

TONES = ("neutral", "info", "good", "warn", "bad", "accent")

RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
_WORD = r"[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff(][0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff/.()-]*"
LATIN = re.compile(rf"({_WORD}(?:,? {_WORD})*)")


def text(value: Any) -> SafeString:
    """Anything as safe text."""
    return SafeString(value.__html__() if hasattr(value, "__html__") else escape(str(value)))


def own(value: Any) -> str:
    """A value as it stands on a page; words, and names of records, keep their own direction among those of the page."""
    if isinstance(value, models.Model):
        value = str(value)
    return f"<bdi>{escape(value)}</bdi>" if value and type(value) is str else shown(value)


def prose(value: str) -> SafeString:
    """Words of the reader's language, in which Latin names and numbers keep their own direction."""
    if not RIGHT_TO_LEFT.search(value):
        return SafeString(own(value))
    pieces = enumerate(LATIN.split(value))
    return SafeString("".join(f"<bdi>{escape(piece)}</bdi>" if at % 2 else escape(piece) for at, piece in pieces))


def badge(label: Any, tone: str = "neutral", *, picture: str = "") -> SafeString:
    """A short state in a colour; the words say it, the colour only helps.

    Raises ValueError for an unknown tone.
    """
    drawn = icon(picture) if picture else ""
    return SafeString(f'<span class="badge tone-{known_tone(tone)}">{drawn}{text(label)}</span>')


def known_tone(tone: str) -> str:
    """The tone.

    Raises ValueError when there is no such tone.
    """
    if tone not in TONES:
        raise ValueError(f"{tone} is not a tone; use one of {', '.join(TONES)}")
    return tone


def link(label: Any, url: str) -> SafeString:
    """A link."""
    return SafeString(f'<a href="{escape(url)}">{text(label)}</a>')


def code(value: Any) -> SafeString:
    """A number, symbol or code: always written from left to right."""
    return SafeString(f'<bdi class="code" dir="ltr">{text(value)}</bdi>' if value not in (None, "") else "")


@lru_cache(maxsize=4096)
def _day(value: date, language: str) -> SafeString:
    return SafeString(f'<time datetime="{value.isoformat()}">{written_day(value)}</time>')


def written_day(value: date) -> str:
    """A day as the reader's language writes it."""
    return date_format(value, "SHORT_DATE_FORMAT")


def day(value: date | None) -> SafeString:
    """A day for the eye, with the exact day for machines."""
    return SafeString("") if value is None else _day(value, get_language() or "")


def moment(value: datetime | None) -> SafeString:
    """A day and time for the eye, in local time."""
    if value is None:
        return SafeString("")
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return SafeString(f'<time datetime="{local.isoformat()}">{date_format(local, "SHORT_DATETIME_FORMAT")}</time>')


def yes_or_no(value: bool) -> str:
    """Yes or no."""
    return _("Yes") if value else _("No")


_SHOWN: dict[type, Callable[[Any], str]] = {
    str: escape,
    int: str,
    type(None): lambda value: "",
    date: day,
    datetime: moment,
    bool: yes_or_no,
    SafeString: str,
}


def shown(value: Any) -> str:
    """A value as it stands on a page, escaped."""
    known = _SHOWN.get(type(value))
    return known(value) if known else text(value)


def plain(value: Any) -> Any:
    """A value as it stands in a file: text, numbers, days; times without their zone, in local time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    return value if isinstance(value, int | float | date) else str(value)
