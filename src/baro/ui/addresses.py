"""Where the pages of records are, by the names of the records in the trail."""

from __future__ import annotations

from django.apps import apps
from django.urls import NoReverseMatch


def address_of(reference: str) -> str:
    """The address of the page of a record by its name in the trail; empty when it has none."""
    label, _colon, pk = reference.partition(":")
    try:
        record = apps.get_model(label)(pk=pk)
        return str(record.get_absolute_url())
    except (LookupError, ValueError, AttributeError, NoReverseMatch):
        return ""
