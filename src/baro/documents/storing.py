"""Where papers lie on disk: by their digest, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from baro.documents.models import Attachment
from baro.kernel.errors import Refused

log = logging.getLogger(__name__)


def place_of(digest: str) -> Path:
    """The file of a digest (SHA-256, hexadecimal)."""
    return Path(settings.FILES) / digest[:2] / digest[2:]


def sheet_of(digest: str, number: int) -> Path:
    """The picture of a page of the file of a digest."""
    return _sheets() / f"{digest}-{number}.png"


def words_of(digest: str) -> Path:
    """The words of the Word document of a digest, as they are shown."""
    return _sheets() / f"{digest}-words.html"


def blocks_of(digest: str) -> Path:
    """What the file of a digest says block by block."""
    return _sheets() / f"{digest}-blocks.json"


def _sheets() -> Path:
    return Path(settings.FILES) / "sheets"


def _landing() -> Path:
    return Path(settings.FILES) / "landing"


@contextmanager
def landed(chunks: Iterable[bytes]) -> Iterator[Path]:
    """The bytes as a file of their own while the block runs; nothing is left behind of what is not kept.

    Raises Refused when the disk is full.
    """
    folder = _landing()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        yield path
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Refused(
            _("The disk of the server is full, so nothing was kept; tell whoever runs it and try again.")
        ) from error
    finally:
        path.unlink(missing_ok=True)


def keep(landed_file: Path, digest: str) -> None:
    """Move a landed file to its place; a file that is there already is the same file."""
    place = place_of(digest)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.replace(landed_file, place)


def opened(digest: str) -> BinaryIO:
    """The file of a digest, open for reading from its beginning.

    Raises FileNotFoundError when it is gone, and Refused when it is no longer the file that was brought.
    """
    file = place_of(digest).open("rb")
    if hashlib.file_digest(file, "sha256").hexdigest() != digest:
        file.close()
        log.error("The file of the digest %s is another one than was brought.", digest)
        raise Refused(
            _("This file is not handed out, because it is no longer the one that was brought; tell whoever runs Baro.")
        )
    file.seek(0)
    return file


def files_that_changed() -> Iterator[str]:
    """The digests of papers whose file is gone, or is no longer the one that was brought."""
    for digest in Attachment.objects.order_by("digest").values_list("digest", flat=True).distinct().iterator():
        try:
            opened(digest).close()
        except (FileNotFoundError, Refused):
            yield digest


def hold(digest: str, *, alone: bool = False) -> None:
    """Until the transaction ends nobody removes the file of a digest; ``alone``: nobody brings it either."""
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [digest])


def lying_since(before: datetime) -> Iterator[str]:
    """The digests of the files that were put in their place before a moment."""
    for path in Path(settings.FILES).glob("??/*"):
        if path.stat().st_mtime < before.timestamp():
            yield path.parent.name + path.name


def clear_landing(before: datetime) -> None:
    """Remove what began to land before a moment and never did, as when the server is stopped in the middle."""
    for path in _landing().glob("*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def forget(digest: str) -> None:
    """Remove the file of a digest and what was made of its pages."""
    for path in (place_of(digest), *_sheets().glob(f"{digest}-*")):
        path.unlink(missing_ok=True)
