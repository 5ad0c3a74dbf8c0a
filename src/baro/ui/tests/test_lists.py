"""Lists: what the address asks, what the table shows, what the file holds."""

from __future__ import annotations

import csv
import io
import re
from contextlib import closing
from datetime import date
from html import unescape
from urllib.parse import quote, unquote

import pytest
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from baro.org.models import Account, Person, Unit, UnitKind
from baro.org.posts.actions.appointing import appoint
from baro.ui.lists.exports import _named, dated
from baro.ui.lists.page import list_of
from tests.powers.given import by_two


@pytest.fixture
def units(world):
    return world.browser(world.ada), reverse("org.units")


def rows_of(response):
    """The cells of the table, as text."""
    body = re.search(r"<tbody[^>]*>(.*?)</tbody>", response.content.decode(), re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL) if body else []
    cells = [re.findall(r"<t[hd] ?[^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


def names_in(response):
    return [row[0] for row in rows_of(response)]


def many_units(world, count, name="Chi bộ số %03d"):
    top = world.unit("QN")
    Unit.objects.bulk_create(
        Unit(
            code=f"X{i}",
            name=name.replace("%03d", f"{i:03}"),
            kind=UnitKind.CELL,
            parent=top,
            path=f"{top.path}{i + 9000}/",
        )
        for i in range(count)
    )


def test_words_are_found_without_tone_marks(units):
    client, url = units
    assert names_in(client.get(url, {"q": "ha lam"})) == ["Đảng ủy phường Hà Lầm"]


def test_filters_narrow_together(units):
    client, url = units
    found = names_in(client.get(url, {"kind": UnitKind.COMMUNE_COMMITTEE, "q": "cao"}))
    assert found == ["Đảng ủy phường Cao Xanh"]


@pytest.mark.parametrize("asked", ["under_code=QN-HL", "under=QN-HL", "under=đảng ủy phường hà lầm"])
def test_a_unit_narrows_by_choice_code_or_name(units, asked):
    client, url = units
    assert set(names_in(client.get(f"{url}?{asked}"))) == {"Đảng ủy phường Hà Lầm", "Chi bộ khu phố 1"}


def test_what_narrows_stands_above_the_table_and_can_be_taken_away(units):
    client, url = units
    page = client.get(f"{url}?kind=cell&q=chi+bo").context["list"]
    assert [(str(chip.label), chip.text, chip.off) for chip in page.chips] == [
        ("Name or code", "chi bo", "?kind=cell"),
        ("Kind", "Cell", "?q=chi%20bo"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "kind=nonsense",
        "order=__class__",
        "order=-parent__parent__name",
        "page=-3",
        "page=99999999999999999999999",
        "page=abc",
        "page=²",
        "columns=zz&columns=",
        "view=1e9",
        "q=%00",
        "q=%FF%FE",
        "q='%22%3Cscript%3E",
        "under=Nowhere&under_code=%27%3B",
        "as=exe",
        "q=" + "x" * 5000,
    ],
)
def test_a_hostile_address_harms_nothing(units, query):
    client, url = units
    response = client.get(f"{url}?{query}")
    assert response.status_code == 200
    assert b"<script>" not in response.content
    assert b"\x00" not in response.content


def test_what_cannot_be_understood_is_said_and_asks_nothing(units):
    client, url = units
    response = client.get(url, {"kind": "nonsense"})
    assert "nonsense is not one of the available choices" in unescape(response.content.decode())
    assert len(rows_of(response)) == 6


def test_columns_sort_both_ways_and_the_head_says_which(units):
    client, url = units
    up, down = client.get(url, {"order": "code"}), client.get(url, {"order": "-code"})
    assert names_in(up) == names_in(down)[::-1]
    assert b'aria-sort="ascending"' in up.content
    assert b'aria-sort="descending"' in down.content


def test_columns_are_chosen_and_the_first_one_stays(units):
    client, url = units
    page = client.get(f"{url}?columns=suffix,code").context["list"]
    assert [column.path for column in page.visible_columns] == ["name", "suffix", "code"]


@pytest.mark.parametrize(
    ("language", "plain", "named"),
    [("en", "units-", "Units "), ("vi", "don-vi-", "Đơn vị "), ("ar", "", "الوحدات ")],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_is_named_in_the_language_of_the_reader_with_the_day(units, language, plain, named, ending):
    client, url = units
    Account.objects.update(language=language)
    with closing(client.get(url, {"as": ending})) as answer:
        header = answer["Content-Disposition"]
    day = timezone.localdate().isoformat()
    assert header.startswith(f'attachment; filename="{plain}{day}.{ending}"; ')
    assert header.endswith(f"filename*=utf-8''{quote(f'{named}{day}.{ending}')}")


def test_signs_that_no_file_may_be_named_with_are_replaced():
    header = _named(dated("84-KH/TU: x\r\ny"), "csv", HttpResponse())["Content-Disposition"]
    assert unquote(header.partition("utf-8''")[2]).startswith("84-KH-TU- x")
    assert not {"\r", "\n"} & set(header)


def test_a_file_holds_what_the_table_shows(units):
    client, url = units
    query = {"q": "dang uy", "order": "-name"}
    table = rows_of(client.get(url, query))
    text = b"".join(client.get(url, query | {"as": "csv"}).streaming_content).decode()
    assert text.startswith("\ufeffName,Code,Kind,Part of")
    assert list(csv.reader(io.StringIO(text)))[1:] == table
    sheet = load_workbook(io.BytesIO(b"".join(client.get(url, query | {"as": "xlsx"}).streaming_content))).active
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)] == table
    assert sheet.column_dimensions["A"].width > 30


@pytest.mark.parametrize("name", ['=cmd|"/c calc"!A1', "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1"])
def test_formulas_in_files_are_disarmed(world, units, name):
    client, url = units
    Unit.objects.filter(code="QN-CX").update(name=name)
    text = b"".join(client.get(url, {"as": "csv"}).streaming_content).decode()
    assert [row[0] for row in csv.reader(io.StringIO(text)) if row[1] == "QN-CX"] == [f"'{name}"]
    book = load_workbook(io.BytesIO(b"".join(client.get(url, {"as": "xlsx"}).streaming_content)))
    cell = next(row[0] for row in book.active.iter_rows(min_row=2) if row[1].value == "QN-CX")
    assert cell.data_type == "s"


def test_a_page_holds_fifty_rows_and_the_order_is_stable(world, units):
    client, url = units
    many_units(world, 120, name="Same name")
    pages = [client.get(url, {"order": "name", "page": page}) for page in (1, 2, 3)]
    links = [re.findall(r'cell-main[^>]*><a href="([^"]+)"', page.content.decode()) for page in pages]
    assert [len(page) for page in links] == [50, 50, 26]
    assert len({link for page in links for link in page}) == 126
    assert pages[0].context["list"].count == 126


def test_beyond_ten_thousand_rows_are_not_counted_and_with_words_beyond_a_thousand(world, units, monkeypatch):
    client, url = units
    monkeypatch.setattr("baro.ui.lists.found.COUNTED", 6_000)
    monkeypatch.setattr("baro.ui.lists.found.COUNTED_BY_WORDS", 60)
    many_units(world, 70, name="Same name")
    assert "76 rows" in client.get(url).content.decode()
    assert "More than 60 rows" in client.get(url, {"q": "Same"}).content.decode()
    monkeypatch.setattr("baro.ui.lists.found.COUNTED", 70)
    assert "More than 70 rows" in client.get(url).content.decode()


def test_a_list_costs_the_same_for_few_rows_and_for_fifty(world, units, django_assert_num_queries):
    client, url = units
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    many_units(world, 44)
    with django_assert_num_queries(7):
        assert len(rows_of(client.get(url))) == 50


def test_the_fragment_is_the_table_of_the_page(world):
    url = reverse("org.units") + "?q=phuong&kind="
    whole = world.browser(world.ada).get(url)
    piece = world.browser(world.ada, htmx=True).get(url)
    assert rows_of(piece) == rows_of(whole)
    assert b"<html" not in piece.content
    assert piece["HX-Push-Url"] == "/units/?q=phuong"
    assert "HX-Request" in piece["Vary"]


def test_a_stranger_to_the_list_finds_nothing_and_is_told_whom_to_ask(world):
    Unit.objects.get(code="QN").posts.create(name="Không nhiệm vụ")
    page = list_of("org.units")(world.stranger, QueryDict())
    assert page.records == []
    assert not page.is_open()
    assert list_of("org.units").code == "org.units"


def test_neighbours_see_only_their_own_units(world):
    page = list_of("org.units")(world.dov, QueryDict())
    assert [unit.code for unit in page.records] == ["QN-CX"]


def test_four_kinds_of_empty(world, units):
    client, url = units
    assert "No row fits" in client.get(url, {"q": "zzz"}).content.decode()
    Unit.objects.update(closed_on="2025-01-01")
    assert "Nothing here yet" in client.get(url).content.decode()


def test_the_head_stands_before_the_deputies(world):
    someone = Person.objects.create(name="Một Phó Bí Thư")
    appoint(world.post("QN-HL", "Phó Bí thư").pk, someone.pk, since=date(2024, 1, 1), by=by_two(world))
    page = list_of("org.people")(world.eve, QueryDict("under=QN-HL"))
    assert [person.posts_then.partition(",")[0] for person in page.records][:3] == ["Bí thư", "Phó Bí thư", "Văn thư"]


def test_people_are_listed_with_their_posts(world):
    client = world.browser(world.ada)
    rows = rows_of(client.get(reverse("org.people"), {"q": "eve bi thu"}))
    assert rows == [["Eve Bí Thư Phường", "Bí thư, Đảng ủy phường Hà Lầm"]]
    assert list_of("org.people")(world.stranger, QueryDict()).records == []


def test_what_cannot_be_understood_is_no_empty_register(world, units):
    client, url = units
    Unit.objects.update(closed_on="2025-01-01")
    page = client.get(url, {"kind": "of-yore"}).content.decode()
    assert "Nothing here yet" not in page
    assert "No row fits" in page


def test_the_reader_says_how_many_rows_a_page_has(world):
    above = Unit.objects.get(code="QN")
    for at in range(25):
        Unit.objects.create(
            code=f"X{at}", name=f"Chi bộ {at}", kind="cell", parent=above, path=f"{above.path}{900 + at}/"
        )
    asked = list_of("org.units")(world.ada, QueryDict("size=20"))
    assert (len(asked.records), asked.pages) == (20, 2)
    assert len(list_of("org.units")(world.ada, QueryDict("size=7000")).records) > 25


@pytest.mark.parametrize(("most", "expected"), [(10_000, ["X-08", "X-14", "X-118"]), (1, ["X-08", "X-118", "X-14"])])
def test_symbols_are_sorted_by_value_as_long_as_they_are_not_too_many(world, monkeypatch, most, expected):
    above = Unit.objects.get(code="QN")
    for at, code in enumerate(("X-118", "X-14", "X-08")):
        Unit.objects.create(code=code, name="Chi bộ", kind="cell", parent=above, path=f"{above.path}{900 + at}/")
    monkeypatch.setattr("baro.ui.lists.found.COUNTED", most)
    page = list_of("org.units")(world.ada, QueryDict("order=code"))
    assert [unit.code for unit in page.records if unit.code.startswith("X-")] == expected


def test_columns_of_names_are_sorted_by_the_alphabet_and_numbers_in_them_by_value(world):
    above = Unit.objects.get(code="QN")
    names = ["Chi bộ 2", "Chi bộ 10", "Chi bộ Hà An", "Chi bộ Hoàng Quế", "Đảng ủy 1"]
    for at, name in enumerate(reversed(names)):
        Unit.objects.create(code=f"QN-X{at}", name=name, kind="cell", parent=above, path=f"{above.path}{900 + at}/")
    for order, expected in (("name", names), ("-name", names[::-1])):
        page = list_of("org.units")(world.ada, QueryDict(f"order={order}"))
        assert [unit.name for unit in page.records if unit.code.startswith("QN-X")] == expected
