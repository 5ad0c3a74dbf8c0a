"""Reserving a number for a draft: it is signed with it, or given back with a reason that the register prints."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from baro.documents.actions.drafting import revise, withdraw
from baro.documents.actions.issuing import issue
from baro.documents.actions.numbering import give_back, held_for, reserve
from baro.documents.actions.signing import sign
from baro.documents.models import Document
from baro.documents.registers import BOOKS
from baro.documents.reserved import Reservation
from baro.kernel.errors import NotPermitted, Refused
from baro.org.checks import check_of
from baro.trail.models import Event


def _reserved(world, **other):
    return reserve(world.submitted(**other).pk, reason="ký trực tiếp tại hội nghị", by=world.clo)


def test_the_draft_is_signed_with_the_number_that_was_reserved_for_it(world):
    draft = _reserved(world)
    assert world.signed().symbol == "02-TB/VPTU"
    signed = sign(draft.pk, digest=draft.digest, by=world.ada)
    assert (signed.symbol, signed.number) == ("01-TB/VPTU", 1)
    assert held_for(signed) is None
    assert world.signed().symbol == "03-TB/VPTU"


def test_the_timeline_tells_number_and_reason(world):
    draft = _reserved(world)
    told = Event.objects.about(draft)[0].sentence
    assert "01-TB/VPTU" in told
    assert "ký trực tiếp tại hội nghị" in told


def test_one_number_is_held_for_a_draft(world):
    draft = _reserved(world)
    with pytest.raises(Refused, match="01-TB/VPTU is reserved for this draft already"):
        reserve(draft.pk, reason="lần nữa", by=world.clo)
    assert Reservation.objects.count() == 1


def test_only_the_clerk_reserves(world):
    draft = world.submitted()
    with pytest.raises(NotPermitted):
        reserve(draft.pk, reason="cần số", by=world.ada)
    assert not Reservation.objects.exists()


def test_a_number_given_back_is_explained_in_the_register_and_not_given_again(world):
    draft = _reserved(world)
    give_back(draft.pk, reason="hoãn họp", by=world.clo)
    assert held_for(draft) is None
    issue(sign(draft.pk, digest=draft.digest, by=world.ada).pk, by=world.clo)
    today = timezone.localdate()
    lines = list(BOOKS["outgoing"].lines(world.clo, world.unit("QN-VP"), today, today))
    assert [(line[0], line[-1]) for line in lines] == [("01-TB/VPTU", "Not used: hoãn họp"), ("02-TB/VPTU", "")]


def test_nothing_is_given_back_where_nothing_is_held(world):
    with pytest.raises(Refused, match="No number is reserved"):
        give_back(world.submitted().pk, reason="không cần", by=world.clo)


def test_a_number_of_another_series_is_not_signed_with(world):
    draft = reserve(world.drafted().pk, reason="cần số", by=world.clo)
    revise(
        draft.pk, type="plan", abstract=draft.abstract, body=draft.body, recipients=[world.unit("QN-HL")], by=world.clo
    )
    draft = Document.objects.get(pk=draft.pk)
    Document.objects.filter(pk=draft.pk).update(state="submitted", digest=draft.versions.last().digest)
    with pytest.raises(Refused, match="the clerk gives it back first"):
        sign(draft.pk, digest=draft.versions.last().digest, by=world.ada)
    assert Document.objects.get(pk=draft.pk).symbol == ""


def test_a_withdrawn_draft_keeps_its_number(world):
    draft = _reserved(world)
    withdraw(draft.pk, by=world.clo)
    assert str(held_for(draft)) == "01-TB/VPTU"


def test_a_number_that_waits_for_long_is_told(world):
    draft, today = _reserved(world), timezone.localdate()
    assert not check_of("documents.reserved").rows(today).exists()
    assert list(check_of("documents.reserved").rows(today + timezone.timedelta(days=6))) == [draft]


def test_fifty_clerks_at_once_leave_no_gap_and_no_double(committed_world):
    drafts = [committed_world.submitted() for _ in range(50)]
    clo, ada = committed_world.clo, committed_world.ada

    def act(at):
        try:
            draft = drafts[at]
            if at % 2:
                reserve(draft.pk, reason="cần số", by=clo)
            if at % 10 == 1:
                give_back(draft.pk, reason="không dùng", by=clo)
            if at % 10 == 3:
                with transaction.atomic():
                    sign(draft.pk, digest=draft.digest, by=ada)
                    transaction.set_rollback(True)
            sign(draft.pk, digest=draft.digest, by=ada)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as clerks:
        list(clerks.map(act, range(50)))
    signed = list(Document.objects.exclude(number=None).values_list("number", flat=True))
    given_back = list(Reservation.objects.exclude(given_back_on=None).values_list("number", flat=True))
    assert len(signed) == 50
    assert len(given_back) == 5
    assert sorted([*signed, *given_back]) == list(range(1, 56))
