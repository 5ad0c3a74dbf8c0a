"""A digest as an e-mail in the reader's language, with and without pictures of letters: words and HTML alike."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.ui.outside.gathering import Letter


def written(letter: Letter, connection: Any) -> EmailMultiAlternatives:
    """The e-mail of a digest. One that is sent again for the same time bears the same Message-ID."""
    account = letter.digest.account
    with translation.override(account.language or settings.LANGUAGE_CODE):
        subject = _subject(letter)
        context = {
            "letter": letter,
            "site": settings.SITE,
            "choices": settings.SITE + reverse("ui.outside"),
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "language": translation.get_language(),
            "subject": subject,
        }
        mail = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("ui/digest.txt", context),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.digest.address],
            headers=_headers(letter),
            connection=connection,
        )
        mail.attach_alternative(render_to_string("ui/digest.html", context), "text/html")
    return mail


def _subject(letter: Letter) -> str:
    """How much waits and how much is new, before anything is opened; never what it is about."""
    waits = ngettext("%(count)s item waits for you", "%(count)s items wait for you", letter.waiting)
    new = ngettext("%(count)s new notice", "%(count)s new notices", letter.new)
    parts = [waits % {"count": letter.waiting}] if letter.waiting else []
    parts += [new % {"count": letter.new}] if letter.new else []
    return _("Baro: %(parts)s") % {"parts": " · ".join(parts)}


def _headers(letter: Letter) -> dict[str, str]:
    time = f"{letter.digest.told_until:%Y%m%dT%H%M%S%f}"
    host = settings.SITE.partition("://")[2].partition(":")[0].partition("/")[0]
    return {
        "Message-ID": f"<digest.{letter.digest.pk}.{time}@{host}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
