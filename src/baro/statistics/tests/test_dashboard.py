"""The dashboard: every figure and every piece of a bar opens exactly its tasks."""

from __future__ import annotations

import csv
import gzip
import io
import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from baro.documents.models import Document
from baro.org.models import Account, Mandate
from baro.statistics.boards.tasks import TASKS, tasks_in
from baro.statistics.groupings import ALL
from baro.statistics.organisation import Organisation
from baro.tasks.models import Task

URL = "/dashboard/?unit=QN"
GROUPINGS = ["unit", "source", "month"]
TO_TASKS = r'<a[^>]*href="((?:/dashboard/tasks/|/tasks/\?)[^"]+)"[^>]*>'
PIECE = re.compile(TO_TASKS + r"(?:<rect[^>]*>)?<title>[^<]*: (\d+)</title>")  # of a bar, or a point of a chart
NUMBER = re.compile(TO_TASKS + r"(\d+)</a>")
BIG = re.compile(TO_TASKS + r'<span class="figure-label">[^<]*</span><strong class="figure-value">(\d+)</strong>')


def by(grouping):
    return TASKS.groupings(Organisation())[grouping]


def tasks_behind(actor, branch, grouping, key, line):
    today = timezone.localdate()
    counted = next(one for one in TASKS.lines(today) if one.code == line)
    return TASKS.cell(counted, branch, by(grouping), key).rows_for(actor, today)


def links(text):
    """Every link to tasks with the figure that it stands for."""
    found = [*BIG.findall(text), *NUMBER.findall(text), *PIECE.findall(text)]
    assert len(found) == len(re.findall(TO_TASKS, text)), "a link to tasks without a figure"
    return [(unescape(url), int(number)) for url, number in found]


def test_the_large_figures(world, classes):
    classes.one_of_each()
    counts = TASKS.totals(world.ada, world.unit("QN"))
    classes = {"overdue": 2, "near_due": 1, "open": 1, "no_deadline": 1, "late": 1, "on_time": 1}
    assert counts == {"assigned": 7, "was_due": 4, **classes}
    assert TASKS.rate_of(counts) == 25.0  # two are open and overdue


def test_every_link_of_the_page_opens_exactly_its_tasks(world, classes):
    classes.one_of_each()
    client = world.browser(world.ada)
    found = links(client.get(URL).text)
    assert len(found) > 40
    for url, number in dict(found).items():
        assert client.get(url).context["list"].count == number, url


def test_every_link_of_the_whole_tables_opens_exactly_its_tasks(world, classes):
    classes.one_of_each()
    client = world.browser(world.ada)
    for grouping in GROUPINGS:
        for url, number in dict(links(client.get(f"/dashboard/by-{grouping}/?unit=QN").text)).items():
            assert client.get(url).context["list"].count == number, url


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_the_rows_of_a_table_add_up_to_the_whole(world, classes, grouping):
    classes.one_of_each()
    actor, branch = world.ada, world.unit("QN")
    rows, totals = TASKS.table(actor, branch, by(grouping)).rows, TASKS.totals(actor, branch)
    assert len(totals) == 8
    for name, total in totals.items():
        assert sum(row.counts[name] for row in rows) == total
        for row in rows:
            assert tasks_behind(actor, branch, grouping, row.key, name).count() == row.counts[name]


def test_units_with_most_overdue_tasks_come_first(world, classes):
    classes.one_of_each()
    fay = world.post("QN-HL-CB", "Bí thư chi bộ")
    for _ in range(3):
        task = classes.assigned()
        classes.standing(task, unit=world.unit("QN-HL-CB"), owner_post=fay)
    rows = TASKS.table(world.ada, world.unit("QN"), by("unit")).rows
    assert [row.name for row in rows] == ["Đảng ủy phường Hà Lầm", "Chi bộ khu phố 1"]


def test_months_are_those_of_the_organisations_clock(world, classes):
    classes.given_on(classes.assigned(), date(2026, 3, 1))  # five past midnight, still February in London
    [row] = TASKS.table(world.ada, world.unit("QN"), by("month")).rows
    assert (row.key, row.name) == ("2026-03", "March 2026")
    assert tasks_behind(world.ada, world.unit("QN"), "month", "2026-03", "assigned").count() == 1
    assert not tasks_behind(world.ada, world.unit("QN"), "month", "2026-02", "assigned").exists()


