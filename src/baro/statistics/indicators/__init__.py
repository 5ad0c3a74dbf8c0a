"""The indicators of the house, one module a field; importing the package declares them in the order of the report."""

from baro.statistics.indicators import documents  # noqa: F401 - importing it is declaring
