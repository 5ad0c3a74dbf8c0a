"""What the rulebook says of a committee: its roles, its limits, its quorum, and where they are not kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.rulebook.body import Certainty
from baro.org.models import Term, Unit
from baro.org.rulebook import Committees


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that is exceeded, in words, with its source; what binds is refused, the rest is only said."""

    sentence: str
    source: str
    certainty: Certainty
    binds: bool = False


def rule_on(day: date) -> Committees:
    """What holds for committees on a day; before the first version, what it says."""
    return rulebook.closest(Committees, on=day).body


def role_names(day: date | None = None) -> dict[str, str]:
    """Role to what it is called, the leading ones first."""
    return rulebook.names(Committees, on=day)


def is_committee(unit: Unit) -> bool:
    """Whether units of its kind are elected."""
    return rule_on(timezone.localdate()).body_of(unit.kind) is not None


def has_own_term(unit: Unit) -> bool:
    """Whether a congress elects units of its kind; others have the term of the committee that elects them."""
    return unit.kind in rule_on(timezone.localdate()).kinds("congress")


def breaches(unit: Unit, roles: Sequence[str], day: date, term: Term | None) -> list[Breach]:
    """What is wrong with a committee whose members have these roles on a day."""
    version = rulebook.closest(Committees, on=day)
    sentence = _("%(limit)s; counted are %(count)s of %(all)s members.")
    found = [
        _breach(version, row, sentence % {"limit": row.names, "count": count, "all": len(roles)})
        for row, count in version.body.broken(unit.kind, roles)
    ]
    seats = term.seats if term and term.unit_id == unit.pk else None
    if seats and len(roles) > seats:
        sentence = _("There are %(count)s members, and the congress decided on %(seats)s.")
        decided = _("the congress that opened the term %(term)s") % {"term": term}
        found.append(Breach(sentence % {"count": len(roles), "seats": seats}, decided, Certainty.TEXT))
    if seats and not version.body.quorum.is_met(len(roles), seats):
        sentence = _("There are %(count)s of %(seats)s members, fewer than a meeting needs (%(part)s of %(of)s).")
        quorum = version.body.quorum
        told = {"count": len(roles), "seats": seats, "part": quorum.part, "of": quorum.of}
        found.append(_breach(version, quorum, sentence % told))
    return found


def _breach(version: Any, row: Any, sentence: str) -> Breach:
    """What a row of the rule says; a row is never more certain than the version that it stands in."""
    assumed = Certainty.ASSUMED in (version.certainty, row.certainty)
    certainty = Certainty.ASSUMED if assumed else row.certainty
    binds = getattr(row, "binding", False) and not assumed
    own = row.source if version.certainty is not Certainty.ASSUMED else ""
    return Breach(sentence, str(own or version.source), certainty, binds)
