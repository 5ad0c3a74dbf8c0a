"""Weak points through their pages, counted, checked and waiting."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel import rulebook
from baro.org.checks import check_of
from baro.org.figures.indicators import line_of
from baro.weakpoints.actions.recording import link
from baro.weakpoints.models import Point
from baro.weakpoints.rulebook import Register
from baro.weakpoints.tests.filling import accepted, point, solved

TODAY = timezone.localdate()


def test_a_weak_point_is_recorded_solved_and_accepted_through_its_pages(town):
    gus, eve = town.browser(town.gus), town.browser(town.eve)
    assert gus.get(reverse("weakpoints.point.record")).status_code == 200
    typed = {
        "unit_code": "QN-HL",
        "what": "Đơn thư kéo dài",
        "kind": "complaints",
        "nature": "outstanding",
        "seriousness": "1",
        "origin": "own_review",
        "found_on": TODAY.isoformat(),
        "owner_post_code": str(town.post("QN-HL", "Bí thư").pk),
        "due_on": town.working_day.isoformat(),
    }
    answer = gus.post(reverse("weakpoints.point.record"), typed)
    found = Point.objects.get()
    assert answer["Location"] == found.get_absolute_url()
    assert "Weak points to solve" in eve.get(reverse("ui.my_work")).content.decode()
    solution = {"solution": "Đã đối thoại, kết luận", "files": [town.paper()]}
    assert eve.post(reverse("weakpoints.point.solve", args=[found.pk]), solution).status_code == 302
    assert "Solutions to accept" in gus.get(reverse("ui.my_work")).content.decode()
    page = gus.get(found.get_absolute_url()).content.decode()
    assert "Đã đối thoại" in page
    assert "giay.pdf" in page
    assert gus.post(reverse("weakpoints.point.accept", args=[found.pk])).status_code == 302
    assert "Accepted" in gus.get(found.get_absolute_url()).content.decode()


def test_the_page_shows_what_it_repeats_and_the_tasks_that_solve_it(town, given):
    before = accepted(town, what="Vướng mặt bằng năm trước", found_on=TODAY - timedelta(days=200))
    found, task = point(town), given.underway(work="Chi trả bồi thường đợt cuối")
    link(found.pk, task=task, by=town.eve)
    page = town.browser(town.gus).get(found.get_absolute_url()).content.decode()
    assert "Recurrent" in page
    assert "Vướng mặt bằng năm trước" in page
    assert "Chi trả bồi thường đợt cuối" in page
    assert "Recorded again since" in town.browser(town.gus).get(before.get_absolute_url()).content.decode()


def test_the_list_narrows(town):
    accepted(town, found_on=TODAY - timedelta(days=200))
    point(town, what="Chậm quyết toán", kind="finance")
    point(town, what="Lại chậm mặt bằng")
    client = town.browser(town.gus)

    def listed(**asked):
        return [row.what for row in client.get(reverse("weakpoints.points"), asked).context["list"].records]

    assert listed(kind="finance") == ["Chậm quyết toán"]
    assert listed(recurrent="on") == ["Lại chậm mặt bằng"]
    assert listed(q="quyết toán") == ["Chậm quyết toán"]
    assert len(listed(which="open")) == 2
    assert not listed(late="on")
    workbook = b"".join(client.get(reverse("weakpoints.points"), {"as": "xlsx"}).streaming_content)
    assert len(list(openpyxl.load_workbook(io.BytesIO(workbook)).active.iter_rows())) == 4


def test_the_page_of_the_unit_counts_them(town):
    point(town)
    solved(town, kind="finance")
    page = town.browser(town.gus).get(town.unit("QN-HL").get_absolute_url()).content.decode()
    assert "Weak points here and below" in page


def test_the_figures_of_the_year(town):
    first = accepted(town, found_on=TODAY - timedelta(days=1))
    again = point(town, found_on=TODAY)
    for code, rows in (("found", {first, again}), ("solved", {first}), ("recurrent", {again})):
        assert set(line_of(f"weakpoints.{code}", town.unit("QN"), TODAY.year).rows()) == rows, code


def test_what_is_late_breaks_the_check(town):
    check, found = check_of("weakpoints.late"), point(town)
    assert not check.rows_for(town.gus, found.due_on).exists()
    assert list(check.rows_for(town.gus, found.due_on + timedelta(days=1))) == [found]


def test_a_solution_that_nobody_decided_about_breaks_the_check(town):
    check, found = check_of("weakpoints.not_decided"), solved(town)
    assert not check.rows_for(town.gus, TODAY).exists()
    assert list(check.rows_for(town.gus, TODAY + timedelta(days=30))) == [found]


def test_a_recurrent_one_without_a_task_breaks_the_check(town, given):
    check = check_of("weakpoints.recurrent_without_task")
    accepted(town, found_on=TODAY - timedelta(days=100))
    found = point(town)
    assert list(check.rows_for(town.gus, TODAY)) == [found]
    link(found.pk, task=given.underway(), by=town.eve)
    assert not check.rows_for(town.gus, TODAY).exists()


def test_the_rule_counts_degrees_without_a_hole():
    body = rulebook.today(Register).model_dump()
    body["seriousness"] = body["seriousness"][1:]
    with pytest.raises(ValueError, match="without a hole"):
        Register.model_validate(body)
