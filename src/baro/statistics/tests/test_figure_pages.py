"""The page of figures: every number opens exactly the rows that it counts."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from baro.org.models import Mandate
from baro.statistics.tests.conftest import PUBLISHED

URL = "/figures/?unit=QN&year=2024"
PLAN = "documents.issued.plan"
NUMBER = re.compile(r'data-label="2024"><a href="(/figures/([^/"]+)/\d+/2024/)">(\d+)</a>')


def numbers(client, url=URL):
    page = client.get(url)
    assert page.status_code == 200
    return [(code.removeprefix("documents.issued."), int(n), link) for link, code, n in NUMBER.findall(page.text)]


def test_the_page_prints_the_published_year_and_each_number_opens_its_rows(world, register):
    register.of_2024()
    client = world.browser(world.ada)
    found = numbers(client)
    assert [(line, number) for line, number, _link in found] == list(PUBLISHED.items())
    for _line, number, link in found:
        rows = client.get(link)
        assert rows.context["list"].count == number
        assert f"The figure is {number}." in rows.text


def test_rows_out_of_sight_are_counted_but_not_shown(world, register):
    register.entered("plan", 2)
    register.entered("plan", 3, unit="QN-BTV", first=3)
    Mandate.objects.filter(post_id=world.ada.post_id, unit=world.unit("QN-BTV")).delete()
    client = world.browser(world.ada)
    [link] = [link for line, number, link in numbers(client) if line == "plan" and number == 5]
    page = client.get(link)
    assert page.context["list"].count == 2
    assert "The figure is 5, of which you may open 2." in page.text


def test_the_rows_say_what_is_counted_and_lead_back(world, register):
    register.entered("plan", 1)
    page = world.browser(world.ada).get(reverse("statistics.rows", args=[PLAN, world.unit("QN").pk, 2024]))
    assert "Plans, 2024" in page.text
    assert "dated in 2024 by Tỉnh ủy Quảng Ninh" in page.text
    assert 'href="/figures/?unit=QN&amp;year=2024"' in page.text


def test_the_year_before_is_a_link_to_its_own_rows(world, register):
    register.entered("plan", 4, year=2023)
    client = world.browser(world.ada)
    link = reverse("statistics.rows", args=[PLAN, world.unit("QN").pk, 2023])
    assert f'<a href="{link}">4</a>' in client.get(URL).text
    assert client.get(link).context["list"].count == 4


def test_without_an_address_the_own_unit_and_this_year_are_shown(world):
    page = world.browser(world.chi).get("/figures/")
    assert (page.context["unit"].code, page.status_code) == ("QN", 200)


@pytest.mark.parametrize("year", ["24", "20244", "-1", "x", "٢٠٢٤"])
def test_what_is_no_year_is_said_beside_the_field(world, year):
    page = world.browser(world.ada).get("/figures/", {"year": year})
    assert f"“{year}” is not a year; choose one from the list." in page.text


def test_a_year_before_the_rulebook_gets_one_sentence(world):
    page = world.browser(world.ada).get("/figures/?year=1950")
    assert page.status_code == 409
    assert "choose a later year" in page.text


def test_a_unit_that_the_post_does_not_cover_is_refused_beside_the_field(world, register):
    register.entered("plan", 3, unit="QN-CX")
    Mandate.objects.create(post_id=world.eve.post_id, unit=world.unit("QN-HL"), permissions=["statistics.see"])
    client = world.browser(world.eve)
    page = client.get("/figures/?unit=QN-CX&year=2024")
    assert page.context["unit"].code == "QN-HL"
    assert "Your post does not open the figures of “Đảng ủy phường Cao Xanh”" in page.text
    link = reverse("statistics.rows", args=[PLAN, world.unit("QN-CX").pk, 2024])
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("code", ["documents.issued.poems", "documents.issued", "x"])
def test_an_unknown_figure_is_not_found(world, code):
    client = world.browser(world.ada)
    assert client.get(reverse("statistics.rows", args=[code, world.unit("QN").pk, 2024])).status_code == 404
    assert client.get(reverse("statistics.rows", args=[PLAN, 999_999, 2024])).status_code == 404
    assert client.get(reverse("statistics.rows", args=[PLAN, world.unit("QN").pk, 1])).status_code == 404


def test_who_sees_no_figures_gets_one_sentence(world):
    for url in ("/figures/", "/dashboard/", "/dashboard/by-unit/"):
        page = world.browser(world.dov).get(url)
        assert page.status_code == 403
        assert "Your post opens no figures." in page.text


def test_the_table_can_be_taken_along(world, register):
    register.entered("plan", 2)
    client = world.browser(world.ada)
    lines = list(csv.reader(io.StringIO(client.get(f"{URL}&as=csv").getvalue().decode("utf-8-sig"))))
    assert lines[0][:4] == ["Code", "Figure", "2024", "2023"]
    assert [line[1:4] for line in lines[1:] if line[1] == "Plans"] == [["Plans", "2", ""]], "no records of 2023"
    sheet = load_workbook(io.BytesIO(client.get(f"{URL}&as=xlsx").getvalue())).active
    assert sheet.max_row == len(lines)
    assert [row[2].value for row in sheet if row[1].value == "Plans"] == [2]


def test_the_page_costs_the_same_for_few_and_many_documents(world, register):
    client = world.browser(world.ada)
    register.entered("plan", 1)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    register.entered("plan", 50, first=2)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(few) == len(many)


def test_the_page_of_a_unit_shows_what_it_issued_this_year(world):
    issued = world.issued()
    page = world.browser(world.chi).get(world.unit("QN-VP").get_absolute_url())
    link = reverse(
        "statistics.rows", args=["documents.issued.conclusion_or_notice", world.unit("QN-VP").pk, issued.issued_on.year]
    )
    assert f'href="{link}">Conclusions and notices: 1</a>' in page.text
    assert link not in world.browser(world.gus).get(world.unit("QN-VP").get_absolute_url()).text


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Báo cáo đã công bố"), ("ar", "ما نشرته"), ("en", "published account")]
)
def test_where_the_lines_come_from_is_said_in_the_language_of_the_reader(world, language, said):
    client = world.browser(world.ada)
    client.post(reverse("ui.language"), {"language": language})
    assert said in client.get(URL).text


def test_a_year_before_the_rulebook_shows_its_figures(world):
    assert world.browser(world.ada).get("/figures/?unit=QN&year=2010").status_code == 200
