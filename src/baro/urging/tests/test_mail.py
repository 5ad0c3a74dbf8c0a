"""E-mails of urging: sent once, and nothing is lost while the mail server is down."""

from __future__ import annotations

from datetime import date
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from baro.org.models import Account
from baro.tasks.actions import working
from baro.urging.actions.climbing import climb
from baro.urging.actions.mailing import send_mails
from baro.urging.models import Mail

DUE = date(2027, 3, 10)


@pytest.fixture
def waiting(given, world):
    world.account(world.eve)
    Account.objects.filter(person=world.eve.person_id).update(email="eve@halam.example")
    task = given.due(given.underway(), DUE)
    climb(date(2027, 3, 11))
    return task


def test_the_owner_is_told_by_e_mail_once(waiting):
    assert (send_mails(), send_mails()) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == ["eve@halam.example"]
    assert letter.subject == "Reminder after the deadline, deadline 10 Mar 2027"
    assert waiting.work in letter.body
    assert Mail.objects.get().state == "sent"


def test_a_mail_server_that_is_down_loses_nothing(waiting, monkeypatch):
    def down(self):
        raise ConnectionRefusedError("nobody listens")

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "open", down)
        for _a_day in range(3):
            with pytest.raises(ConnectionRefusedError):
                send_mails()
    assert Mail.objects.get().state == "waiting"
    assert send_mails() == 1
    assert len(mail.outbox) == 1


def test_what_the_server_took_before_it_went_down_is_not_sent_again(waiting, given, monkeypatch):
    given.due(given.underway(), DUE)
    climb(date(2027, 3, 11))
    kept, asked = EmailBackend.send_messages, []

    def breaks(self, messages):
        asked.append(messages)
        if len(asked) == 2:
            raise ConnectionResetError("the line broke")
        return kept(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", breaks)
    with pytest.raises(ConnectionResetError):
        send_mails()
    assert send_mails() == 1
    assert len(mail.outbox) == 2
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


def test_an_address_that_is_refused_is_not_tried_for_ever(waiting, monkeypatch):
    def refused(self, messages):
        raise SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailBackend, "send_messages", refused)
    assert send_mails() == 0
    assert Mail.objects.get().state == "nowhere"


def test_nobody_is_reminded_of_what_was_handed_in_meanwhile(waiting, world):
    working.hand_in(waiting.pk, result="Đã gửi", no_evidence="bản giấy", by=world.eve)
    assert send_mails() == 0
    assert Mail.objects.get().state == "outdated"


def test_who_has_no_address_gets_the_notice_alone(given):
    given.due(given.underway(), DUE)
    climb(date(2027, 3, 11))
    assert send_mails() == 0
    assert Mail.objects.get().state == "nowhere"


def test_each_reads_it_in_their_language(waiting, world):
    Account.objects.filter(person=world.eve.person_id).update(language="vi")
    send_mails()
    assert mail.outbox[0].subject.startswith("Đôn đốc khi quá hạn")


def test_where_no_mail_server_is_named_no_e_mail_waits(given, settings):
    settings.EMAIL_HOST = ""
    given.due(given.underway(), DUE)
    climb(date(2027, 3, 11))
    assert not Mail.objects.exists()
