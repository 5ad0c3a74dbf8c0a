"""What a reorganisation would do if it were carried out now; of a large plan as it was worked out before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Reorganisation
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.carrying_out.effects import digest_of
from baro.trail.models import Event

LARGE = 300  # units of a plan; beyond that a preview is worked out in the background
KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen now; or the sentence that says why it cannot; or neither, when nobody worked it out yet."""

    facts: dict[str, Any] | None = None
    refusal: str = ""

    @property
    def digest(self) -> str:
        """What stands for exactly these effects."""
        return digest_of(self.facts)


def is_large(record: Reorganisation) -> bool:
    """Whether the plan is so large that nobody should wait for it at a page."""
    return record.endings.count() + record.planned_units.count() + record.changes.count() > LARGE


def preview_of(record: Reorganisation, actor: Actor) -> Preview:
    """What would happen if the reorganisation were carried out now; of a large plan only what was worked out before."""
    if is_large(record):
        return Preview(**cache.get(_key(record), {}))
    return Preview(**_worked_out(record.pk, actor))


def work_out(record: Reorganisation, actor: Actor) -> None:
    """Work the preview of a large plan out and keep it for an hour, or until the plan changes."""
    cache.set(_key(record), _worked_out(record.pk, actor), KEPT_SECONDS)


def _worked_out(pk: int, actor: Actor) -> dict[str, Any]:
    try:
        return {"facts": reorganising.preview(pk, by=actor).as_facts()}
    except Refused as refusal:
        return {"refusal": str(refusal)}


def _key(record: Reorganisation) -> str:
    last = Event.objects.about(record).values_list("pk", flat=True).first()
    return f"org.preview:{record.pk}:{last}"
