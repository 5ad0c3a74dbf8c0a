"""Issuers and documents as things to choose; an issuer may be any other one as well, as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from baro.documents import issuers
from baro.documents.flow import UNSIGNED
from baro.documents.models import Document
from baro.org.actors import Actor
from baro.ui.forms.choices import Choice, Choosable, Option, choosable, with_many
from baro.ui.http import number_in
from baro.ui.words.cells import written_day


def _find(actor: Actor, words: str, limit: int) -> list[Option]:
    return [_option(name) for name in issuers.with_words_of(words, actor, limit)]


def _read(names: Sequence[str]) -> dict[str, str]:
    return {name: name for name in names}


def _option(name: str) -> Option:
    return Option(name, name)


ISSUERS = Choosable("documents.issuers", _find, _read, lambda text: [text], _option)
choosable(ISSUERS)


class IssuerChoice(Choice):
    """An issuer: cleans to its name, known or not."""

    default_error_messages = {"required": forms.Field.default_error_messages["required"]}

    def __init__(self, *, max_length: int, **options: Any) -> None:
        super().__init__("documents.issuers", validators=[MaxLengthValidator(max_length)], **options)

    def clean(self, value: Any) -> str:
        """The name that was chosen or typed.

        Raises ValidationError for none and for one that is too long.
        """
        name = super().clean(value) or ""
        self.run_validators(name)
        return str(name)


def _find_documents(actor: Actor, words: str, limit: int) -> list[Option]:
    """The newest documents that the actor sees, that went out and that hold every word."""
    seen = Document.objects.visible_to(actor).exclude(state__in=UNSIGNED).exclude(symbol="")
    found = seen.filter(search__finds=words) if words else seen
    return [_document_option(one) for one in found.order_by("-entered_on", "-pk")[:limit]]


def _read_documents(keys: Sequence[str]) -> dict[str, Document]:
    numbers = [number for key in keys if (number := number_in(key)) is not None]
    # sees: the form leaves out what its reader does not see, and the action asks again
    return {str(one.pk): one for one in Document.objects.filter(pk__in=numbers)}


def _document_option(document: Document) -> Option:
    issued = written_day(document.issued_on) if document.issued_on else ""
    return Option(str(document.pk), str(document), " · ".join(filter(None, [document.issuer, issued])))


choosable(Choosable("documents.documents", _find_documents, _read_documents, lambda text: [], _document_option))


class DocumentChoice(Choice):
    """A document that went out: cleans to `Document`. Its form drops what the reader does not see."""

    def __init__(self, **options: Any) -> None:
        super().__init__("documents.documents", **options)


def only_seen(data: Any, names: Sequence[str], actor: Actor) -> Any:
    """What was sent to a form, without the documents that its reader does not see: their names are not shown again."""
    if data is None:
        return None
    sent = with_many(data).copy()
    for name in names:
        keys = sent.getlist(f"{name}_code")
        numbers = [number for key in keys if (number := number_in(key)) is not None]
        seen = set(Document.objects.visible_to(actor).filter(pk__in=numbers).values_list("pk", flat=True))
        sent.setlist(f"{name}_code", [key for key in keys if number_in(key) in seen])
    return sent
