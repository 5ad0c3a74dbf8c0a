"""Rows of tables that lost their cells, as when they are copied out of a paper: known by the years at their head."""

from __future__ import annotations

import re
from collections.abc import Iterator

YEAR = r"(?:19|20|١٩|٢٠)\d\d"
HEAD = re.compile(
    rf"[^\n|\t]{{0,60}}?(?P<years>(?: +{YEAR}){{2,}})(?P<percent> +%[^\n|\t]{{0,40}}? {YEAR})?(?P<share> [^\n|\t]+)?$"
)
CELL = r" +(?:\d[\d.,٬٫]*(?: ?[%٪])?|[-–](?!\S))"
ROW = re.compile(rf"(?=\D*[^\W\d_])[^\n|\t\d]+?(?P<cells>(?:{CELL}){{2,}}) *$")
GAP = re.compile(r" (?=(?:\d|[-–](?: |$)))")
# Longer lines are no heads of tables.
LONGEST_HEAD = 160


def with_cells(text: str) -> str:
    """The text, as long as before, with a tab before each cell of the rows below a line that ends in years.

    >>> with_cells("Chỉ tiêu 2024 2023\\nKế hoạch 103 95")
    'Chỉ tiêu\\t2024\\t2023\\nKế hoạch\\t103\\t95'
    """
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    columns = 0
    for line in text.split("\n"):
        head = HEAD.match(line) if len(line) <= LONGEST_HEAD else None
        if head:
            places = [head.start("years") + at.start() for at in re.finditer(rf" (?={YEAR})", head["years"])]
            places += [head.end(name) - len(head[name].lstrip()) - 1 for name in ("percent", "share") if head[name]]
            columns = len(places)
            yield _with_tabs(line, places)
            continue
        row = ROW.match(line) if columns and len(line) <= LONGEST_HEAD else None
        places = [row.start("cells") + at.start() for at in GAP.finditer(row["cells"])] if row else []
        columns = columns if row or not line.strip() else 0
        yield _with_tabs(line, places) if len(places) <= columns else line


def _with_tabs(line: str, places: list[int]) -> str:
    signs = list(line)
    for place in places:
        signs[place] = "\t"
    return "".join(signs)
