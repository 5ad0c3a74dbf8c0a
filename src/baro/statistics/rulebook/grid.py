"""The grid of units: a map in which every unit has as much room as any other."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, RuleBody, Text, refuse_repeats


class Tile(Entry):
    """The place of a unit, named by its code: the column from the west, the row from the north, from nought on."""

    unit: Text
    column: int = Field(ge=0, le=40)
    row: int = Field(ge=0, le=40)


class Grid(RuleBody, code="figures.grid", called=_("The grid of units")):
    """The places of the units."""

    tiles: tuple[Tile, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("unit", [tile.unit for tile in self.tiles])
        refuse_repeats("place", [f"{tile.column}, {tile.row}" for tile in self.tiles])
        return self

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """The places by the code of the unit."""
        return {tile.unit: (tile.column, tile.row) for tile in self.tiles}
