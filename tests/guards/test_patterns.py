"""No pattern that meets strangers' files looks at one sign again and again."""

from __future__ import annotations

import io
import re
import zipfile
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import openpyxl
import pytest

from baro.kernel import packed
from baro.sheets import workbooks
from baro.sheets.workbooks import sheets_of

FEW = 500  # signs behind a beginning that a pattern may look at once more
PATTERNS = {
    f"{module.__name__}.{name}": pattern
    for module in (packed, workbooks)
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern)
}
OLD = re.compile(rb"<(?:\w+:)?row\b[^>]*?\bhidden=\"(?:1|true)\"")


class Limits:
    unpacked_bytes, unpacked_ratio, entries = 10_000_000, 10_000, 100


def looks_far(pattern: re.Pattern) -> bool:
    """Whether a repetition goes on over the sign with which a tag begins, for more than a few signs."""
    return _far(parser.parse(pattern.pattern, pattern.flags & re.IGNORECASE))


def _far(parsed) -> bool:
    for kind, found in parsed:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
            _least, most, inner = found
            if (most == kinds.MAXREPEAT or most > FEW) and any(map(_takes_a_tag, inner)):
                return True
            if _far(inner):
                return True
        elif (kind is kinds.SUBPATTERN and _far(found[-1])) or (kind is kinds.BRANCH and any(map(_far, found[1]))):
            return True
    return False


def _takes_a_tag(one) -> bool:
    kind, found = one
    if kind is kinds.NOT_LITERAL:
        return found != ord("<")
    if kind is kinds.ANY:
        return True
    return kind is kinds.IN and found[0] == (kinds.NEGATE, None) and (kinds.LITERAL, ord("<")) not in found


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_ends_with_the_tag_at_which_it_began(name):
    assert not looks_far(PATTERNS[name])


def test_a_pattern_that_looks_on_is_found():
    assert looks_far(OLD)


def test_a_sheet_of_tags_that_are_never_closed_is_read():
    kept = io.BytesIO()
    openpyxl.Workbook().save(kept)
    hostile = io.BytesIO()
    with zipfile.ZipFile(kept) as book, zipfile.ZipFile(hostile, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in book.infolist():
            content = book.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                tags = b"<!-- " + b"<row <mergeCell <w:instrText " * 30_000 + b"-->"
                content = content.replace(b"<sheetData", tags + b"<sheetData", 1)
            written.writestr(entry, content)
    (sheet,) = sheets_of(hostile.getvalue(), "tags.xlsx", Limits())
    assert (sheet.hidden, sheet.merged, list(sheet.rows)) == (0, [], [])