def test_more_rows_than_are_shown_are_announced_and_turned_to(world, classes):
    for month in range(1, 13):
        classes.given_on(classes.assigned(), date(2025, month, 3))
        classes.given_on(classes.assigned(), date(2024, month, 3))
    page = world.browser(world.ada).get(URL).text
    assert 'href="/dashboard/by-month/?unit=QN">Show all' in page
    first = TASKS.table(world.ada, world.unit("QN"), by("month"), most=10)
    last = TASKS.table(world.ada, world.unit("QN"), by("month"), first=20, most=10)
    assert (len(first.rows), first.more, len(last.rows), last.more) == (10, True, 4, False)


def test_the_formula_of_the_rate_stands_beside_it(world, classes):
    classes.done()
    classes.done()
    classes.late()
    page = world.browser(world.ada).get(URL).text
    assert ">66.7\N{NO-BREAK SPACE}%<" in page
    assert "Done on time ÷ everything that was due:" in page


def test_overdue_work_lowers_the_rate_though_nobody_closed_it(world, classes):
    classes.done()
    classes.overdue()
    classes.overdue()
    assert TASKS.rate_of(TASKS.totals(world.ada, world.unit("QN"))) == 33.3


def test_the_shares_of_the_large_figures_sum_to_100(world, classes):
    classes.one_of_each()
    page = world.browser(world.ada).get(URL).text
    found = [float(share) for share in re.findall(r"([0-9.]+) % of all", page)]
    assert len(found) == 6
    assert round(sum(found), 1) == 100


def test_nothing_done_has_no_rate(world, classes):
    classes.assigned()
    assert TASKS.rate_of(TASKS.totals(world.ada, world.unit("QN"))) is None


def test_cancelled_tasks_are_not_counted(world, classes):
    classes.standing(classes.assigned(), state="cancelled")
    assert TASKS.totals(world.ada, world.unit("QN"))["assigned"] == 0


def test_an_empty_dashboard_says_how_it_fills(world):
    assert "No tasks here yet" in world.browser(world.ada).get(URL).text


def test_a_branch_counts_its_own_tasks_only(world, classes):
    classes.assigned()
    assert TASKS.totals(world.ada, world.unit("QN-HL"))["assigned"] == 1
    assert TASKS.totals(world.ada, world.unit("QN-CX"))["assigned"] == 0


def test_only_visible_tasks_are_counted(world, classes):
    classes.assigned()
    Mandate.objects.create(
        post_id=world.dov.post_id, unit=world.unit("QN"), includes_below=True, permissions=["statistics.see"]
    )
    assert TASKS.totals(world.dov, world.unit("QN"))["assigned"] == 0
    assert TASKS.totals(world.stranger, world.unit("QN"))["assigned"] == 0


def test_what_is_counted_is_what_is_visible(world, classes):
    classes.one_of_each()
    cell, fay = world.unit("QN-HL-CB"), world.post("QN-HL-CB", "Bí thư chi bộ")
    classes.standing(classes.assigned(), unit=cell, owner_post=fay)
    seen = set()
    for person in ("ada", "chi", "eve", "fay", "dov", "gus", "ben"):
        actor = getattr(world, person)
        for branch in world.units.values():
            visible = Task.objects.visible_to(actor).live().filter(unit__path__startswith=branch.path)
            assert set(tasks_in(actor, branch).values_list("pk")) == set(visible.values_list("pk")), person
            seen.add(visible.count())
    assert seen >= {0, 1, 8}


def test_rows_of_a_branch_that_the_post_does_not_cover_are_not_found(world, classes):
    classes.assigned()
    url = reverse("statistics.tasks", args=[world.unit("QN").pk, "all", "all", "assigned"])
    assert world.browser(world.ada).get(url).status_code == 200
    assert world.browser(world.eve).get(url).status_code == 404


@pytest.mark.parametrize(
    ("grouping", "key", "standing"),
    [
        ("all", "all", "lost"),
        ("colour", "red", "assigned"),
        ("unit", "x", "assigned"),
        ("unit", "9" * 40, "assigned"),
        ("unit", "999999", "assigned"),
        ("month", "2026-13", "assigned"),
        ("month", "0001-01", "assigned"),
        ("source", "none", "suspended"),
    ],
)
def test_addresses_that_nobody_made_are_not_found(world, classes, grouping, key, standing):
    classes.assigned()
    url = reverse("statistics.tasks", args=[world.unit("QN").pk, grouping, key, standing])
    assert world.browser(world.ada).get(url).status_code == 404


def test_an_unknown_table_is_not_found(world):
    assert world.browser(world.ada).get("/dashboard/by-colour/").status_code == 404


