"""The embedded PostgreSQL starts, is shared, survives and stops by itself."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from baro.config import postgres, postgres_folder
from baro.kernel.errors import Refused

pytestmark = pytest.mark.slow  # a server is made: about a second


@pytest.fixture
def folder(tmp_path: Path):
    place = tmp_path / "postgres"
    yield place
    postgres.stop(place)


def test_the_last_one_who_leaves_stops_the_server(folder):
    first = postgres.ensure_running(folder, throwaway=True)
    second = postgres.ensure_running(folder, throwaway=True)

    first.leave()
    assert postgres.status(folder) == "running"

    second.leave()
    second.leave()
    assert postgres.status(folder) == "stopped"


def test_a_user_who_was_killed_does_not_keep_the_server_running(folder):
    cluster = postgres.ensure_running(folder, throwaway=True)
    script = (
        "import sys, time; from pathlib import Path; from baro.config.postgres import ensure_running;"
        "cluster = ensure_running(Path(sys.argv[1]), throwaway=True); print('joined', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "src"}) as other:
        assert other.stdout.readline() == b"joined\n"
        other.kill()

    cluster.leave()

    assert postgres.status(folder) == "stopped"


def test_a_server_left_behind_by_the_killed_last_user_is_joined_and_stopped_by_the_next(folder):
    script = (
        "import sys, time; from pathlib import Path; from baro.config.postgres import ensure_running;"
        "cluster = ensure_running(Path(sys.argv[1]), throwaway=True); print('started', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "src"}) as only:
        assert only.stdout.readline() == b"started\n"
        only.kill()
    left = (folder / "postmaster.pid").read_text().split()[0]
    assert postgres.status(folder) == "running"

    cluster = postgres.ensure_running(folder, throwaway=True)

    assert (folder / "postmaster.pid").read_text().split()[0] == left
    cluster.leave()
    assert postgres.status(folder) == "stopped"


def test_a_server_that_died_under_its_user_is_started_again_and_still_theirs(folder):
    cluster = postgres.ensure_running(folder)
    with psycopg.connect(cluster.migrations_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    cluster.start()

    with psycopg.connect(cluster.migrations_url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (42,)
    cluster.leave()
    assert postgres.status(folder) == "stopped"


def test_a_lock_that_is_held_for_long_is_told_in_a_sentence_and_nobody_else_can_hold_it(folder, monkeypatch):
    monkeypatch.setattr(postgres, "LOCK_PATIENCE", 0.2)
    folder.parent.mkdir(exist_ok=True)
    (folder.parent / "postgres.lock").touch(0o644)

    with postgres._alone(folder), pytest.raises(Refused, match=r"Another command has held .*postgres.lock for 0.2 sec"):
        postgres.ensure_running(folder)

    assert (folder.parent / "postgres.lock").stat().st_mode & 0o777 == 0o600


def test_an_empty_folder_is_not_taken_for_a_new_database(folder):
    folder.mkdir()

    with pytest.raises(Refused, match=r"postgres is empty, where the database was or is to be: mount its disk"):
        postgres.ensure_running(folder)

    assert not any(folder.iterdir())


def test_what_was_committed_survives_the_death_of_the_server(folder):
    cluster = postgres.ensure_running(folder)
    with psycopg.connect(cluster.migrations_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    cluster = postgres.ensure_running(folder)

    with psycopg.connect(cluster.migrations_url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (42,)


def test_a_throwaway_server_that_died_is_made_anew(folder):
    cluster = postgres.ensure_running(folder, throwaway=True)
    with psycopg.connect(cluster.migrations_url) as connection:
        connection.execute("CREATE TABLE gone ()")
    os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    cluster = postgres.ensure_running(folder, throwaway=True)

    with psycopg.connect(cluster.url()) as connection:
        assert connection.execute("SELECT to_regclass('gone')").fetchone() == (None,)


def test_a_number_that_another_program_has_now_is_not_the_server(folder):
    postgres.ensure_running(folder, throwaway=True).leave()
    (folder / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}\n")

    assert postgres.status(folder) == "stopped"
    postgres.ensure_running(folder, throwaway=False)
    assert postgres.status(folder) == "running"


def test_nobody_is_the_superuser_and_the_application_owns_nothing(folder):
    cluster = postgres.ensure_running(folder)

    with pytest.raises(psycopg.OperationalError, match='Peer authentication failed for user "postgres"'):
        psycopg.connect(cluster.url(role="postgres"))
    assert "postgres" not in (folder / "pg_ident.conf").read_text()
    with psycopg.connect(cluster.url()) as connection:
        owners = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'baro'"
        assert connection.execute(owners).fetchone() == ("baro_migrations",)
        login = "SELECT rolname, rolcanlogin FROM pg_roles WHERE rolname LIKE 'baro%' ORDER BY 1"
        told = connection.execute(login).fetchall()
        assert told == [("baro", True), ("baro_migrations", True), ("baro_trail", False)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine ()")


def test_a_server_from_before_there_were_several_roles_gets_them(folder):
    cluster = postgres.ensure_running(folder, throwaway=True)
    with psycopg.connect(cluster.url(role="postgres"), autocommit=True) as connection:
        connection.execute("ALTER DATABASE baro OWNER TO baro")
        connection.execute("DROP ROLE baro_migrations")
        connection.execute("DROP ROLE baro_trail")
    with psycopg.connect(cluster.url()) as connection:
        connection.execute("CREATE TABLE early ()")
    cluster.leave()
    (folder / postgres_folder.FOUNDED).unlink()

    cluster = postgres.ensure_running(folder, throwaway=True)

    with psycopg.connect(cluster.migrations_url) as connection:
        connection.execute("DROP TABLE early")


def test_baro_works_as_a_role_that_is_no_superuser(folder):
    cluster = postgres.ensure_running(folder, throwaway=True)

    with psycopg.connect(cluster.url()) as connection:
        told = connection.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        assert told == ("baro", False)
        assert connection.execute("SELECT lower('ĐẢNG BỘ')").fetchone() == ("đảng bộ",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_path_too_long_for_a_socket_is_no_obstacle(tmp_path):
    folder = tmp_path / ("a long name of a province " * 5).strip() / "postgres"
    cluster = postgres.ensure_running(folder, throwaway=True)
    try:
        assert cluster.sockets.stat().st_mode & 0o777 == 0o700
        psycopg.connect(cluster.url()).close()
    finally:
        cluster.leave()
    cluster.sockets.rmdir()


def test_files_of_another_version_are_refused_and_left_alone(folder):
    postgres.ensure_running(folder, throwaway=True).leave()
    (folder / "PG_VERSION").write_text("16\n")

    with pytest.raises(Refused, match=r"made by PostgreSQL 16 and this Baro brings 18: dump it"):
        postgres.ensure_running(folder)

    assert (folder / "base").is_dir()


def test_a_start_that_fails_says_why_and_leaves_nothing_running(folder):
    postgres.ensure_running(folder, throwaway=True).leave()
    (folder / "global" / "pg_control").unlink()

    with pytest.raises(Refused, match=r"did not start: could not open file .*pg_control"):
        postgres.ensure_running(folder)

    assert postgres.status(folder) == "stopped"


def test_a_half_made_folder_is_made_again_from_the_beginning(folder):
    (folder.parent / "postgres.unfinished" / "base").mkdir(parents=True)

    postgres.ensure_running(folder, throwaway=True)

    assert not (folder.parent / "postgres.unfinished").exists()


def test_a_failed_making_leaves_nothing_behind(folder, monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "initdb: error: could not write: No space left on device\n", "")
    monkeypatch.setattr(postgres_folder, "run", lambda *words: failed)

    with pytest.raises(Refused, match=r"could not make its files in .*: could not write: No space left on device\."):
        postgres.ensure_running(folder)

    assert [path.name for path in folder.parent.iterdir()] == ["postgres.lock"]


def test_a_path_that_a_shell_would_misread_is_refused(tmp_path):
    with pytest.raises(Refused, match=r"cannot start with '\$' in the path"):
        postgres.ensure_running(tmp_path / "a$b")


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("pg_ctl: could not start\n", "pg_ctl: could not start."),
        ("12:00 UTC [7] FATAL:  lock file exists\nHINT: look\nstopped waiting", "lock file exists."),
        ("creating ...\n[1] ERROR:  a\nFATAL:  b\nPANIC: x: No space left on device", "x: No space left on device."),
        ("", "no reason given."),
    ],
)
def test_the_cause_is_told_and_not_its_consequence(said, complaint):
    assert postgres_folder.complaint(said) == complaint
