"""The field through which several files come at once."""

from __future__ import annotations

from typing import Any

from django import forms

TAKEN = ".pdf,.docx,.png,.jpg,.jpeg,.tif,.tiff"


class FilesInput(forms.ClearableFileInput):
    """A place to drop files on."""

    allow_multiple_selected = True
    template_name = "tasks/files_input.html"


class Files(forms.FileField):
    """Files, none, one or several: cleans to a list."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(label=label, required=False, widget=FilesInput(attrs={"accept": TAKEN}))

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files that were chosen."""
        one = super().clean
        return [one(file, initial) for file in (data if isinstance(data, list | tuple) else [data]) if file]
