"""As what a report is printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from baro.printing.content import Paper
from baro.printing.page import as_html
from baro.printing.pdf import as_pdf
from baro.printing.word import as_word


@dataclass(frozen=True, slots=True)
class Printer:
    """A kind of file, its media type, and what makes it."""

    media: str
    print: Callable[[Paper], bytes]


PRINTERS = {
    "pdf": Printer("application/pdf", as_pdf),
    "docx": Printer("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_word),
    "html": Printer("text/html; charset=utf-8", lambda paper: as_html(paper).encode()),
}
