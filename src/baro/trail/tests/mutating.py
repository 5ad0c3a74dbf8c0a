"""Proofs and checkpoints, changed at random in one place: ``python -m baro.trail.tests.mutating 1000000``.

The program that checks them is what an outsider trusts, so it is attacked itself: nothing changed may be accepted.
"""

from __future__ import annotations

import base64
import os
import random
import struct
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from baro.trail.check_trail import (
    LOG_KEY,
    WITNESS_KEY,
    Broken,
    Tiles,
    check_consistency,
    check_inclusion,
    cosigned_at,
    cosigned_text,
    leaf_hash,
    signed_checkpoint,
)
from baro.trail.keys import Signer
from baro.trail.tiles import Log

LEAVES = 700


class Target:
    """A log of some hundred leaves with everything that it signed."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.chance = chance
        self.log = Log(folder, Signer.new("baro", LOG_KEY))
        self.entries = [os.urandom(32) for _ in range(LEAVES)]
        self.roots = {0: self.log.checkpoint.root}
        while (size := self.log.checkpoint.size) < LEAVES:
            grown = self.log.append(self.entries[size : size + chance.randint(1, 90)])
            self.roots[grown.size] = grown.root
        self.tiles = Tiles(folder, LEAVES)
        self.note = (folder / "checkpoint").read_text(encoding="utf-8")
        self.witness = Signer.new("witness", WITNESS_KEY)
        text = self.log.checkpoint.text
        line = self.witness.line(cosigned_text(1_700_000_000, text), before=struct.pack(">Q", 1_700_000_000))
        self.cosigned = self.note + line

    def inclusion(self) -> tuple[Callable[..., Any], list[Any]]:
        """A proof that holds; the size is signed together with the root, and is attacked there."""
        number = self.chance.randrange(LEAVES)
        leaf, proof = leaf_hash(self.entries[number]), self.tiles.inclusion(number, LEAVES)
        return lambda *told: check_inclusion(told[0], LEAVES, *told[1:]), [number, leaf, proof, self.roots[LEAVES]]

    def consistency(self) -> tuple[Callable[..., Any], list[Any]]:
        """A proof that holds, of a tree that has grown."""
        old = self.chance.choice([size for size in self.roots if 0 < size < LEAVES])
        proof = self.tiles.consistency(old, LEAVES)
        return lambda *told: check_consistency(old, LEAVES, *told), [self.roots[old], self.roots[LEAVES], proof]

    def checkpoint(self) -> tuple[Callable[..., Any], list[Any]]:
        """A checkpoint that the log signed."""
        return lambda note: signed_checkpoint(note, self.log.signer.key), [self.note]

    def cosignature(self) -> tuple[Callable[..., Any], list[Any]]:
        """A checkpoint that a witness cosigned."""

        def check(note: str) -> None:
            signed_checkpoint(note, self.log.signer.key)
            cosigned_at(note, self.witness.key)

        return check, [self.cosigned]


def mutated(value: Any, chance: random.Random) -> Any:
    """The value with one thing changed."""
    if isinstance(value, int):
        return max(0, value + chance.choice([-1, 1, 256, -256, 1 << chance.randrange(12)]))
    if isinstance(value, bytes):
        return _bytes(value, chance)
    if isinstance(value, list):
        return _list(value, chance)
    return _text(value, chance)


def _bytes(value: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(value))
    return chance.choice(
        [value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :], value[:-1], value + b"\0", b""]
    )


def _list(value: list[bytes], chance: random.Random) -> list[bytes]:
    at, changed = chance.randrange(len(value)), list(value)
    way = chance.randrange(5)
    if way == 0:
        changed[at] = _bytes(changed[at], chance)
    elif way == 1:
        del changed[at]
    elif way == 2:
        changed.insert(at, os.urandom(32))
    elif way == 3:
        changed[at], changed[at - 1] = changed[at - 1], changed[at]
    else:
        changed.append(changed[at])
    return changed


def _text(value: str, chance: random.Random) -> str:
    """What is signed, or the signature under it: a sign, a bit of what base64 stands for, a line."""
    lines = value.splitlines(keepends=True)
    at, way = chance.randrange(len(lines)), chance.randrange(4)
    if way == 0:
        line, place = lines[at], chance.randrange(len(lines[at]))
        lines[at] = line[:place] + chance.choice("0aZ+/=—\n ") + line[place + 1 :]
    elif way == 1:
        head, _space, encoded = lines[-1].strip().rpartition(" ")
        lines[-1] = f"{head} {base64.b64encode(_bytes(base64.b64decode(encoded), chance)).decode()}\n"
    elif way == 2:
        del lines[at]
    else:
        lines.insert(at, chance.choice(lines))
    return "".join(lines)


def accepted(times: int, seed: int, folder: Path) -> list[str]:
    """What was accepted of so many changed proofs and checkpoints; nothing, if the checking is right."""
    chance = random.Random(seed)
    target, found = Target(folder, chance), []
    kinds = (target.inclusion, target.consistency, target.checkpoint, target.cosignature)
    for _ in range(times):
        check, values = chance.choice(kinds)()
        check(*values)  # what was not changed holds
        place = chance.choice([at for at, value in enumerate(values) if value != []])
        changed = [mutated(value, chance) if at == place else value for at, value in enumerate(values)]
        if changed == values:
            continue
        try:
            check(*changed)
        except Broken:
            continue
        found.append(f"{values} -> {changed}")
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        wrong = accepted(int(sys.argv[1]), random.randrange(1 << 32), Path(place))
    sys.stdout.write("\n".join(wrong[:5]) + f"\n{len(wrong)} of {sys.argv[1]} accepted\n")
    sys.exit(bool(wrong))
