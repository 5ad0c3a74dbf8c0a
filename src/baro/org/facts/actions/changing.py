"""Changing the facts of a unit or a post from a day on, or correcting what was believed of it all along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.kernel.verbs import Verb
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.facts.actions.contradicting import refuse_contradictions
from baro.org.facts.actions.taking_effect import follow
from baro.org.models import Post, Unit
from baro.org.queries import day_of, line_of
from baro.org.reorganising.actions.carrying_out import tree
from baro.org.timeline import Revision, Stretch, changed, corrected, covering
from baro.org.verbs import CHANGE_POST, CHANGE_UNIT, CORRECT_POST, CORRECT_UNIT
from baro.trail.changes import change
from baro.trail.kept import plain
from baro.trail.models import Event

Changed = Unit | Post
CODED = {"kind": "org.unit_kind", "rank": "org.rank", "quota": "org.staffing"}


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a unit or a post: values by name, from a day on, or (``since`` is None) as it always was.

    ``of`` is a day of the stretch that is spoken of: of today or, of what is closed, of its last day, unless named.
    """

    values: Mapping[str, str]
    since: date | None
    of: date | None = None


def change_unit(unit_id: int, told: Told, *, reason: str, by: Actor) -> Unit:
    """Let name, kind, code or suffix of a unit be others from a day on, or correct what was believed.

    Raises Refused when nothing would change, on a day without the unit, and for what contradicts others or a plan.
    """
    unit: Unit = _change(Unit, unit_id, CHANGE_UNIT if told.since else CORRECT_UNIT, told, reason=reason, by=by)
    return unit


def change_post(post_id: int, told: Told, *, reason: str, by: Actor) -> Post:
    """Let name, rank or quota of a post be others from a day on, or correct what was believed.

    Raises Refused when nothing would change, on a day without the post, and for what contradicts others or a plan.
    """
    post: Post = _change(Post, post_id, CHANGE_POST if told.since else CORRECT_POST, told, reason=reason, by=by)
    return post


def revision_of(record: Changed, told: Told) -> Revision:
    """What would be put out of use and written down instead; raises Refused as the deed would."""
    line, of = line_of(record), told.of or day_of(record)
    wanted = _wanted(line, of, told)
    if told.since is None:
        revision = corrected(line, of, wanted)
    else:
        _existing(line, told.since)
        revision = changed(line, told.since, wanted)
    if not revision.new:
        raise Refused(_("Nothing would become otherwise; write what changes, or choose another day."))
    refuse_contradictions(record, revision, wanted, since=told.since)
    return revision


def _wanted(line: list[Stretch], of: date, told: Told) -> dict[str, str]:
    """The values that are others than those of the stretch that is spoken of."""
    shown = _existing(line, of).values
    given = {name: " ".join(value.split()) for name, value in told.values.items()}
    return {name: value for name, value in given.items() if value != shown[name]}


def _existing(line: list[Stretch], day: date) -> Stretch:
    """The stretch of a day; raises Refused, beside the day, where there is none."""
    if found := covering(line, day):
        return found
    first, after = (line[0].first, line[-1].after) if line else (None, None)
    if after and day >= after:
        sentence = _("It was closed on %(closed)s, and %(day)s is not before; choose an earlier day.")
        said = sentence % {"closed": spoken_day(after), "day": spoken_day(day)}
    else:
        sentence = _("It exists since %(first)s, and %(day)s is before; choose a later day.")
        said = sentence % {"first": spoken_day(first or day), "day": spoken_day(day)}
    raise Refused(said, fields={"since": said})


def _change(model: type[Any], pk: int, verb: Verb, told: Told, *, reason: str, by: Actor) -> Any:
    """Pass the door, put out of use what is believed no more, and let the row of today follow."""
    with transaction.atomic():
        tree.lock()  # before any row, as whoever carries a reorganisation out does
        with change(model, pk, verb, by=by) as (record, tell):
            revision = revision_of(record, told)
            since = {"since": told.since} if told.since else {}
            event = tell(**_words(record, told), reason=reason.strip(), said=plain(_wanted_of(record, told)), **since)
            _write(record, revision, event)
            follow(record, covering(revision.after, day_of(record)))
    return record


def _wanted_of(record: Changed, told: Told) -> dict[str, str]:
    return _wanted(line_of(record), told.of or day_of(record), told)


def _words(record: Changed, told: Told) -> dict[str, list[Any]]:
    """The values that change, before and after, for the sentence of the event."""
    line, of = line_of(record), told.of or day_of(record)
    wanted, shown = _wanted_of(record, told), _existing(line, of).values
    return {
        "former": [_as_fact(name, shown[name]) for name in wanted],
        "now": [_as_fact(name, value) for name, value in wanted.items()],
    }


def _as_fact(name: str, value: str) -> Any:
    """A value as the trail keeps it: the code of what has a name in each language, and anything else in quotes."""
    if value and name in CODED:
        return coded(CODED[name], value)
    return f"“{value}”" if value else "—"


def _write(record: Changed, revision: Revision, event: Event) -> None:
    """Two statements: what is believed no more, and what is believed instead."""
    facts: Any = record.facts
    facts.filter(pk__in=[stretch.row for stretch in revision.gone]).update(superseded=event)
    own = {str(record._meta.model_name): record}
    facts.bulk_create(facts.model(period=s.period, recorded=event, **own, **s.values) for s in revision.new)
