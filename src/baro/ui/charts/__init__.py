"""Charts: one definition, drawn on the server for the page, for papers and as a picture; every mark opens its rows."""

from baro.ui.charts.definitions import MOST_MARKS, MOST_PANELS, Chart, Kind, Mark, Role
from baro.ui.charts.drawing import as_png, as_svg, for_page

__all__ = ["MOST_MARKS", "MOST_PANELS", "Chart", "Kind", "Mark", "Role", "as_png", "as_svg", "for_page"]
