"""Receipts for weighty deeds, and what outsiders check with the exported files alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from baro.kernel.errors import Refused
from baro.trail.models import Event
from baro.trail.publishing import export, record_of
from baro.trail.receipts import PARTED, keep, receipt_of, receipts_file
from baro.trail.sequencing import sequence
from baro.trail.verifying import verify

pytestmark = pytest.mark.slow  # databases are copied, and processes started

SIGN = "documents.document.sign"


def checked(folder: Path, *words: str | Path) -> tuple[int, str]:
    """Run the program in the exported folder as an outsider would; returns how it ended and what it said."""
    key = (folder / "key").read_text().strip()
    command = [sys.executable, "-I", folder / "check_trail.py", *words, folder, "--key", key]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, cwd="/")
    return done.returncode, (done.stdout + done.stderr).strip()


def test_a_weighty_deed_gets_its_receipt_and_a_light_one_none(attacked):
    receipts = (attacked.folder / "receipts").read_text().split(PARTED)
    told = [receipt.split("\n")[2] for receipt in receipts if receipt]
    with attacked.opened():
        weighty = Event.objects.filter(verb_code__in=[SIGN, "documents.document.issue"]).order_by("pk")
        assert told == [str(event.pk) for event in weighty]


def test_a_promise_that_was_not_kept_is_named(attacked):
    pk = attacked.event(SIGN)
    attacked.do(
        f"SET session_replication_role = replica; DELETE FROM trail_event WHERE id >= {pk};"
        f" DELETE FROM trail_leaf WHERE event_id >= {pk}"
    )
    said = [str(finding) for finding in attacked.verdict().findings if finding.check == "receipts"]
    assert f"The log gave a receipt for event {pk}, and what stands there is not what it promised." in said


def test_a_forged_receipt_is_named(attacked):
    with attacked.opened():
        receipt = receipt_of(Event.objects.order_by("pk")[0])
        keep(receipt.replace("\nbaro\n", "\nbabo\n"))
    assert attacked.verdict().broken == "The receipt is not signed by baro."


def test_an_outsider_checks_the_log_a_record_and_a_receipt_with_the_exported_files_alone(attacked, tmp_path):
    folder = tmp_path / "published"
    with attacked.opened():
        folder.mkdir()
        export(folder)
        event = Event.objects.get(pk=attacked.event(SIGN))
        (tmp_path / "record").write_text(record_of(event.pk))
        (tmp_path / "receipt").write_text(receipt_of(event))
        size = Event.objects.count()
    assert checked(folder, "log") == (0, f"The log holds: {size} leaves.")
    code, said = checked(folder, "record", tmp_path / "record")
    assert (code, said.startswith("The record is leaf")) == (0, True), said
    code, said = checked(folder, "receipt", tmp_path / "receipt")
    assert (code, said.startswith(f"The promise was kept: event {event.pk} is leaf")) == (0, True), said

    published = "".join(path.read_text(errors="replace") for path in folder.glob("tile/**/*") if path.is_file())
    assert "documents" not in published, "the files hold hashes alone"


def test_an_outsider_refuses_a_changed_record_and_a_log_that_does_not_continue(attacked, tmp_path):
    folder = tmp_path / "published"
    folder.mkdir()
    with attacked.opened():
        export(folder)
        record = json.loads(record_of(attacked.event(SIGN)))
    (tmp_path / "old").write_bytes((folder / "checkpoint").read_bytes())
    for changed in (record["head"] | {"person": 99}, record["head"] | {"at": "2020"}):
        (tmp_path / "record").write_text(json.dumps(record | {"head": changed}))
        assert checked(folder, "record", tmp_path / "record")[0] == 1
    (tmp_path / "record").write_text(json.dumps(record | {"facts": {"actor": "x"}}))
    assert "not those that its digest" in checked(folder, "record", tmp_path / "record")[1]

    attacked.do(
        "SET session_replication_role = replica; DELETE FROM trail_leaf; DELETE FROM trail_event WHERE id % 7 = 0"
    )
    attacked.do("INSERT INTO trail_pending SELECT id FROM trail_event")
    for path in (attacked.folder / "log" / "tile").glob("**/*"):
        path.is_file() and path.unlink()
    (attacked.folder / "log" / "checkpoint").unlink()
    other = tmp_path / "other"
    other.mkdir()
    with attacked.opened():
        sequence()  # with the true key: an administrator who makes history anew
        export(other)
    assert checked(other, "log")[0] == 0
    words = ["log", other, "--since", tmp_path / "old"]
    code, said = checked(other, *words[:1], *words[2:])
    assert (code, "shrank" in said) == (1, True), said


def test_an_event_that_is_not_in_the_log_yet_has_no_record(world):
    event = Event.objects.about(world.registered())[0]
    with pytest.raises(Refused, match="it may be in a second"):
        record_of(event.pk)
    with pytest.raises(Refused, match="no log yet"):
        export(Path("/nowhere"))
    assert not receipts_file().exists()
    assert verify().waiting == Event.objects.count()
