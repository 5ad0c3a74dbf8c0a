"""Exploring: one statement counts, the groups sum to the figure, every number and every point opens its rows."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baro.documents.models import Document
from baro.kernel.reporting import PeriodKind, period_of, year_of
from baro.org.figures import indicators as registry
from baro.org.figures.indicators import Change, indicators
from baro.org.models import Unit
from baro.statistics.exploring import BELOW, LINE, UNIT, Asked, explore, line_in, ways
from baro.statistics.organisation import DAY, THEN, Organisation
from baro.statistics.queries import figures_of
from baro.statistics.standing import this_year
from baro.statistics.web.asking import YEARLY
from baro.ui.models import SavedView

ISSUED = "documents.issued"
URL = "/explore/?unit_code=QN&figure=documents.issued&year=2024"
CELL = re.compile(r'<td class="cell-number"[^>]*><a href="([^"]+)">([\d,]+)</a>')
MARK = re.compile(r'<a href="(/explore/[^"]+)" tabindex="-1"><title>[^<]*: ([\d,]+)</title>')


def asked(world, by="", code=ISSUED, **other) -> Asked:
    return Asked(indicators[ISSUED], code, world.unit("QN"), by, **other)


def issued(register):
    """Documents of the committee, its standing committee, its office and two wards in two years."""
    register.entered("plan", 4)
    register.entered("report", 3, unit="QN-BTV", first=5)
    register.entered("notice", 2, unit="QN-VP")
    register.entered("plan", 5, unit="QN-HL")
    register.entered("plan", 1, unit="QN-CX")
    register.entered("plan", 2, year=2023, first=50)


def seen(text):
    """Every number of the table and every point of the chart that leads to rows."""
    found = [*CELL.findall(text), *MARK.findall(text)]
    return {unescape(link): int(number.replace(",", "")) for link, number in found}


@pytest.mark.parametrize("by", [LINE, BELOW, UNIT, "type"])
@pytest.mark.parametrize("way", [Organisation(), Organisation(THEN), Organisation(DAY, date(2024, 6, 1))])
def test_the_groups_sum_to_the_figure_and_each_is_the_count_of_its_rows(world, register, by, way):
    issued(register)
    year = year_of(2024)
    found = explore(asked(world, by, wide=True, organisation=way), [year])
    assert found.values == (15,)
    assert found.before == (2,)
    for row in found.rows:
        for period, value in ((year, row.values[0]), (year.before, row.before[0])):
            assert found.point(period, row.key).rows().count() == value


def test_without_everything_below_the_figure_is_that_of_the_year(world, register):
    issued(register)
    figures = figures_of(indicators[ISSUED], world.unit("QN"), 2024)
    assert explore(asked(world), [year_of(2024)]).values == (sum(figure.value for figure in figures),) == (7,)


def test_months_and_quarters_sum_to_the_year(world, register):
    issued(register)
    for kind in (PeriodKind.MONTH, PeriodKind.QUARTER):
        found = explore(asked(world, LINE), year_of(2024).parts(kind), added_up=True)
        assert found.compared(found.values, found.before) == (7, 2)


def test_cumulative_quarters_never_fall(world, register):
    issued(register)
    columns = [one.cumulative for one in year_of(2024).parts(PeriodKind.QUARTER)]
    values = explore(asked(world), columns).values
    assert list(values) == sorted(values)
    assert values[-1] == 7


def test_all_periods_are_counted_in_one_reading_however_many_rows(world, register):
    issued(register)
    columns = year_of(2024).parts(PeriodKind.MONTH)
    with CaptureQueriesContext(connection) as few:
        explore(asked(world, BELOW), columns)
    register.entered("plan", 60, unit="QN-HL", first=200)
    with CaptureQueriesContext(connection) as many:
        explore(asked(world, BELOW), columns)
    assert len(few) == len(many)
    assert sum("COUNT" in one["sql"] for one in many) == 1


def test_periods_between_which_a_rule_changed_are_read_apart_and_count_the_same(world, register, monkeypatch):
    issued(register)
    columns = year_of(2024).parts(PeriodKind.MONTH)
    together = explore(asked(world, LINE), columns)
    one = indicators[ISSUED]
    for changed in (replace(one, steady=lambda on: on.month > 6), replace(one, day="")):
        monkeypatch.setitem(registry.indicators._declared, ISSUED, changed)
        apart = explore(asked(world, LINE), columns)
        assert (apart.values, apart.before) == (together.values, together.before)


@pytest.mark.parametrize(
    "query", ["", "&by=line&over=months", "&by=below", "&by=unit&over=years", "&by=type&chart=bars", "&over=quarters"]
)
def test_every_number_and_every_point_of_the_chart_opens_its_rows(world, register, query):
    issued(register)
    client = world.browser(world.ada)
    page = client.get(URL + query)
    assert page.status_code == 200
    numbers = seen(page.text)
    assert len(numbers) > 1
    for link, number in numbers.items():
        rows = client.get(link)
        assert rows.status_code == 200, link
        assert rows.context["list"].count == number or f"The figure is {number}, of which" in rows.text, link


@pytest.mark.parametrize(
    "query",
    [
        "?by=type",
        "?by=poems&key=plan",
        "?by=unit&key=x",
        "?key=plan",
        "?by=type&key=zzz",
        "?by=below&key=1&organisation=day",
        "?by=below&key=1&organisation=day&day=x",
    ],
)
def test_an_address_that_is_none_is_not_found(world, register, query):
    issued(register)
    unit = world.unit("QN").pk
    client = world.browser(world.ada)
    assert client.get(f"/explore/documents.issued/{unit}/2024/{query}").status_code == 404
    assert client.get(f"/explore/documents.poems/{unit}/2024/").status_code == 404
    assert client.get(f"/explore/documents.issued/{unit}/2024-Q7/").status_code == 404


def test_what_is_asked_wrongly_is_said_and_the_page_still_opens(world):
    client = world.browser(world.ada)
    for query in ("figure=poems", "period=H2", "year=24", "by=colour", "chart=pie", "over=ever", "unit_code=XX"):
        page = client.get(f"/explore/?{query}")
        assert page.status_code == 200, query
        assert 'class="field-error"' in page.text or "is-invalid" in page.text, query


def test_a_year_before_the_rulebook_gets_one_sentence(world):
    page = world.browser(world.ada).get("/explore/?figure=documents.issued.plan&year=1950")
    assert page.status_code == 409
    assert "choose a later period" in page.text


def test_who_may_not_see_the_figures_of_a_unit_does_not_explore_it(world, register):
    issued(register)
    unit = world.unit("QN").pk
    assert world.browser(world.dov).get(f"/explore/documents.issued/{unit}/2024/").status_code == 404
    assert world.browser(world.dov).get("/explore/").status_code == 403


def test_nothing_the_year_before_is_no_base(world, register):
    register.entered("plan", 3)
    register.entered("report", 1, unit="QN-HL", year=2023)
    page = world.browser(world.ada).get(URL)
    assert "no base to compare with (year before: 0)" in page.text


def test_a_unit_that_existed_for_half_the_year_says_so(world, register):
    issued(register)
    Unit.objects.filter(code="QN-CX").update(closed_on=date(2024, 6, 30))
    [row] = [one for one in explore(asked(world, UNIT), [year_of(2024)]).rows if "Cao Xanh" in one.name]
    assert (row.since, row.until) == (None, date(2024, 6, 30))
    assert "only until 30 Jun 2024" in world.browser(world.ada).get(f"{URL}&by=unit").text


def test_an_indicator_whose_version_changed_says_what_is_otherwise(world, register, monkeypatch):
    monkeypatch.setattr(registry.indicators, "_declared", {})
    change = Change(2, date(2024, 1, 1), "Decisions count too.")

    @registry.indicator("documents.all", "All", counts="", list_code="documents.outgoing", version=2, changes=(change,))
    def everything(unit, first, last):
        return Document.objects.filter(unit=unit, issued_on__range=(first, last))

    register.entered("decision", 4)
    [figure] = figures_of(indicators["documents.all"], world.unit("QN"), 2024)
    assert figure.changed == [change]
    client = world.browser(world.ada)
    for url in ("/explore/?figure=documents.all&year=2024", "/figures/?year=2024"):
        assert "Decisions count too." in client.get(url).text
    assert "Decisions count too." not in client.get("/explore/?figure=documents.all&year=2026").text


def test_a_new_version_must_say_what_changed(monkeypatch):
    monkeypatch.setattr(registry.indicators, "_declared", {})
    with pytest.raises(ValueError, match="say what changed in version 2"):
        registry.indicator("documents.all", "All", counts="", list_code="documents.outgoing", version=2)


def test_a_negative_correction_is_subtracted(world):
    found = explore(asked(world), [year_of(2024)])
    assert found.compared((-3,), (4,)) == (-3, 4)


def test_lines_that_do_not_count_the_same_are_never_taken_together(world):
    for one in indicators:
        whole = line_in(one, one.code, date(2024, 12, 31))
        assert whole is None or not whole.measure or whole.code == one.lines(date(2024, 12, 31))[0].code
    assert {code for code, _words in ways(indicators[ISSUED], ISSUED, date(2024, 12, 31))} == {
        LINE,
        BELOW,
        UNIT,
        "type",
    }


def test_the_table_can_be_taken_along_with_the_year_before(world, register):
    issued(register)
    client = world.browser(world.ada)
    lines = list(csv.reader(io.StringIO(client.get(f"{URL}&by=line&as=csv").getvalue().decode("utf-8-sig"))))
    assert lines[0] == ["Group", "2024", "2023"]
    assert ["Plans", "4", "2"] in lines
    assert lines[-1] == ["Together", "7", "2"]
    assert client.get(f"{URL}&by=line&as=xlsx").getvalue().startswith(b"PK")


def test_the_chart_can_be_taken_along(world, register):
    issued(register)
    client = world.browser(world.ada)
    drawn = client.get(f"{URL}&over=quarters&as=svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert 'href="http://testserver/explore/documents.issued/' in drawn.text
    picture = client.get(f"{URL}&over=quarters&as=png")
    assert picture.content.startswith(b"\x89PNG")
    assert "attachment" in picture.headers["Content-Disposition"]


def test_what_is_shown_can_be_kept_as_a_view_and_opened_by_its_address(world, register):
    issued(register)
    client = world.browser(world.ada)
    kept = {
        "list_code": "statistics.explore",
        "name": "Plans by ward",
        "query": "figure=documents.issued.plan&by=below",
    }
    assert client.post("/views/save/", kept).status_code in (200, 302)
    view = SavedView.objects.get(name="Plans by ward")
    page = client.get(f"/explore/?view={view.pk}")
    assert page.context["found"].asked.by == BELOW
    assert "Plans by ward" in page.text


def test_the_dashboard_compares_this_year_with_the_last(world, register):
    today = timezone.localdate()
    register.entered("plan", 1, year=today.year)
    Document.objects.update(issued_on=date(today.year, 1, 1))
    with CaptureQueriesContext(connection) as asked_once:
        [one] = [one for one in this_year(world.unit("QN"), today) if one.now.code == ISSUED]
    assert (one.value, one.before) == (1, 0)
    assert one.now.rows().count() == 1
    assert len(asked_once) == 1


def test_the_command_prints_other_periods_too(world, register):
    from click.testing import CliRunner

    from baro.statistics.commands import figures

    issued(register)
    for period, plans in (("2024-Q1", 2), ("2024-9M", 4), ("2024-01-01..2024-12-31", 4)):
        printed = CliRunner().invoke(figures, ["--unit", "QN", "--period", period])
        assert re.search(rf"Plans +{plans}\n", printed.output), printed.output
    wrong = CliRunner().invoke(figures, ["--unit", "QN", "--period", "2024-H2"])
    assert wrong.exit_code == 2
    assert "is no period" in wrong.output
    assert CliRunner().invoke(figures, ["--unit", "QN"]).exit_code == 2
    assert period_of("2024-9M").last == date(2024, 9, 30)


def test_a_year_before_the_first_document_is_a_dash_and_no_point_of_the_chart(world, register):
    register.entered("plan", 4)
    years = [year_of(year) for year in (2022, 2023, 2024)]
    assert explore(asked(world), years).silent == {"2021", "2022", "2023"}
    page = world.browser(world.ada).get(f"{URL}&over={YEARLY}").text
    assert page.count('<abbr title="No records of this time">—</abbr>') >= 10
    assert "2024: 4</title>" in page
    assert "2023: 0</title>" not in page
    assert "no records of the year before" in page


def test_a_file_leaves_the_cells_of_a_time_without_records_empty(world, register):
    register.entered("plan", 4)
    file = world.browser(world.ada).get(f"{URL}&as=csv").getvalue().decode("utf-8-sig")
    *_before, row = csv.reader(io.StringIO(file))
    assert row[1:] == ["4", ""]
