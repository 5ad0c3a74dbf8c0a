"""A list as text: how its letters are stored, what parts its cells, row by row."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator

from baro.sheets.cells import Raw
from baro.sheets.remedies import refusal
from baro.sheets.shapes import Shape, plainly

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PIECE = 1024 * 1024
SEPARATORS = (",", ";", "\t")
VIETNAMESE = set("ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ“”‘’–—… «»°₫")
LONGEST_CELL = 100_000
LONGEST_HEAD = 20_000
MOST_COLUMNS = 16_384  # as many as a spreadsheet has


def rows_of_text(content: bytes, name: str, among: Iterable[Shape]) -> Iterator[tuple[int, list[Raw]]]:
    """The rows of a list in CSV with the numbers of their lines; the first is its head.

    Raises Refused when the letters cannot be read safely, or a quotation mark is never closed.
    """
    text = io.TextIOWrapper(io.BytesIO(content), encoding=encoding_of(content, name), newline="")
    first = text.readline(LONGEST_HEAD)
    told = re.fullmatch(r'"?sep=(.)"?\s*', first.lstrip("\ufeff"))
    separator = told[1] if told else separator_of(_first_filled(first, text), among)
    if not told:
        text.seek(0)
    csv.field_size_limit(LONGEST_CELL)
    lines = csv.reader(text, delimiter=separator, strict=False)
    skipped = 1 if told else 0
    begun = 1 + skipped
    try:
        for cells in lines:
            if len(cells) > MOST_COLUMNS:
                raise refusal("head", name=name)
            yield begun, [disarmed_again(cell) for cell in cells]
            begun = lines.line_num + 1 + skipped
    except csv.Error as error:
        # A quotation mark that is never closed takes in everything up to the end.
        code = "quotes" if b'"' in content else "longest"
        raise refusal(code, name=name, row=begun, most=LONGEST_CELL) from error


def _first_filled(first: str, text: io.TextIOWrapper) -> str:
    """The first line that holds anything: lists begin with blank ones now and then."""
    while first and not first.strip('\ufeff\t ,;"\r\n'):
        first = text.readline(LONGEST_HEAD)
    return first


def disarmed_again(cell: str) -> Raw:
    """A cell as it was before it was disarmed for a file; one that a spreadsheet would run is a formula."""
    text = cell.strip(" \ufeff")
    if text.startswith("'") and text[1:2] in ("=", "+", "-", "@", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20"):
        return Raw(text[1:])
    return Raw(text, "formula" if text.startswith("=") else "")


def encoding_of(content: bytes, name: str) -> str:
    """How the letters are stored: UTF-8, UTF-16, or windows-1258 when every letter is Vietnamese then.

    Raises Refused otherwise.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _tried(content, encoding) or _unknown(name)
    if encoding := _without_mark(content):
        return encoding
    return _tried(content, "utf-8") or (_vietnamese(content) and "cp1258") or _unknown(name)


def _unknown(name: str) -> str:
    raise refusal("encoding", name=name)


def _tried(content: bytes, encoding: str) -> str:
    """The encoding, if the content can be read by it; piece by piece, so that nothing large is kept."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), PIECE):
            decoder.decode(content[start : start + PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return ""
    return encoding


def _without_mark(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of a head in plain letters is nought."""
    head = content[:200]
    if len(head) >= 8 and head[1::2].count(0) > len(head) // 3:
        return _tried(content, "utf-16-le")
    return _tried(content, "utf-16-be") if len(head) >= 8 and head[0::2].count(0) > len(head) // 3 else ""


def _vietnamese(content: bytes) -> bool:
    """Whether it makes sense in windows-1258: Vietnamese letters and nothing else beside plain ones."""
    try:
        text = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        return False
    return all(ord(sign) < 128 or sign in VIETNAMESE for sign in set(text.lower()))


def separator_of(first: str, among: Iterable[Shape]) -> str:
    """What parts the cells of a head: the sign by which most of its words are known."""
    known = {word for shape in among for column in shape.columns for word in column.words}

    def recognised(separator: str) -> tuple[int, int]:
        words = next(csv.reader([first], delimiter=separator), [])
        return sum(plainly(word) in known for word in words), first.count(separator)

    return max(SEPARATORS, key=recognised)
