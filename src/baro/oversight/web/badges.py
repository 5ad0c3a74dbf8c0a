"""Cases, findings and discipline in a few signs."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.oversight.models import Case, Finding
from baro.oversight.models.cases import Nature, Outcome
from baro.oversight.rulebook import FindingTypes
from baro.ui.words.cells import badge, day

OUTCOMES = {
    Outcome.GOOD: "good",
    Outcome.SHORTCOMINGS: "warn",
    Outcome.VIOLATION: "bad",
    Outcome.TRANSFERRED: "info",
    Outcome.STOPPED: "neutral",
    Outcome.CLEARED: "good",
}
NATURES = {Nature.STRENGTH: "good", Nature.SHORTCOMING: "warn", Nature.VIOLATION: "bad"}


def numbered(name: str, case: Case) -> str:
    """A name with the number of a case, which reads from left to right in every language."""
    return f"{name} \u2066{case.symbol}\u2069" if get_language_bidi() else f"{name} {case.symbol}"


def outcome_badge(case: Case, _value: Any = None) -> SafeString:
    """How the case ended; nothing while it is open."""
    return badge(case.get_outcome_display(), OUTCOMES[Outcome(case.outcome)]) if case.outcome else SafeString("")


def outcome_name(case: Case) -> str:
    """The same in words."""
    return case.get_outcome_display()


def late_badge(case: Case, _beside: Any = None) -> SafeString:
    """That its deadline is past."""
    return badge(_("Late"), "bad") if case.is_late else SafeString("")


def due_cell(case: Case, _value: Any) -> SafeString:
    """The deadline, and that it is past."""
    return SafeString(f"{day(case.due_on)} {late_badge(case)}".rstrip())


def nature_badge(finding: Finding, _value: Any = None) -> SafeString:
    """What it is, in its tone."""
    return badge(finding.get_nature_display(), NATURES[Nature(finding.nature)])


def nature_name(finding: Finding) -> str:
    """The same in words."""
    return finding.get_nature_display()


def level_badge(finding: Finding, _value: Any = None) -> SafeString:
    """How grave it is; nothing for a strength."""
    tones = {row.level: row.tone for row in rulebook.today(FindingTypes).levels}
    name = finding.level_name
    return badge(name, tones.get(finding.level, "neutral")) if name else SafeString("")


def repeated_badge(finding: Finding, _value: Any = None) -> SafeString:
    """That it was found before."""
    return badge(_("Repeated"), "bad", picture="repeat") if finding.repeats_id else SafeString("")


def signs(finding: Finding, _value: Any = None) -> SafeString:
    """All of it in a cell."""
    return SafeString(" ".join(filter(None, (nature_badge(finding), level_badge(finding), repeated_badge(finding)))))
