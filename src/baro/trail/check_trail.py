"""Checks the published log of a trail from outside: one file, plain Python, no database and nothing else of Baro.

    python check_trail.py log FOLDER --key KEY [--since CHECKPOINT] [--witness KEY ...] [--needed N]
    python check_trail.py record RECORD FOLDER --key KEY
    python check_trail.py receipt RECEIPT FOLDER --key KEY

FOLDER holds the static files of the log: ``checkpoint``, ``tile/…`` and ``witness/…``, as C2SP's tlog-tiles says. KEY
is the public key of the log, which you have from the operator by another way than this folder. CHECKPOINT is one that
you kept from an earlier visit. It needs the package ``cryptography`` for Ed25519. It ends with 0 when everything holds,
and with 1 and one sentence about the first thing that does not.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import struct
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WIDTH = 256  # hashes in a full tile
SIZE = 32  # bytes of a hash; an entry is one as well
ENTRY = struct.pack(">H", SIZE)  # before each entry of a bundle
LOG_KEY, WITNESS_KEY = 1, 4  # C2SP signed-note: plain Ed25519; cosignature/v1
RECEIPT = "baro-receipt/v1"
CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Broken(Exception):  # noqa: N818 - it is a finding
    """Something does not hold; the sentence says what."""


# the tree (RFC 6962, RFC 9162)


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf: SHA-256 over 0x00 and the entry."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node: SHA-256 over 0x01 and its two children."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over the hashes of leaves; of none, the hash of nothing."""
    peaks: list[bytes] = []
    for number, leaf in enumerate(leaves):
        one, carried = leaf, number
        while carried & 1:
            one, carried = node_hash(peaks.pop(), one), carried >> 1
        peaks.append(one)
    return _joined(peaks)


