"""What figures go by: from when on those of returns are doubted."""

from baro.statistics.rulebook.quality import Pair, Quality

__all__ = ["Pair", "Quality"]
