"""E-mails as strangers write them: nothing in them breaks the reading, nothing is believed."""

from __future__ import annotations

import pytest

from baro.intake.messages import came_of, too_large
from baro.intake.rulebook import MIB, Receiving
from baro.intake.tests.filling import mail

RULE = Receiving(most_at_a_look=10, most_message_mib=1, most_letters=50, quiet_seconds=30)


def test_sender_subject_words_and_files_are_read():
    came = came_of(mail("Thông báo", files={"a.pdf": b"1", "b.docx": b"2"}), RULE)
    assert (came.subject, came.words) == ("Thông báo", "Kính gửi Văn phòng")
    assert list(came.files) == [("a.pdf", b"1"), ("b.docx", b"2")]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: =?utf-9?b?////?=\r\n\r\nx",
        b"From: \r\nSubject: a\r\n b\r\n\r\n",
        b"From: <<<>>>@@\r\nMessage-ID: <[\r\n\r\n",
        b"Content-Type: text/plain; charset=klingon\r\n\r\n\xff",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n--x--",
        b"Content-Type: application/pdf; name*=utf-9''%FF\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"Content-Disposition: attachment; filename*0*=utf-8''%\r\n\r\n",
    ],
)
def test_a_broken_message_is_read_as_far_as_it_goes(raw):
    came = came_of(raw, RULE)
    assert len(came.key) == 64
    assert len(came.words) <= 50


def test_signs_that_turn_or_hide_words_are_taken_out():
    came = came_of("Subject: Thanh to\u202efdp.exe\x00\r\n\r\nx".encode(), RULE)
    assert came.subject == "Thanh tofdp.exe"


def test_more_files_than_are_taken_at_once_are_named():
    came = came_of(mail(files={f"{at}.pdf": b"x" for at in range(60)}), RULE)
    assert len(came.files) + len(came.left_out) == 60
    assert "59.pdf" in came.left_out[-1]


def test_of_a_message_that_is_too_large_only_its_head_is_read():
    came = too_large(b"From: ai@example\r\nSubject: To\r\n\r\n", 60 * MIB, RULE)
    assert (came.sender, came.subject, list(came.files)) == ("ai@example", "To", [])
    assert came.left_out == ["The message is 60 MB large, and at most 1 MB are taken in. Open it in the mailbox."]


def test_two_messages_without_a_name_are_told_apart_by_what_they_say():
    assert came_of(b"Subject: a\r\n\r\n1", RULE).key != came_of(b"Subject: a\r\n\r\n2", RULE).key
