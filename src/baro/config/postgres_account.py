"""Under which account the embedded PostgreSQL runs: our own, or, since it refuses root, one that nobody else has."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from baro.kernel.errors import Refused

# Not `nobody`: everything else that runs as nobody could read the files. No user has this id and none is added; it
# lies at the end of the range for ordinary accounts, which Debian hands out from 1000 upwards.
FIRST_FREE = 59_732
# The least that is needed comes first. The last two let the server pass folders that only root may enter, such as
# a checkout below /root; containers usually leave only the second of them.
CAPABILITIES = ("", "dac_read_search", "dac_override")


@dataclass(frozen=True, slots=True)
class Account:
    """A user id and group id for the server's programs, and the one capability that reaches its files."""

    uid: int
    gid: int
    capability: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether it is the account that we run under ourselves."""
        return self.uid == os.geteuid()

    def command(self, *words: str) -> list[str]:
        """The words of a command, to be run under this account."""
        if self.is_ours:
            return list(words)
        kept = f"-all,+{self.capability}" if self.capability else "-all"
        return [
            "setpriv",
            f"--reuid={self.uid}",
            f"--regid={self.gid}",
            "--clear-groups",
            f"--inh-caps={kept}",
            f"--ambient-caps={kept}",
            f"--bounding-set={kept}",
            # Without it access(2), by which initdb looks for its neighbours, ignores the capability.
            *(["--securebits=+no_setuid_fixup"] if self.capability else []),
            "--no-new-privs",
            *words,
        ]

    def may_pass(self, *folders: Path) -> bool:
        """Whether this account can enter the folders; False also where the account cannot be taken on at all."""
        tests = [word for folder in folders for word in ("-a", "-x", str(folder))][1:]
        words = self.command("test", *tests)
        return subprocess.run(words, cwd="/", capture_output=True, check=False).returncode == 0  # noqa: S603 - our words


def account_for(uid: int, *folders: Path) -> Account:
    """The account with this id, with the least capability by which it enters the folders.

    Raises Refused when there is none.
    """
    if uid == os.geteuid():
        return Account(uid, os.getegid())
    gid = pwd.getpwuid(uid).pw_gid if is_known(uid) else uid
    for capability in CAPABILITIES:
        account = Account(uid, gid, capability)
        if account.may_pass(*folders):
            return account
    raise Refused(
        f"PostgreSQL does not run as root, and user {uid} cannot enter {folders[0]}: start as an ordinary user, "
        "or set BARO_DATABASE_URL to a PostgreSQL of your own."
    )


def account_to_run(*folders: Path) -> Account:
    """The account for a new server: our own; for root an id that no user has."""
    return account_for(_free_id() if os.geteuid() == 0 else os.geteuid(), *folders)


def account_to_make(runner: Account, *folders: Path) -> Account:
    """The account that makes the files: ``initdb`` insists on a user with a name, the server does not."""
    return runner if is_known(runner.uid) else account_for(pwd.getpwnam("nobody").pw_uid, *folders)


def is_known(uid: int) -> bool:
    """Whether a user with a name has this id."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def name_of(uid: int) -> str:
    """The name of the user with this id, or the id itself."""
    return pwd.getpwuid(uid).pw_name if is_known(uid) else str(uid)


def _free_id() -> int:
    return next(uid for uid in range(FIRST_FREE, FIRST_FREE - 100, -1) if not is_known(uid))