def _joined(peaks: Sequence[bytes]) -> bytes:
    """The root of a tree from the roots of its complete parts, the largest first."""
    if not peaks:
        return hashlib.sha256().digest()
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def check_inclusion(number: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """RFC 9162, 2.1.3.2. Raises Broken when the proof does not lead from the leaf of that number to the root."""
    if not 0 <= number < size or any(len(one) != SIZE for one in (leaf, root, *proof)):
        raise Broken(f"Leaf {number} cannot stand in a tree of {size}.")
    found = leaf
    for stands_left, one in zip(_turns(number, size - 1, len(proof)), proof, strict=True):
        found = node_hash(one, found) if stands_left else node_hash(found, one)
    if found != root:
        raise Broken(f"Leaf {number} is not in the tree of {size} leaves.")


def check_consistency(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> None:
    """RFC 9162, 2.1.4.2. Raises Broken when the larger tree does not continue the smaller one."""
    if old > size:
        raise Broken(f"The log shrank from {old} leaves to {size}.")
    forked = Broken(f"The tree of {size} leaves does not continue the tree of {old}: it was changed or forked.")
    if old in (0, size):
        if proof or old_root != (root if old else _joined([])):
            raise forked
        return
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not steps or any(len(one) != SIZE for one in (root, *steps)):
        raise forked
    whole = (old & -old).bit_length() - 1  # the height of the last complete part of the smaller tree
    first = second = steps[0]
    turns = _turns((old - 1) >> whole, (size - 1) >> whole, len(steps) - 1)
    for stands_left, one in zip(turns, steps[1:], strict=True):
        if stands_left:
            first, second = node_hash(one, first), node_hash(one, second)
        else:
            second = node_hash(second, one)
    if first != old_root or second != root:
        raise forked


def _turns(place: int, last: int, count: int) -> Iterator[bool]:
    """For each hash on the way from a place to the root, whether it stands on the left.

    Raises Broken when so many hashes are too many, or too few.
    """
    for _one in range(count):
        if last == 0:
            raise Broken("The proof is too long.")
        stands_left = bool(place & 1) or place == last
        yield stands_left
        while stands_left and not place & 1 and place:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    if last:
        raise Broken("The proof is too short.")


# the static files (C2SP tlog-tiles)


def tile_path(level: int | str, number: int, width: int = WIDTH) -> str:
    """Where a tile lies: groups of three digits, all but the last with an x; partial ones say their width."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return f"tile/{level}/{'/'.join(reversed(groups))}" + (f".p/{width}" if width < WIDTH else "")


@dataclass(slots=True)
class Tiles:
    """The tiles of a log of a known size. They are not trusted: what is computed from them must fit a signed root."""

    folder: Path
    size: int
    _read: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def leaves(self) -> Iterator[bytes]:
        """The hashes of all leaves, in order."""
        for number in range(-(-self.size // WIDTH)):
            tile = self._tile(0, number)
            yield from (tile[at : at + SIZE] for at in range(0, len(tile), SIZE))

    def entries(self) -> Iterator[bytes]:
        """All entries, in order. Raises Broken when a bundle is not what its size says."""
        for number in range(-(-self.size // WIDTH)):
            width = min(WIDTH, self.size - number * WIDTH)
            bundle = self._file("entries", number, width, 2 + SIZE)
            for at in range(0, len(bundle), 2 + SIZE):
                if bundle[at : at + 2] != ENTRY:
                    raise Broken(f"The bundle {tile_path('entries', number, width)} is damaged.")
                yield bundle[at + 2 : at + 2 + SIZE]

    def root(self, size: int | None = None) -> bytes:
        """The root of the first ``size`` leaves, of all when left out."""
        return self._range(0, self.size if size is None else size)

    def inclusion(self, number: int, size: int) -> list[bytes]:
        """The proof that a leaf is in the tree of ``size`` leaves."""
        proof: list[bytes] = []
        first, last = 0, size
        while last - first > 1:
            middle = first + _largest_power_below(last - first)
            if number < middle:
                proof.append(self._range(middle, last))
                last = middle
            else:
                proof.append(self._range(first, middle))
                first = middle
        return proof[::-1]

    def consistency(self, old: int, size: int) -> list[bytes]:
        """The proof that the tree of ``size`` leaves continues the one of ``old``."""
        if old in (0, size):
            return []
        proof: list[bytes] = []
        first, last, whole = 0, size, True
        while old != last:
            middle = first + _largest_power_below(last - first)
            if old <= middle:
                proof.append(self._range(middle, last))
                last = middle
            else:
                proof.append(self._range(first, middle))
                first, whole = middle, False
        return ([] if whole else [self._range(first, last)]) + proof[::-1]

    def _range(self, first: int, last: int) -> bytes:
        """The root of the leaves from first to before last, where first is a multiple of the largest complete part."""
        peaks = []
        while first < last:
            height = (last - first).bit_length() - 1
            peaks.append(self._node(height, first >> height))
            first += 1 << height
        return _joined(peaks)

    def _node(self, height: int, number: int) -> bytes:
        """The root of the complete part of 2^height leaves."""
        level, above = divmod(height, 8)
        start = number << above
        tile, at = self._tile(level, start // WIDTH), start % WIDTH * SIZE
        return root_of(tile[at + i * SIZE : at + (i + 1) * SIZE] for i in range(1 << above))

    def _tile(self, level: int, number: int) -> bytes:
        if (level, number) not in self._read:
            width = min(WIDTH, (self.size >> 8 * level) - number * WIDTH)
            if len(self._read) > 2_000:
                self._read.clear()
            self._read[level, number] = self._file(level, number, width, SIZE)
        return self._read[level, number]

    def _file(self, level: int | str, number: int, width: int, each: int) -> bytes:
        """A tile of that width: its own file, or the beginning of the full one, which takes its place later."""
        for path in (tile_path(level, number, width), tile_path(level, number)):
            if (file := self.folder / path).is_file():
                content = file.read_bytes()[: width * each]
                if len(content) == width * each:
                    return content
                raise Broken(f"The file {path} of the log is damaged.")
        raise Broken(f"The file {tile_path(level, number, width)} of the log is missing.")


def _largest_power_below(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


# signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature)


@dataclass(frozen=True, slots=True)
class Key:
    """A public key with the name of whoever signs with it."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, text: str) -> Key:
        """The key as it is handed on: ``name+hash+base64``. Raises Broken when it is none."""
        try:
            name, number, encoded = text.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise Broken(f"{text!r} is no key: it must read name+hash+base64.") from None
        if len(raw) != 33 or raw[0] not in (LOG_KEY, WITNESS_KEY):
            raise Broken(f"The key of {name} is of an unknown kind.")
        key = cls(name, raw[0], raw[1:])
        if key.id.hex() != number:
            raise Broken(f"The key of {name} was not copied whole.")
        return key

    @property
    def id(self) -> bytes:
        """The first four bytes of the hash over name, kind and key."""
        return hashlib.sha256(f"{self.name}\n".encode() + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"

    def accepts(self, signature: bytes, text: bytes) -> bool:
        """Whether the signature is by this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself at one moment: its name, how many leaves it has, their root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The checkpoint of such a text, which has one form alone. Raises Broken for any other."""
        try:
            origin, size, root = text.split("\n")[:3]
            found = cls(origin, int(size), base64.b64decode(root, validate=True))
        except (ValueError, binascii.Error):
            raise Broken("The checkpoint is not readable.") from None
        if found.text != text or len(found.root) != SIZE or found.size < 0 or not origin:
            raise Broken("The checkpoint is not readable.")
        return found


def opened_note(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """The text of a signed note, and of each signature its name, the number of its key, and itself."""
    text, parted, lines = note.rpartition("\n\n")
    signatures = []
    try:
        for line in lines.splitlines():
            dash, name, encoded = line.split(" ")
            raw = base64.b64decode(encoded, validate=True)
            if dash != "—" or base64.b64encode(raw).decode() != encoded:
                raise ValueError(line)
            signatures.append((name, raw[:4], raw[4:]))
    except (ValueError, binascii.Error):
        raise Broken("The signed note is not readable.") from None
    repeated = len({(name, number) for name, number, _signature in signatures}) != len(signatures)
    if not (parted and signatures) or repeated or "\n".join(lines.splitlines()) + "\n" != lines:
        raise Broken("The signed note is not readable.")
    return text + "\n", signatures


def signed_checkpoint(note: str, key: Key) -> Checkpoint:
    """The checkpoint of a note that the log signed. Raises Broken when it did not."""
    text, signatures = opened_note(note)
    if not any(
        (name, number) == (key.name, key.id) and key.accepts(signature, text.encode())
        for name, number, signature in signatures
    ):
        raise Broken(f"The checkpoint is not signed by {key.name}.")
    return Checkpoint.parse(text)


def cosigned_at(note: str, witness: Key) -> int:
    """When the witness cosigned the note (seconds since 1970). Raises Broken when it did not."""
    text, signatures = opened_note(note)
    for name, number, signed in signatures:
        if (name, number) == (witness.name, witness.id) and len(signed) == 72:
            (moment,) = struct.unpack(">Q", signed[:8])
            if witness.accepts(signed[8:], cosigned_text(moment, text)):
                return int(moment)
    raise Broken(f"The checkpoint is not cosigned by {witness.name}.")


def cosigned_text(moment: int, text: str) -> bytes:
    """What a witness signs."""
    return f"cosignature/v1\ntime {moment}\n{text}".encode()


# records and receipts


def canonical(content: Any) -> bytes:
    """The one byte form of a JSON value: keys sorted, no spaces, UTF-8."""
    return CANONICAL.encode(content).encode()


def entry_of(record: dict[str, Any]) -> bytes:
    """The entry of a record, computed from what it tells. Raises Broken when its facts are not those of its digest."""
    if record.get("facts") is not None:
        digest = hashlib.sha256(bytes.fromhex(record["salt"]) + canonical(record["facts"])).hexdigest()
        if digest != record["head"]["facts"]:
            raise Broken("The facts of the record are not those that its digest was made of.")
    return hashlib.sha256(canonical(record["head"])).digest()


def receipt_text(origin: str, event: int, entry: bytes, moment: int) -> str:
    """What the log signs when it promises to take an entry in."""
    return f"{RECEIPT}\n{origin}\n{event}\n{base64.b64encode(entry).decode()}\n{moment}\n"


def promised_entry(receipt: str, key: Key) -> tuple[int, bytes, int]:
    """The event, the entry and the moment of a receipt that the log signed. Raises Broken when it did not."""
    text, signatures = opened_note(receipt)
    if not any(s[:2] == (key.name, key.id) and key.accepts(s[2], text.encode()) for s in signatures):
        raise Broken(f"The receipt is not signed by {key.name}.")
    try:
        kind, _origin, event, entry, moment, _end = text.split("\n")
        found = int(event), base64.b64decode(entry, validate=True), int(moment)
    except (ValueError, binascii.Error):
        kind = ""
    if kind != RECEIPT:
        raise Broken("This is no receipt.")
    return found


# what an outsider asks


def current(folder: Path, key: Key) -> tuple[Checkpoint, Tiles]:
    """The signed checkpoint of a folder, and its tiles."""
    try:
        checkpoint = signed_checkpoint((folder / "checkpoint").read_text(encoding="utf-8"), key)
    except OSError as error:
        raise Broken(f"There is no checkpoint in {folder}.") from error
    return checkpoint, Tiles(folder, checkpoint.size)


def check_log(folder: Path, key: Key, since: str, witnesses: Sequence[Key], needed: int) -> str:
    """Every entry against the signed root, the root against an older checkpoint, and who cosigned it lately."""
    checkpoint, tiles = current(folder, key)
    if root_of(map(leaf_hash, tiles.entries())) != checkpoint.root or tiles.root() != checkpoint.root:
        raise Broken("The files of the log do not lead to the root that it signed.")
    if since:
        old = signed_checkpoint(since, key)
        proof = tiles.consistency(old.size, checkpoint.size) if old.size <= checkpoint.size else []
        check_consistency(old.size, checkpoint.size, old.root, checkpoint.root, proof)
    seen = []
    for witness in witnesses:
        try:
            note = (folder / "witness" / hashlib.sha256(witness.name.encode()).hexdigest()[:16]).read_text("utf-8")
            moment, old = cosigned_at(note, witness), signed_checkpoint(note, key)
        except (OSError, Broken):
            continue
        proof = tiles.consistency(old.size, checkpoint.size) if old.size <= checkpoint.size else []
        check_consistency(old.size, checkpoint.size, old.root, checkpoint.root, proof)
        seen.append(f"{witness.name} at {time.strftime('%Y-%m-%d %H:%M', time.gmtime(moment))} ({old.size} leaves)")
    if len(seen) < needed:
        raise Broken(f"Only {len(seen)} of the witnesses cosigned; {needed} are needed.")
    return f"The log holds: {checkpoint.size} leaves." + (f" Cosigned by {', '.join(seen)}." if seen else "")


def check_record(record: dict[str, Any], folder: Path, key: Key) -> str:
    """That the log holds this very record."""
    checkpoint, tiles = current(folder, key)
    number = int(record["number"])
    proof = tiles.inclusion(number, checkpoint.size) if 0 <= number < checkpoint.size else []
    check_inclusion(number, checkpoint.size, leaf_hash(entry_of(record)), proof, checkpoint.root)
    return f"The record is leaf {number} of {checkpoint.size}."


def check_receipt(receipt: str, folder: Path, key: Key) -> str:
    """That the log kept the promise of a receipt."""
    event, entry, _moment = promised_entry(receipt, key)
    checkpoint, tiles = current(folder, key)
    for number, one in enumerate(tiles.entries()):
        if one == entry:
            proof = tiles.inclusion(number, checkpoint.size)
            check_inclusion(number, checkpoint.size, leaf_hash(entry), proof, checkpoint.root)
            return f"The promise was kept: event {event} is leaf {number} of {checkpoint.size}."
    raise Broken(f"The log promised to take event {event} in, and it is not there.")


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns 0 when it holds, 1 when not."""
    parser = argparse.ArgumentParser(description="Check the published log of a trail.")
    parser.add_argument("what", choices=["log", "record", "receipt"])
    parser.add_argument("files", nargs="+", type=Path, help="the folder of the log, after the record or receipt")
    parser.add_argument("--key", required=True, type=Key.parse)
    parser.add_argument("--since", type=Path)
    parser.add_argument("--witness", action="append", default=[], type=Key.parse)
    parser.add_argument("--needed", type=int, default=0)
    asked = parser.parse_args(words)
    folder, brought = asked.files[-1], asked.files[0].read_text(encoding="utf-8") if asked.what != "log" else ""
    try:
        if asked.what == "log":
            since = asked.since.read_text(encoding="utf-8") if asked.since else ""
            said = check_log(folder, asked.key, since, asked.witness, asked.needed)
        elif asked.what == "record":
            said = check_record(json.loads(brought), folder, asked.key)
        else:
            said = check_receipt(brought, folder, asked.key)
    except Broken as broken:
        print(f"BROKEN: {broken}", file=sys.stderr)  # noqa: T201
        return 1
    print(said)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
