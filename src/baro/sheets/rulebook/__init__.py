"""How large a list may be, and when somebody waits for it at the page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import PositiveInt

from baro.kernel.rulebook.body import RuleBody


class SheetLimits(RuleBody, code="sheets.limits", called=_("Importing lists")):
    """What a file that is to be imported may hold, and how much of it is shown before it is."""

    largest_mib: PositiveInt
    most_rows: PositiveInt  # in all of its sheets together
    unpacked_most_mib: PositiveInt
    unpacked_most_entries: PositiveInt
    highest_compression_ratio: PositiveInt
    at_once_kib: PositiveInt  # a larger file is checked by the worker
    at_once_rows: PositiveInt  # more new rows are written by the worker
    rows_shown: PositiveInt  # of each sheet, before they are imported
    mistakes_shown: PositiveInt  # on the page
    mistakes_kept: PositiveInt  # and in the file that names them beside its rows; the others are only counted
    kept_days: PositiveInt  # what was brought and never imported

    @property
    def largest_bytes(self) -> int:
        """The size limit of one file in bytes."""
        return self.largest_mib * 1024 * 1024

    @property
    def unpacked_bytes(self) -> int:
        """What a workbook may unfold to, in bytes."""
        return self.unpacked_most_mib * 1024 * 1024

    @property
    def unpacked_ratio(self) -> int:
        """How many times larger than the file that may be."""
        return self.highest_compression_ratio

    @property
    def entries(self) -> int:
        """How many parts a workbook may have."""
        return self.unpacked_most_entries
