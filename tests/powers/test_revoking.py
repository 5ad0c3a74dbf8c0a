"""Revoking a delegation: by whom, and what stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from baro.documents.actions.signing import sign
from baro.kernel.errors import NotPermitted, Refused
from baro.org.models import Delegation
from baro.org.posts.actions.appointing import release
from baro.org.powers.actions.delegating import revoke
from baro.trail.models import Event, Notice
from baro.ui.words.cells import moment
from tests.powers.given import by_two, delegated

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def test_revoking_leaves_what_was_done(world):
    record = delegated(world, to=("QN-VP", "Chuyên viên"))
    document = world.submitted()
    sign(document.pk, digest=document.digest, by=world.ben)
    revoke(record.pk, reason="Đồng chí đã về", by=world.ada)
    assert Event.objects.under(record).count() == 1
    assert Notice.objects.to(record.delegate_id).filter(subject=f"org.delegation:{record.pk}").count() == 2


def test_a_revoked_delegation_is_not_revoked_again(world):
    record = delegated(world)
    revoke(record.pk, reason="x", by=world.ada)
    with pytest.raises(Refused, match="revoked already"):
        revoke(record.pk, reason="x", by=world.ada)


def test_the_delegate_does_not_revoke(world):
    record = delegated(world)
    with pytest.raises(NotPermitted, match="Only the giver"):
        revoke(record.pk, reason="x", by=world.chi)


def test_who_keeps_the_organisation_revokes_for_who_left(world):
    record = delegated(world, delegator="eve", unit="QN-HL", to=("QN-VP", "Chuyên viên"))
    release(world.eve.post_id, world.eve.person_id, last=TODAY - DAY, reason="x", by=by_two(world))
    assert revoke(record.pk, reason="Đã thôi giữ chức vụ", by=world.kim).revoked_id


def test_who_keeps_the_organisation_takes_no_grant_from_whom_it_gives_something_that_they_lack(world):
    record = delegated(world, delegator="eve", unit="QN-HL", to=("QN-VP", "Chuyên viên"))
    with pytest.raises(NotPermitted, match="second person"):
        revoke(record.pk, reason="x", by=world.kim)


def test_nobody_signs_their_own_draft_under_a_delegation_either(world):
    delegated(world, to=("QN-VP", "Văn thư"))
    document = world.submitted()
    with pytest.raises(NotPermitted, match="own draft"):
        sign(document.pk, digest=document.digest, by=replace(world.clo))


def asked_to_report(world):
    """A delegation on which a report was due yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    record = delegated(world, reports_until=timezone.localdate())
    Delegation.objects.filter(pk=record.pk).update(reports_until=yesterday)
    return Delegation.objects.get(pk=record.pk)


def test_the_page_of_a_revoked_delegation_says_since_when_and_by_whom_and_waits_for_no_report(world):
    record = asked_to_report(world)
    client = world.browser(world.chi)
    before = client.get(record.get_absolute_url())
    assert "Report due" in before.text
    assert "Period as granted" not in before.text
    assert "the day has passed" in before.text
    assert record.report_is_late
    revoke(record.pk, reason="Đồng chí đã về", by=world.ada)
    page = client.get(record.get_absolute_url())
    told = Event.objects.done("org.delegation.revoke").get()
    with translation.override("en"):
        assert f"<dt>Revoked</dt><dd>{moment(told.at)}<br>" in page.text
    assert f"<bdi>{world.ada.title}</bdi>" in page.text
    assert "Period as granted" in page.text
    assert "Report due" not in page.text
    assert "the day has passed" not in page.text
    assert reverse("org.delegation.report", args=[record.pk]) not in page.text
    assert not Delegation.objects.get(pk=record.pk).report_is_late


def test_in_arabic_something_stands_between_who_delegations_and_who_receives(world):
    record = delegated(world)
    with translation.override("ar"):
        sentence = Event.objects.about(record)[0].sentence
    assert f"{world.ada.title}\u2069 إنابةً إلى \u2068" in sentence
