"""The log as static files, which only grow: tiles of hashes, bundles of entries, and the signed checkpoint at last."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from baro.trail.check_trail import (
    ENTRY,
    SIZE,
    WIDTH,
    Checkpoint,
    Tiles,
    leaf_hash,
    root_of,
    signed_checkpoint,
    tile_path,
)
from baro.trail.keys import Signer


@dataclass(slots=True)
class Log:
    """The folder of a log and the key that signs it."""

    folder: Path
    signer: Signer

    @property
    def checkpoint(self) -> Checkpoint:
        """The last one that was signed; of an empty log before the first. Raises Broken when another key signed it."""
        file = self.folder / "checkpoint"
        if not file.exists():
            return Checkpoint(self.signer.key.name, 0, root_of([]))
        return signed_checkpoint(file.read_text(encoding="utf-8"), self.signer.key)

    def append(self, entries: Sequence[bytes]) -> Checkpoint:
        """Write more entries and sign the tree that they make; whoever is killed in between begins there again.

        The files of a size are the same however often they are written, and the checkpoint comes last.
        """
        size = self.checkpoint.size
        self._extend("entries", size, [ENTRY + entry for entry in entries], 2 + SIZE)
        self._extend(0, size, [leaf_hash(entry) for entry in entries], SIZE)
        grown = size + len(entries)
        checkpoint = Checkpoint(self.signer.key.name, grown, Tiles(self.folder, grown).root())
        written(self.folder / "checkpoint", self.signer.note(checkpoint.text).encode())
        self._forget_parts(size, grown)
        return checkpoint

    def _extend(self, level: int | str, count: int, more: list[bytes], each: int) -> None:
        """Write what comes after the first ``count`` of a level, and the hashes of the tiles that it fills above."""
        number, width = divmod(count, WIDTH)
        run = [*self._last(level, number, width, each), *more]
        full = []
        for start in range(0, len(run), WIDTH):
            part = run[start : start + WIDTH]
            written(self.folder / tile_path(level, number, len(part)), b"".join(part))
            number += 1
            if len(part) == WIDTH and isinstance(level, int):
                full.append(root_of(part))
        if full and isinstance(level, int):
            self._extend(level + 1, count // WIDTH, full, SIZE)

    def _last(self, level: int | str, number: int, width: int, each: int) -> list[bytes]:
        """What stands in the tile that is not full yet."""
        if not width:
            return []
        content = (self.folder / tile_path(level, number, width)).read_bytes()
        return [content[at : at + each] for at in range(0, width * each, each)]

    def _forget_parts(self, before: int, now: int) -> None:
        """Remove the parts of tiles that are full now: the full one begins with the same."""
        levels: list[tuple[int | str, int]] = [("entries", 0), *((level, 8 * level) for level in range(8))]
        for level, above in levels:
            for number in range((before >> above) // WIDTH, (now >> above) // WIDTH):
                shutil.rmtree((self.folder / tile_path(level, number, 1)).parent, ignore_errors=True)


def written(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, so that whoever reads meanwhile sees the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as made:
        made.write(content)
        made.flush()
        os.fsync(made.fileno())
    os.chmod(made.name, 0o644)  # whoever may enter the folder may read it: there are hashes in it alone
    os.replace(made.name, file)
