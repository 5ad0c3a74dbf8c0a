"""Entering returns of earlier books: many units at once, by the same forms and checks, in few statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.reporting import Period
from baro.kernel.rulebook import Rule
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Unit, UnitFacts
from baro.org.queries import units_on
from baro.returns.actions.opening import due_of, form_for, rule_on
from baro.returns.flow import RoundState, State
from baro.returns.judging import code_of, completed, digest_of, wrong
from baro.returns.models import Cell, Return, Round, Version
from baro.returns.periods import period_of
from baro.returns.rulebook import Form, ReturnForms
from baro.returns.verbs import ENTER, OPEN
from baro.trail.changes import create, create_many
from baro.trail.copying import copy_in

NAMED = 5  # units that a refusal names


@dataclass(frozen=True, slots=True)
class Entered:
    """What one unit handed up then: values by cell (``form.row.column``); cells that are not named are nought.

    ``values`` without anything is a nil return.
    """

    unit: Unit
    values: Mapping[str, int]
    handed_up_at: datetime
    handed_up_by: str = ""
    note: str = ""


def enter(lines: Sequence[Entered], *, unit: Unit, form: str, period: str, source: str, by: Actor) -> list[Return]:
    """Enter what units at and below ``unit`` handed up for one form and period; gives the returns, accepted.

    ``source`` names the books. One event for each return; cells by COPY. Raises Refused, naming units and reasons, when
    a unit did not stand on the last day of the period or fills in no such form, when it stands twice, when a return is
    there already, and when values break a check of the form; then nothing is kept.
    """
    wanted = period_of(period)
    rule = rule_on(wanted.last)
    described = form_for(rule, form, wanted)
    with transaction.atomic():
        one = _round(unit, rule, described, wanted, len(lines), by=by)
        facts = _facts(lines, one, described)
        values = _judged(lines, facts, described)
        returns = [_return(one, line, facts[line.unit.pk], said) for line, said in zip(lines, values, strict=True)]
        create_many(returns, ENTER, by=by, source=source)
        versions = Version.objects.bulk_create(
            [_version(each, line, rule.version) for each, line in zip(returns, lines, strict=True)], batch_size=2000
        )
        copy_in(Cell, _cells(returns, versions, values), keyed=False)
    return returns


def _round(unit: Unit, rule: Rule[ReturnForms], form: Form, period: Period, count: int, *, by: Actor) -> Round:
    """The round of these returns: the one that stands, else a closed one of then."""
    of = {"unit": unit, "form": form.id, "period": period.code}
    found: Round | None = Round.objects.filter(**of).first()  # sees: the policy of each return asks for its unit
    if found is not None:
        return found
    due = due_of(rule, period)
    opened = timezone.make_aware(datetime.combine(period.last, datetime.min.time()))
    days = {"first": period.first, "last": period.last, "as_of": period.last, "due_on": due}
    one = Round(rule=rule.version, opened_at=opened, opened_by=by.title, state=RoundState.CLOSED, **of, **days)
    told = {"form": coded("returns.form", form.id), "period": coded("returns.period", period.code)}
    return create(one, OPEN, by=by, due=due, count=count, **told)[0]


def _facts(lines: Sequence[Entered], one: Round, form: Form) -> dict[int, UnitFacts]:
    """What every unit was on the last day of the period, by key.

    Raises Refused for units that did not stand then below the unit of the round, that the form does not ask, or that
    stand twice, and for those whose return is there already.
    """
    named = {line.unit.pk: line.unit for line in lines}
    twice = [named[pk] for pk, times in Counter(line.unit.pk for line in lines).items() if times > 1]
    _refuse(twice, _("named twice: %(units)s"))
    facts = units_on(one.last, below=one.unit, kinds=form.filled_by).filter(unit__in=named)
    found = {fact.unit_id: fact for fact in facts.select_related("unit", "parent")}
    sentence = _("not among the units that fill in “%(form)s” on %(day)s: %(units)s")
    _refuse([unit for pk, unit in named.items() if pk not in found], sentence, form=form.names, day=one.last)
    there = Return.objects.filter(form=one.form, period=one.period, unit__in=named)  # sees: the policy asks for each
    _refuse([named[pk] for pk in there.values_list("unit_id", flat=True)], _("entered already: %(units)s"))
    return found


def _refuse(units: Sequence[Unit], sentence: str, **told: object) -> None:
    """Raise Refused with a sentence about some units; nothing happens when there are none."""
    if units:
        more = "…" if len(units) > NAMED else ""
        raise Refused(sentence % {**told, "units": ", ".join(map(str, units[:NAMED])) + more})


def _judged(lines: Sequence[Entered], facts: Mapping[int, UnitFacts], form: Form) -> list[dict[str, int]]:
    """The whole values of each line.

    Raises Refused with the first wrong cell of every wrong unit.
    """
    found, refused = [], []
    for line in lines:
        kind = facts[line.unit.pk].kind
        values = completed(form, kind, line.values)
        if problems := wrong(form, kind, values):
            code, why = next(iter(problems.items()))
            refused.append(f"{line.unit}, {form.name_of(code)}: {why}")
        found.append(values)
    if refused:
        raise Refused("; ".join(refused[:NAMED]))
    return found


def _return(one: Round, line: Entered, fact: UnitFacts, values: Mapping[str, int]) -> Return:
    of = {name: getattr(one, name) for name in ("form", "period", "first", "last", "due_on")}
    digest = digest_of(values)
    return Return(
        round=one,
        unit=fact.unit,
        checker=fact.parent or fact.unit,
        state=State.ACCEPTED,
        number=1,
        handed_up_on=timezone.localtime(line.handed_up_at).date(),
        handed_up_by=line.handed_up_by,
        code=code_of(f"{fact.unit_id}|{one.form}|{one.period}|1", digest),
        digest=digest,
        nil=not any(values.values()),
        **of,
    )


def _version(one: Return, line: Entered, rule: str) -> Version:
    said = {"handed_up_at": line.handed_up_at, "handed_up_by": line.handed_up_by, "note": line.note}
    return Version(of=one, number=1, rule=rule, nil=one.nil, code=one.code, digest=one.digest, **said)


def _cells(
    returns: Sequence[Return], versions: Sequence[Version], values: Sequence[Mapping[str, int]]
) -> Iterator[Cell]:
    for one, version, said in zip(returns, versions, values, strict=True):
        of = {"unit_id": one.unit_id, "form": one.form, "first": one.first, "last": one.last}
        yield from (Cell(version=version, code=code, value=value, counts=True, **of) for code, value in said.items())
