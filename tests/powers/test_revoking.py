"""Revoking a grant: by whom, and what stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baro.documents.actions.signing import sign
from baro.kernel.errors import NotPermitted, Refused
from baro.org.actions.granting import revoke
from baro.trail.models import Event, Notice
from tests.powers.given import granted


def test_revoking_leaves_what_was_done(world):
    record = granted(world, to=("QN-VP", "Chuyên viên"))
    document = world.submitted()
    sign(document.pk, digest=document.digest, by=world.ben)
    revoke(record.pk, reason="Đồng chí đã về", by=world.ada)
    assert Event.objects.under(record).count() == 1
    assert Notice.objects.to(record.receiver_id).filter(subject=f"org.grant:{record.pk}").count() == 2


def test_a_revoked_grant_is_not_revoked_again(world):
    record = granted(world)
    revoke(record.pk, reason="x", by=world.ada)
    with pytest.raises(Refused, match="revoked already"):
        revoke(record.pk, reason="x", by=world.ada)


def test_the_receiver_does_not_revoke(world):
    record = granted(world)
    with pytest.raises(NotPermitted, match="Only the giver"):
        revoke(record.pk, reason="x", by=world.chi)


def test_who_keeps_the_organisation_revokes_for_who_left(world):
    record = granted(world, giver="eve", unit="QN-HL", to=("QN-VP", "Chuyên viên"))
    assert revoke(record.pk, reason="Đã thôi giữ chức vụ", by=world.kim).revoked_id


def test_nobody_signs_their_own_draft_under_a_grant_either(world):
    granted(world, to=("QN-VP", "Văn thư"))
    document = world.submitted()
    with pytest.raises(NotPermitted, match="own draft"):
        sign(document.pk, digest=document.digest, by=replace(world.clo))
