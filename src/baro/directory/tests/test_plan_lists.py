"""A plan as a list: what it plans, and every mistake at once with row, column, value and what to do."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from baro.directory.tests.reforms import prepared
from baro.directory.web.reorganising.plan_lists import read_list
from baro.directory.web.reorganising.plan_shapes import SHAPE
from baro.org.importing.checking import limits_on
from baro.org.models import Account, Unit, UnitKind
from baro.org.reorganising.actions import signing as reorganising
from tests.signing import sign_as_seen

HEAD = "old_code,new_code,new_name,kind,how,main\n"


def read(world, *lines):
    return read_file(world, HEAD + "\n".join(lines) + "\n")


def read_file(world, text):
    return read_list(text.encode(), "kế hoạch.csv", limits_on(date(2025, 7, 1)), world.units)


def found(mistakes):
    return [(mistake.row, mistake.column, mistake.value) for mistake in mistakes]


def test_two_units_merge_into_a_new_one_that_takes_the_code_of_one(world):
    steps, mistakes = read(world, "QN-HL,QN-HL,Đảng ủy phường Hà Lầm mới,,merge,yes", "QN-CX,QN-HL,,,sáp nhập,")
    assert not mistakes
    (new,) = steps.founds
    assert (new.code, new.kind, new.suffix) == ("QN-HL", UnitKind.COMMUNE_COMMITTEE, "ĐU")
    assert [(line.unit.code, line.goal) for line in steps.closes] == [("QN-HL", new), ("QN-CX", new)]


def test_a_unit_goes_into_one_that_stays(world):
    steps, mistakes = read(world, "QN-CX,QN-HL,,,merge,")
    assert not mistakes
    assert steps.closes[0].goal == world.unit("QN-HL")
    assert not steps.founds


def test_a_unit_is_divided_dissolved_renamed_and_founded(world):
    steps, mistakes = read(
        world,
        "QN-HL,A,Phường A,,divide,yes",
        "QN-HL,B,Phường B,,chia,",
        "QN-HL-CB,,,,dissolve,",
        "QN-CX,,Đảng ủy phường Cao Thắng,,rename,",
        ",QN-DK,Đảng ủy đặc khu,commune_committee,found,",
    )
    assert found(mistakes) == [(4, "new_code", "")], "what stood below closes with it, so somebody else must answer"
    steps, mistakes = read(world, "QN-HL,A,Phường A,,divide,yes", "QN-HL,B,Phường B,,chia,", "QN-HL-CB,A,,,dissolve,")
    assert not mistakes
    assert [(line.goal.code, line.in_part, line.is_main) for line in steps.closes[:2]] == [
        ("A", True, True),
        ("B", True, False),
    ]


def test_every_mistake_is_said_at_once(world):
    _steps, mistakes = read(
        world,
        "QN-9,QN-1,Phường,commune_committee,merge,",
        "QN-HL,,,,merge,",
        "QN-CX,QN-VP,Văn phòng khác,,fusion,",
        "QN-CX,X,Phường X,xã,merge,",
        "QN-CX,Y,Phường Y,,divide,",
        ",QN-VP,Văn phòng 2,office,found,",
    )
    assert found(mistakes) == [
        (2, "old_code", "QN-9"),
        (3, "new_code", ""),
        (4, "how", "fusion"),
        (5, "kind", "xã"),
        (6, "old_code", "QN-CX"),
        (6, "how", "divide"),
        (6, "main", ""),
        (7, "new_code", "QN-VP"),
    ]
    assert all(mistake.remedy for mistake in mistakes)


def test_a_list_without_its_columns_says_which_are_missing(world):
    _steps, (mistake,) = read_file(world, "old,new\nA,B\n")
    assert mistake.row == 1
    assert "old_code" in mistake.column
    assert "Old code" in mistake.label


@pytest.mark.parametrize("language", ["vi", "en", "ar"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_in_any_language_is_read_by_whoever_reads_another(world, language, kind):
    url, page = reverse("org.plans.template", args=[prepared(world).pk]), world.browser(world.kim)
    Account.objects.update(language=language)
    file = page.get(url, {"as": kind}).getvalue()
    with translation.override(language):
        assert kind == "xlsx" or str(SHAPE.columns[0].label) in file.decode()
    with translation.override("en"):
        _steps, (mistake,) = read_list(file, f"x.{kind}", limits_on(date(2025, 7, 1)), world.units)
    assert "The list is empty" in mistake.remedy, "its examples are passed over"


def test_heads_words_and_mistakes_are_in_the_language_of_the_reader(world):
    with translation.override("vi"):
        head = ",".join(str(column.label) for column in SHAPE.columns)
        _steps, mistakes = read_file(world, f"{head}\nQN-CX,QN-HL,,,trộn,\nQN-HL,,Phường Mới,,Thay đổi,\n")
        assert [(one.row, one.label) for one in mistakes] == [(2, "Hình thức")]
        assert "sáp nhập, chia tách, giải thể, thay đổi, thành lập" in mistakes[0].remedy
        assert not read_file(world, f"{head}\nQN-CX,QN-HL,,,sáp nhập,\n")[1]


def test_a_list_from_a_spreadsheet_with_semicolons_is_read(world):
    text = (HEAD + "QN-CX,QN-HL,,,merge,\n").replace(",", ";")
    assert read_file(world, text)[0].closes


def test_a_list_as_a_workbook_is_read_from_its_first_sheet(world):
    book, kept = Workbook(), BytesIO()
    for cells in (HEAD.strip().split(","), ["QN-CX", "QN-HL", None, None, "merge", None]):
        book.active.append(cells)
    book.create_sheet("Ghi chú").append(["một lời giải thích"])
    book.save(kept)
    steps, mistakes = read_list(kept.getvalue(), "kế hoạch.xlsx", limits_on(date(2025, 7, 1)), world.units)
    assert not mistakes
    assert steps.closes[0].goal == world.unit("QN-HL")


def test_a_list_of_more_rows_than_the_rulebook_reads_is_refused_whole(world):
    limits = limits_on(date(2025, 7, 1)).model_copy(update={"most_rows": 2})
    lines = HEAD + "QN-CX,QN-HL,,,merge,\n" * 3
    steps, (mistake,) = read_list(lines.encode(), "kế hoạch.csv", limits, world.units)
    assert not steps.closes
    assert mistake.row == 4


def test_a_list_is_brought_on_the_page_and_carried_out(world):
    draft = prepared(world)
    url = reverse("org.reorganisation.plan", args=[draft.pk]) + "?step=list"
    text = HEAD + "QN-HL,QN-HL,Đảng ủy phường Hà Lầm mới,,merge,\nQN-CX,QN-HL,,,merge,\n"
    file = SimpleUploadedFile("kế hoạch.csv", b"\xef\xbb\xbf" + text.encode())
    assert world.browser(world.kim).post(url, {"upload": file}).status_code == 302
    sign_as_seen(draft.pk, by=world.ada)
    reorganising.carry_out(draft.pk, by=world.kim)
    assert Unit.objects.open().get(code="QN-HL").name == "Đảng ủy phường Hà Lầm mới"


def test_a_wrong_list_is_shown_with_its_mistakes_and_plans_nothing(world):
    draft = prepared(world)
    url = reverse("org.reorganisation.plan", args=[draft.pk]) + "?step=list"
    file = SimpleUploadedFile("x.csv", (HEAD + "QN-9,QN-HL,,,merge,\n").encode())
    response = world.browser(world.kim).post(url, {"upload": file})
    assert response.status_code == 422
    assert "No open unit here has this code" in response.content.decode()
    assert not draft.endings.exists()


def test_what_is_no_text_is_refused_with_a_sentence(world):
    draft = prepared(world)
    url = reverse("org.reorganisation.plan", args=[draft.pk]) + "?step=list"
    response = world.browser(world.kim).post(url, {"upload": SimpleUploadedFile("x.csv", b"\xff\xfe\x00")})
    assert list(response.context["form"].errors) == ["upload"]
    assert "stored in an unknown way" in response.content.decode()
