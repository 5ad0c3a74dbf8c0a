"""From where deliveries come: the file that names mailboxes and folders, scanners, a real mailbox server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.exceptions import ImproperlyConfigured

from baro.intake import jobs
from baro.intake.jobs import collect, take_in
from baro.intake.models import Delivery
from baro.intake.sources import Mailbox, Scans, sources
from baro.intake.tests.filling import mail
from tests.world import small_pdf

DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/bin:/sbin:/bin")
with_server = pytest.mark.skipif(
    DOVECOT is None or os.geteuid() != 0,
    reason="no mailbox server is on this machine, or not for root: apt-get install dovecot-imapd brings it",
)
OLD = time.time() - 3600


def test_nothing_is_named_where_nothing_is_set(settings):
    settings.INTAKE = ""
    assert sources().mailbox == sources().scans == ()


@pytest.mark.parametrize(
    "said",
    [
        "mailbox = 1",
        '[[mailbox]]\nunit = "QN"\nhost = "mail.example"\nuser = "a"\npassword_file = "/x"\ntls = false',
        '[[mailbox]]\nunit = "QN"\nhost = "localhost"\nuser = "a"\npassword_file = "/x"\nfolder = "a\\"b"',
        '[[scans]]\nunit = "QN"\nfolder = "/x"\npassword = "secret"',
        "not toml",
    ],
)
def test_a_file_that_says_something_else_is_refused(settings, tmp_path, said):
    settings.INTAKE = str(tmp_path / "intake.toml")
    Path(settings.INTAKE).write_text(said)
    with pytest.raises(ImproperlyConfigured, match="BARO_INTAKE"):
        sources()


def _scan(folder: Path, name: str, content: bytes, *, written: float = OLD) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (written, written))
    return path


def test_a_scan_is_taken_in_once_and_moved_away(world, tmp_path):
    _scan(tmp_path, "0001.pdf", small_pdf())
    _scan(tmp_path, ".hidden.pdf", small_pdf())
    half = _scan(tmp_path, "0002.pdf", small_pdf(), written=time.time())
    (tmp_path / "elsewhere.pdf").symlink_to("/etc/passwd")
    source = Scans(unit="QN", folder=tmp_path)
    assert take_in(source) == 1
    assert Delivery.objects.get().papers.get().file.name == "0001.pdf"
    assert half.exists(), "somebody still writes to it"
    assert [path.name[13:] for path in (tmp_path / "taken").iterdir()] == ["0001.pdf"]
    _scan(tmp_path, "0001.pdf", small_pdf())
    assert take_in(source) == 1
    assert Delivery.objects.count() == 1


def test_one_source_that_cannot_be_read_holds_up_no_other(world, settings, tmp_path, caplog):
    (tmp_path / "in").mkdir()
    _scan(tmp_path / "in", "0001.pdf", small_pdf())
    settings.INTAKE = str(tmp_path / "intake.toml")
    missing, there = tmp_path / "gone", tmp_path / "in"
    Path(settings.INTAKE).write_text(
        f'[[scans]]\nunit = "QN"\nfolder = "{missing}"\n[[scans]]\nunit = "NONE"\nfolder = "{there}"\n'
        f'[[scans]]\nunit = "QN"\nfolder = "{there}"\n'
    )
    collect(0)
    assert Delivery.objects.get().unit == world.unit("QN")
    assert [str(missing) in record.message for record in caplog.records] == [True, False]


def test_what_nobody_thought_of_holds_up_no_other_source(world, settings, tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        _scan(tmp_path / name, f"{name}.pdf", small_pdf())
    settings.INTAKE = str(tmp_path / "intake.toml")
    Path(settings.INTAKE).write_text(
        "".join(f'[[scans]]\nunit = "QN"\nfolder = "{tmp_path / name}"\n' for name in ("a", "b"))
    )
    arrive = jobs.arrive
    monkeypatch.setattr(jobs, "arrive", lambda unit, came: 1 / 0 if came.subject == "a.pdf" else arrive(unit, came))
    collect(0)
    assert Delivery.objects.get().subject == "b.pdf"


@pytest.fixture
def reachable():
    """A folder that the server's user may enter, which those of the other tests are not."""
    with TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture
