"""The digest by e-mail, against a real mail server on this machine: due, sent once, refused, down for a day."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from itertools import pairwise

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import is_working_day
from baro.org.accounts.actions import keeping
from baro.org.actors import Actor
from baro.tasks.actions import redirecting
from baro.tasks.tests.conftest import TaskWorld
from baro.trail.models import Event, Reason, notify
from baro.ui.actions import mailing, subscribing
from baro.ui.models import Digest, Every
from baro.ui.outside.gathering import gathered
from baro.ui.outside.times import next_after
from baro.ui.tests.filling import signed_in

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TO = "{}@quangninh.example"


class Box:
    """A mail server that keeps what it takes, refuses some addresses, and can break off."""

    def __init__(self) -> None:
        self.mails: list = []
        self.refused: set[str] = set()
        self.most = 10**6

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - the library's name
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the library's name
        if len(self.mails) >= self.most:
            return "421 4.3.2 shutting down"
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def box(settings):
    kept = Box()
    server = Controller(kept, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.SITE = "https://baro.example"
    yield kept
    server.stop()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def account(world, name) -> Actor:
    actor = getattr(world, name)
    return replace(actor, account_id=world.account(actor).pk)


def subscribe(world, *names, every=Every.DAILY, hour=7):
    """A realistic digest is chosen by its own action, at the hour of the account."""
    for name in names:
        subscribing.choose(every=every, hour=hour, weekday=0, address=TO.format(name), by=account(world, name))
    return Digest.objects.order_by("-pk")[0]


def due(digest: Digest) -> datetime:
    digest.refresh_from_db()
    return digest.next_at


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


@pytest.fixture
def task(world):
    return TaskWorld(world).assigned()


def test_it_lists_what_waits_and_what_is_new_in_the_readers_language(world, box, task):
    digest = subscribe(world, "eve")
    assert mailing.send_due(due(digest)) == 1
    ((to, mail),) = box.mails
    assert to == [TO.format("eve")]
    assert mail["Subject"] == "Baro: 1 item waits for you"
    assert (mail.get_content_type(), mail["Auto-Submitted"]) == ("multipart/alternative", "auto-generated")
    for part in ("plain", "html"):
        content = mail.get_body((part,)).get_content()
        assert task.work in content
        assert f"https://baro.example{task.get_absolute_url()}" in content
        assert "To take on" in content
        assert f"https://baro.example{reverse('ui.outside')}" in content


def test_what_came_since_the_last_one_is_new_and_told_once(world, box):
    digest = subscribe(world, "eve")
    Digest.objects.update(told_until=timezone.now() - HOUR)
    given = TaskWorld(world).assigned()
    mailing.send_due(due(digest))
    mailing.send_due(due(digest))
    first, second = (text_of(mail) for _to, mail in box.mails)
    assert f"- Assigned to me: {given}" in first
    assert "New notices" not in second


@pytest.mark.parametrize("language", ["vi", "ar"])
def test_it_speaks_the_language_of_the_account(world, box, task, language):
    digest = subscribe(world, "eve")
    type(digest.account).objects.filter(pk=digest.account_id).update(language=language)
    mailing.send_due(due(digest))
    html = box.mails[0][1].get_body(("html",)).get_content()
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert "What waits for you" not in html


def test_nothing_is_sent_before_its_time_nor_twice_for_one(world, box, task):
    digest = subscribe(world, "eve")
    at = due(digest)
    assert [mailing.send_due(at - HOUR), mailing.send_due(at), mailing.send_due(at), mailing.send_due(at + HOUR)] == [
        0, 1, 0, 0,
    ]  # fmt: skip
    assert due(digest) > at


def test_where_nothing_waits_and_nothing_is_new_no_mail_is_sent(world, box):
    digest = subscribe(world, "hue")
    at = due(digest)
    assert mailing.send_due(at) == 0
    assert box.mails == []
    assert due(digest) > at


def test_a_server_that_is_down_for_a_day_loses_nothing(world, box, task, settings):
    digest, port = subscribe(world, "eve", "ada"), settings.EMAIL_PORT
    first = due(digest)
    settings.EMAIL_PORT = free_port()
    for hours in range(24):
        assert mailing.send_due(first + hours * HOUR) == 0
    assert due(digest) == first
    settings.EMAIL_PORT = port
    Digest.objects.update(told_until=timezone.now() - HOUR)
    mailing.send_due(first + 25 * HOUR)
    told = [text_of(mail) for to, mail in box.mails if to == [TO.format("eve")]]
    assert len(told) == 1
    assert f"- Assigned to me: {task}" in told[0]
    assert due(digest) > first + 25 * HOUR


def test_a_server_that_breaks_off_in_the_middle_is_tried_again_for_the_others_alone(world, box):
    TaskWorld(world).assigned()
    TaskWorld(world).handed_in()
    subscribe(world, "eve", "chi")
    at = max(Digest.objects.values_list("next_at", flat=True))
    box.most = 1
    mailing.send_due(at)
    box.most = 10
    mailing.send_due(at + 2 * DAY)
    got = [to[0] for to, _mail in box.mails]
    assert set(got) == {TO.format("eve"), TO.format("chi")}
    ids = [mail["Message-ID"] for _to, mail in box.mails]
    assert len(ids) == len(set(ids))


def test_an_address_that_is_refused_waits_longer_each_time_and_its_owner_reads_why(world, box, task):
    digest = subscribe(world, "eve", "chi")
    TaskWorld(world).handed_in()
    box.refused = {TO.format("eve")}
    eves = Digest.objects.get(address=TO.format("eve"))
    moments = [due(eves)]
    for _ in range(3):
        mailing.send_due(moments[-1])
        moments.append(due(eves))
    assert [after - before for before, after in pairwise(moments)] == [HOUR / 4, HOUR / 2, HOUR]
    assert {to[0] for to, _mail in box.mails} == {TO.format("chi")}
    page = world.browser(world.eve).get(reverse("ui.outside")).text
    assert "The mail server refused this address" in page
    assert "no such mailbox" in page
    box.refused = set()
    mailing.send_due(moments[-1])
    eves.refresh_from_db()
    assert (eves.tries, eves.trouble) == (0, "")
    assert digest.account_id


def test_what_the_reader_does_not_see_any_more_is_counted_and_not_named(world, box):
    digest = subscribe(world, "gus")
    Digest.objects.update(told_until=timezone.now() - HOUR)
    secret = "Việc của người khác"
    task = TaskWorld(world).assigned(
        work=secret, unit=world.unit("QN-CX"), owner_post=world.post("QN-CX", "Văn thư"), by=world.ada,
        accountable_post=world.post("QN-CX", "Bí thư"),
    )  # fmt: skip

    notify(Event.objects.about(task)[0], task, Reason.MENTIONED, [world.gus.post_id])
    mailing.send_due(due(digest))
    (_to, mail), *_ = box.mails
    assert secret not in mail.as_string()
    assert "1 more notice, about a record that you cannot open" in text_of(mail)


def test_a_closed_account_and_one_without_a_post_receive_nothing(world, box, task):
    digest = subscribe(world, "eve")
    keeping.close(digest.account.username, by=Actor.system("test"))
    assert mailing.send_due(due(digest)) == 0


def test_without_a_mail_server_nothing_is_tried(world, settings, task):
    digest = subscribe(world, "eve")
    settings.EMAIL_HOST = ""
    at = due(digest)
    assert mailing.send_due(at) == 0
    assert due(digest) == at


def test_the_statements_do_not_grow_with_the_people(world, task):
    given = TaskWorld(world)
    for _ in range(3):
        given.handed_in()
    subscribe(world, "eve", "chi", "ada", "clo", "gus")
    every = list(Digest.objects.select_related("account").order_by("pk"))

    def cost(some):
        with CaptureQueriesContext(connection) as asked:
            gathered(some, timezone.now(), timezone.localdate())
        return len(asked)

    cost(every)
    assert cost(every) <= cost(every[:2]) + 6  # a kind of record more, never a person


def test_daily_ones_leave_out_days_off_and_weekly_ones_come_on_their_day():
    at = datetime(
        2026, 4, 24, 8, tzinfo=timezone.get_default_timezone()
    )  # a Friday before the holidays of the end of April
    for _ in range(10):
        after = next_after(at, Every.DAILY, hour=7, weekday=0)
        assert after > at
        assert is_working_day(timezone.localdate(after))
        at = after
    weekly = next_after(at, Every.WEEKLY, hour=7, weekday=3)
    assert (weekly.weekday(), timezone.localtime(weekly).hour) == (3, 7)
    assert next_after(weekly, Every.WEEKLY, hour=7, weekday=3) - weekly == 7 * DAY
    assert next_after(at, Every.NEVER, hour=7, weekday=0) is None


def test_who_wants_one_says_where_to_and_stopping_it_needs_nothing(world):
    with pytest.raises(Refused, match="Enter the e-mail address"):
        subscribing.choose(every=Every.DAILY, hour=7, weekday=0, address="", by=signed_in(world))
    subscribe(world, "ada")
    subscribing.choose(every=Every.NEVER, hour=7, weekday=0, address="", by=signed_in(world))
    assert Digest.objects.get().next_at is None
    events = Event.objects.done("ui.digest.choose").order_by("pk")
    assert [event.sentence.rpartition(": ")[2] for event in events] == ["Every working day", "Never"]
    assert "@" not in str([event.facts for event in events])


def test_nobody_chooses_for_another_account(world):
    with pytest.raises(NotPermitted, match="your own account only"):
        subscribing.choose(every=Every.DAILY, hour=7, weekday=0, address="a@b.example", by=world.ada)


def test_it_is_chosen_on_its_page(world, box):
    client = world.browser(world.eve)
    typed = {"every": "weekly", "hour": "6", "weekday": "4", "address": "eve@b.example"}
    assert client.post(reverse("ui.digest.choose"), typed)["Location"] == reverse("ui.outside")
    assert "eve@b.example" in client.get(reverse("ui.outside")).text
    wrong = client.post(reverse("ui.digest.choose"), typed | {"hour": "25", "address": "nowhere"})
    assert wrong.status_code == 422


def test_a_handed_over_task_is_not_told_to_the_former_owner_by_name(world, box):
    """What was assigned and taken away again is no content for who cannot open it."""
    digest = subscribe(world, "fay")
    Digest.objects.update(told_until=timezone.now() - HOUR)
    cell = world.post("QN-HL-CB", "Bí thư chi bộ")
    task = TaskWorld(world).assigned(
        work="Báo cáo kín của phường bạn", unit=world.unit("QN-HL-CB"), owner_post=cell, accountable_post=cell,
        by=world.ada,
    )  # fmt: skip
    redirecting.reassign(
        task.pk, unit=world.unit("QN-CX"), owner_post=world.post("QN-CX", "Bí thư"), reason="Chuyển", by=world.ada
    )
    mailing.send_due(due(digest))
    for _to, mail in box.mails:
        assert task.work not in mail.as_string()
