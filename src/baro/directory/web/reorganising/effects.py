"""The effects of a reorganisation for people: before it, as agreed at its signing, as they happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.org.dependent_rows import post_dependents, unit_dependents
from baro.org.models import Disposition

LABELS = {
    "units.closed": gettext_lazy("Units closed"),
    "units.founded": gettext_lazy("Units founded"),
    "units.moved": gettext_lazy("Units that go below another unit because theirs is closed"),
    "units.changed": gettext_lazy("Units that stay and change"),
    "units.facts": gettext_lazy("Units whose name, kind, code or place is another from that day"),
    "posts.moved": gettext_lazy("Posts that go on in a successor, with their holders"),
    "posts.closed": gettext_lazy("Posts closed; another post answers for their duties"),
    "handovers.drafted": gettext_lazy("Handovers drafted: who held a closed post leaves what was on hand"),
    "handovers.moved": gettext_lazy("Handovers that waited, and go to who holds the post that answers"),
    "tenures.ended": gettext_lazy("People whose post is closed"),
    "mandates.moved": gettext_lazy("Mandates that reach over a successor now"),
    "memberships.ended": gettext_lazy("People who are members of a closed committee no more"),
    "quotas.ended": gettext_lazy("Closed units whose quotas end"),
    "org.terms.end": gettext_lazy("Terms of closed committees that end"),
    "units.headless": gettext_lazy("Founded units that nobody heads yet"),
    "units.without_term": gettext_lazy("Founded committees without a term yet"),
    "units.without_quota": gettext_lazy("Founded units without a quota yet"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happens, how often, and how often it was agreed to (None when nothing was agreed yet).

    The ``note`` says why there are not as many as the reader may expect; ``hanging`` is the kind of things whose
    records the page of the plan opens.
    """

    label: str
    count: int
    agreed: int | None = None
    note: str = ""
    hanging: str = ""

    @property
    def differs(self) -> bool:
        """Whether it happened otherwise than it was agreed."""
        return self.agreed is not None and self.agreed != self.count


def lines(facts: Mapping[str, Any], agreed: Mapping[str, Any] | None = None) -> list[Line]:
    """The effects in the order in which they are told, beside what was agreed."""
    now, before = Counter(facts.get("counts", {})), Counter((agreed or {}).get("counts", {}))
    told = [*_labels(now.keys() | before.keys())]
    notes = {"tenures.ended": _why_fewer_handovers(now)}
    hanging = {f"{thing.code}.{disposition}": thing.code for thing in unit_dependents() for disposition in Disposition}
    return [
        Line(
            label,
            now[code],
            before[code] if agreed is not None else None,
            notes.get(code, ""),
            hanging.get(code, ""),
        )
        for code, label in told
    ]


def _why_fewer_handovers(counts: Mapping[str, int]) -> str:
    """Why not everybody whose post closes has a handover; nothing when everybody has."""
    if counts["handovers.drafted"] >= counts["tenures.ended"]:
        return ""
    return _("A handover is drafted only where the holder leaves something open to somebody else.")


def _labels(codes: Any) -> Iterator[tuple[str, str]]:
    """Every counted code with its words: those of units first, then what hangs on them."""
    known: dict[str, Any] = dict(LABELS)
    for thing in unit_dependents():
        for disposition in Disposition:
            words = _("%(things)s: %(disposition)s")
            known[f"{thing.code}.{disposition}"] = words % {"things": thing.label, "disposition": disposition.label}
    for holding in post_dependents():
        model: Any = holding.model
        column = model._meta.get_field(holding.post)
        role = f" ({column.verbose_name})" if column._verbose_name else ""
        words = _("Handed to the post that answers since: %(thing)s")
        known[f"{model._meta.label_lower}.{holding.post}"] = words % {"thing": f"{model._meta.verbose_name}{role}"}
    known |= {code: code for code in codes if code not in known}
    return ((code, str(label)) for code, label in known.items() if code in codes)
