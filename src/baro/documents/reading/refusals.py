"""Why a file is not taken: one sentence each, naming the file and what to do."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from baro.kernel.errors import FileRefused

SENTENCES = {
    "missing": _("“%(name)s” is no longer there; upload it again."),
    "empty": _("“%(name)s” is empty; choose the file again or ask the sender for it."),
    "too_large": _("“%(name)s” has %(size)s, more than the %(limit)s allowed; scan it in grey at 200 dpi or split it."),
    "unknown": _(
        "“%(name)s” is not a PDF, Word, Excel or image file but seems to be %(seems)s; save it as PDF or .docx."
    ),
    "program": _("“%(name)s” is %(seems)s and not a document; ask its sender for the document as PDF or .docx."),
    "old_word": _("“%(name)s” is in the old Office format; open it in Word and save it as .docx or PDF."),
    "office_locked": _("“%(name)s” is protected by a password; save a copy without the password and upload that."),
    "pdf_locked": _("“%(name)s” is protected by a password; save a copy without the password and upload that."),
    "pdf_broken": _("“%(name)s” is a damaged or incomplete PDF; export or scan it again, or ask the sender for it."),
    "pdf_no_pages": _("“%(name)s” is a PDF without pages; export or scan it again."),
    "office_broken": _("“%(name)s” is a damaged Word or Excel file; open it there, save it again and upload that."),
    "office_other": _("“%(name)s” is not a Word or Excel file but %(seems)s; save it as PDF or .docx."),
    "not_accepted": _("“%(name)s” is %(seems)s, which is not taken in here; save it as PDF or .docx."),
    "office_macros": _("“%(name)s” contains macros; save it as .docx or .xlsx without macros, or as PDF."),
    "office_bomb": _("“%(name)s” unpacks to far more than its size allows; save it again in Office or as PDF."),
    "office_entities": _("“%(name)s” contains XML declarations that Office never writes; save it as PDF."),
    "office_letters": _("“%(name)s” stores its letters in a way that Office never does; save it as PDF."),
    "image_broken": _("“%(name)s” is a damaged or incomplete image; scan it again."),
    "image_huge": _("“%(name)s” has more pixels than the %(limit)s million allowed; scan it at 200 dpi."),
    "too_slow": _("Reading “%(name)s” took longer than %(seconds)s seconds; save it again as PDF or split it."),
    "unreadable": _("“%(name)s” could not be read because its content breaks the reader; save it again as PDF."),
    "infected": _("“%(name)s” carries malware (%(found)s) and was not kept; tell its sender and your administrator."),
    "no_scanner": _("“%(name)s” was not taken in, because the scanner for malware does not answer; try again later."),
    "not_scanned": _("“%(name)s” was not taken in, because the scanner for malware could not read it; split it."),
    "no_tesseract": _(
        "The text of the scan “%(name)s” cannot be recognised on this system. Type the fields from the paper, and tell "
        "your system administrator."
    ),
}

SEEMINGS = {
    "windows program": _("a Windows program"),
    "linux program": _("a Linux program"),
    "script": _("a program script"),
    "old office": _("an old Office file"),
    "archive": _("an archive"),
    "rich text": _("a rich text file"),
    "other image": _("an image of another format"),
    "media": _("a sound or video file"),
    "web page": _("a web page"),
    "xml": _("an XML file"),
    "postscript": _("a PostScript file"),
    "database": _("a database"),
    "text": _("plain text"),
    "nothing known": _("data of an unknown kind"),
    "presentation": _("a presentation"),
    "pdf": _("a PDF"),
    "docx": _("a Word document"),
    "xlsx": _("an Excel workbook"),
    "png": _("a PNG image"),
    "jpeg": _("a JPEG image"),
    "tiff": _("a TIFF image"),
    "opendocument": _("an OpenDocument file"),
}


def refusal(code: str, name: str, **facts: Any) -> FileRefused:
    """The refusal of the file called ``name``; sizes are in bytes, ``seems`` is a key of `SEEMINGS`."""
    if "seems" in facts:
        facts["seems"] = SEEMINGS[facts["seems"]]
    if code == "too_large":
        facts = {measure: filesizeformat(amount) for measure, amount in facts.items()}
    told = FileRefused(SENTENCES[code] % {"name": name, **facts})
    told.code = code
    return told


def told_again(kept: str, name: str) -> str:
    """The sentence for what was kept of a refusal, which is its code or a sentence, without the facts of that time."""
    if kept not in SENTENCES:
        return kept
    general = kept if "%(" not in str(SENTENCES[kept]).replace("%(name)s", "") else "unreadable"
    return str(SENTENCES[general] % {"name": name})
