"""What became less in a year: units that closed less those founded, quotas at its end less than a year before."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from baro.directory.tests.reforms import merged, prepared
from baro.org.actions.founding import Founding, found
from baro.org.actors import Actor
from baro.org.figures.indicators import line_of
from baro.org.indicators import lines_of_posts, lines_of_units, source_of_the_lines
from baro.org.models import Unit, UnitKind
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.staffing.actions.quotas import give_quota
from tests.signing import sign_as_seen
from tests.world import SINCE

THIS_YEAR = timezone.localdate().year
NEW_YEAR, LAST_YEAR = date(THIS_YEAR, 1, 1), date(THIS_YEAR - 1, 6, 1)


def value(world, line: str, unit: str = "QN", year: int = THIS_YEAR) -> int:
    found = line_of(f"org.reductions.{line}", world.unit(unit), year)
    return found.value_of(found.rows())


def rows(world, line: str, unit: str = "QN") -> set[str]:
    return {str(row) for row in line_of(f"org.reductions.{line}", world.unit(unit), THIS_YEAR).rows()}


def schools(world, number: int) -> list:
    plans = [Founding(f"QN-HL-{at}", f"Trường số {at}", UnitKind.LOCAL_SERVICE_UNIT, "QN-HL") for at in range(number)]
    return list(found(plans, since=SINCE, by=Actor.system("world")).values())


def test_two_communes_that_became_one_are_one_less(world):
    merged(world)
    assert value(world, "communes") == 1
    assert rows(world, "communes") == {
        "Đảng ủy phường Hà Lầm",
        "Đảng ủy phường Cao Xanh",
        "Đảng ủy phường Hà Lầm mới",
    }
    assert value(world, "communes", year=THIS_YEAR - 1) == 0


def test_what_was_entered_in_the_beginning_was_not_founded_then(world):
    assert value(world, "communes", year=SINCE.year) == 0


def test_public_service_units_are_told_by_where_they_belong(world):
    one, other = schools(world, 2)
    plan = planning.merge(prepared(world).pk, [one], into=other, by=world.kim)
    sign_as_seen(plan.pk, by=world.ada)
    assert value(world, "district_units") == 0, "signed is not carried out"
    reorganising.carry_out(plan.pk, by=world.kim)
    assert (value(world, "district_units"), value(world, "department_units"), value(world, "communes")) == (1, 0, 0)
    assert value(world, "district_units", unit="QN-HL") == 1
    assert value(world, "district_units", unit="QN-CX") == 0


def give(world, code: str, number: int, since: date, kind: str = "salaried") -> None:
    unit = Unit.objects.open().get(code=code)
    give_quota([unit.pk], kind=kind, number=number, since=since, decision="9-QĐ/TU", by=world.kim)


def test_a_quota_that_was_cut_is_less_by_the_difference(world):
    give(world, "QN-HL", 50, LAST_YEAR)
    give(world, "QN-CX", 10, LAST_YEAR)
    assert value(world, "salaried") == 0, "what did not change is not less"
    give(world, "QN-HL", 41, NEW_YEAR)
    assert (value(world, "salaried"), value(world, "civil_servants")) == (9, 0)
    assert (value(world, "salaried", unit="QN-HL"), value(world, "salaried", unit="QN-CX")) == (9, 0)


def test_what_a_closed_unit_had_is_less_but_for_what_its_successor_gets(world):
    give(world, "QN-HL", 20, LAST_YEAR, "salaried")
    give(world, "QN-CX", 20, LAST_YEAR, "salaried")
    merged(world)
    assert value(world, "salaried") == 40
    give(world, "QN-HL", 25, timezone.localdate())
    assert value(world, "salaried") == 15


def test_a_quota_that_was_raised_is_a_negative_number(world):
    give(world, "QN-HL", 5, LAST_YEAR)
    give(world, "QN-HL", 7, NEW_YEAR)
    assert value(world, "salaried") == -2


def test_a_quota_of_some_days_within_the_year_changes_nothing(world):
    give(world, "QN-HL", 5, LAST_YEAR)
    if (today := timezone.localdate()) > NEW_YEAR + timedelta(days=9):
        give(world, "QN-HL", 99, NEW_YEAR)
        give(world, "QN-HL", 5, today)
    assert value(world, "salaried") == 0


def test_before_the_first_rule_there_are_no_such_figures():
    day = date(1999, 12, 31)
    assert (lines_of_units(day), lines_of_posts(day), source_of_the_lines(day)) == ([], [], "")
