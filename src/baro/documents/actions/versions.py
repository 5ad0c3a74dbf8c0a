"""The versions of a draft: every text that was saved, under the digest of all that it said."""

from __future__ import annotations

from dataclasses import asdict

from django.utils import timezone

from baro.documents import queries
from baro.documents.drafted import Version
from baro.documents.models import Document
from baro.org.actors import Actor


def keep_version(document: Document, *, by: Actor) -> str:
    """Keep what a draft says now, once for each text, and give its digest."""
    content = queries.signed_content(document)
    facts = {"content": asdict(content), "made_by": by.title, "made_at": timezone.now()}
    Version.objects.get_or_create(document=document, digest=content.digest, defaults=facts)
    return content.digest
