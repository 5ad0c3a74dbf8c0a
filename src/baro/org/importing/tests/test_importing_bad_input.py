"""Bad lists: each mistake names row, column, value and remedy, all of them at once, and nothing is written."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.rulebook import Dates
from baro.org.importing.shapes import SHAPES
from baro.org.models import Unit
from baro.sheets.cells import Wrong, day_in
from baro.sheets.remedies import REFUSALS, REMEDIES, Mistake
from tests.organisation.lists import PEOPLE, POSTS, TENURES, UNITS, WARD, brought, mistakes, said, saved, workbook
from tests.powers.given import lightened

EVE = "Eve Bí Thư Phường,QN-HL,Bí thư"
# What a list holds, and for each mistake its row, its column and the code of its remedy.
CELLS = {
    "an unknown kind": (UNITS + "QN-1,Chi bộ,Zzz,QN,,2024-01-01\n", [(2, "kind", "choice")]),
    "a kind written wrongly": (UNITS + "QN-1,Chi bộ,Cel,QN,,2024-01-01\n", [(2, "kind", "nearest")]),
    "an unknown rank": (POSTS + "QN,Phó,Chief of all,,2024-01-01,\n", [(2, "rank", "choice")]),
    "an unknown unit above": (UNITS + "QN-1,Chi bộ,cell,ZZ,,2024-01-01\n", [(2, "parent", "no_unit")]),
    "a neighbour of a code": (UNITS + "QN-1,Chi bộ,cell,QN-HLL,,2024-01-01\n", [(2, "parent", "no_unit_like")]),
    "a circle": (
        UNITS + "A,Một,cell,B,,2024-01-01\nB,Hai,cell,C,,2024-01-01\nC,Ba,cell,B,,2024-01-01\n",
        [(3, "parent", "circle"), (4, "parent", "circle")],
    ),
    "into a circle": (
        UNITS + "A,Một,cell,B,,2024-01-01\nB,Hai,cell,B,,2024-01-01\n",
        [(3, "parent", "circle")],
    ),
    "too deep": (
        UNITS + "".join(f"D{n},Bậc {n},cell,{f'D{n - 1}' if n else 'QN'},,2024-01-01\n" for n in range(21)),
        [(row, "parent", "too_deep") for row in (21, 22)],
    ),
    "below itself": (UNITS + "A,Một,cell,A,,2024-01-01\n", [(2, "parent", "circle")]),
    "a code twice": (UNITS + WARD + WARD.replace("Hồng Hà", "Hồng Hải"), [(3, "code", "unit_twice")]),
    "another name than recorded": (UNITS + "QN-HL,Hà Lam,commune_committee,,,\n", [(2, "name", "differs_plan")]),
    "another unit above": (
        UNITS + "QN-HL,Đảng ủy phường Hà Lầm,commune_committee,QN-CX,,\n",
        [(2, "parent", "differs_plan")],
    ),
    "recorded later": (
        UNITS + "QN-HL,Đảng ủy phường Hà Lầm,commune_committee,QN,ĐU,01/01/1999\n",
        [(2, "since", "since_differs")],
    ),
    "a name that stands there": (
        UNITS + "X,đảng ủy phường HÀ LẦM,commune_committee,QN,,2024-01-01\n",
        [(2, "name", "same_name")],
    ),
    "a name twice": (
        UNITS + "X,Chi bộ 1,cell,QN,,2024-01-01\nY,Chi bộ 1,cell,QN,,2024-01-01\n",
        [(3, "name", "same_name_row")],
    ),
    "no first day": (UNITS + "X,Chi bộ 1,cell,QN,,\n", [(2, "since", "needs_since")]),
    "a day that never was": (UNITS + "X,Chi bộ 1,cell,QN,,31/02/2024\n", [(2, "since", "no_day")]),
    "a year alone": (UNITS + "X,Chi bộ 1,cell,QN,,2024\n", [(2, "since", "no_day")]),
    "a day to come": (
        UNITS + f"X,Chi bộ 1,cell,QN,,01/01/{timezone.localdate().year + 1}\n",
        [(2, "since", "to_come")],
    ),
    "a post of a day to come": (
        POSTS + f"QN-HL,Phó,staff,,01/01/{timezone.localdate().year + 1},\n",
        [(2, "since", "post_to_come")],
    ),
    "a day that nobody means": (UNITS + "X,Chi bộ 1,cell,QN,,01/01/2999\n", [(2, "since", "too_far")]),
    "a day long ago": (UNITS + "X,Chi bộ 1,cell,QN,,01/01/0205\n", [(2, "since", "too_early")]),
    "before the unit above": (UNITS + "X,Chi bộ 1,cell,QN,,01/01/1990\n", [(2, "since", "before_parent")]),
    "before the new unit above": (
        UNITS + WARD + "X,Chi bộ 1,cell,QN-HT,,01/01/2025\n",
        [(3, "since", "before_parent")],
    ),
    "nothing where something must be": (
        UNITS + ",,,QN,,2024-01-01\n",
        [(2, c, "missing") for c in ("code", "name", "kind")],
    ),
    "too long": (UNITS + f"X,{'a' * 201},cell,QN,,2024-01-01\n", [(2, "name", "too_long")]),
    "a formula": (UNITS + "X,=HYPERLINK(1),cell,QN,,2024-01-01\n", [(2, "name", "formula")]),
    "a nought byte": (UNITS + "X,Chi\0bộ,cell,QN,,2024-01-01\n", [(2, "name", "signs")]),
    "a post before its unit": (POSTS + "QN-HL,Phó,deputy,,01/01/2010,\n", [(2, "since", "before_unit")]),
    "a post twice": (POSTS + "QN,Phó,deputy,,2024-01-01,\nQN,phó ,deputy,,2024-01-01,\n", [(3, "name", "post_twice")]),
    "another rank than recorded": (POSTS + "QN-HL,Bí thư,staff,,,\n", [(2, "rank", "differs")]),
    "duties like nothing": (POSTS + "QN,Phó,deputy,,2024-01-01,QN/Không có\n", [(2, "like", "no_like")]),
    "a number twice": (PEOPLE + "1,Lê Hoa\n1,Lê Huệ\n", [(3, "number", "number_twice")]),
    "a name without a number twice": (PEOPLE + ",Lê Hoa\n,Lê Hoa\n", [(3, "name", "person_twice")]),
    "nobody": (TENURES + "Không Ai,QN-HL,Phó Bí thư,,2024-01-01,\n", [(2, "person", "no_person")]),
    "no such post": (TENURES + "Ben Chuyên Viên,QN-HL,Thủ quỹ,,2024-01-01,\n", [(2, "post", "no_post")]),
    "nearly a post": (TENURES + "Ben Chuyên Viên,QN-HL,Phó Bí thu,,2024-01-01,\n", [(2, "post", "no_post_like")]),
    "before the post": (TENURES + "Ben Chuyên Viên,QN-HL,Phó Bí thư,,01/01/2010,\n", [(2, "from", "before_post")]),
    "the end before the beginning": (
        TENURES + "Ben Chuyên Viên,QN-HL,Phó Bí thư,,2024-02-01,2024-01-01\n",
        [(2, "to", "ends_first")],
    ),
    "somebody else is recorded there": (TENURES + "Ben Chuyên Viên,QN-HL,Bí thư,,2024-01-01,\n", [(2, "from", "held")]),
    "two at a time": (
        TENURES
        + "Ben Chuyên Viên,QN-HL,Phó Bí thư,,2024-01-01,2024-06-30\nClo Văn Thư,QN-HL,Phó Bí thư,,2024-06-30,\n",
        [(3, "from", "held_row")],
    ),
    "longer than recorded": (TENURES + f"{EVE},,01/09/2020,\n", [(2, "from", "before_post")]),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_mistake_is_named_by_row_column_and_remedy(world, case):
    content, expected = CELLS[case]
    lightened(world.post("QN-HL", "Phó Bí thư"))
    record = brought(world, content)
    assert [(m.row, m.column, m.code) for m in mistakes(record)] == expected, said(record)
    assert all(m.remedy for m in mistakes(record))


def test_all_mistakes_are_said_at_once_and_nothing_is_written(world):
    before = Unit.objects.count()
    record = brought(world, UNITS + "X,,zzz,ZZ,,31/02/2024\n" + WARD)
    assert len(mistakes(record)) == 4
    assert record.outcome["counts"] == {"units": {"wrong": 1, "new": 1}}
    assert Unit.objects.count() == before


def test_a_child_of_a_wrong_row_is_not_blamed_for_it(world):
    record = brought(world, UNITS + "X,Đảng ủy,zzz,QN,,2024-01-01\nX-1,Chi bộ 1,cell,X,,2024-01-01\n")
    assert [m.row for m in mistakes(record)] == [2]


# How a list is stored


def vietnamese_bytes(text):
    """As Windows stores Vietnamese: a letter, then its tone."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = []
    for sign in text:
        apart = unicodedata.normalize("NFD", sign)
        tone = next((t for t in apart if t in tones), "")
        parts.append(unicodedata.normalize("NFC", apart.replace(tone, "")) + tone if tone else sign)
    return "".join(parts).encode("cp1258")


ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16 without its mark": lambda text: text.encode("utf-16-le"),
    "windows-1258": vietnamese_bytes,
}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_letters_and_separators_are_recognised(world, encoding, separator):
    text = (UNITS + WARD).replace(",", separator)
    record = brought(world, ENCODINGS[encoding](text))
    assert record.outcome["adds"] == 1, said(record)
    assert record.outcome["shown"]["units"]["rows"][0][2][1] == "Đảng ủy phường Hồng Hà"


