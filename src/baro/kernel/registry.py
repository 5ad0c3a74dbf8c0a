"""What parts declare by code: each once, found by its code, in a stable order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class HasCode(Protocol):
    """Anything that is declared under a code of its own."""

    @property
    def code(self) -> str:
        """Its code."""
        ...


T = TypeVar("T", bound=HasCode)


class Registry(Generic[T]):
    """The declarations of one kind; ``kind`` names it in the sentence about a mistake ("a check")."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._declared: dict[str, T] = {}

    def add(self, *declared: T) -> None:
        """Declare some.

        Raises ValueError when a code is declared twice.
        """
        for one in declared:
            if one.code in self._declared:
                raise ValueError(f"{self.kind} {one.code} is declared twice")
            self._declared[one.code] = one

    def __getitem__(self, code: str) -> T:
        """The one of a code.

        Raises KeyError when no part declares it.
        """
        return self._declared[code]

    def __contains__(self, code: object) -> bool:
        return code in self._declared

    def __iter__(self) -> Iterator[T]:
        """All of them, in order of declaration."""
        return iter(self._declared.values())
