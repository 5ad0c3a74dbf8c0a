"""Signing: who may, when, which number, what a signature stands for."""

from __future__ import annotations

import pytest
from django.http import Http404

from baro.documents.actions import drafting
from baro.documents.actions.bringing import bring
from baro.documents.actions.signing import sign
from baro.documents.flow import State
from baro.documents.models import Attachment, Document
from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event


def test_signatures_number_each_type_through_the_term(world):
    symbols = [world.signed().symbol, world.signed(type="plan").symbol, world.signed().symbol]
    assert symbols == ["01-TB/VPTU", "01-KH/VPTU", "02-TB/VPTU"]


def test_a_congress_counts_all_types_in_one_series(world):
    from baro.documents.actions.numbering import give_number
    from baro.org.models import Unit

    congress = Unit.objects.get(code="QN-BTV")
    congress.kind, congress.suffix = "provincial_congress", "ĐH"
    day = world.working_day
    assert give_number(congress, "resolution", on=day).symbol == "01-NQ/ĐH"
    assert give_number(congress, "minutes", on=day).symbol == "02-BB/ĐH"


def test_the_standing_committee_numbers_in_its_committees_series(world):
    first = world.signed(unit=world.unit("QN"), type="report")
    second = world.signed(unit=world.unit("QN-BTV"), type="report")
    assert (first.symbol, second.symbol) == ("01-BC/TU", "02-BC/TU")


def test_the_signature_is_told_in_the_timeline(world):
    document = world.signed()
    told = Event.objects.about(document).done("documents.document.sign")[0].sentence
    assert told == "Ada Bí Thư, Bí thư, Tỉnh ủy Quảng Ninh signed the document as no. 01-TB/VPTU"


def test_a_draft_cannot_be_signed(world):
    with pytest.raises(Refused, match="“Sign” is not possible while the state is “Draft”"):
        sign(world.drafted().pk, digest="", by=world.ada)


def test_nobody_signs_their_own_draft(world):
    from dataclasses import replace

    submitted = world.submitted()
    own = replace(world.ada, person_id=submitted.drafter_id)
    with pytest.raises(NotPermitted, match="own draft"):
        sign(submitted.pk, digest=submitted.digest, by=own)


def test_a_document_changed_after_it_was_submitted_is_not_signed(world):
    document = world.submitted()
    Document.objects.filter(pk=document.pk).update(abstract="về một việc khác")
    with pytest.raises(Refused, match="no longer what was submitted"):
        sign(document.pk, digest=document.digest, by=world.ada)


def test_a_paper_exchanged_after_it_was_submitted_stops_the_signature(world):
    paper = bring(world.paper(), world.unit("QN-VP"), by=world.clo)
    document = world.submitted(papers=[paper.pk])
    Attachment.objects.filter(pk=paper.pk).update(digest="0" * 64)
    with pytest.raises(Refused, match="no longer what was submitted"):
        sign(document.pk, digest=document.digest, by=world.ada)


def test_a_signatory_who_saw_an_older_text_reads_again(world):
    document = world.submitted()
    seen = document.digest
    drafting.send_back(document.pk, reason="sửa", by=world.ada)
    drafting.revise(document.pk, type="notice", abstract="về lịch khác", body="Khác.", by=world.clo)
    drafting.submit(document.pk, by=world.clo)
    with pytest.raises(Refused, match="changed after you opened it"):
        sign(document.pk, digest=seen, by=world.ada)


@pytest.mark.parametrize("outsider", ["dov", "eve"])
def test_for_outsiders_the_document_does_not_exist(world, outsider):
    document = world.submitted(recipients=[])
    with pytest.raises(Http404):
        sign(document.pk, digest=document.digest, by=getattr(world, outsider))


def test_refusal_leaves_nothing_behind(world):
    document, before = world.submitted(), Event.objects.count()
    with pytest.raises(NotPermitted):
        sign(document.pk, digest=document.digest, by=world.clo)
    document.refresh_from_db()
    assert (document.state, document.symbol, Event.objects.count()) == (State.SUBMITTED, "", before)
