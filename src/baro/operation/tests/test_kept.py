"""Backups are kept by rule, never half-written, and told apart from what only looks like one."""

import errno
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from baro.kernel.errors import Refused
from baro.operation import unfinished
from baro.operation.backups import kept, making, manifest, nightly, sealing
from baro.operation.rulebook import Backups

NOW = datetime(2026, 11, 30, 20, tzinfo=UTC)
RULE = Backups(daily=7, weekly=5, monthly=12, oldest_hours=36, verified_days=9, clock_minutes=5)


def backup_at(place, moment):
    folder = place / f"baro-{moment:{kept.MOMENT}}"
    folder.mkdir(parents=True)
    (folder / manifest.NAME).write_text("{}")
    return kept.Kept(folder, moment)


def test_a_year_of_nights_leaves_seven_days_five_weeks_twelve_months(tmp_path):
    for days in range(400):
        backup_at(tmp_path, NOW - timedelta(days=days))
    backups = kept.all_in(tmp_path)

    kept.remove(kept.superfluous(backups, RULE, NOW))

    left = [one.made_at.date().isoformat() for one in kept.all_in(tmp_path)]
    assert left[:7] == [f"2026-11-{day}" for day in range(30, 23, -1)]
    assert left[7:10] == ["2026-11-22", "2026-11-15", "2026-11-08"]
    assert left[10:] == [
        *("2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31"),
        *("2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"),
    ]


def test_one_of_the_future_is_neither_removed_nor_counted(tmp_path):
    backup_at(tmp_path, NOW + timedelta(days=1))
    for days in range(3):
        backup_at(tmp_path, NOW - timedelta(days=days))

    assert kept.superfluous(kept.all_in(tmp_path), RULE, NOW) == []


def test_one_from_before_an_upgrade_outlives_those_of_its_day(tmp_path):
    before = kept.put_in_place(_folder(tmp_path), tmp_path, NOW - timedelta(hours=3), "before-upgrade")
    backup_at(tmp_path, NOW)

    assert kept.superfluous(kept.all_in(tmp_path), RULE, NOW) == []
    later = kept.superfluous(kept.all_in(tmp_path), RULE, NOW + timedelta(days=8))
    assert [one.folder for one in later] == [before]


def _folder(place):
    folder = place / ".unfinished-7"
    folder.mkdir()
    (folder / manifest.NAME).write_text("{}")
    return folder


def test_what_only_looks_like_a_backup_is_none(tmp_path):
    (tmp_path / "baro-20261130T200000Z").mkdir()
    (tmp_path / ".unfinished-1").mkdir()
    (tmp_path / "baro-notes").mkdir()

    assert kept.all_in(tmp_path) == []
    with pytest.raises(Refused, match="is no backup that can be read"):
        manifest.read(tmp_path / "baro-notes")


def test_a_manifest_that_leads_out_of_its_folder_is_none(tmp_path):
    one = manifest.Manifest(
        made_at=NOW, version="1", server=18, migrations=[], roles=[], tables={}, files={"files/../../etc/x": "0"}
    )
    (tmp_path / manifest.NAME).write_bytes(one.written())
    with pytest.raises(Refused, match="is no backup"):
        manifest.read(tmp_path)


@pytest.mark.slow  # a database is dumped
def test_a_full_disk_is_one_sentence_and_leaves_nothing(installation, address, monkeypatch):
    def full(_writing):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making, "_write_papers", full)

    with pytest.raises(Refused, match=r"The disk of .* is full, so no backup was made: free some space"):
        making.make(settings.BACKUPS, address=address)

    assert [path.name for path in settings.BACKUPS.iterdir()] == [".lock"]


def test_what_a_killed_backup_left_is_removed_by_the_next(installation, monkeypatch):
    left = settings.BACKUPS / ".unfinished-1"
    left.mkdir(parents=True)
    monkeypatch.setattr(making, "_written", lambda *_words: None)

    made = making.make(settings.BACKUPS, address="")

    assert not left.exists()
    assert made.folder.is_dir()


def test_two_at_once_do_not_meet(installation, monkeypatch):
    def another(*_words):
        with pytest.raises(Refused, match="Another backup is being made"):
            making.make(settings.BACKUPS, address="")

    monkeypatch.setattr(making, "_written", another)
    making.make(settings.BACKUPS, address="")


def test_a_hook_gets_the_folder_and_its_failure_is_told(installation, tmp_path, settings):
    settings.BACKUP_HOOK = f"cp -r --target-directory={tmp_path}/away"
    (tmp_path / "away").mkdir()
    one = backup_at(tmp_path / "here", NOW)
    nightly.hand_on(one.folder)
    assert (tmp_path / "away" / one.folder.name / manifest.NAME).exists()

    settings.BACKUP_HOOK = "false"
    with pytest.raises(Refused, match="did not carry it away"):
        nightly.hand_on(one.folder)


def test_a_short_passphrase_is_refused():
    with pytest.raises(Refused, match="16 are needed"):
        sealing.key_of("too short", b"0" * 16)


@pytest.mark.parametrize("size", [0, 1, sealing.PIECE, sealing.PIECE + 1, 3 * sealing.PIECE])
def test_what_is_sealed_comes_back_and_every_change_is_noticed(tmp_path, size):
    key, plain, path = b"k" * 32, b"x" * size, tmp_path / "sealed"
    path.write_bytes(b"".join(sealing.sealed(iter([plain[: size // 3], plain[size // 3 :]]), key, "a")))

    with path.open("rb") as file:
        assert b"".join(sealing.unsealed(file, key, "a")) == plain
    whole = path.read_bytes()
    for changed in (whole[:-1], whole[:-17], bytes([whole[0] ^ 1]) + whole[1:], whole[:-1] + bytes([whole[-1] ^ 1])):
        path.write_bytes(changed)
        with path.open("rb") as file, pytest.raises(Refused, match="cannot be decrypted"):
            b"".join(sealing.unsealed(file, key, "a"))
    path.write_bytes(whole)
    with path.open("rb") as file, pytest.raises(Refused, match="cannot be decrypted"):
        b"".join(sealing.unsealed(file, key, "another name"))


def test_until_a_restore_has_ended_nothing_else_works(installation, tmp_path):
    unfinished.begin("restore", tmp_path)
    with pytest.raises(Refused, match="A restore was broken off: run baro restore"):
        unfinished.refuse_unfinished()
    unfinished.end()
    unfinished.refuse_unfinished()
