"""Wording a cascade and its fields."""

from __future__ import annotations

import pytest
from django.utils import timezone

from baro.cascades.actions import drafting
from baro.cascades.fields import FieldKind
from baro.cascades.models import Cascade
from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event


def test_a_draft_knows_its_recipients_and_its_question(given, world):
    cascade = given.drafted()
    assert sorted(cascade.expected) == sorted(world.unit(code).pk for code in ("QN-HL", "QN-CX"))
    assert [(one.kind, one.label) for one in cascade.fields] == [(FieldKind.NUMBER, "Số đảng viên mới")]
    told = Event.objects.about(cascade)[0].sentence
    assert told.endswith("(recipients: Commune committee, Tỉnh ủy Quảng Ninh)")


def test_everything_unclear_is_named_beside_its_field(given):
    with pytest.raises(Refused) as refusal:
        given.drafted(product="", due_within=5, below=None)
    assert set(refusal.value.fields) == {"product", "due_on", "below"}
    assert not Cascade.objects.exists()


def test_a_rule_that_gives_nobody_is_refused(given):
    with pytest.raises(Refused) as refusal:
        given.drafted(kind="district_committee")
    assert "No unit receives this" in refusal.value.fields["below"]


def test_a_day_off_is_no_deadline(given):
    with pytest.raises(Refused) as refusal:
        given.drafted(due_on=timezone.localdate().replace(year=timezone.localdate().year - 1))
    assert "is past" in refusal.value.fields["due_on"]


def test_who_assigns_no_work_drafts_none(given, world):
    with pytest.raises(NotPermitted):
        given.drafted(by=world.clo)
    with pytest.raises(NotPermitted):
        given.drafted(by=world.eve)


def test_a_draft_is_worded_anew(given, world):
    cascade = given.drafted()
    drafting.revise(cascade.pk, work="Báo cáo tổng số đảng viên của đảng bộ", direct=True, by=world.chi)
    cascade.refresh_from_db()
    assert cascade.direct
    assert drafting.rule_in_words(cascade) == "Commune committee directly under Tỉnh ủy Quảng Ninh"


def test_fields_are_added_and_removed(given, world):
    cascade = given.with_form()
    assert [one.code for one in cascade.fields] == ["f1", "f2", "f3", "f4", "f5", "f6"]
    cascade = drafting.remove_field(cascade.pk, code="f2", by=world.chi)
    assert "Ghi chú" not in [one.label for one in cascade.fields]
    with pytest.raises(Refused, match="removed already"):
        drafting.remove_field(cascade.pk, code="f2", by=world.chi)


def test_a_list_has_options_and_no_field_is_called_like_another(given, world):
    cascade = given.drafted()
    with pytest.raises(Refused, match="two options"):
        drafting.add_field(cascade.pk, label="Xếp loại", kind="choice", by=world.chi)
    with pytest.raises(Refused, match="already"):
        drafting.add_field(cascade.pk, label="Số đảng viên mới", kind="text", by=world.chi)


def test_a_discarded_draft_is_sent_no_more(given, world):
    cascade = drafting.discard(given.drafted().pk, by=world.chi)
    assert cascade.state == "discarded"
    with pytest.raises(Refused, match="not possible any more"):
        drafting.discard(cascade.pk, by=world.chi)
