"""The folder and the key of an installation: there and usable, or a sentence that says what is wrong with them."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from baro.kernel.errors import Refused

SHORTEST_KEY = 32  # signs


def make_folder(folder: Path) -> None:
    """Make a folder of the installation, which others may pass and not look around in.

    Raises Refused when it cannot be made, or nothing can be written there.
    """
    try:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise Refused(f"{folder} is a file where a folder is needed: set BARO_VAR to a folder.") from error
    except OSError as error:
        raise _unusable(folder, error) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refused(f"Nothing can be written into {folder}: run as its owner, or set BARO_VAR to another folder.")


def _unusable(folder: Path, error: OSError) -> Refused:
    why = (error.strerror or str(error)).lower()
    return Refused(f"The folder {folder} cannot be used ({why}): set BARO_VAR to a folder that you may write into.")


def keep_secret_key(folder: Path) -> None:
    """Make the installation's key once, whole or not at all, readable by its owner alone.

    Raises Refused when the folder belongs to somebody else, or what is kept there is no key.
    """
    kept = folder / "secret-key"
    try:
        if kept.exists():
            _refuse_no_key(kept)
            return
        make_folder(folder)
        with NamedTemporaryFile("w", dir=folder, prefix="secret-key.") as made:  # mode 0600
            made.write(secrets.token_urlsafe(64))
            made.flush()
            with suppress(FileExistsError):  # another command was quicker
                os.link(made.name, kept)
    except PermissionError as error:
        raise Refused(
            f"{kept} belongs to another user: run as that user, or set BARO_VAR to another folder."
        ) from error
    except OSError as error:
        raise _unusable(folder, error) from error


def _refuse_no_key(kept: Path) -> None:
    try:
        key = kept.read_text("ascii").strip()
    except UnicodeDecodeError:
        key = ""
    if why := weakness_of(key):
        raise Refused(
            f"{kept} holds no key that can be used ({why}): bring it back from a backup, or remove it for a new one, "
            "with which everybody signs in anew."
        )


def weakness_of(key: str) -> str:
    """What is wrong with a key, or nothing."""
    if not key:
        return "it is empty or no text"
    return f"it has {len(key)} signs and {SHORTEST_KEY} are needed" if len(key) < SHORTEST_KEY else ""
