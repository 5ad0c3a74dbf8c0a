"""Opening a round: a return for every unit that the form asks, as the organisation stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.periods import add_working_days
from baro.kernel.reporting import Period
from baro.kernel.rulebook import NoRuleInForce, Rule
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Mandate, Unit, UnitFacts
from baro.org.queries import units_on
from baro.returns.flow import State
from baro.returns.models import Return, Round
from baro.returns.periods import period_of, periods_of
from baro.returns.rulebook import Form, ReturnForms
from baro.returns.verbs import ASK, CLOSE, FILL, OPEN, REMIND, REOPEN
from baro.trail.changes import change, create, create_many
from baro.trail.models import Event, Reason, notify_many

YEARS_BACK = 2


def rule_on(day: date) -> Rule[ReturnForms]:
    """The rule of the forms in force on a day.

    Raises Refused for a day before the first rule.
    """
    try:
        return rulebook.in_force(ReturnForms, on=day)
    except NoRuleInForce:
        raise Refused(_("The rulebook has no forms of returns for %(year)s.") % {"year": day.year}) from None


def form_for(rule: Rule[ReturnForms], code: str, period: Period) -> Form:
    """The form of a code for a period.

    Raises Refused, beside the field, for a form that there is not and for a period for which it is not asked.
    """
    form = rule.body.form(code)
    if form is None:
        wrong = _("There is no form “%(form)s”. Choose one from the list.") % {"form": code[:40]}
        raise Refused(wrong, fields={"form": wrong})
    if period.kind not in form.periods:
        wrong = _("“%(form)s” is not made for %(period)s. Choose another period.")
        wrong %= {"form": form.names, "period": period}
        raise Refused(wrong, fields={"period": wrong})
    return form


def due_of(rule: Rule[ReturnForms], period: Period) -> date:
    """The day on which returns for a period are due."""
    return add_working_days(period.last, rule.body.period(period.kind).due)


def open_round(*, unit: Unit, form: str, period: str, by: Actor) -> Round:
    """Ask every unit of the form at and below a unit for its return; gives the round.

    The units are those of the last day of the period, or of today while it runs. Raises Refused, beside the fields, for
    an unknown form or period, one that has not begun, one that was asked for already, and when no unit is concerned.
    """
    today, wanted = timezone.localdate(), period_of(period)
    rule = rule_on(wanted.last)
    described = form_for(rule, form, wanted)
    if wanted.last - timedelta(days=rule.body.opens_before) > today:
        wrong = _("%(period)s is not over yet. Its round opens %(days)s days before its end.")
        wrong %= {"period": wanted, "days": rule.body.opens_before}
        raise Refused(wrong, fields={"period": wrong})
    with transaction.atomic():
        one = _round(unit, rule, described, wanted, as_of=min(wanted.last, today), by=by)
        missing = _units_without(one, described)
        if not missing:
            wrong = _("No unit under %(unit)s fills in this form, or all of them were asked already.")
            raise Refused(wrong % {"unit": unit}, fields={"unit": wrong % {"unit": unit}})
        create(
            one,
            OPEN,
            by=by,
            form=coded("returns.form", form),
            period=coded("returns.period", wanted.code),
            due=one.due_on,
            count=len(missing),
        )
        told = create_many([_return(one, fact) for fact in missing], ASK, by=by, due=one.due_on)
        _tell_units(told, FILL.permission, Reason.ASSIGNED)
    return one


def periods_open() -> list[Period]:
    """The periods for which a round can be opened today, of this year and the two before, the last first."""
    today = timezone.localdate()
    until = today + timedelta(days=rule_on(today).body.opens_before)
    ended = [one for year in range(today.year - YEARS_BACK, today.year + 1) for one in periods_of(year)]
    return [one for one in reversed(ended) if one.last <= until]


def _round(unit: Unit, rule: Rule[ReturnForms], form: Form, period: Period, *, as_of: date, by: Actor) -> Round:
    """A new round.

    Raises Refused when the unit opened it already.
    """
    if Round.objects.filter(unit=unit, form=form.id, period=period.code).exists():  # sees: one's own unit
        wrong = _("%(unit)s asked for “%(form)s” of %(period)s already.")
        wrong %= {"unit": unit, "form": form.names, "period": period}
        raise Refused(wrong, fields={"period": wrong})
    of = {"form": form.id, "period": period.code, "first": period.first, "last": period.last}
    signed = {"opened_at": timezone.now(), "opened_by": by.title}
    return Round(unit=unit, rule=rule.version, due_on=due_of(rule, period), as_of=as_of, **of, **signed)


def _units_without(one: Round, form: Form) -> list[UnitFacts]:
    """The facts of the units that the form asks and that were not asked by another round."""
    facts = units_on(one.as_of, below=one.unit, kinds=form.filled_by).select_related("unit", "parent")
    asked = Return.objects.filter(form=one.form, period=one.period)  # sees: none is shown
    return list(facts.exclude(unit__in=asked.order_by().values("unit")))


def _return(one: Round, fact: UnitFacts) -> Return:
    """The return that a unit owes; the unit above checks it, of the highest one itself."""
    of = {name: getattr(one, name) for name in ("form", "period", "first", "last", "due_on")}
    return Return(round=one, unit=fact.unit, checker=fact.parent or fact.unit, **of)


def _tell_units(told: Sequence[tuple[Return, Event]], permission: str, reason: Reason) -> None:
    """Bring the events of returns to the posts that fill in returns of the units: one query, one statement."""
    posts: dict[int, list[int]] = {}
    held = Mandate.objects.filter(unit__in=[one.unit_id for one, _event in told], permissions__contains=[permission])
    for unit, post in held.order_by("post_id").values_list("unit_id", "post_id"):
        posts.setdefault(unit, []).append(post)
    notify_many(((event, one, posts.get(one.unit_id, ())) for one, event in told), reason)


def open_all(day: date) -> list[Round]:
    """Open every round that is to be open on a day by rule and is not, for each unit without another above it."""
    by, opened = Actor.system(OPEN.code), []
    for unit in Unit.objects.filter(parent=None, closed_on=None):  # sees: the system
        for form, period in _due(rule_on(day).body, day):
            if not Round.objects.filter(unit=unit, form=form.id, period=period.code).exists():  # sees: the system
                try:
                    opened.append(open_round(unit=unit, form=form.id, period=period.code, by=by))
                except Refused:
                    continue  # no unit of this form
    return opened


def _due(body: ReturnForms, day: date) -> Iterable[tuple[Form, Period]]:
    """The forms and periods whose rounds opened in the days before, so that a night without the job is made good."""
    since = day - timedelta(days=body.opens_before)
    ended = [one for year in (day.year - 1, day.year, day.year + 1) for one in periods_of(year)]
    for period in ended:
        if since <= period.last <= day + timedelta(days=body.opens_before):
            yield from ((form, period) for form in body.forms if period.kind in form.periods)


def remind(round_id: int, *, words: str, by: Actor) -> Round:
    """Bring a reminder to the posts of every unit whose return is missing.

    Raises Refused when none is.
    """
    with change(Round, round_id, REMIND, by=by) as (one, tell):
        late = list(Return.objects.filter(round=one).missing().order_by("pk"))  # sees: whoever opened the round
        if not late:
            raise Refused(_("No return is missing."))
        event = tell(count=len(late), words=words)
        _tell_units([(each, event) for each in late], FILL.permission, Reason.DATE)
    return one


def close(round_id: int, *, by: Actor) -> Round:
    """Wait for no more returns."""
    with change(Round, round_id, CLOSE, by=by) as (one, tell):
        Round.FLOW.move(one, CLOSE)
        one.save(update_fields=["state"])
        rows = Return.objects.filter(round=one)  # sees: whoever opened the round
        tell(accepted=rows.filter(state=State.ACCEPTED).count(), count=rows.count())
    return one


def reopen(round_id: int, *, reason: str, by: Actor) -> Round:
    """Wait for returns again."""
    with change(Round, round_id, REOPEN, by=by) as (one, tell):
        Round.FLOW.move(one, REOPEN)
        one.save(update_fields=["state"])
        tell(reason=reason)
    return one
