"""Witnesses: what continues is cosigned, what shrank or forked is not; who is silent too long is missed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time

import pytest

from baro.trail.check_trail import Broken, Key, cosigned_at
from baro.trail.sequencing import log_folder, opened_log, sequence
from baro.trail.verifying import verify
from baro.trail.witnessing import Witness, missing_witnesses


@pytest.fixture
def witness(world, tmp_path, settings) -> Witness:
    """One that has cosigned already, and is needed."""
    sequence()
    one = Witness.of(tmp_path / "witness", "outside", opened_log().signer.key)
    one.cosign(log_folder())
    settings.TRAIL_WITNESSES = [str(one.signer.key)]
    return one


def test_what_continues_is_cosigned(witness, world):
    world.registered()
    sequence()
    note = witness.cosign(log_folder())
    assert abs(cosigned_at(note, witness.signer.key) - time.time()) < 60
    assert verify().broken == ""


def test_a_log_that_shrank_or_forked_is_not_cosigned_and_verifying_tells_of_it(witness, world, tmp_path):
    old = shutil.copytree(log_folder(), tmp_path / "old")
    world.registered()
    sequence()
    witness.cosign(log_folder())
    shutil.rmtree(log_folder())
    shutil.copytree(old, log_folder())
    with pytest.raises(Broken, match="shrank from"):
        witness.cosign(log_folder())
    # Whoever has the key makes the log anew, over other events: only the witness knows.
    seen = tmp_path / "witness" / "checkpoint"
    shutil.rmtree(log_folder())
    log = opened_log()
    log.append([b"x" * 32] * 1000)
    with pytest.raises(Broken, match="does not continue"):
        witness.cosign(log_folder())
    place = log_folder() / "witness"
    shutil.copytree(old / "witness", place)
    shutil.copyfile(seen, next(place.iterdir()))
    assert any(finding.check == "witness" and "outside" in str(finding) for finding in verify().findings)


def test_too_few_witnesses_are_an_alarm(witness, settings):
    assert missing_witnesses() == ""
    assert missing_witnesses(now=time.time() + 5 * 3600).startswith("0 of 1 witnesses needed")
    settings.TRAIL_WITNESSES_NEEDED = 2
    assert verify().broken == "1 of 2 witnesses needed cosigned the log in the last 4 hours."
    settings.TRAIL_WITNESSES = []
    assert missing_witnesses() == ""


def test_two_of_three_are_enough_by_setting(witness, settings, tmp_path):
    key = opened_log().signer.key
    others = [Witness.of(tmp_path / name, name, key) for name in ("second", "third")]
    settings.TRAIL_WITNESSES, settings.TRAIL_WITNESSES_NEEDED = [str(w.signer.key) for w in (witness, *others)], 2
    assert missing_witnesses().startswith("1 of 2")
    others[1].cosign(log_folder())
    assert missing_witnesses() == ""


@pytest.mark.slow  # processes are started
def test_a_witness_is_a_process_of_its_own_that_needs_no_database(witness, tmp_path):
    key = str(opened_log().signer.key)
    command = [sys.executable, "-m", "baro.config.command", "audit", "witness", str(log_folder()), "--key", key]
    command += ["--name", "far", "--state", str(tmp_path / "far")]
    unreachable = {"BARO_DATABASE_URL": "postgresql://nobody@/none?host=/nowhere", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, env=unreachable, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    far = Key.parse(done.stdout.splitlines()[0].rpartition(" ")[2])
    assert (log_folder() / "checkpoint").read_text().split("\n")[1] in done.stdout.splitlines()[1]
    assert far.name == "far"
    opened_log().append([b"x" * 32])
    log_folder().joinpath("checkpoint").write_text(opened_log().signer.note("baro\n1\nAAAA\n"))
    done = subprocess.run(command, env=unreachable, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "NOT cosigned: The checkpoint is not readable.\n")
