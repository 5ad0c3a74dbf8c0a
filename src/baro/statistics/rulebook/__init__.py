"""Rules of figures: where units stand in a grid that is drawn like a map."""

from baro.statistics.rulebook.grid import Grid, Tile

__all__ = ["Grid", "Tile"]