def mailbox(reachable):
    """A mailbox on a server of our own, with its messages; gives the source and the folder of new messages."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = reachable / "mail"
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
    for path in (reachable, box, *box.iterdir()):
        shutil.chown(path, "mail", "mail")
    (reachable / "secret").write_text("mat-khau\n")
    conf = reachable / "dovecot.conf"
    conf.write_text(
        f"""protocols = imap
base_dir = {reachable}/run
log_path = {reachable}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{box}
first_valid_uid = 1
mail_uid = mail
mail_gid = mail
passdb {{
  driver = static
  args = password=mat-khau
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={reachable}
}}
service imap-login {{
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
}}
"""
    )
    server = subprocess.Popen(
        [str(DOVECOT), "-F", "-c", str(conf)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _try in range(100):
        with socket.socket() as asks:
            if asks.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    here = {"host": "127.0.0.1", "port": port, "tls": False, "password_file": reachable / "secret"}
    yield Mailbox(unit="QN", user="vanthu", **here), box / "new"
    server.terminate()
    server.wait(timeout=20)


def _sent(new: Path, name: str, raw: bytes) -> None:
    (new / name).write_bytes(raw)
    shutil.chown(new / name, "mail", "mail")


@with_server
def test_unread_messages_of_a_real_mailbox_come_once(world, mailbox):
    source, new = mailbox
    _sent(new, "1.a", mail("Báo cáo tháng 11"))
    _sent(new, "2.a", mail("Chỉ có lời", files={}))
    assert take_in(source) == 2
    assert {(one.subject, one.papers.count()) for one in Delivery.objects.all()} == {
        ("Báo cáo tháng 11", 1),
        ("Chỉ có lời", 0),
    }
    assert take_in(source) == 0, "what was kept is marked as read"
    _sent(new, "3.a", mail("Báo cáo tháng 11"))
    assert take_in(source) == 1
    assert Delivery.objects.count() == 2, "the same message once more is the same delivery"


@with_server
def test_a_message_that_is_too_large_stays_in_the_mailbox_and_is_told(world, mailbox):
    source, new = mailbox
    _sent(new, "1.a", mail("Ảnh hội nghị", files={"anh.zip": b"x" * 45_000_000}))
    assert take_in(source) == 1
    found = Delivery.objects.get()
    assert found.subject == "Ảnh hội nghị"
    assert "at most 40 MB" in found.left_out
    assert not found.papers.exists()


@with_server
def test_one_look_takes_so_many_and_the_next_goes_on(world, mailbox):
    source, new = mailbox
    for at in range(120):
        _sent(new, f"{at:03}.a", mail(f"Thư số {at}", files={}))
    assert (take_in(source), take_in(source), take_in(source)) == (100, 20, 0)
    assert Delivery.objects.count() == 120


@with_server
def test_a_message_that_could_not_be_kept_is_not_marked_as_read(world, mailbox, monkeypatch):
    source, new = mailbox
    _sent(new, "1.a", mail())
    with monkeypatch.context() as broken:
        broken.setattr("baro.intake.actions.arriving.notify", lambda *_all: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            take_in(source)
    assert not Delivery.objects.exists()
    assert take_in(source) == 1
    assert Delivery.objects.count() == 1


@with_server
def test_a_wrong_password_is_told_without_the_password(world, mailbox, settings, caplog, tmp_path):
    source, _new = mailbox
    source.password_file.write_text("sai-mat-khau")
    settings.INTAKE = str(tmp_path / "intake.toml")
    Path(settings.INTAKE).write_text(
        f'[[mailbox]]\nunit = "QN"\nhost = "127.0.0.1"\nport = {source.port}\nuser = "vanthu"\ntls = false\n'
        f'password_file = "{source.password_file}"\n'
    )
    collect(0)
    assert "vanthu@127.0.0.1/INBOX was not read" in caplog.text
    assert "sai-mat-khau" not in caplog.text
