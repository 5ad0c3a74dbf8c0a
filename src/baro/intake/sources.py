"""From where deliveries come: the mailboxes and folders of scans that the file BARO_INTAKE names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Self

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pydantic import BaseModel, ConfigDict, PositiveInt, ValidationError, model_validator

HERE = {"localhost", "127.0.0.1", "::1"}


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: str


class Mailbox(_Source):
    """A folder of a mailbox (IMAP) whose unread messages come to a unit; the password lies in a file of its own."""

    host: str
    user: str
    password_file: Path
    port: PositiveInt = 993
    folder: str = "INBOX"
    tls: bool = True

    @model_validator(mode="after")
    def _with_tls(self) -> Self:
        if not self.tls and self.host not in HERE:
            raise ValueError("only a mailbox on this machine is read without TLS")
        if '"' in self.folder or "\\" in self.folder:
            raise ValueError("the name of the folder holds a quotation mark or a backslash")
        return self

    def __str__(self) -> str:
        return f"{self.user}@{self.host}/{self.folder}"


class Scans(_Source):
    """A folder into which scanners write; what was taken in goes to ``taken`` in it."""

    folder: Path

    def __str__(self) -> str:
        return str(self.folder)


class Sources(BaseModel):
    """Everything that the file names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mailbox: tuple[Mailbox, ...] = ()
    scans: tuple[Scans, ...] = ()


def sources() -> Sources:
    """What the file says; nothing where none is named.

    Raises ImproperlyConfigured for a file that cannot be read or says something else.
    """
    if not settings.INTAKE:
        return Sources()
    try:
        return Sources.model_validate(tomllib.loads(Path(settings.INTAKE).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as wrong:
        raise ImproperlyConfigured(f"BARO_INTAKE names a file of mailboxes and scans: {wrong}") from wrong
