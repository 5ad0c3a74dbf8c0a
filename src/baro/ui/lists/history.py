"""Filters by what once was: a list declares which histories it asks about, each a condition of its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.ui.lists.filters import ManyInput


@dataclass(frozen=True, slots=True)
class Past:
    """A history that rows may have, such as “was once overdue”: its condition as of a day, within one statement."""

    code: str
    label: Any
    condition: Callable[[date], Q]


class History(forms.MultipleChoiceField):
    """The field of a filter that asks for histories: a row has all that are ticked."""

    def __init__(self, *pasts: Past) -> None:
        self.pasts = {past.code: past for past in pasts}
        choices = [(past.code, past.label) for past in pasts]
        super().__init__(label=_("History"), choices=choices, required=False, widget=ManyInput)

    def narrow(self, rows: QuerySet[Any], asked: list[str]) -> QuerySet[Any]:
        """The rows that have every history that is asked for."""
        today = timezone.localdate()
        for code in asked:
            rows = rows.filter(self.pasts[code].condition(today))
        return rows
