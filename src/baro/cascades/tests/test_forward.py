"""Passing work on inside one's branch: due earlier, added up without typing again."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from baro.cascades.actions import drafting
from baro.cascades.figures import below_of, sums_below, totals_of
from baro.cascades.matrix import recipients_seen
from baro.cascades.models import Cascade
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import add_working_days


def test_the_units_below_answer_the_same_question_earlier(given, world):
    cascade = given.sent()
    below = given.forwarded(cascade)
    assert below.fields == cascade.fields
    assert below.due_on == add_working_days(cascade.due_on, -1)
    assert [one.unit.code for one in below.recipients.all()] == ["QN-HL-CB"]


def test_a_deadline_not_before_ones_own_is_refused(given, world):
    recipient = given.of(given.sent(), "QN-HL")
    with pytest.raises(Refused) as refusal:
        drafting.forward(recipient.pk, below=recipient.unit, due_on=recipient.task.due_on, by=world.eve)
    assert "You have to answer on" in refusal.value.fields["due_on"]


def test_it_is_forwarded_once_by_its_owner(given, world):
    cascade = given.sent()
    recipient = given.of(cascade, "QN-HL")
    with pytest.raises(NotPermitted):
        drafting.forward(recipient.pk, below=recipient.unit, due_within=1, by=world.gus)
    given.forwarded(cascade)
    with pytest.raises(Refused, match="forwarded this work already"):
        given.forwarded(cascade)


def test_figures_add_up_without_being_typed_again(given, world):
    cascade = given.sent()
    below = given.forwarded(cascade)
    recipient = given.of(cascade, "QN-HL")
    assert sums_below(recipient) == {}
    given.answered(below, "QN-HL-CB", number=Decimal("7.5"))
    assert sums_below(recipient) == {"f1": Decimal("7.5")}
    far = below_of([recipient])[recipient.pk]
    assert (far.answered, far.all) == (1, 1)
    form = world.browser(world.eve).get(f"/cascades/recipients/{recipient.pk}/answer/").context["form"]
    assert form.initial["field_f1"] == Decimal("7.5")


def test_each_level_sees_its_branch_alone(given, world):
    cascade = given.sent()
    below = given.forwarded(cascade)
    given.answered(below, "QN-HL-CB", number=Decimal(7))
    assert recipients_seen(cascade, world.dov).count() == 1
    assert not Cascade.objects.visible_to(world.dov).exists()
    assert list(Cascade.objects.visible_to(world.eve)) == [below]
    seen = recipients_seen(cascade, world.chi)
    assert [total.number for total in totals_of(cascade, seen)] == [None]


def test_late_deadlines_below_are_refused_however_they_are_worded(given, world):
    recipient = given.of(given.sent(), "QN-HL")
    far = (recipient.task.due_on - timezone.localdate()) / timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        drafting.forward(recipient.pk, below=recipient.unit, due_within=int(far), by=world.eve)
    assert set(refusal.value.fields) == {"due_within"}
