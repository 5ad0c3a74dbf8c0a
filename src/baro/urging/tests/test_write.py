"""Written urgings: drafted by the actions of documents, one for all late tasks of a unit."""

from __future__ import annotations

from datetime import date

import pytest

from baro.documents.actions.drafting import submit
from baro.documents.actions.signing import sign
from baro.documents.models import Document
from baro.kernel.errors import NotPermitted
from baro.trail.models import Event, Notice
from baro.ui.words.cells import written_day
from baro.urging.actions.climbing import climb
from baro.urging.actions.writing import write_letters
from baro.urging.models import Step

DUE = date(2027, 3, 10)
DAYS = (date(2027, 3, 11), date(2027, 3, 15), date(2027, 3, 17))


@pytest.fixture
def late(given):
    tasks = [given.due(given.underway(work=f"Báo cáo số {n} về chuyển đổi số"), DUE) for n in (1, 2)]
    for day in DAYS:
        climb(day)
    return tasks


def test_one_draft_names_all_late_tasks_of_the_unit(late, world):
    assert write_letters(DAYS[-1]) == 1
    letter = Document.objects.get(urging_steps__task=late[0])
    assert (letter.unit.code, letter.type, letter.state) == ("QN-VP", "official_letter", "draft")
    assert "Báo cáo số 1" in letter.body
    assert "Báo cáo số 2" in letter.body
    assert written_day(DUE) in letter.body
    assert [one.unit.code for one in letter.concerns.all()] == ["QN-HL"]
    assert Step.objects.filter(letter=letter).count() == 2
    assert Event.objects.about(late[1]).done("urging.step.write").count() == 1
    assert Notice.objects.to(world.chi.post_id).filter(subject=f"documents.document:{letter.pk}").exists()


def test_it_is_drafted_once(late):
    write_letters(DAYS[-1])
    assert write_letters(DAYS[-1]) == 0
    assert Document.objects.filter(urging_steps__isnull=False).distinct().count() == 1


def test_the_draft_lies_with_whoever_gave_the_tasks_and_is_signed_by_another(late, world):
    write_letters(DAYS[-1])
    letter = Document.objects.get(urging_steps__task=late[0])
    assert letter.drafter_post_id == world.chi.post_id
    submit(letter.pk, by=world.chi)
    letter.refresh_from_db()
    with pytest.raises(NotPermitted):
        sign(letter.pk, digest=letter.digest, by=world.chi)
    signed = sign(letter.pk, digest=letter.digest, by=world.ada)
    assert signed.symbol


def test_while_the_post_is_vacant_the_letter_waits(late, world):
    from django.utils import timezone

    from baro.org.models import Tenure

    Tenure.objects.filter(post=world.chi.post_id).update(period=(None, timezone.localdate()))
    assert write_letters(timezone.localdate()) == 0
    assert Step.objects.without_letter().count() == 2
