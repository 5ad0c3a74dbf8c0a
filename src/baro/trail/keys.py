"""The key that signs the log, and those of witnesses: Ed25519, kept in a file that its owner alone reads."""

from __future__ import annotations

import base64
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from baro.kernel.errors import Refused
from baro.trail.check_trail import Broken, Key

MARK = "PRIVATE+KEY"


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that signs under a name."""

    key: Key
    private: Ed25519PrivateKey

    @classmethod
    def new(cls, name: str, kind: int) -> Signer:
        """A new key. Raises Refused for a name that a signed note cannot carry."""
        if not name or set(name) & set(" +\n\t"):
            raise Refused(f"A key cannot be named {name!r}: choose a name without spaces and without +.")
        return cls.of(name, kind, Ed25519PrivateKey.generate())

    @classmethod
    def of(cls, name: str, kind: int, private: Ed25519PrivateKey) -> Signer:
        """The signer of a private key."""
        return cls(Key(name, kind, private.public_key().public_bytes_raw()), private)

    @classmethod
    def kept(cls, file: Path) -> Signer:
        """The key of a file. Raises Refused when there is none that can be read."""
        try:
            *mark, name, number, secret = file.read_text(encoding="ascii").strip().split("+", 4)
            raw = base64.b64decode(secret, validate=True)
            signer = cls.of(name, raw[0], Ed25519PrivateKey.from_private_bytes(raw[1:]))
        except (OSError, ValueError, IndexError) as error:
            raise Refused(f"The key {file} cannot be read: bring it back from where you keep a copy.") from error
        if ("+".join(mark), number) != (MARK, signer.key.id.hex()):
            raise Refused(f"The key {file} is damaged: bring it back from where you keep a copy.")
        return signer

    @classmethod
    def kept_or_new(cls, file: Path, name: str, kind: int) -> Signer:
        """The key of a file, which is made once, whole or not at all. Raises Refused as ``kept`` and ``new`` do."""
        if not file.exists():
            made = cls.new(name, kind)
            file.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=file.parent, prefix=f"{file.name}.") as written:  # mode 0600
                written.write(made.secret)
                written.flush()
                os.fsync(written.fileno())
                with suppress(FileExistsError):  # another process was quicker
                    os.link(written.name, file)
        return cls.kept(file)

    @property
    def secret(self) -> str:
        """The line that is kept of it."""
        raw = bytes([self.key.kind]) + self.private.private_bytes_raw()
        return f"{MARK}+{self.key.name}+{self.key.id.hex()}+{base64.b64encode(raw).decode()}\n"

    def line(self, signed: bytes, *, before: bytes = b"") -> str:
        """The signature of a note, as its last line; ``before`` stands in front of it and is not signed again."""
        signature = self.key.id + before + self.private.sign(signed)
        return f"— {self.key.name} {base64.b64encode(signature).decode()}\n"

    def note(self, text: str) -> str:
        """A text with this signature under it."""
        return f"{text}\n{self.line(text.encode())}"


def public_keys(texts: list[str]) -> list[Key]:
    """The keys of a setting. Raises Refused when one is none."""
    try:
        return [Key.parse(text) for text in texts]
    except Broken as broken:
        raise Refused(str(broken)) from broken
