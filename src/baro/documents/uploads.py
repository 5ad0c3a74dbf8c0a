"""What one file may cost: the limits of the rulebook, and those of the machine."""

from __future__ import annotations

from baro.documents.reading.limits import Limits
from baro.kernel import rulebook
from baro.ui.rulebook import Uploads

# What one hostile file may cost the machine; a matter of the machine and not of the organisation's rules.
READER_SECONDS = 8
# The sender waits while it is looked at and drawn.
LOOKING_SECONDS = 4
READER_MEMORY = 256 * 1024 * 1024


def limits(*, seconds: int = READER_SECONDS) -> Limits:
    """What the rulebook lets one file cost today."""
    rule = rulebook.today(Uploads)
    return Limits(
        file_bytes=rule.largest_bytes,
        name_bytes=rule.longest_file_name,
        unpacked_bytes=rule.unpacked_most_bytes,
        unpacked_ratio=rule.highest_compression_ratio,
        entries=rule.unpacked_most_entries,
        pixels=rule.most_pixels_of_an_image,
        pages=rule.most_pages_read,
        characters=rule.most_characters_kept,
        seconds=seconds,
        memory_bytes=READER_MEMORY,
    )
