"""Issuers as things to choose: a known one from the list, or any other as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from baro.documents import issuers
from baro.org.actors import Actor
from baro.ui.forms.choices import Choice, Choosable, Option, choosable


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
