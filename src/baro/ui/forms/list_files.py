"""A file with a list in it, as forms take one in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.sheets.rulebook import SheetLimits


class ListInput(forms.FileInput):
    """A place to drop one list on."""

    template_name = "ui/components/files.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The box with the kinds and the limit of today."""
        context = super().get_context(name, value, {"accept": ".xlsx,.csv,.txt,.tsv", **(attrs or {})})
        return context | {
            "one": True,
            "kinds": ["Excel (.xlsx)", "CSV"],
            "most": rulebook.today(SheetLimits).largest_mib,
        }


class ListFile(forms.FileField):
    """One list: an Excel workbook or CSV, as large as the rulebook allows."""

    widget = ListInput
    default_error_messages = {
        "required": _("Choose the file first."),
        "empty": _("This file is empty; choose it again."),
    }
