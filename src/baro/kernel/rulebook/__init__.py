"""Law as dated data: which version of a rule is in force on a day, and what is known about it.

Rules live as TOML files in ``src/baro/rulebook/``; the folder named by ``BARO_RULES`` overrides them.
"""

from baro.kernel.rulebook.book import by_version, closest, in_force, opened, reopen, versions
from baro.kernel.rulebook.checking import Assumption, Findings, assumed_on, check
from baro.kernel.rulebook.rule import NoRuleInForce, Problem, Rule, RulebookBroken

__all__ = [
    "Assumption",
    "Findings",
    "NoRuleInForce",
    "Problem",
    "Rule",
    "RulebookBroken",
    "assumed_on",
    "by_version",
    "check",
    "closest",
    "in_force",
    "opened",
    "reopen",
    "versions",
]
