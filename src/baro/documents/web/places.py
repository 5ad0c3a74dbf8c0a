"""Where documents stand in the navigation, and how they are found."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.org.actors import Actor
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.ui.frame.search import Hit, Source, source
from baro.ui.words.cells import written_day


def _find(actor: Actor, words: str, limit: int) -> Iterable[Hit]:
    """The newest documents that hold every word."""
    rows = Document.objects.visible_to(actor).filter(search__finds=words).order_by("-entered_on", "-pk")
    for document in rows.only("symbol", "abstract", "issuer", "direction", "entered_on")[:limit]:
        told = (document.get_direction_display(), document.issuer, written_day(document.entered_on))
        detail = format_html_join(" · ", "<bdi>{}</bdi>", ((part,) for part in told if part))
        yield Hit(str(document), detail, document.get_absolute_url())


heading(Heading("documents", _("Documents"), order=20))
place(
    Place("documents.incoming", _("Incoming documents"), "inbox", "documents.incoming", 20, "documents.see", chord="i"),
    Place("documents.outgoing", _("Outgoing documents"), "send", "documents.outgoing", 30, "documents.see", chord="o"),
    Place(
        "documents.registers",
        _("Printed registers"),
        "printer",
        "documents.registers",
        35,
        ("documents.document.register", "documents.document.issue"),
    ),
)
source(Source("documents", _("Documents"), "file-text", _find, order=10))
