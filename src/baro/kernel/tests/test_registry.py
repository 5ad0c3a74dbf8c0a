"""What parts declare by code."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from baro.kernel.registry import Registry


@dataclass(frozen=True)
class Bell:
    code: str
    sound: str


def test_what_is_declared_is_found_by_its_code_and_stays_in_order():
    bells: Registry[Bell] = Registry("a bell")
    small, great = Bell("small", "ting"), Bell("great", "dong")
    bells.add(small, great)
    assert bells["great"] is great
    assert list(bells) == [small, great]
    assert "small" in bells
    assert "third" not in bells


def test_a_code_is_declared_once():
    bells: Registry[Bell] = Registry("a bell")
    bells.add(Bell("small", "ting"))
    with pytest.raises(ValueError, match="a bell small is declared twice"):
        bells.add(Bell("small", "tang"))


def test_a_code_that_nobody_declared_is_a_mistake():
    with pytest.raises(KeyError):
        Registry("a bell")["small"]
