"""The routine as a plan: the same each time, in the order of the work, by those who exist then, under many names."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from baro.demo.reform.deeds import EFFECTIVE_ON
from baro.demo.routine.arriving import Arrival
from baro.demo.routine.days import deeds_of_routine
from baro.demo.routine.files import Files
from baro.demo.routine.giving import Assignment
from baro.demo.routine.going_out import Copy, Issue
from baro.demo.routine.handling import Handling
from baro.demo.routine.offices import CLOSED_ON, OPENED_ON, offices
from baro.demo.work.days import Deed
from baro.demo.work.stories import Step
from baro.documents import storing
from baro.documents.actions.bringing import limits
from baro.documents.reading.content import inspect
from baro.documents.reading.text import read
from baro.kernel.periods import is_working_day

pytestmark = [pytest.mark.province]
LAST = date(2026, 4, 30)


@pytest.fixture(scope="module")
def deeds() -> list[Deed]:
    """Every deed up to a day."""
    return list(deeds_of_routine(LAST))


def _story(deed: Deed) -> object:
    """The paper, document or task that a deed belongs to."""
    do = getattr(deed.do, "func", deed.do)
    return getattr(do, "__self__", None) or deed.do.args[0]  # type: ignore[attr-defined]


def _of(deeds: list[Deed], kind: type) -> list[object]:
    return list({id(story): story for deed in deeds if isinstance(story := _story(deed), kind)}.values())


def test_the_same_routine_every_time(deeds):
    again = deeds_of_routine(LAST)
    assert all(mine.moment == theirs.moment for mine, theirs in zip(deeds, again, strict=True))
    first, second = (_of(some, Assignment) for some in (deeds, list(deeds_of_routine(LAST))))
    assert [task.said for task in first] == [task.said for task in second]


def test_every_deed_is_done_on_a_working_day_in_working_hours_and_by_the_last_day(deeds):
    days = {deed.moment.date() for deed in deeds}
    assert all(is_working_day(day) for day in days)
    assert {deed.moment.hour for deed in deeds} <= set(range(7, 17))
    assert max(days) <= LAST


def test_something_arrives_on_every_working_day(deeds):
    arrived = {deed.moment.date() for deed in deeds if isinstance(_story(deed), Arrival)}
    every = {day for n in range((LAST - min(arrived)).days + 1) if is_working_day(day := min(arrived) + timedelta(n))}
    assert arrived == every


def test_no_deed_comes_before_the_one_it_follows(deeds):
    for deed in deeds:
        story = _story(deed)
        if isinstance(story, Handling):
            steps = [at for at in (story.filed or story.presented, story.instructed, story.carried_out) if at]
            assert steps == sorted(steps)
            assert not story.tasks or story.instructed.date() <= story.tasks[0].assigned
        if isinstance(story, Issue):
            assert story.steps == sorted(story.steps, key=lambda step: step[0])
        if isinstance(story, Assignment):
            moments = [at for at, _told in story.story]
            assert moments == sorted(moments)
            assert not moments or moments[0].date() > story.assigned
        if isinstance(story, Copy | Arrival) and (after := story.handling.filed or story.handling.presented):
            assert story.at < after


def test_a_task_is_due_on_a_working_day_after_it_was_given(deeds):
    for task in _of(deeds, Assignment):
        assert is_working_day(task.due)
        assert task.assigned < task.due


def test_offices_that_the_reform_ended_had_closed_their_books(deeds):
    ended = {office.unit for office in offices() if office.last == CLOSED_ON}
    began = {office.unit for office in offices() if office.first == OPENED_ON}
    for task in _of(deeds, Assignment):
        end = max((at.date() for at, _told in task.story), default=task.assigned)
        if task.owner.unit in ended - began:
            assert end < EFFECTIVE_ON, task
        if task.owner.unit in began - ended:
            assert task.assigned > EFFECTIVE_ON, task
        assert not task.assigned < EFFECTIVE_ON <= end or task.owner.last == date.max, task


def test_papers_are_never_called_the_same_in_a_register_and_work_rarely(deeds):
    arrivals = Counter((story.office.unit, story.letter.abstract) for story in _of(deeds, Arrival))
    issued = Counter((story.unit, story.said) for story in _of(deeds, Issue))
    assert {*arrivals.values(), *issued.values()} == {1}
    work = Counter(task.said[0] for task in _of(deeds, Assignment))
    assert len(work) > 0.7 * work.total()
    assert max(work.values()) < 20


def test_owners_keep_their_deadlines_each_in_their_way(deeds):
    late: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for task in _of(deeds, Assignment):
        handed_in = [told.day for _at, told in task.story if told.step is Step.HAND_IN]
        if handed_in:
            given[task.owner.place] += 1
            late[task.owner.place] += handed_in[0] > task.due
    shares = sorted(late[place] / count for place, count in given.items() if count >= 20)
    assert shares[0] < 0.05
    assert shares[-1] > 0.3
    assert 0.05 < late.total() / given.total() < 0.2


def test_a_file_says_what_its_row_says_and_is_made_once(tmp_path, settings):
    settings.FILES = tmp_path
    files = Files()
    kept = files.about("giảm nghèo bền vững")
    assert files.about("giảm nghèo bền vững") is kept
    place = storing.place_of(kept.digest)
    content = inspect(place, "giam-ngheo.docx", limits())
    assert (content.sha256, content.size) == (kept.digest, kept.size)
    with storing.opened(kept.digest) as file:
        assert read(file, content, limits()).text.split() == kept.text.split()