FILES = {
    "empty": (b"", "is empty"),
    "blank": (b"\r\n \n", "is empty"),
    "a head alone": (UNITS.encode(), "no rows below its head"),
    "other letters": ("code,name,kind\nX,Привет,cell\n".encode("koi8-r"), "stored in an unknown way"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(20), "is a picture"),
    "a PDF": (b"%PDF-1.7\n", "is a PDF"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel format"),
    "a web page": (b"<html><table><tr><td>code</td></tr></table>", "a web page under another name"),
    "an archive": (b"PK\x03\x04 broken", "is damaged"),
    "no known head": (b"a,b,c\n1,2,3\n", "names no list"),
    "a missing column": (b"code,name,parent\nX,Y,QN\n", "lacks the column Kind"),
    "an unknown column": (b"code,name,kind,colour\nX,Y,cell,red\n", "the column “colour”, which is unknown"),
    "a doubled column": ("code,name,kind,Mã\nX,Y,cell,X\n".encode(), "the column Code twice"),
    "words under no head": (b"code,name,kind,\nX,Y,cell,red\n", "without a head that holds “red”"),
    "an open quotation mark": (b'code,name,kind\nX,"Y,cell\n' + b"Z,Y,cell\n" * 20_000, "row 2, a quotation mark"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(world, case):
    content, sentence = FILES[case]
    with pytest.raises(Refused, match=sentence):
        brought(world, content)


# Workbooks

HEAD = ["Code", "Name", "Kind", "Code of the unit above", "Since"]


def test_days_of_a_workbook_are_days_however_they_are_kept(world):
    rows = [["X", "Chi bộ 1", "cell", "QN", date(2024, 1, 31)], ["Y", "Chi bộ 2", "cell", "QN", 45322]]
    rows += [
        ["Z", "Chi bộ 3", "cell", "QN", "31/01/2024"],
        ["W", "Chi bộ 4", "cell", "QN", datetime(2024, 1, 31)],  # noqa: DTZ001
    ]
    record = brought(world, workbook(Units=[HEAD, *rows]))
    assert {cells[4] for _row, _result, cells in record.outcome["shown"]["units"]["rows"]} == {"2024-01-31"}


WORKBOOKS = {
    "formula": (["X", "=A1", "cell", "QN", date(2024, 1, 1)], "name"),
    "error": (["X", "#N/A", "cell", "QN", date(2024, 1, 1)], "name"),
    "became_day": ([date(2024, 1, 2), "Chi bộ", "cell", "QN", date(2024, 1, 1)], "code"),
    "no_day": (["X", "Chi bộ", "cell", "QN", time(10, 30)], "since"),
}


@pytest.mark.parametrize("code", WORKBOOKS)
def test_what_a_spreadsheet_made_of_a_cell_is_said(world, code):
    row, column = WORKBOOKS[code]
    assert [(m.column, m.code) for m in mistakes(brought(world, workbook(Units=[HEAD, row])))] == [(column, code)]


def test_merged_cells_are_named_and_hidden_rows_are_counted(world):
    book = openpyxl.load_workbook(
        io.BytesIO(
            workbook(
                Units=[
                    HEAD,
                    ["X", "Chi bộ 1", "cell", "QN", date(2024, 1, 1)],
                    ["Y", "Chi bộ 2", "cell", None, date(2024, 1, 1)],
                ]
            )
        )
    )
    book["Units"].merge_cells("D2:D3")
    book["Units"].row_dimensions[3].hidden = True
    record = brought(world, saved(book))
    first = mistakes(record)[0]
    assert (first.row, first.column, first.code) == (2, "parent", "merged")
    assert "D2:D3" in said(record)[0]
    assert record.outcome["hidden"] == 1


def test_empty_rows_are_passed_over_and_rows_keep_their_numbers(world):
    book = openpyxl.load_workbook(io.BytesIO(workbook(Units=[HEAD])))
    sheet = book["Units"]
    sheet.cell(5, 1, "X")
    sheet.cell(3000, 3).number_format = "@"
    record = brought(world, saved(book))
    assert {m.row for m in mistakes(record)} == {5}
    assert record.outcome["wrong"] == 1


def test_a_sheet_that_is_none_of_the_lists_is_named(world):
    content = workbook(Units=[HEAD, ["X", "Chi bộ", "cell", "QN", date(2024, 1, 1)]], Budget=[["Year", "Sum"], [1, 2]])
    with pytest.raises(Refused, match="The sheet “Budget”"):
        brought(world, content)


def test_a_workbook_with_declarations_of_its_own_is_refused(world):
    content = repacked(
        workbook(Units=[HEAD]),
        "xl/worksheets/sheet1.xml",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>',
    )
    with pytest.raises(Refused, match="declarations that Excel never writes"):
        brought(world, content)


def test_a_workbook_that_unpacks_to_far_more_is_refused(world):
    content = repacked(workbook(Units=[HEAD]), "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 60_000_000)
    assert len(content) < 100_000
    with pytest.raises(Refused, match="unpacks to more than is read"):
        brought(world, content)


def repacked(content, part, replaced):
    """A workbook with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(entry.filename, replaced if entry.filename == part else before.read(entry))
    return out.getvalue()


def test_more_rows_than_the_rulebook_allows_are_refused_soon(world, monkeypatch):
    from baro.org.importing import checking

    limits = checking.limits_on(timezone.localdate()).model_copy(update={"most_rows": 50})
    monkeypatch.setattr(checking, "limits_on", lambda _day: limits)
    with pytest.raises(Refused, match="more than 50 rows"):
        brought(world, UNITS + WARD * 1_000)


def test_a_workbook_that_holds_far_too_much_is_refused_before_it_is_read(world, monkeypatch):
    from baro.org.importing import checking
    from baro.sheets import workbooks

    limits = checking.limits_on(timezone.localdate()).model_copy(update={"most_rows": 50})
    monkeypatch.setattr(checking, "limits_on", lambda _day: limits)
    monkeypatch.setattr(workbooks, "_rows", lambda _sheet: iter(lambda: pytest.fail("it was read"), None))
    with pytest.raises(Refused, match="more than 50 rows"):
        brought(world, workbook(Units=[HEAD, *([["X", "Chi bộ", "cell", "QN", date(2024, 1, 1)]] * 300)]))


def test_a_number_is_not_given_twice_to_one_name(world):
    record = brought(world, PEOPLE + ",Eve Bí Thư Phường\nCB-1,Eve Bí Thư Phường\n")
    assert [(m.row, m.code) for m in mistakes(record)] == [(3, "person_twice")]


# Words


def test_every_word_of_a_choice_means_one_thing():
    for shape in SHAPES:
        for column in shape.columns:
            words = column.choice_words()
            assert set(words.values()) == {value for value, _label in column.choices}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_every_word_of_a_head_means_one_column(shape):
    words = [word for column in shape.columns for word in column.words]
    assert len(words) == len(set(words))


def test_every_sentence_says_what_to_do():
    for sentence in [*REMEDIES.values(), *REFUSALS.values()]:
        assert str(sentence).endswith((".", "?"))


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_a_day_is_understood_as_it_is_written(day):
    assert (
        day_in(day.isoformat())
        == day_in(day.strftime("%d/%m/%Y"))
        == day_in(f"{day.day}.{day.month}.{day.year:04}")
        == day
    )


@given(st.text(max_size=12))
def test_whatever_is_no_day_is_said_to_be_none(text):
    with contextlib.suppress(Wrong):
        assert isinstance(day_in(text), date)


def test_a_day_that_stands_there_is_shown_as_the_reader_writes_it():
    with translation.override("vi"):
        assert Mistake("units", 2, "since", "2025-07-01", "to_come").shown == "01/07/2025"
        assert Mistake("units", 2, "since", "mai", "no_day").shown == "mai"


def test_the_earliest_year_is_that_of_the_rulebook(world):
    record = brought(world, UNITS + "X,Chi bộ 1,cell,QN,,01/01/0205\n")
    oldest = rulebook.today(Dates).oldest_day
    assert mistakes(record)[0].remedy == f"Write the year with four digits, from {oldest.year} on."
