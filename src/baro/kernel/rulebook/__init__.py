"""Law as dated data: which version of a rule is in force on a day, and what is known about it.

Each part has its rules in its folder ``rulebook``: their types, and beside them the TOML files that say them. The
folder named by ``BARO_RULES`` overrides them. Here are those of days and times, which every part goes by.
"""

from baro.kernel.rulebook.book import by_version, closest, in_force, names, opened, reopen, today, versions
from baro.kernel.rulebook.checking import Assumption, Findings, assumed_on, check
from baro.kernel.rulebook.rule import NoRuleInForce, Problem, Rule, RulebookBroken
from baro.kernel.rulebook.work import Dates, LongWork, Weekday, WorkDays

__all__ = [
    "Assumption",
    "Dates",
    "Findings",
    "LongWork",
    "NoRuleInForce",
    "Problem",
    "Rule",
    "RulebookBroken",
    "Weekday",
    "WorkDays",
    "assumed_on",
    "by_version",
    "check",
    "closest",
    "in_force",
    "names",
    "opened",
    "reopen",
    "today",
    "versions",
]
