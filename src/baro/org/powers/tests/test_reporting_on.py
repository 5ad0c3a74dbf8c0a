"""Reports on granted powers: asked for by the delegator, handed in by the delegate, missed by nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.org.checks import check_of
from baro.org.models import Delegation
from baro.org.posts.actions.appointing import release
from baro.org.powers.actions.delegating import report_on
from baro.trail.models import Notice
from tests.powers.given import by_two, delegated

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def late(world):
    """A delegation whose report was due yesterday."""
    record = delegated(world, reports_until=TODAY + DAY)
    Delegation.objects.filter(pk=record.pk).update(reports_until=TODAY - DAY)
    return record


def owed():
    return list(check_of("org.reports_owed").rows(TODAY))


def test_the_delegate_reports_and_the_delegator_reads_it(world):
    record = late(world)
    assert owed() == [record]
    url = reverse("org.delegation.report", args=[record.pk])
    world.browser(world.chi).post(url, {"report": "Đã ký 12 văn bản; không có vướng mắc."})
    record.refresh_from_db()
    assert record.report == "Đã ký 12 văn bản; không có vướng mắc."
    assert (
        Notice.objects.to(record.delegator_id).filter(subject=f"org.delegation:{record.pk}", reason="decide").exists()
    )
    page = world.browser(world.ada).get(record.get_absolute_url())
    assert "Đã ký 12 văn bản" in page.text
    assert "the day has passed" not in page.text
    assert owed() == []


def test_nobody_else_reports_and_nobody_twice(world):
    record = late(world)
    with pytest.raises(NotPermitted, match="Only who was granted"):
        report_on(record.pk, report="x", by=world.ada)
    report_on(record.pk, report="x", by=world.chi)
    with pytest.raises(Refused, match="handed in already"):
        report_on(record.pk, report="y", by=world.chi)


def test_where_no_report_is_due_none_is_asked_for(world):
    record = delegated(world)
    with pytest.raises(Refused, match="did not ask"):
        report_on(record.pk, report="x", by=world.chi)
    assert (
        reverse("org.delegation.report", args=[record.pk])
        not in world.browser(world.chi).get(record.get_absolute_url()).text
    )


def test_a_delegation_whose_delegator_left_hangs_in_the_air(world):
    record, check = delegated(world), check_of("org.lapsed_delegations")
    waits = delegated(world, only_in_absence=True)
    assert list(check.rows(TODAY)) == []
    release(world.ada.post_id, world.ada.person_id, last=TODAY - DAY, reason="nghỉ hưu", by=by_two(world))
    assert set(check.rows(TODAY)) == {record}, "what waits for an absence gives nothing anyway"
    assert waits.pk


def test_a_delegation_says_that_it_ends_soon(world):
    near, far = delegated(world, last=TODAY + 3 * DAY), delegated(world)
    assert "ends soon" in world.browser(world.ada).get(near.get_absolute_url()).text
    assert "ends soon" not in world.browser(world.ada).get(far.get_absolute_url()).text
    assert world.browser(world.ada).get(reverse("org.delegations")).text.count("ends soon") == 1


def reports_of(client):
    """The reports among what comes next for the reader."""
    return [row for row in client.get(reverse("ui.my_work")).context["next_rows"] if "/delegations/" in row.url]


def test_a_report_stands_among_the_permissions_of_the_delegate_with_its_day_until_it_is_there(world):
    record = delegated(world, reports_until=TODAY + 9 * DAY)
    client = world.browser(world.chi)
    permissions = client.get(reverse("ui.my_work"))
    card = next(card for card in permissions.context["cards"] if str(card.label) == "To report on")
    assert (card.count, card.tone) == (1, "info")
    assert client.get(card.url).context["list"].count == 1
    assert record.get_absolute_url() in permissions.text
    assert f'datetime="{(TODAY + 9 * DAY).isoformat()}"' in permissions.text
    late(world)
    permissions = client.get(reverse("ui.my_work"))
    assert [bool(row.badges) for row in reports_of(client)] == [True, False], "what is late is marked, and stands first"
    assert [card.tone for card in permissions.context["cards"] if str(card.label) == "To report on"] == ["bad"]
    report_on(record.pk, report="Đã làm", by=world.chi)
    assert len(reports_of(client)) == 1
    assert record.get_absolute_url() not in {row.url for row in reports_of(client)}
    assert reports_of(world.browser(world.ada)) == []