def test_a_page_beyond_the_last_says_so(world, classes):
    classes.assigned()
    page = world.browser(world.ada).get("/dashboard/by-unit/?unit=QN&page=99999999999999999")
    assert page.status_code == 200
    assert "There are no rows on this page" in page.text


def test_the_rows_say_which_tasks_they_are(world, classes):
    classes.given_on(classes.overdue(), date(2026, 3, 2))
    url = reverse("statistics.tasks", args=[world.unit("QN").pk, "month", "2026-03", "overdue"])
    page = world.browser(world.ada).get(url).text
    assert "Overdue: March 2026" in page
    assert "Tasks owned in Tỉnh ủy Quảng Ninh and below · Month: March 2026 · Overdue · as of" in page


def test_a_table_can_be_taken_along_with_formulas_disarmed(world, classes):
    source = world.registered(symbol="", abstract="=HYPERLINK(1)")
    classes.standing(classes.overdue(), source=source)
    client = world.browser(world.ada)
    text = client.get("/dashboard/by-source/?unit=QN&as=csv").getvalue().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0][:3] == ["Document", "Assigned", "Overdue"]
    assert lines[1][:3] == ["'=HYPERLINK(1)", "1", "1"]
    assert client.get("/dashboard/by-source/?unit=QN&as=xlsx").getvalue()[:2] == b"PK"


def test_signs_that_a_workbook_does_not_take_are_left_out_of_it(world, classes):
    source = world.registered(symbol="", abstract="về kế hoạch\x07 năm")
    classes.standing(classes.overdue(), source=source)
    answer = world.browser(world.ada).get("/dashboard/by-source/?unit=QN&as=xlsx")
    assert load_workbook(io.BytesIO(answer.getvalue())).active["A2"].value == "về kế hoạch năm"


@pytest.mark.parametrize("url", [URL, "/dashboard/by-unit/?unit=QN", "/dashboard/by-source/?unit=QN"])
def test_a_page_costs_the_same_for_one_task_and_for_fifty(world, classes, url):
    client = world.browser(world.ada)
    document = world.instructed()
    first = classes.overdue(source=document)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    Task.objects.bulk_create([_like(first, n) for n in range(49)])
    with CaptureQueriesContext(connection) as fifty:
        client.get(url)
    assert len(one) == len(fifty)
    assert TASKS.totals(world.ada, world.unit("QN"))["assigned"] == 50


def _like(task, number):
    """Another task like one, given in another month and due on another day."""
    fields = {f.attname: getattr(task, f.attname) for f in Task._meta.concrete_fields if f.name not in ("id", "search")}
    fields["assigned_at"] = fields["assigned_at"].replace(year=2020 + number % 5, month=1 + number % 12, day=1)
    return Task(**fields)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_full_tables_stay_a_small_page(world, classes, language):
    """A hundred months and documents, each with tasks in every class, are below the size that a page may have."""
    classes.one_of_each()
    source = world.registered(abstract="về tăng cường lãnh đạo công tác chuyển đổi số trên địa bàn tỉnh " * 3)
    copies = [f.attname for f in Document._meta.concrete_fields if f.name not in ("id", "search", "arrival_number")]
    facts = {name: getattr(source, name) for name in copies}
    sources = Document.objects.bulk_create([Document(**facts, arrival_number=1000 + n) for n in range(100)])
    made = list(Task.objects.exclude(state="cancelled"))
    Task.objects.bulk_create([_in_month(task, n, sources[n].pk) for task in made for n in range(100)])
    client = world.browser(world.ada)
    Account.objects.update(language=language)
    for url in (URL, "/dashboard/by-month/?unit=QN", "/dashboard/by-source/?unit=QN"):
        page = client.get(url)
        assert f'lang="{language}"' in page.text
        assert len(gzip.compress(page.content)) < 20_000, url


def _in_month(task, month, source):
    copy = _like(task, 0)
    copy.assigned_at = copy.assigned_at.replace(year=2010 + month // 12, month=1 + month % 12)
    copy.source_id = source
    return copy


def test_every_grouping_is_tried_here_and_all_is_none(world):
    assert list(TASKS.groupings(Organisation())) == GROUPINGS
    assert ALL.code not in GROUPINGS


def test_the_dashboard_stands_in_the_navigation_of_who_may_see_it(world):
    assert 'href="/dashboard/"' in world.browser(world.ada).get("/figures/").text
    assert 'href="/dashboard/"' not in world.browser(world.gus).get("/documents/incoming/").text
