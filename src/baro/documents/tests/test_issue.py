"""Issuing: every recipient finds the document among its arrivals, with the same papers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baro.documents.actions import issuing, receiving
from baro.documents.actions.bringing import bring
from baro.documents.flow import State
from baro.documents.models import Attachment, Document
from baro.kernel.errors import Refused
from baro.trail.models import Event, Notice, Reason


def test_recipients_find_it_among_their_arrivals(world):
    document = world.issued()
    copies = {copy.unit.code: copy for copy in document.copies.select_related("unit")}
    assert sorted(copies) == ["QN-CX", "QN-HL"]
    assert {c.state for c in copies.values()} == {State.ARRIVED}
    assert Document.objects.visible_to(world.gus).filter(pk=copies["QN-HL"].pk).exists()
    assert Notice.objects.filter(post_id=world.gus.post_id, reason=Reason.ARRIVED).count() == 1
    assert Event.objects.about(copies["QN-HL"])[0].sentence == (
        "The document 01-TB/VPTU arrived from Văn phòng Tỉnh ủy"
    )


@pytest.mark.parametrize("step", ["drafted", "submitted", "signed"])
def test_recipients_read_nothing_before_it_is_issued(world, step):
    document = getattr(world, step)()
    for reader in (world.eve, world.gus, world.hue):
        assert not Document.objects.visible_to(reader).filter(pk=document.pk).exists()
    assert world.browser(world.gus).get(document.get_absolute_url()).status_code == 404
    assert Document.objects.visible_to(world.clo).filter(pk=document.pk).exists()


def test_recipients_read_what_was_issued_to_them(world):
    document = world.issued()
    assert Document.objects.visible_to(world.gus).filter(pk=document.pk).exists()


def test_the_papers_go_with_it(world):
    paper = bring(world.paper(), world.unit("QN-VP"), by=world.clo)
    document = world.issued(papers=[paper.pk])
    assert [p.digest for p in Attachment.objects.filter(document__origin=document)] == [paper.digest] * 2


def test_the_receiving_clerk_takes_it_in_with_a_number_of_their_own_register(world):
    copy = world.issued().copies.get(unit__code="QN-HL")
    taken = receiving.take_in(copy.pk, by=world.gus)
    assert (taken.state, taken.arrival_number) == (State.REGISTERED, 1)


def test_without_recipients_it_is_not_issued(world):
    with pytest.raises(Refused, match="Nobody receives"):
        issuing.issue(world.signed(recipients=[]).pk, by=world.clo)


def test_what_is_not_signed_is_not_issued(world):
    with pytest.raises(Refused, match="not possible while"):
        issuing.issue(world.submitted().pk, by=world.clo)


def test_many_recipients_cost_the_same_number_of_statements(world):
    few, many = world.signed(recipients=[world.unit("QN-HL")]), world.signed()
    with CaptureQueriesContext(connection) as one:
        issuing.issue(few.pk, by=world.clo)
    with CaptureQueriesContext(connection) as two:
        issuing.issue(many.pk, by=world.clo)
    assert len(one) == len(two)
