"""The program that outsiders run computes what an independent one computes, and accepts nothing that was changed."""

from __future__ import annotations

import hashlib
import os

import pytest
from pymerkle import InmemoryTree

from baro.trail.check_trail import (
    LOG_KEY,
    Broken,
    Key,
    Tiles,
    check_consistency,
    check_inclusion,
    leaf_hash,
    root_of,
    tile_path,
)
from baro.trail.keys import Signer
from baro.trail.tests.mutating import accepted
from baro.trail.tiles import Log

SIZES = (1, 2, 3, 7, 8, 255, 256, 257, 511, 513, 1000)


@pytest.fixture(scope="module")
def grown(tmp_path_factory) -> tuple[Log, list[bytes]]:
    """A log that grew step by step."""
    log = Log(tmp_path_factory.mktemp("log"), Signer.new("baro", LOG_KEY))
    entries = [os.urandom(32) for _ in range(SIZES[-1])]
    for before, after in zip((0, *SIZES), SIZES, strict=False):
        assert log.append(entries[before:after]).size == after
    return log, entries


def test_the_root_is_the_one_that_another_program_computes(grown):
    log, entries = grown
    judge = InmemoryTree(algorithm="sha256")
    for entry in entries:
        judge.append_entry(entry)
    tiles = Tiles(log.folder, len(entries))
    for size in SIZES:
        assert tiles.root(size) == judge.get_root(size) == root_of(map(leaf_hash, entries[:size]))


def test_proofs_are_those_of_another_program_and_of_the_standard(grown):
    log, entries = grown
    judge = InmemoryTree(algorithm="sha256")
    for entry in entries:
        judge.append_entry(entry)
    size = len(entries)
    tiles = Tiles(log.folder, size)
    for number in range(0, size, 37):
        proof, leaf = tiles.inclusion(number, size), leaf_hash(entries[number])
        named = judge.prove_inclusion(number + 1, size).serialize()["path"]
        assert sorted(named) == sorted(one.hex() for one in (leaf, *proof))
        check_inclusion(number, size, leaf, proof, tiles.root())
    for old in range(1, size, 13):
        proof = tiles.consistency(old, size)
        assert proof == by_the_letter(old, [leaf_hash(entry) for entry in entries], whole=True)
        check_consistency(old, size, judge.get_root(old), judge.get_root(), proof)


def by_the_letter(old: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162, 2.1.4.1, as it is written there."""
    if old == len(leaves):
        return [] if whole else [root_of(leaves)]
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    if old <= k:
        return [*by_the_letter(old, leaves[:k], whole=whole), root_of(leaves[k:])]
    return [*by_the_letter(old - k, leaves[k:], whole=False), root_of(leaves[:k])]


def test_a_tree_that_forked_or_shrank_is_refused(grown):
    log, entries = grown
    tiles, size = Tiles(log.folder, len(entries)), len(entries)
    forked = root_of(map(leaf_hash, [os.urandom(32), *entries[1:300]]))
    with pytest.raises(Broken, match="does not continue the tree of 300"):
        check_consistency(300, size, forked, tiles.root(), tiles.consistency(300, size))
    with pytest.raises(Broken, match="shrank from 1000 leaves to 7"):
        check_consistency(size, 7, tiles.root(), tiles.root(7), [])


@pytest.mark.slow
def test_of_ten_thousand_changed_proofs_and_checkpoints_none_is_accepted(tmp_path):
    assert accepted(10_000, seed=int.from_bytes(os.urandom(4)), folder=tmp_path) == []


def test_tiles_lie_where_the_standard_says():
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path(1, 0, 5) == "tile/1/000.p/5"
    assert tile_path("entries", 7) == "tile/entries/007"


def test_parts_of_tiles_go_when_the_tile_is_full_and_who_reads_an_old_checkpoint_finds_its_beginning(tmp_path):
    log = Log(tmp_path, Signer.new("baro", LOG_KEY))
    entries = [os.urandom(32) for _ in range(300)]
    early = log.append(entries[:200])
    log.append(entries[200:])
    assert not list(tmp_path.glob("tile/0/000.p/*"))
    assert Tiles(tmp_path, 200).root() == early.root
    assert list(Tiles(tmp_path, 200).entries()) == entries[:200]


def test_a_tile_that_is_damaged_or_missing_is_named(tmp_path):
    log = Log(tmp_path, Signer.new("baro", LOG_KEY))
    log.append([os.urandom(32)] * 300)
    (tmp_path / "tile/entries/000").write_bytes(b"x" * 256 * 34)
    with pytest.raises(Broken, match=r"tile/entries/000 is damaged"):
        list(Tiles(tmp_path, 300).entries())
    (tmp_path / "tile/0/001.p/44").write_bytes(b"")
    with pytest.raises(Broken, match=r"tile/0/001\.p/44 of the log is damaged"):
        list(Tiles(tmp_path, 300).leaves())
    (tmp_path / "tile/0/001.p/44").unlink()
    with pytest.raises(Broken, match=r"tile/0/001\.p/44 of the log is missing"):
        Tiles(tmp_path, 300).root()


@pytest.mark.parametrize("text", ["", "baro", "baro+00000000+AAAA", "baro+zz+!!"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(Broken):
        Key.parse(text)


def test_a_key_is_known_by_its_name_and_itself():
    key = Signer.new("baro", LOG_KEY).key
    assert Key.parse(str(key)) == key
    assert key.id == hashlib.sha256(b"baro\n\x01" + key.public).digest()[:4]
    with pytest.raises(Broken, match="was not copied whole"):
        Key.parse(str(key).replace("baro", "other"))
