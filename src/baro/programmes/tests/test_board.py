"""A programme counted, and its page."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from baro.programmes.actions.planning import choose
from baro.programmes.queries import board_of, boards_of, tasks_of
from baro.programmes.rulebook import ClauseStanding, Line, Watching
from baro.programmes.tests.filling import approved, begun, programme, submitted, with_tasks
from baro.programmes.web import chart
from baro.programmes.web.board import watched
from baro.programmes.web.chart import Mark, Scale
from baro.tasks.actions.redirecting import cancel
from baro.tasks.rulebook import DueClass

TODAY = timezone.localdate()
NUMBER = re.compile(r'<a[^>]*href="([^"]*/(?:rows|figures)/[^"]+)"[^>]*>(?:[^<]*<[^a/][^>]*>)*?[^<\d]*(\d+)<')


def test_clauses_are_counted_in_their_order_and_other_tasks_stand_behind_them(able):
    board = board_of(with_tasks(able), TODAY)
    assert [(row.clause and row.clause.label, row.tally[Line.TASKS], row.standing) for row in board.rows] == [
        ("I", 0, ClauseStanding.WITHOUT_TASK),
        ("II.1", 2, ClauseStanding.PARTLY),
        ("II.2", 1, ClauseStanding.NOT),
        ("III", 0, ClauseStanding.WITHOUT_TASK),
        (None, 1, ClauseStanding.NOT),
    ]
    assert (board.whole[Line.TASKS], board.whole[Line.DONE], board.whole.percent) == (4, 1, 25)


def test_a_cancelled_task_does_not_count_and_a_chosen_one_counts_in_each_of_its_programmes(able, given):
    first, second = with_tasks(able), programme(able)
    task = given.assigned(source=first.source, clause="II.2")
    choose(second.pk, tasks=[task.pk], among=[task.pk], by=able.gus)
    choose(first.pk, tasks=[task.pk], among=[task.pk], by=able.gus)
    boards = boards_of([first, second], TODAY)
    assert (boards[first.pk].whole[Line.TASKS], boards[second.pk].whole[Line.TASKS]) == (5, 1)
    cancel(task.pk, reason="Trùng", by=able.chi)
    boards = boards_of([first, second], TODAY)
    assert (boards[first.pk].whole[Line.TASKS], boards[second.pk].whole[Line.TASKS]) == (4, 0)


def test_a_part_is_counted_in_no_number_unless_it_was_chosen_itself(able, given):
    made = with_tasks(able)
    part = given.part(given.underway(source=made.source), source=made.source)
    assert board_of(made, TODAY).whole[Line.TASKS] == tasks_of(made).count() == 5
    choose(made.pk, tasks=[part.pk], among=[part.pk], by=able.gus)
    assert board_of(made, TODAY).whole[Line.TASKS] == tasks_of(made).count() == 6


def test_a_chosen_task_of_the_same_words_is_drawn_once(able, given):
    made = with_tasks(able)
    task = given.assigned(clause="Số hóa hồ sơ lưu trữ", work="Việc được chọn thêm")
    choose(made.pk, tasks=[task.pk], among=[task.pk], by=able.gus)
    assert board_of(made, TODAY).row(made.clauses.get(label="II.2").pk).tally[Line.TASKS] == 2
    drawn = able.browser(able.eve).get(made.get_absolute_url()).context["chart"]
    assert [row.name for row in drawn["rows"]].count("Việc được chọn thêm") == 1


def _numbers(client, url):
    page = client.get(url)
    assert page.status_code == 200
    return {urljoin(url, unescape(link)): int(number) for link, number in NUMBER.findall(page.text)}


@pytest.mark.parametrize("persona", ["eve", "gus", "fay", "ada"])
def test_every_number_opens_as_many_rows_or_says_how_many_may_be_opened(able, persona):
    made = with_tasks(able)
    review = approved(able, made)
    client, opened = able.browser(getattr(able, persona)), 0
    for url in (made.get_absolute_url(), review.get_absolute_url()):
        if client.get(url).status_code == 404:
            continue
        for link, number in _numbers(client, url).items():
            page = client.get(link)
            seen = page.context["list"].count
            opened += 1
            assert seen == number or f"is {number}, of which you may open {seen}." in page.text, link
    assert opened > 8 or persona == "fay"


def test_the_page_says_in_half_a_minute_how_the_programme_stands(able, given):
    made = with_tasks(able)
    given.due(given.assigned(source=made.source, clause="II.2", work="Việc đã quá hạn"), TODAY - timedelta(days=9))
    page = able.browser(able.eve).get(made.get_absolute_url()).text
    assert "1 of 5 tasks are done; 1 overdue, 0 stuck." in page
    assert "Việc đã quá hạn" in page
    assert page.count('class="chart-row"') == 1 + 5 + 5  # the head, the clauses and what is beside them, the tasks
    assert "<script" not in page.split('id="chart"')[1].split("</section>")[0]


def test_of_a_long_programme_the_chart_shows_clauses_and_the_tasks_of_one_when_asked(able, given, monkeypatch):
    made = with_tasks(able)
    monkeypatch.setattr(Watching, "drawn_tasks", 3, raising=False)
    client = able.browser(able.eve)
    clause = made.clauses.get(label="II.1")
    one = client.get(made.get_absolute_url(), {"clause": clause.pk}).context["chart"]
    assert [row.is_clause for row in one["rows"]] == [True, False, False]
    assert client.get(made.get_absolute_url(), {"clause": "x"}).status_code == 200


def test_rows_of_what_is_no_line_and_no_clause_are_not_found(able):
    made = with_tasks(able)
    client = able.browser(able.eve)
    assert client.get(reverse("programmes.rows", args=[made.pk, "nothing"])).status_code == 404
    assert client.get(reverse("programmes.rows", args=[made.pk, "tasks"]), {"clause": 987654}).status_code == 404
    assert client.get(reverse("programmes.rows", args=[made.pk, "tasks"]), {"clause": 0}).status_code == 200


def test_the_thread_of_a_document_shows_its_programme_and_its_reviews(able):
    made = with_tasks(able)
    review = submitted(able, made, title="Sơ kết quý I")
    page = able.browser(able.eve).get(made.source.get_absolute_url()).text
    assert made.get_absolute_url() in page
    assert review.get_absolute_url() in page
    assert f"{reverse('programmes.review.begin')}?source={made.source_id}" in page


def test_a_programme_and_its_review_are_made_through_their_pages(able, given):
    client, source = able.browser(able.gus), able.instructed()
    page = client.get(reverse("programmes.programme.set_up"), {"source": source.pk})
    assert page.context["form"].initial["title"] == f"Directive {source.abstract}"
    typed = {
        "unit_code": "QN-HL", "title": "Kế hoạch", "source": source.pk, "clauses": "1. Việc một\n2. Việc hai",
        "first_on": "01/01/2026", "last_on": "31/12/2026",
    }  # fmt: skip
    made = client.post(reverse("programmes.programme.set_up"), typed)["Location"]
    given.assigned(source=source, clause="1. Việc một")
    assert "Việc hai" in client.get(made).text
    begin = client.get(f"{reverse('programmes.review.begin')}?programme={made.strip('/').rpartition('/')[2]}")
    initial = begin.context["form"].initial
    typed = {
        "kind": "interim", "title": "Sơ kết", "unit_code": "QN-HL", "programme": initial["programme"].pk,
        "first_on": "01/01/2026", "last_on": initial["last_on"].strftime("%d/%m/%Y"),
    }  # fmt: skip
    review = client.post(reverse("programmes.review.begin"), typed)["Location"]
    texts = {"title": "Sơ kết", "results": "Đã làm", "lessons": "Rõ việc"}
    assert client.post(f"{review}write/", texts).status_code == 302
    assert client.post(f"{review}submit/").status_code == 302
    leader = able.browser(able.eve)
    assert "Reviews to approve" in leader.get(reverse("ui.my_work")).text
    assert leader.post(f"{review}approve/").status_code == 302
    shown = leader.get(review).text
    assert "Đã làm" in shown
    assert "Assigned since this review" in shown


def test_later_work_is_told_beside_the_figures_that_are_kept(able, given):
    made = with_tasks(able)
    review = approved(able, made)
    given.assigned(source=made.source, work="Việc giao sau sơ kết")
    page = able.browser(able.eve).get(review.get_absolute_url()).text
    assert "would be 5 today" in page
    assert "Việc giao sau sơ kết" in page
    assert "does not match its fingerprint" not in page
    review.figures.filter(code="tasks").update(count=3)
    assert "does not match its fingerprint" in able.browser(able.eve).get(review.get_absolute_url()).text


def test_tasks_are_searched_for_and_chosen_on_a_page(able, given):
    made, other = programme(able), given.assigned(work="Lập danh mục hồ sơ lưu trữ")
    client = able.browser(able.gus)
    address = reverse("programmes.programme.choose", args=[made.pk])
    assert "Search for tasks by their words" in client.get(address).text
    assert "No task matches" in client.get(address, {"q": "khongcogi"}).text
    assert "Lập danh mục hồ sơ" in client.get(address, {"q": "danh mục"}).text
    assert client.post(f"{address}?q=danh+mục", {"tasks": [other.pk]}).status_code == 302
    assert list(made.chosen.values_list("task", flat=True)) == [other.pk]
    assert client.post(address, {}).status_code == 302
    assert not made.chosen.exists()


def test_the_pages_cost_the_same_for_many_tasks(able, given):
    made = with_tasks(able)
    begun(able, made)
    client = able.browser(able.eve)
    client.get(made.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(made.get_absolute_url())
    for at in range(12):
        given.assigned(source=made.source, clause=f"II.{at % 2 + 1}", work=f"Báo cáo số {at}")
    with CaptureQueriesContext(connection) as many:
        client.get(made.get_absolute_url())
    assert len(many) <= len(few)


def _mark(standing, **other):
    days = {
        "begins": TODAY - timedelta(days=40),
        "due": TODAY + timedelta(days=20),
        "first_due": None,
        "handed_in": None,
    }
    return Mark(**(days | {"standing": standing, "tone": "good", "words": "<x>", "url": "/tasks/1/"} | other))


def test_each_class_has_a_shape_of_its_own():
    scale = Scale(TODAY - timedelta(days=60), TODAY + timedelta(days=60), TODAY, False)
    late = {"due": TODAY - timedelta(days=10)}
    handed_in = {"handed_in": TODAY - timedelta(days=5)}
    marks = [
        _mark(DueClass.ON_TIME, handed_in=TODAY - timedelta(days=30)),
        _mark(DueClass.LATE, **late, **handed_in),
        _mark(DueClass.OPEN),
        _mark(DueClass.NEAR_DUE),
        _mark(DueClass.OVERDUE, **late),
        _mark(DueClass.NO_DEADLINE, due=None),
    ]
    shapes = [
        tuple(sorted(set(re.findall(r'class="(chart-(?!line|today|row)[a-z]+)"', chart.row(m, scale))))) for m in marks
    ]
    assert len(set(shapes)) == len(shapes)
    assert "&lt;x&gt;" in chart.row(marks[0], scale)


def test_where_people_read_from_the_right_the_chart_runs_from_the_right():
    with translation.override("ar"):
        scale = Scale.of(TODAY - timedelta(days=60), TODAY + timedelta(days=60), TODAY)
    assert scale.mirrored
    assert scale.at(scale.first) == chart.WIDTH
    assert scale.at(scale.last) == 0


@pytest.mark.parametrize("days", [1, 40, 400, 4000, 9000])
def test_the_names_of_months_have_room(days):
    scale = Scale.of(TODAY, TODAY + timedelta(days=days), TODAY)
    assert 1 <= len(scale.months) <= chart.WIDTH / 40


def test_a_heading_counts_what_stands_below_it_and_is_no_clause_of_its_own(able, given):
    made = programme(able, clauses="II. Nhiệm vụ\nII.1. Rà soát\nII.2. Số hóa\nIII. Kinh phí")
    given.assigned(source=made.source, clause="II.2")
    given.done(source=made.source, clause="II.1")
    board = board_of(made, TODAY)
    assert [(row.tally[Line.TASKS], row.is_heading) for row in board.rows] == [
        (2, True),
        (1, False),
        (1, False),
        (0, False),
    ]
    assert [row.standing for row in board.rows][:2] == [ClauseStanding.PARTLY, ClauseStanding.CARRIED_OUT]
    assert (len(board.clauses), board.whole[Line.TASKS]) == (3, 2)
    page = able.browser(able.eve).get(made.get_absolute_url())
    assert page.text.count('class="chart-row"') == 1 + 4 + 2


def test_what_many_units_were_given_at_once_is_one_deadline(able, given):
    made = with_tasks(able)
    before = watched(made, able.chi, TODAY)[-1]["rows"]
    for _unit in range(3):
        given.assigned(source=made.source, work="Báo cáo kết quả sinh hoạt chi bộ")
    rows = watched(made, able.chi, TODAY)[-1]["rows"]
    assert len(rows) == len(before) + 1
    assert "and 2 other units" in {row.facts[-1][1] for row in rows} - {row.facts[-1][1] for row in before}
