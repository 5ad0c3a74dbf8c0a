"""The drill: people work, a backup is made, everything is lost, and comes back as it was."""

import shutil

import pytest
from django.conf import settings

from baro.documents.storing import files_that_changed
from baro.kernel.errors import Refused
from baro.operation import unfinished
from baro.operation.backups import kept, making, manifest, restoring
from baro.trail.sequencing import sequence
from baro.trail.verifying import verify
from tests.installed import looking_at, rows_of

pytestmark = pytest.mark.slow  # a database is dumped and loaded: some seconds


def test_what_was_lost_comes_back_and_the_trail_proves_it(installation, committed_world, address, empty, tmp_path):
    committed_world.registered(abstract="Kế hoạch số 12")
    committed_world.brought()
    sequence()
    before, papers = rows_of(address), sorted(path.name for path in installation.glob("files/??/*"))
    made = making.make(settings.BACKUPS, address=address)
    making.save_keys(tmp_path / "keys")
    committed_world.registered(abstract="After the backup")
    shutil.rmtree(installation)
    installation.mkdir()

    differing = restoring.restore(manifest.opened(made.folder, ""), empty, keys=tmp_path / "keys")

    assert (differing, rows_of(empty)) == ([], before)
    assert sorted(path.name for path in installation.glob("files/??/*")) == papers != []
    assert unfinished.found() is None
    with looking_at(empty):
        assert not verify().findings
        assert list(files_that_changed()) == []
        sequence()
        assert not verify().findings


def test_an_encrypted_backup_comes_back_with_its_passphrase_alone(installation, committed_world, address, empty):
    committed_world.registered(abstract="Một công văn")
    made = making.make(settings.BACKUPS, address=address, passphrase="correct horse battery")

    assert not [path for path in made.folder.rglob("*") if path.is_file() and b"CREATE TABLE" in path.read_bytes()]
    with pytest.raises(Refused, match="is encrypted"):
        manifest.opened(made.folder, "")
    with pytest.raises(Refused, match="another BARO_BACKUP_PASSPHRASE"):
        manifest.opened(made.folder, "another horse battery")
    found = manifest.opened(made.folder, "correct horse battery")
    assert restoring.restore(found, empty, without_keys=True) == []


def test_the_next_backup_takes_unchanged_papers_over(installation, committed_world, address):
    committed_world.brought()
    first = making.make(settings.BACKUPS, address=address, passphrase="correct horse battery")
    committed_world.registered(abstract="Hai")

    second = making.make(settings.BACKUPS, address=address, passphrase="correct horse battery")

    shared = [name for name in first.manifest.files if name.startswith("files/")]
    assert shared
    for name in shared:
        assert (first.folder / name).stat().st_ino == (second.folder / name).stat().st_ino
    kept.remove([kept.Kept(first.folder, first.manifest.made_at)])
    assert list(manifest.opened(second.folder, "correct horse battery").damages()) == []


def test_a_database_with_work_in_it_is_replaced_only_when_told(installation, committed_world, address, empty):
    committed_world.registered(abstract="Một")
    found = manifest.opened(making.make(settings.BACKUPS, address=address).folder, "")
    assert restoring.restore(found, empty, without_keys=True) == []

    with pytest.raises(Refused, match="is not empty"):
        restoring.restore(found, empty, without_keys=True)

    assert restoring.restore(found, empty, without_keys=True, replace=True) == []
    assert rows_of(empty) == found.manifest.tables
    again = making.make(settings.BACKUPS, address=empty)  # the second life of a schema is dumped as its first
    assert restoring.verify(manifest.opened(again.folder, ""), address) == []


def test_what_is_damaged_changes_nothing(installation, committed_world, address, empty):
    folder = making.make(settings.BACKUPS, address=address).folder
    dump = folder / manifest.DATABASE
    dump.write_bytes(dump.read_bytes()[:-4000])

    assert restoring.verify(manifest.opened(folder, ""), address) == ["database.dump was changed"]
    with pytest.raises(Refused, match=r"is damaged .database\.dump was changed"):
        restoring.restore(manifest.opened(folder, ""), empty, without_keys=True)
    with pytest.raises(Refused, match="could not be restored"):  # and whoever made the digest fit, too
        restoring.load(manifest.opened(folder, ""), empty)

    assert rows_of(empty) == {}


def test_a_backup_of_a_newer_version_is_refused(installation, committed_world, address, empty):
    made = making.make(settings.BACKUPS, address=address)
    newer = made.manifest.written().replace(b'"tasks.0001', b'"tasks.9001')
    (made.folder / manifest.NAME).write_bytes(newer)

    with pytest.raises(Refused, match=r"made by a newer Baro .*tasks\.9001"):
        restoring.restore(manifest.opened(made.folder, ""), empty, without_keys=True)


def test_verifying_a_backup_in_order_finds_nothing_and_leaves_no_database(installation, committed_world, address):
    committed_world.registered(abstract="Một")
    made = making.make(settings.BACKUPS, address=address)

    assert restoring.verify(manifest.opened(made.folder, ""), address) == []

    import psycopg

    with psycopg.connect(address) as connection:
        left = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'baro_scratch%'").fetchall()
    assert left == []


def test_people_write_while_a_backup_is_made(installation, committed_world, address, monkeypatch):
    """Whatever the database names at its moment is in the backup, and nothing that came later."""
    committed_world.registered(abstract="Một")
    before, dumped = rows_of(address), making.programs.dumped

    def dumped_meanwhile(*words, **options):
        committed_world.registered(abstract="Hai, while it is dumped")
        return dumped(*words, **options)

    monkeypatch.setattr(making.programs, "dumped", dumped_meanwhile)
    made = making.make(settings.BACKUPS, address=address)

    assert made.manifest.tables == before
    assert restoring.verify(manifest.opened(made.folder, ""), address) == []
