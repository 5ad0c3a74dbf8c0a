"""Rules of figures: the words by which texts call them, from when on they are doubted, and the grid of units."""

from baro.statistics.rulebook.grid import Grid, Tile
from baro.statistics.rulebook.quality import Pair, Quality
from baro.statistics.rulebook.words import Facet, FigureWords, Told

__all__ = ["Facet", "FigureWords", "Grid", "Pair", "Quality", "Tile", "Told"]
