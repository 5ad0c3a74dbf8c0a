"""What follows from a change of facts, in words: which stretches end, begin or are written anew, and what shows it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.directory.web.units.portraits import signed_for
from baro.kernel.periods import spoken_day
from baro.org.actors import Actor
from baro.org.dependent_rows import handover_items, unit_dependents
from baro.org.facts.actions.changing import Changed, Told
from baro.org.models import Unit
from baro.org.queries import CHANGEABLE, day_of
from baro.org.staffing.counting import every_kind
from baro.org.timeline import Revision, Stretch, covering


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch: what becomes of it, its days (both within), what it says, and what it said if that is corrected."""

    label: str
    tone: str
    first: date | None
    last: date | None
    words: tuple[str, ...]
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Everything that would follow."""

    lines: list[Line]
    shown: list[tuple[Any, int]]
    notes: list[str]
    digest: str


def foreseen(record: Changed, told: Told, revision: Revision, actor: Actor) -> Foreseen:
    """What would follow from a revision that nothing contradicts."""
    lasts = revision.new[-1].after is None or revision.new[-1].after > day_of(record)
    names = {name for one in revision.new for name in CHANGEABLE[type(record)] if _differs(revision, one, name)}
    shown = _shown(record) if "name" in names and lasts else []
    return Foreseen(_lines(record, revision, told), shown, _notes(record, told, names, shown, actor), _digest(revision))


def _digest(revision: Revision) -> str:
    said = repr(
        [[(s.first, s.after, sorted(s.values.items())) for s in line] for line in (revision.gone, revision.new)]
    )
    return hashlib.sha256(said.encode()).hexdigest()


def _former(revision: Revision, stretch: Stretch) -> Stretch:
    """What was believed of the beginning of a stretch."""
    begins = stretch.first
    return next(old for old in revision.gone if (old.covers(begins) if begins else old.first is None))


def _differs(revision: Revision, stretch: Stretch, name: str) -> bool:
    return bool(stretch.values[name] != _former(revision, stretch).values[name])


def _lines(record: Changed, revision: Revision, told: Told) -> list[Line]:
    """The stretches in order of days: those that are new, those that were taken back, later ones that stay."""
    begun = {stretch.first for stretch in revision.new}
    lines = [(stretch.first, _line_of_new(record, revision, stretch)) for stretch in revision.new]
    for stretch in revision.gone:
        if stretch.first not in begun:
            lines.append((stretch.first, _line_of_lost(record, revision, stretch)))
    if told.since is not None:
        later = [s for s in revision.after if s in revision.before and s.first and s.first > told.since]
        lines += [(stretch.first, _line(record, _("Stays as recorded"), "neutral", stretch)) for stretch in later]
    return [line for _first, line in sorted(lines, key=lambda pair: pair[0] or date.min)]


def _line_of_new(record: Changed, revision: Revision, stretch: Stretch) -> Line:
    former = _former(revision, stretch)
    if stretch.values == former.values:
        if former.after is not None and (stretch.after is None or stretch.after > former.after):
            return _line(record, _("Goes on"), "info", stretch)
        return _line(record, _("Ends"), "warn", stretch)
    if stretch.first == former.first:
        return _line(record, _("Written anew"), "info", stretch, former)
    return _line(record, _("Begins"), "good", stretch)


def _line_of_lost(record: Changed, revision: Revision, stretch: Stretch) -> Line:
    """A stretch that begins no more: it says what the one before says now, or is taken back."""
    instead = covering(revision.new, stretch.first or date.min)
    if instead and instead.values == stretch.values:
        return _line(record, _("Joined to the one before"), "neutral", stretch)
    return _line(record, _("Taken back"), "warn", stretch)


def _line(record: Changed, label: str, tone: str, stretch: Stretch, former: Stretch | None = None) -> Line:
    last = stretch.after - timedelta(days=1) if stretch.after else None
    return Line(label, tone, stretch.first, last, _words(record, stretch), _words(record, former) if former else ())


def _words(record: Changed, stretch: Stretch) -> tuple[str, ...]:
    """The values of a stretch, as people read them."""
    values = [(_labels(record, name), stretch.values[name]) for name in CHANGEABLE[type(record)]]
    return tuple(str(labels.get(value, value)) for labels, value in values if value)


def _labels(record: Changed, name: str) -> dict[Any, Any]:
    """What the values of a field are called: the kinds of staffing stand in the rulebook."""
    if name == "quota":
        return every_kind(timezone.localdate())
    return dict(record._meta.get_field(name).flatchoices)  # type: ignore[union-attr]


def _shown(record: Changed) -> list[tuple[Any, int]]:
    """The open things that show the name of the unit or post, kind by kind: one query a kind."""
    if isinstance(record, Unit):
        rows = (
            # sees: how many things show the name of the unit that is to be renamed, and not which
            (thing.label, thing.model._base_manager.filter(thing.only, **{thing.unit: record}).count())
            for thing in unit_dependents()
        )
    else:
        rows = ((thing.label, thing.on([record.pk]).order_by().count()) for thing in handover_items())
    return [(label, count) for label, count in rows if count]


def _notes(record: Changed, told: Told, names: set[str], shown: list[tuple[Any, int]], actor: Actor) -> list[str]:
    """What is good to know beside the stretches."""
    notes = []
    if told.since and told.since > timezone.localdate():
        notes.append(_("It takes hold by itself on %(day)s.") % {"day": spoken_day(told.since)})
    if isinstance(record, Unit):
        if names & {"code", "suffix"}:
            notes.append(_("Documents that are numbered already keep their symbols."))
        renamed = {thing.label for thing in unit_dependents() if thing.then}
        if any(label in renamed for label, _count in shown):
            notes.append(_("Drafts take the new name; those that wait for a signature are submitted again."))
        for plan in signed_for(record, actor):
            sentence = _("“%(plan)s” is signed and takes effect on %(day)s as it was planned.")
            notes.append(sentence % {"plan": plan, "day": spoken_day(plan.effective_on)})
    return notes
