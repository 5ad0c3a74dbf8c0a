"""Encrypting files with a passphrase: AES-256-GCM in pieces, each bound to its file, its place and its being the last.

The primitives are those of ``cryptography``; a key of its own for each file comes from a random salt (HKDF), so that
no pair of key and counter is ever used twice.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from baro.kernel.errors import Refused

MARK = b"baro-sealed-1\n"
SALT = 16  # bytes
PIECE, TAG = 1 << 20, 16  # bytes
SHORTEST = 16  # signs of a passphrase


def key_of(passphrase: str, salt: bytes) -> bytes:
    """The key that a passphrase gives with a salt.

    Raises Refused for a passphrase that can be guessed.
    """
    if len(passphrase) < SHORTEST:
        raise Refused(f"BARO_BACKUP_PASSPHRASE has {len(passphrase)} signs and {SHORTEST} are needed: choose another.")
    return Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode())


def sealed(pieces: Iterator[bytes], key: bytes, name: str) -> Iterator[bytes]:
    """What a file holds, encrypted under its name; the pieces may have any size."""
    salt = os.urandom(SALT)
    cipher = AESGCM(_own_key(key, salt, name))
    yield MARK + salt
    number, waiting = 0, b""
    for piece in pieces:
        waiting += piece
        while len(waiting) > PIECE:
            yield cipher.encrypt(_nonce(number, last=False), waiting[:PIECE], None)
            number, waiting = number + 1, waiting[PIECE:]
    yield cipher.encrypt(_nonce(number, last=True), waiting, None)


def unsealed(file: BinaryIO, key: bytes, name: str) -> Iterator[bytes]:
    """What an encrypted file holds.

    Raises Refused when it was not encrypted with this key under this name, or is not whole.
    """
    head = file.read(len(MARK) + SALT)
    cipher = AESGCM(_own_key(key, head[len(MARK) :], name)) if head.startswith(MARK) else None
    number, piece = 0, file.read(PIECE + TAG)
    while True:
        following = file.read(PIECE + TAG)
        try:
            if cipher is None:
                raise InvalidTag
            yield cipher.decrypt(_nonce(number, last=not following), piece, None)
        except InvalidTag as error:
            raise Refused(
                f"{name} of the backup cannot be decrypted: it is damaged, so take another backup."
            ) from error
        if not following:
            return
        number, piece = number + 1, following


def mac_of(text: bytes, key: bytes) -> str:
    """A code that only who has the key can make for this text."""
    return hmac.new(_own_key(key, b"", "manifest"), text, "sha256").hexdigest()


def _own_key(key: bytes, salt: bytes, name: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt or None, info=name.encode()).derive(key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
