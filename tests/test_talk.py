"""Remarks: about any record, to people who see it; corrected and withdrawn by who wrote them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baro.kernel.errors import NotPermitted, Refused
from baro.org.models import Post
from baro.tasks.tests.conftest import TaskWorld
from baro.trail.models import Event, Notice, Reason, reference
from baro.trips.tests.filling import powers, trip
from baro.ui.actions import talking
from baro.ui.models import Remark
from baro.ui.records.named import record_seen, seen_among, who_sees
from baro.ui.records.timelines import timeline_of

HOSTILE = '<script>alert(1)</script>\n"><img src=x onerror=alert(2)> \u202e{{ 7*7 }} %(actor)s ' + "w" * 300


def said(record, reader):
    return [event.sentence for day in timeline_of(record, reader=reader).days for event in day.events]


def address(record):
    return reverse("ui.remark.write", args=[record._meta.label_lower, record.pk])


def told(record, post_id):
    return list(Notice.objects.to(post_id).filter(subject=reference(record)).values_list("reason", flat=True))


@pytest.fixture
def given(world):
    return TaskWorld(world)


def records(world):
    """A record of each of three parts, and who writes to whom about it."""
    powers(world)
    yield world.registered(), world.chi, world.clo
    yield TaskWorld(world).assigned(), world.chi, world.eve
    yield trip(world), world.eve, world.gus
    yield world.unit("QN-HL"), world.chi, world.eve


def test_a_remark_stands_in_the_timeline_of_any_record_and_is_brought_to_whom_it_mentions(world):
    for record, by, to in records(world):
        written = talking.write(record, words="Đề nghị xem lại phụ lục", people=[post_of(to)], by=by)
        assert written.unseen == []
        assert said(record, to)[0] == f"{by.title} wrote to {to.title}: Đề nghị xem lại phụ lục"
        assert told(record, to.post_id)[0] == Reason.MENTIONED


def post_of(actor):
    return Post.objects.get(pk=actor.post_id)


def test_who_does_not_see_the_record_is_not_told_and_the_writer_hears_it(world, given):
    task = given.assigned()
    page = world.browser(world.chi).post(
        address(task), {"words": "Xem giúp", "people_code": [world.dov.post_id, world.eve.post_id]}, follow=True
    )
    assert "Dov Bí Thư Láng Giềng cannot see this record and did not receive a notice." in page.text
    assert told(task, world.dov.post_id) == []
    assert told(task, world.eve.post_id)[0] == Reason.MENTIONED
    assert "Láng Giềng" not in said(task, world.eve)[0]


def test_only_people_who_see_the_record_are_offered(world, given):
    task, client = given.assigned(), world.browser(world.chi)
    url = reverse("ui.readers", args=["tasks.task", task.pk])
    offered = client.get(url, {"people": "Bí thư"}).text
    assert "Eve Bí Thư Phường" in offered
    assert "Dov" not in offered
    with CaptureQueriesContext(connection) as few:
        client.get(url, {"people": "Eve"})
    with CaptureQueriesContext(connection) as many:
        client.get(url, {"people": ""})
    assert len(many) <= len(few) + 1
    assert world.browser(world.dov).get(url, {"people": "Eve"}).status_code == 404


def test_for_who_does_not_see_the_record_there_is_nothing_to_write_about(world, given):
    task = given.assigned()
    with pytest.raises(NotPermitted, match="you do not see this record"):
        talking.write(task, words="x", by=world.dov)
    assert world.browser(world.dov).post(address(task), {"words": "x"}).status_code == 404
    assert not Remark.objects.exists()


def test_what_is_no_record_has_no_remarks(world):
    client = world.browser(world.ada)
    for label, pk in (
        ("trail.event", 1),
        ("org.account", 1),
        ("ui.remark", 1),
        ("org.absence", 1),
        ("no.thing", 1),
        ("x", 5),
    ):
        assert client.get(reverse("ui.remark.write", args=[label, pk])).status_code == 404


def test_hostile_words_are_words(world, given):
    task, client = given.assigned(), world.browser(world.chi)
    client.post(address(task), {"words": HOSTILE})
    page = client.get(task.get_absolute_url()).text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }} %(actor)s" in page
    assert "\u202e" not in page


def test_a_correction_keeps_what_was_said_before(world, given):
    task = given.assigned()
    remark = talking.write(task, words="Hạn là thứ Năm", by=world.chi).remark
    talking.correct(remark.pk, words="Hạn là thứ Sáu", by=world.chi)
    first, second, *_ = said(task, world.eve)
    assert first.endswith("corrected the remark from “Hạn là thứ Năm” to “Hạn là thứ Sáu”")
    assert second.endswith("wrote: Hạn là thứ Năm")
    with pytest.raises(Refused, match="Nothing would change"):
        talking.correct(remark.pk, words="Hạn là thứ Sáu ", by=world.chi)


def test_a_withdrawn_remark_stays_marked_and_is_withdrawn_once(world, given):
    task, client = given.assigned(), world.browser(world.chi)
    remark = talking.write(task, words="Nhầm văn bản", by=world.chi).remark
    assert client.post(reverse("ui.remark.withdraw", args=[remark.pk]), {"reason": "Nhầm"}).status_code == 302
    page = client.get(task.get_absolute_url()).text
    assert "timeline-body withdrawn" in page
    assert reverse("ui.remark.correct", args=[remark.pk]) not in page
    for again in (lambda: talking.withdraw(remark.pk, reason="x", by=world.chi), lambda: _correct(remark, world.chi)):
        with pytest.raises(Refused, match="You withdrew this remark already"):
            again()


def _correct(remark, by):
    return talking.correct(remark.pk, words="khác", by=by)


def test_nobody_changes_the_remark_of_another(world, given):
    remark = talking.write(given.assigned(), words="x", by=world.chi).remark
    with pytest.raises(Http404):
        talking.correct(remark.pk, words="y", by=world.eve)
    with pytest.raises(Http404):
        talking.withdraw(remark.pk, reason="y", by=world.ada)


def test_too_many_words_or_people_are_refused_beside_their_field(world, given):
    task = given.assigned()
    with pytest.raises(Refused, match=r"too long\. Use up to 2000 characters") as refusal:
        talking.write(task, words="w" * 2001, by=world.chi)
    assert refusal.value.fields.keys() == {"words"}
    with pytest.raises(Refused, match="up to 20 people"):
        talking.write(task, words="w", people=[given.eve_post] * 21, by=world.chi)


def test_a_form_sent_twice_writes_once(world, given):
    task, client = given.assigned(), world.browser(world.chi)
    page = client.get(address(task))
    typed = {"words": "Một lần", "once": once_in(page.text)}
    assert [client.post(address(task), typed).status_code for _ in range(2)] == [302, 302]
    assert Remark.objects.count() == 1


def once_in(page):
    return page.partition('name="once" value="')[2].partition('"')[0]


def test_a_remark_on_a_page_needs_one_query_more_than_none(world, given):
    task = given.assigned()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            timeline_of(task, reader=world.chi)
        return len(asked)

    world.chi  # noqa: B018 - its queries are not the timeline's
    before = queries()
    for at in range(5):
        talking.write(task, words=f"{at}", by=world.chi)
    assert queries() == before + 1


def test_who_sees_is_asked_of_many_at_once(world, given):
    task = given.assigned()
    people = [world.ada, world.chi, world.eve, world.dov, world.hue]
    with CaptureQueriesContext(connection) as asked:
        seeing = who_sees(task, people)
    assert len(asked) == 1
    assert {one.name for one in seeing} == {one.name for one in people if record_seen(one, reference(task))}
    assert seen_among(people, [reference(task)]) == {
        (at, reference(task)) for at, one in enumerate(people) if one in seeing
    }


def test_a_remark_is_one_event_about_itself_and_its_record(world, given):
    task = given.assigned()
    remark = talking.write(task, words="x", by=world.chi).remark
    (event,) = Event.objects.about(remark)
    assert event.subjects == [reference(remark), reference(task)]
