"""Rules of figures: the words by which texts call them, and where units stand in a grid that is drawn like a map."""

from baro.statistics.rulebook.grid import Grid, Tile
from baro.statistics.rulebook.words import Facet, FigureWords, Told

__all__ = ["Facet", "FigureWords", "Grid", "Tile", "Told"]
