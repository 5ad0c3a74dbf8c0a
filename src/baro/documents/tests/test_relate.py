"""How documents stand to each other: what is recorded, what it ends, and what is refused."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from baro.documents import checking
from baro.documents.actions.drafting import submit
from baro.documents.actions.issuing import issue
from baro.documents.actions.recalling import recall
from baro.documents.actions.receiving import take_in
from baro.documents.actions.relating import relate, unrelate
from baro.documents.actions.signing import sign
from baro.documents.force import ended_by, in_force_on, neighbours, root_of
from baro.documents.models import Document
from baro.documents.relations import Relation
from baro.documents.replays import unlike_what_was_signed
from baro.documents.web.choosing import only_seen
from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event

TODAY = timezone.localdate()


def _in_force(document, day=None):
    return in_force_on(Document.objects.filter(pk=document.pk), day or TODAY).exists()


def _went_out(world, draft):
    """A draft on its way: submitted, signed by Ada, issued by Clo."""
    draft = submit(draft.pk, by=world.clo)
    return issue(sign(draft.pk, digest=draft.digest, by=world.ada).pk, by=world.clo)


def _repealing(world, former, kind="repeals", **other):
    return relate(world.drafted(abstract="về bãi bỏ").pk, target=former, kind=kind, by=world.clo, **other)


def test_a_base_is_recorded_and_both_documents_show_it(world):
    former, draft = world.issued(abstract="về nền nếp họp"), world.drafted()
    relate(draft.pk, target=former, kind="based_on", part="Điều 5", by=world.clo)
    page = world.browser(world.clo).get(draft.get_absolute_url()).content.decode()
    assert "Điều 5" in page
    assert former.get_absolute_url() in page
    assert draft.get_absolute_url() in world.browser(world.clo).get(former.get_absolute_url()).content.decode()
    assert former.symbol in Event.objects.about(draft)[0].sentence


def test_what_is_repealed_is_in_force_until_the_other_is_issued(world):
    former = world.issued()
    draft = _repealing(world, former)
    assert _in_force(former)
    repealing = _went_out(world, draft)
    assert not _in_force(former)
    assert ended_by(former, TODAY).document == repealing
    assert _in_force(repealing)
    assert not _in_force(former.copies.first()), "the copies of recipients are no longer in force either"


def test_a_repeal_holds_from_its_day(world):
    former, later = world.issued(), TODAY + timezone.timedelta(days=30)
    _went_out(world, _repealing(world, former, since=later))
    assert _in_force(former)
    assert not _in_force(former, later)


def test_a_recalled_repeal_repeals_nothing(world):
    former = world.issued()
    recall(_went_out(world, _repealing(world, former)).pk, reason="nhầm", by=world.clo)
    assert _in_force(former)


def test_amending_ends_nothing(world):
    former = world.issued()
    _went_out(world, _repealing(world, former, kind="amends"))
    assert _in_force(former)


def test_before_its_issue_nothing_is_in_force(world):
    assert not _in_force(world.issued(), TODAY - timezone.timedelta(days=1))
    assert not _in_force(world.signed())


def test_a_circle_is_refused(world):
    first = world.issued()
    second = _went_out(world, relate(world.drafted().pk, target=first, kind="based_on", by=world.clo))
    with pytest.raises(Refused, match="in a circle"):
        relate(first.pk, target=second, kind="carries_out", by=world.clo)
    with pytest.raises(Refused, match="in a circle"):
        relate(first.pk, target=first, kind="based_on", by=world.clo)
    assert Relation.objects.count() == 1


def test_a_strangers_document_is_not_repealed(world):
    of_the_ward = world.registered(symbol="84-KH/TU")
    with pytest.raises(Refused, match="only the issuer or a body above it"):
        _repealing(world, of_the_ward)
    assert not Relation.objects.exists()


def test_what_is_not_seen_is_not_related(world):
    of_the_office = world.registered(symbol="84-KH/TU")
    of_the_ward = world.registered(symbol="85-KH/TU", unit=world.unit("QN-HL"), by=world.gus)
    with pytest.raises(Refused, match="Choose a document that was issued"):
        relate(of_the_ward.pk, target=of_the_office, kind="based_on", by=world.gus)
    with pytest.raises(Http404):
        relate(of_the_office.pk, target=of_the_ward, kind="based_on", by=world.gus)
    assert not Relation.objects.exists()


def test_a_draft_is_no_base(world):
    with pytest.raises(Refused, match="a draft is related when it is signed"):
        relate(world.drafted().pk, target=world.drafted(), kind="based_on", by=world.clo)


def test_what_is_signed_covers_what_it_repeals(world):
    former = world.issued()
    draft = _repealing(world, former)
    repealing = _went_out(world, draft)
    assert not list(unlike_what_was_signed())
    with pytest.raises(Refused, match="is signed with it"):
        relate(world.issued().pk, target=former, kind="replaces", by=world.clo)
    relation = repealing.relations.get()
    with pytest.raises(Refused, match="is signed with it"):
        unrelate(repealing.pk, relation=str(relation.pk), reason="nhầm", by=world.clo)
    Relation.objects.filter(pk=relation.pk).delete()
    assert any(repealing.symbol in said for said in unlike_what_was_signed())


def test_a_relation_that_was_recorded_by_mistake_is_removed_with_a_reason(world):
    former, draft = world.issued(), world.drafted()
    relate(draft.pk, target=former, kind="based_on", by=world.clo)
    unrelate(draft.pk, relation=str(Relation.objects.get().pk), reason="chọn nhầm số", by=world.clo)
    assert not Relation.objects.exists()
    assert "chọn nhầm số" in Event.objects.about(draft)[0].sentence


def test_only_the_drafter_relates_a_draft_and_only_the_clerk_the_rest(world):
    former, draft = world.issued(), world.drafted()
    with pytest.raises(NotPermitted):
        relate(draft.pk, target=former, kind="based_on", by=world.ada)
    with pytest.raises(NotPermitted):
        relate(former.pk, target=world.issued(), kind="based_on", by=world.ada)


def test_a_copy_is_related_by_its_issuer(world):
    copy = take_in(world.issued().copies.get(unit__code="QN-HL").pk, by=world.gus)
    with pytest.raises(Refused, match="The issuer says"):
        relate(copy.pk, target=copy, kind="based_on", by=world.gus)


def test_recipients_read_relations_between_what_they_have(world):
    former = world.issued()
    repealing = _went_out(world, _repealing(world, former))
    copy = repealing.copies.get(unit__code="QN-HL")
    (shown,) = neighbours(world.gus, copy)
    assert (root_of(shown.shown), shown.relation.kind) == (former.pk, "repeals")
    assert neighbours(world.stranger, copy) == []


def test_the_draft_check_tells_a_base_that_was_repealed(world):
    former = world.issued()
    _went_out(world, _repealing(world, former))
    draft = relate(world.drafted().pk, target=former, kind="based_on", by=world.clo)
    assert any("no longer in force" in one.says for one in checking.remarks_on(draft))


def test_the_register_is_narrowed_to_what_is_in_force_on_a_day(world):
    former = world.issued(abstract="về việc cũ")
    _went_out(world, _repealing(world, former))
    url = reverse("documents.outgoing") + f"?in_force={TODAY.isoformat()}"
    page = world.browser(world.clo).get(url).content.decode()
    assert "về bãi bỏ" in page
    assert "về việc cũ" not in page


def test_the_form_does_not_tell_the_name_of_what_is_not_seen(world):
    hidden, draft = world.registered(abstract="chuyện kín của tỉnh"), world.drafted()
    other = world.issued()
    url = reverse("documents.document.relate", args=[draft.pk])
    answer = world.browser(world.clo).post(url, {"kind": "", "target_code": [str(other.pk)]})
    assert str(other) in answer.content.decode()
    sent = only_seen({"target_code": str(hidden.pk)}, ("target",), world.stranger)
    assert sent.getlist("target_code") == []
