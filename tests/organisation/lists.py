"""Lists for tests: brought, checked, imported."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from baro.org.importing.actions import importing
from baro.org.models import Import
from baro.sheets.remedies import Mistake

UNITS = "code,name,kind,parent,suffix,since\n"
POSTS = "unit,name,rank,quota,since,like\n"
PEOPLE = "number,name\n"
TENURES = "person,unit,post,kind,from,to\n"
WARD = "QN-HT,Đảng ủy phường Hồng Hà,Commune committee,QN,ĐU,01/07/2025\n"


def brought(world: Any, content: str | bytes, *, name: str = "list.csv", by: Any = None) -> Import:
    """A file that was brought and checked."""
    by = by or world.kim
    kept = content.encode() if isinstance(content, str) else content
    return importing.check(importing.bring(name, kept, by=by).pk, by=by)


def imported(world: Any, content: str | bytes, *, name: str = "list.csv", by: Any = None) -> Import:
    """A file that was brought, checked and imported."""
    by = by or world.kim
    record = brought(world, content, name=name, by=by)
    assert not record.outcome["wrong"], said(record)
    return importing.carry_in(record.pk, record.outcome["digest"], by=by)


def mistakes(record: Import) -> list[Mistake]:
    """What is wrong with it."""
    return [Mistake(*kept) for kept in record.outcome["mistakes"]]


def said(record: Import) -> list[str]:
    """What is wrong with it, in words."""
    return [f"{m.shape} {m.row} {m.column} “{m.value}”: {m.remedy}" for m in mistakes(record)]


def workbook(**sheets: list[list[Any]]) -> bytes:
    """A workbook with sheets of these rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
