"""How a paper is shown: its address, its pages as pictures, what to be careful about, what its signatures say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property

from baro.documents.pades.verdicts import Verdict, verdicts
from baro.documents.reading.refusals import told_again
from baro.documents.reading.warnings import WARNINGS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The pages of a paper that are shown as pictures.
MOST_SHEETS = 60


class Shown:
    """What a page needs of a paper, from its columns alone."""

    if TYPE_CHECKING:
        pk: int
        name: str
        pages: int | None
        media_type: str
        problem: str
        warnings: list[str]
        signatures: list[dict[str, Any]] | None

    @cached_property
    def address(self) -> str:
        """Where the file is; its pages and words lie below. Who shows it with another record puts that one's here."""
        return reverse("documents.attachment", args=[self.pk])

    @property
    def sheets(self) -> range:
        """The numbers of the pages of a PDF that are shown as pictures, from 1; none for other kinds of file."""
        return range(1, min(self.pages or 0, MOST_SHEETS) + 1 if self.media_type == "application/pdf" else 1)

    @property
    def unseen(self) -> int:
        """How many pages are not shown as pictures, because whoever needs them opens the file."""
        return max((self.pages or 0) - MOST_SHEETS, 0)

    @property
    def is_picture(self) -> bool:
        """Whether browsers show the file itself as a picture."""
        return self.media_type in {"image/png", "image/jpeg"}

    @property
    def is_word(self) -> bool:
        """Whether its words can be shown although no browser opens the file."""
        return self.media_type == WORD

    @property
    def why_unread(self) -> str:
        """Why there is no text, in the language of whoever reads it."""
        return told_again(self.problem, self.name)

    @property
    def warned(self) -> list[Any]:
        """What to be careful about before it is opened outside Baro, one sentence each."""
        return [WARNINGS[code] for code in self.warnings if code in WARNINGS]

    @property
    def verdicts(self) -> list[Verdict]:
        """What its electronic signatures say, in words."""
        return verdicts(self.signatures)
