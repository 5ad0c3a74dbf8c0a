"""How work came in month by month, beside the year before: a chart of the same numbers as the table of months."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from baro.kernel.reporting import Period, period_of
from baro.org.figures.comparing import Comparison, compared
from baro.statistics.board import Table
from baro.statistics.boards.tasks import MONTH
from baro.statistics.web.painting import Painter
from baro.ui.charts import Chart, Kind, Mark, for_page

MONTHS = 12
MONTHS_OF_TREND = 2 * MONTHS


class Trend:
    """The last twelve months beside the twelve before."""

    def __init__(self, painter: Painter, table: Table, today: date) -> None:
        self.painter = painter
        self.counts = {row.key: row.counts[painter.whole.code] for row in table.rows}
        last = period_of(f"{today:%Y-%m}")
        self.months = [_earlier(last, MONTHS - 1 - step) for step in range(MONTHS)]

    @property
    def told(self) -> str:
        """How the two years compare, in a sentence."""
        now = sum(self.counts.get(month.code, 0) for month in self.months)
        then = sum(self.counts.get(month.before.code, 0) for month in self.months)
        words = {"number": number_format(now, force_grouping=True), "compared": compared(now, then, Comparison.EQUALS)}
        return _("In the last twelve months: %(number)s; %(compared)s.") % words

    @property
    def drawn(self) -> SafeString:
        """The chart."""
        now, then = _("last twelve months"), _("the year before")
        marks = [self._mark(month, month, now) for month in self.months]
        marks += [self._mark(month, month.before, then) for month in self.months]
        rtl = get_language_bidi()
        return for_page(Chart(Kind.LINES, tuple(marks), "", (now, then), then, height=180, rtl=rtl))

    def _mark(self, at: Period, month: Period, series: str) -> Mark:
        value = self.counts.get(month.code, 0)
        url = self.painter.address(self.painter.whole, MONTH, month.code) if value else ""
        told = f"{date_format(month.first, 'YEAR_MONTH_FORMAT')}: {number_format(value)}"
        return Mark(at.within_year, value, series, url=url, told=told)


def _earlier(month: Period, steps: int) -> Period:
    """The month so many months before."""
    year, at = divmod(month.first.year * MONTHS + month.first.month - 1 - steps, MONTHS)
    return period_of(f"{year:04}-{at + 1:02}")
