"""A year of mornings: which step comes on which day, with holidays, extensions, requests and obstacles."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from baro.kernel.periods import is_working_day
from baro.tasks.actions import extending
from baro.urging.actions import obstacles
from baro.urging.actions.climbing import climb
from baro.urging.actions.writing import write_letters
from baro.urging.models import Step
from baro.urging.tests.conftest import obstacle, on, steps_of


def d(month: int, day: int) -> date:
    return date(2027, month, day)


@pytest.fixture
def year(given, world):
    """Tasks of the year 2027 by name, and what is done about them on which day, after the morning."""
    tasks = {
        name: given.due(given.underway(work=f"Nhiệm vụ {name}"), due)
        for name, due in {
            "quiet": d(3, 10),
            "holidays": d(4, 28),
            "extended": d(6, 9),
            "asked": d(8, 4),
            "hindered": d(10, 6),
            "unanswered": d(7, 7),
            "refused": d(9, 8),
        }.items()
    }
    eve, chi = world.eve, world.chi
    found = {}

    def hinder(name, until):
        found[name] = obstacle(given, tasks[name], until=until)

    deeds = {
        d(6, 16): lambda: extending.extend(tasks["extended"].pk, due_on=d(6, 30), reason="Đồng ý", by=chi),
        d(8, 4): lambda: extending.ask_extension(tasks["asked"].pk, due_on=d(8, 31), reason="Chờ", by=eve),
        d(8, 20): lambda: extending.refuse_extension(tasks["asked"].pk, reason="Việc gấp", by=chi),
        d(10, 6): lambda: hinder("hindered", d(10, 15)),
        d(10, 13): lambda: obstacles.remove(found["hindered"].pk, answer="Đã có số liệu", by=chi),
        d(7, 7): lambda: hinder("unanswered", d(7, 14)),
        d(9, 8): lambda: hinder("refused", d(9, 22)),
        d(9, 10): lambda: obstacles.refuse(found["refused"].pk, answer="Đã gửi từ tháng 8", by=chi),
    }
    return tasks, deeds


EXPECTED = {
    "quiet": [(3, 5), (3, 11), (3, 15), (3, 17), (3, 22), (3, 24), (3, 31)],
    # Liberation Day on Friday, Labour Day on Saturday, worked off on Monday.
    "holidays": [(4, 23), (4, 29), (5, 5), (5, 7), (5, 12), (5, 14), (5, 21)],
    "extended": [(6, 4), (6, 10), (6, 14), (6, 16), (6, 25), (7, 1), (7, 5), (7, 7), (7, 12), (7, 14), (7, 21)],
    # Refused on a Friday; National Day on Thursday and Friday.
    "asked": [(7, 30), (8, 23), (8, 25), (8, 27), (9, 1), (9, 7), (9, 14)],
    "hindered": [(10, 1), (10, 14), (10, 18), (10, 20), (10, 25), (10, 27), (11, 3)],
    "unanswered": [(7, 2), (7, 15), (7, 19), (7, 21), (7, 26), (7, 28), (8, 4)],
    "refused": [(9, 1), (9, 13), (9, 15), (9, 17), (9, 22), (9, 24), (10, 1)],
}
NAMES = ["near", "overdue", "head", "letter", "deputy", "report", "meeting"]


@pytest.mark.slow  # every morning of a year
def test_a_year_takes_exactly_these_steps(year):
    tasks, deeds = year
    day = d(1, 1)
    while day.year == 2027:
        if is_working_day(day):
            climb(day)
            write_letters(day)
            if day.toordinal() % 5 == 0:  # the worker was started again
                climb(day)
                write_letters(day)
        if day in deeds:
            with on(day):
                deeds[day]()
        day += timedelta(days=1)
    for name, task in tasks.items():
        told = [day for _step, day in steps_of(task)]
        assert told == [d(*when) for when in EXPECTED[name]], name
        steps = [step for step, _day in steps_of(task)]
        assert steps == (NAMES[:4] + NAMES if name == "extended" else NAMES), name
    assert not Step.objects.without_letter().exists()
