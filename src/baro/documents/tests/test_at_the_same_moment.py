"""What happens when two act at once, or the server dies in the middle: no gap, no double, nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from baro.documents import storing
from baro.documents.actions import bringing
from baro.documents.actions.bringing import bring
from baro.documents.actions.discarding import discard
from baro.documents.actions.signing import sign
from baro.documents.flow import State
from baro.documents.models import Attachment, Document, ReadingState
from baro.kernel.errors import Refused
from tests.world import small_pdf

SIGNING = """
import sys, time, django
django.setup()
from baro.documents.actions import signing
from baro.documents.models import Document
from baro.org.queries import actor_of

def wait_in_the_middle(*_told):
    print("signed, not committed", flush=True)
    time.sleep(60)

signing.notify = wait_in_the_middle  # the last thing that signing does
document, person = map(int, sys.argv[1:])
signing.sign(document, digest=Document.objects.get(pk=document).digest, by=actor_of(person))
"""


def _in_own_connection(act):
    def acting(*args, **options):
        try:
            return act(*args, **options)
        finally:
            connection.close()

    return acting


def _environment():
    """What a process of its own needs to work on the rows of this test."""
    settings = connection.settings_dict
    url = f"postgresql://{settings.get('USER', '')}@/{settings['NAME']}?host={settings.get('HOST', '')}"
    own = {"BARO_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "baro.config.settings"}
    return os.environ | own | {"PYTHONPATH": os.pathsep.join(sys.path)}


def test_two_clerks_at_the_same_moment_get_two_numbers_without_a_gap(committed_world):
    register = _in_own_connection(lambda _n: committed_world.registered().arrival_number)
    with ThreadPoolExecutor(4) as clerks:
        numbers = list(clerks.map(register, range(12)))
    assert sorted(numbers) == list(range(1, 13))


def test_one_letter_brought_to_two_clerks_at_the_same_moment_is_one_letter(committed_world):
    together = Barrier(4)

    @_in_own_connection
    def register(_n):
        together.wait(10)
        try:
            return committed_world.registered(also_if_known=False).arrival_number
        except Refused as refusal:
            return str(refusal)

    with ThreadPoolExecutor(4) as clerks:
        said = list(clerks.map(register, range(4)))

    assert [number for number in said if isinstance(number, int)] == [1]
    assert sum("is in the register already, as no. 1" in str(sentence) for sentence in said) == 3
    assert Document.objects.count() == 1


def test_a_document_is_signed_once_however_often_the_button_is_pressed(committed_world):
    document, ada = committed_world.submitted(), committed_world.ada

    @_in_own_connection
    def press(_n):
        try:
            return sign(document.pk, digest=document.digest, by=ada).symbol
        except Exception as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(3) as presses:
        answers = sorted(presses.map(press, range(3)))
    assert answers == ["01-TB/VPTU", "Refused", "Refused"]


def test_a_server_killed_in_the_middle_of_signing_leaves_a_submitted_draft_and_no_number_used(committed_world):
    document, ada = committed_world.submitted(), committed_world.ada
    server = subprocess.Popen(
        [sys.executable, "-c", SIGNING, str(document.pk), str(ada.person_id)],
        env=_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    assert server.stdout.readline().strip() == "signed, not committed"
    server.send_signal(signal.SIGKILL)
    server.wait()
    server.stdout.close()
    document.refresh_from_db()
    assert (document.state, document.symbol) == (State.SUBMITTED, "")
    assert sign(document.pk, digest=document.digest, by=ada).symbol == "01-TB/VPTU"
    assert Document.objects.filter(state=State.SIGNED).count() == 1


def test_a_file_that_is_brought_again_is_not_removed_meanwhile(committed_world):
    clo, unit = committed_world.clo, committed_world.unit("QN")
    digest = bring(committed_world.paper(), unit, by=clo).digest
    remove = partial(_in_own_connection(discard), digest, before=timezone.now())
    with ThreadPoolExecutor(1) as night:
        with transaction.atomic():
            again = bring(committed_world.paper(), unit, by=clo)
            removal = night.submit(remove)
            assert wait([removal], timeout=1).not_done
        removal.result(timeout=30)
    assert list(Attachment.objects.values_list("pk", flat=True)) == [again.pk]
    assert storing.place_of(digest).exists()


def test_one_person_brings_files_in_one_request_at_a_time(committed_world, monkeypatch):
    unit, clo, chi = committed_world.unit("QN"), committed_world.clo, committed_world.chi
    looking, go_on = threading.Event(), threading.Event()
    inspect = bringing.inspect

    def slow(*args, **options):
        looking.set()
        assert go_on.wait(20)
        return inspect(*args, **options)

    monkeypatch.setattr(bringing, "inspect", slow)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(_in_own_connection(bringing.bring_all), [committed_world.paper()], unit, by=clo)
        assert looking.wait(20)
        monkeypatch.setattr(bringing, "inspect", inspect)
        with pytest.raises(Refused, match="Other files of yours are being looked at just now"):
            bringing.bring_all([committed_world.paper("b.pdf")], unit, by=clo)
        assert len(bringing.bring_all([committed_world.paper("c.pdf")], committed_world.unit("QN-VP"), by=chi)) == 1
        go_on.set()
        assert len(first.result()) == 1
    assert len(bringing.bring_all([committed_world.paper("b.pdf")], unit, by=clo)) == 1


def test_a_worker_reads_what_was_brought_and_the_form_proposes_it(committed_world, tmp_path):
    client = committed_world.browser(committed_world.clo)
    letters = [committed_world.paper(f"{n}.pdf", small_pdf(f"So 8{n}-KH/TU")) for n in (4, 5)]
    sent = {"unit": committed_world.unit("QN").pk, "uploads": letters}
    register = client.post(reverse("documents.attachment.upload"), sent)["Location"]
    assert "84-KH/TU" not in client.get(register).content.decode()
    worker = [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot", "--queues", "reading"]
    subprocess.run(worker, env=_environment() | {"BARO_VAR": str(tmp_path)}, check=True, timeout=60)
    assert set(Attachment.objects.values_list("state", flat=True)) == {ReadingState.READ}
    assert 'value="84-KH/TU"' in client.get(register).content.decode()
