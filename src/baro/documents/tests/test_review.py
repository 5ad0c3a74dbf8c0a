"""Own regulations are looked at again: a day and a unit, what was found, and what is due or has lost its base."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from baro.documents.actions.entering import Issued, enter_issued
from baro.documents.actions.relating import relate
from baro.documents.actions.reviewing import latest_review, open_review, plan_review, review
from baro.documents.models import Document
from baro.documents.relations import Relation
from baro.documents.reviews import Review
from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import Actor
from baro.org.checks import check_of
from baro.trail.models import Event

TODAY = timezone.localdate()


@pytest.fixture
def regulation(world):
    """A regulation about personnel that the office issued before Baro was there."""
    line = Issued("regulation", 3, "03-QĐ/VPTU", TODAY, "về công tác cán bộ", "Ada Bí Thư", "")
    (entered,) = enter_issued([line], world.unit("QN-VP"), source="sổ 2024", by=Actor.system("tests"))
    return entered


def _planned(world, regulation, days=30):
    due_on = TODAY + timedelta(days=days)
    return plan_review(regulation.pk, due_on=due_on, unit=world.unit("QN-VP"), by=world.clo)


def test_a_regulation_without_a_day_of_review_is_told_until_one_is_set(world, regulation):
    assert list(check_of("documents.review_due").rows(TODAY)) == [regulation]
    _planned(world, regulation)
    assert not check_of("documents.review_due").rows(TODAY).exists()
    assert list(check_of("documents.review_due").rows(TODAY + timedelta(days=30))) == [regulation]


def test_what_is_kept_gets_the_day_of_its_next_review(world, regulation):
    _planned(world, regulation)
    review(regulation.pk, result="keep", words="vẫn phù hợp", by=world.clo)
    assert open_review(regulation).due_on == latest_review(TODAY)
    assert "vẫn phù hợp" in Event.objects.about(regulation)[0].sentence
    page = world.browser(world.clo).get(regulation.get_absolute_url()).content.decode()
    assert "vẫn phù hợp" in page


def test_what_is_to_be_repealed_names_its_successor(world, regulation):
    _planned(world, regulation)
    successor = world.issued()
    review(regulation.pk, result="repeal", words="trùng với quy định mới", successor=successor, by=world.clo)
    done = Review.objects.get(document=regulation)
    assert (done.result, done.successor, done.done_on) == ("repeal", successor, TODAY)
    assert open_review(regulation) is None


def test_the_rule_says_how_late_a_review_may_be(world, regulation):
    with pytest.raises(Refused, match="at the latest"):
        _planned(world, regulation, days=366 * 3)
    with pytest.raises(Refused, match="This day is past"):
        _planned(world, regulation, days=-1)
    assert not Review.objects.exists()


def test_a_leap_day_has_a_next_review(world):
    assert latest_review(date(2028, 2, 29)) == date(2031, 2, 28)


def test_a_new_day_takes_the_place_of_the_former(world, regulation):
    _planned(world, regulation)
    _planned(world, regulation, days=60)
    assert Review.objects.get().due_on == TODAY + timedelta(days=60)


def test_without_a_planned_review_nothing_is_recorded(world, regulation):
    with pytest.raises(Refused, match="No review is planned"):
        review(regulation.pk, result="keep", words="vẫn phù hợp", by=world.clo)


def test_only_those_who_draft_review(world, regulation):
    with pytest.raises(NotPermitted):
        plan_review(regulation.pk, due_on=TODAY, unit=world.unit("QN-VP"), by=world.ada)


def test_a_regulation_whose_base_was_recalled_or_repealed_is_told(world, regulation):
    base = world.issued()
    relate(regulation.pk, target=base, kind="based_on", by=world.clo)
    assert not check_of("documents.lost_base").rows(TODAY).exists()
    ending = world.issued()
    Relation.objects.create(document=ending, target=base, kind="repeals")
    assert list(check_of("documents.lost_base").rows(TODAY)) == [regulation]


def test_a_regulation_whose_base_the_rulebook_knows_as_replaced_is_told(world, regulation):
    Document.objects.filter(pk=regulation.pk).update(bases="Căn cứ Quy định số 66-QĐ/TW;")
    assert list(check_of("documents.lost_base").rows(TODAY)) == [regulation]
