"""What is said once on the next page, kept in a cookie of ours."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class OurCookie(CookieStorage):
    """Django's cookie under the name that its other cookies have here."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.cookie_name = settings.MESSAGE_COOKIE_NAME
