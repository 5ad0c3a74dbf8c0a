"""Which files are taken in and how much of them is read; how long a page may take, how much one person may ask."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text


class UploadKind(Entry):
    """A kind of file that is accepted; what it is, is judged by its content, never by its name."""

    id: Text
    names: Names
    extensions: tuple[Text, ...] = Field(min_length=1)
    media_type: Text


class WebLimits(RuleBody, code="web.limits", called=_("Limits of the pages")):
    """How long pages wait for others, how long forms are remembered, how much one person may ask for."""

    lock_seconds: PositiveInt
    statement_seconds: PositiveInt
    idle_transaction_seconds: PositiveInt
    forms_remembered_days: PositiveInt
    files_made_per_minute: PositiveInt
    slowest_bytes_per_second: PositiveInt
    longest_request_minutes: PositiveInt
    strangers_kib: PositiveInt
    parked_mib: PositiveInt


class Talk(RuleBody, code="web.talk", called=_("Remarks")):
    """How long a remark about a record may be, and how many people it may mention."""

    longest_remark: PositiveInt
    most_mentioned: PositiveInt


class Outside(RuleBody, code="web.outside", called=_("Digest and calendar")):
    """What reaches people outside the pages: how much of it, how many at once, how patiently."""

    letters_at_once: PositiveInt
    rows_of_a_kind: PositiveInt
    notices_in_a_letter: PositiveInt
    settling_minutes: PositiveInt
    wait_minutes: PositiveInt
    longest_wait_hours: PositiveInt
    calendar_days_back: PositiveInt
    calendar_days_ahead: PositiveInt
    calendar_entries: PositiveInt


class Uploads(RuleBody, code="documents.uploads", called=_("Files that are taken in")):
    """What files are taken in, and how much of them is read."""

    largest_mib: PositiveInt
    most_pages_read: PositiveInt
    most_characters_kept: PositiveInt
    most_pixels_of_an_image: PositiveInt
    longest_file_name: PositiveInt
    unpacked_most_mib: PositiveInt
    unpacked_most_entries: PositiveInt
    highest_compression_ratio: PositiveInt
    most_files_at_once: PositiveInt
    most_files_an_hour: PositiveInt
    most_mib_a_day: PositiveInt
    loose_papers_kept_days: PositiveInt
    half_landed_kept_hours: PositiveInt
    kinds: tuple[UploadKind, ...] = Field(min_length=1)

    @property
    def largest_bytes(self) -> int:
        """The size limit of one file in bytes."""
        return self.largest_mib * 1024 * 1024

    @property
    def unpacked_most_bytes(self) -> int:
        """The limit of what a packed file may unfold to, in bytes."""
        return self.unpacked_most_mib * 1024 * 1024

    @property
    def most_bytes_a_day(self) -> int:
        """What one person may bring in a day, in bytes."""
        return self.most_mib_a_day * 1024 * 1024

    @property
    def extensions(self) -> tuple[str, ...]:
        """Every accepted extension with its dot, as a file field wants it."""
        return tuple(extension for kind in self.kinds for extension in kind.extensions)
