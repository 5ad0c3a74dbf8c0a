"""The one table: what was measured, against what, and whether it keeps its bar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import click

NAME = 52
HEAD = f"{'':<{NAME}}{'this':>10}{'base':>10}{'ratio':>8}{'bar':>6}"


@dataclass(frozen=True, slots=True)
class Row:
    """One measure, in ``unit``; without a base there is no ratio, and without a bar no verdict."""

    name: str
    this: float
    base: float | None = None
    ratio: float | None = None
    bar: float | None = None
    unit: str = "ms"

    @property
    def is_over(self) -> bool:
        """Whether it costs more than it may."""
        return self.bar is not None and self.ratio is not None and self.ratio > self.bar

    def __str__(self) -> str:
        base = f"{self.base:.1f}" if self.base is not None else ""
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else ""
        bar = f"{self.bar:g}" if self.bar is not None else ""
        verdict = "" if self.bar is None else "  OVER" if self.is_over else "  ok"
        return f"{f'{self.name}, {self.unit}':<{NAME}}{self.this:>10.1f}{base:>10}{ratio:>8}{bar:>6}{verdict}".rstrip()


def show(rows: Iterable[Row]) -> list[Row]:
    """Print the table, each row as soon as it is measured; returns the rows over their bar."""
    click.echo(f"\n{HEAD}\n{'-' * (len(HEAD) + 6)}")
    over = []
    for row in rows:
        click.echo(row)
        over += [row] if row.is_over else []
    return over
