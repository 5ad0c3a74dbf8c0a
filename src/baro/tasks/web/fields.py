"""The place to drop evidence on."""

from __future__ import annotations

from baro.ui.fields import FilesInput


class EvidenceInput(FilesInput):
    """A place to drop files on."""

    template_name = "tasks/files_input.html"
