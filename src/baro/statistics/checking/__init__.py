"""Checking the figures of a text against the records: found, matched, judged."""

from baro.statistics.checking.checker import Check, check
from baro.statistics.checking.judging import Checked, Fact, Facts, Verdict
from baro.statistics.checking.periods import Period

__all__ = ["Check", "Checked", "Fact", "Facts", "Period", "Verdict", "check"]
