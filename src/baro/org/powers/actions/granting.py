"""Granting powers to another post for a time, never more than one has, and revoking them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from baro.kernel import rulebook
from baro.kernel.duties import duty_name
from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import UNLIMITED, Actor, Ceiling, Granted, Reach
from baro.org.models import Grant, Post, Unit
from baro.org.rulebook import Signing
from baro.org.verbs import GRANT, REPORT_ON, REVOKE
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify


@dataclass(frozen=True, slots=True)
class Powers:
    """What is granted: duties in a unit, or in it and everything below, for the records below a ceiling."""

    duties: Sequence[str]
    unit: Unit
    below: bool = False
    ceiling: Ceiling = UNLIMITED
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms: from a day to a day (both within), on which basis, and what the receiver owes and may."""

    first: date
    last: date
    basis: str
    basis_on: date
    may_pass_on: bool = False
    only_in_absence: bool = False
    reports_until: date | None = None


def grant(receiver: Post, powers: Powers, terms: Terms, *, by: Actor, also_if_outside: bool = False) -> Grant:
    """Grant duties of one's post to another; gives the grant.

    Raises Refused with a sentence that names what is too wide, what is wrong with the terms, or the receiver's unit
    when that is neither the giver's nor below it (unless ``also_if_outside``).
    """
    if by.post_id is None or by.person_id is None:
        raise NotPermitted(_("Only whoever holds a post grants powers of it."))
    _refuse_unfit(receiver, powers, terms, by)
    source = _source_of(powers, terms, by)
    if not also_if_outside:
        _refuse_outside(receiver, by)
    record = Grant(
        giver_id=by.post_id,
        given_by_id=by.person_id,
        receiver=receiver,
        passed_from_id=source.pk if source else None,
        unit=powers.unit,
        reaches_below=powers.below,
        duties=list(dict.fromkeys(powers.duties)),
        limited_to=powers.ceiling.as_kept(),
        mark=powers.mark,
        period=DateRange(terms.first, terms.last, "[]"),
        basis=terms.basis.strip(),
        basis_on=terms.basis_on,
        may_pass_on=terms.may_pass_on and source is None,
        only_in_absence=terms.only_in_absence,
        reports_until=terms.reports_until,
    )
    facts = {"receiver": receiver, "last": terms.last, "unit": powers.unit, "duties": record.duties}
    record, event = create(record, GRANT, by=by, under=(source,) if source else (), **facts)
    notify(event, record, Reason.INFORMED, [receiver.pk])
    record.refresh_from_db(fields=["period"])
    return record


def revoke(grant_id: int, *, reason: str, by: Actor) -> Grant:
    """End a grant at once; what was done under it stays valid."""
    with change(Grant, grant_id, REVOKE, by=by) as (record, tell):
        event = tell(reason=reason.strip())
        record.revoked = event
        record.save(update_fields=["revoked"])
        notify(event, record, Reason.INFORMED, [record.receiver_id, record.giver_id])
    return record


def report_on(grant_id: int, *, report: str, by: Actor) -> Grant:
    """Report to the giver what was done under a grant; what was done stands in the trail beside it."""
    with change(Grant, grant_id, REPORT_ON, by=by) as (record, tell):
        record.report = report.strip()
        record.reported = event = tell(report=record.report)
        record.save(update_fields=["report", "reported"])
        notify(event, record, Reason.DECIDE, [record.giver.answering.pk])
    return record


def _refuse_unfit(receiver: Post, powers: Powers, terms: Terms, by: Actor) -> None:
    """Raise Refused with everything that is wrong beside its field, whatever the giver may grant."""
    found = _wrong_powers(powers) | _wrong_terms(terms)
    if receiver.pk == by.post_id:
        found["receiver"] = _("Nobody grants powers to their own post; choose another one.")
    elif receiver.closed_on:
        found["receiver"] = _("The post was closed on %(day)s; choose one that exists.") % {
            "day": _day(receiver.closed_on)
        }
    if found:
        raise Refused(next(iter(found.values())), fields=found)


def _wrong_powers(powers: Powers) -> dict[str, str]:
    """What is wrong with the powers, beside the field."""
    if not powers.duties:
        return {"duties": _("Say which duties are granted.")}
    marks = rulebook.today(Signing).marks_for(powers.unit.kind)
    if powers.mark and powers.mark not in marks:
        sentence = _("Nobody signs “%(mark)s” for %(unit)s; it is one of: %(marks)s.")
        return {"mark": sentence % {"mark": powers.mark, "unit": powers.unit, "marks": ", ".join(marks) or "—"}}
    return {}


def _wrong_terms(terms: Terms) -> dict[str, str]:
    """What is wrong with the terms, beside the field."""
    found = {}
    if terms.last < terms.first:
        sentence = _("The last day (%(last)s) lies before the first (%(first)s).")
        found["last"] = sentence % {"last": _day(terms.last), "first": _day(terms.first)}
    elif terms.last < timezone.localdate():
        found["last"] = _("The last day (%(last)s) has passed already.") % {"last": _day(terms.last)}
    if terms.reports_until and terms.reports_until < terms.first:
        sentence = _("The report is due on %(due)s, before the grant begins (%(first)s); choose a later day.")
        found["reports_until"] = sentence % {"due": _day(terms.reports_until), "first": _day(terms.first)}
    if terms.basis_on > timezone.localdate():
        sentence = _("The legal basis is of %(day)s, which has not come yet; look at the date.")
        found["basis_on"] = sentence % {"day": _day(terms.basis_on)}
    if not terms.basis.strip():
        found["basis"] = _("Name the document or rule on which the grant rests; powers are granted in writing.")
    return found


def _source_of(powers: Powers, terms: Terms, by: Actor) -> Granted | None:
    """The grant that is passed on; None when everything is of the giver's own post.

    Raises Refused when something is neither.
    """
    foreign = [d for d in powers.duties if not _is_own(d, powers, by)]
    if not foreign:
        return None
    received = [r for r in by.reaches if r.granted]
    sources = [_grants_with(duty, powers, received) for duty in foreign]
    if bare := [duty for duty, grants in zip(foreign, sources, strict=True) if not grants]:
        raise _too_wide(bare, powers, by)
    common = [grant for grant in sources[0] if all(grant in grants for grants in sources)]
    if len(foreign) < len(powers.duties) or not common:
        sentence = _("“%(duties)s” does not come from where the rest comes from; make two grants of it.")
        raise _refused("duties", sentence, duties=_named(foreign))
    passable = [grant for grant in common if grant.may_pass_on and not grant.once_passed_on]
    if not passable:
        sentence = _("“%(duties)s” was granted to you by %(giver)s and may not be passed on.")
        raise _refused("duties", sentence, duties=_named(foreign), giver=common[0].giver)
    _refuse_beyond(passable[0], powers, terms)
    return passable[0]


def _is_own(duty: str, powers: Powers, by: Actor) -> bool:
    return by.carries(duty, powers.unit, below=powers.below, ceiling=powers.ceiling)


def _grants_with(duty: str, powers: Powers, received: Sequence[Reach]) -> list[Granted]:
    """The grants received that carry a duty as far as it is to be granted."""
    wide = (reach for reach in received if reach.contains(duty, powers.unit.path, below=powers.below))
    return list(dict.fromkeys(reach.granted for reach in wide if reach.granted))


def _too_wide(duties: Sequence[str], powers: Powers, by: Actor) -> Refused:
    """The refusal of duties that the giver does not have, has for the unit alone, or within limits."""
    own = [reach for reach in by.reaches if reach.granted is None]
    if all(any(r.contains(duty, powers.unit.path, below=powers.below) for r in own) for duty in duties):
        sentence = _("Your post carries “%(duties)s” within limits only; grant it within these.")
        return _refused("types", sentence, duties=_named(duties))
    if powers.below and all(by.holds(duty, powers.unit) for duty in duties):
        sentence = _(
            "Your post carries “%(duties)s” for %(unit)s alone, not for what is below; grant it for that alone."
        )
        return _refused("below", sentence, duties=_named(duties), unit=powers.unit)
    sentence = _("Your post does not carry “%(duties)s” for %(unit)s; nobody grants what they do not have.")
    return _refused("duties", sentence, duties=_named(duties), unit=powers.unit)


def _refuse_beyond(source: Granted, powers: Powers, terms: Terms) -> None:
    """Raise Refused when what is passed on would be more, or last longer, than what was received."""
    if source.last and terms.last > source.last:
        sentence = _("The grant that you pass on ends on %(last)s; yours cannot last longer.")
        raise _refused("last", sentence, last=_day(source.last))
    if not powers.ceiling.within(source.ceiling):
        sentence = _("The grant that you pass on is limited to certain documents; stay within its limits.")
        raise _refused("types", sentence)


def _refuse_outside(receiver: Post, by: Actor) -> None:
    """Raise Refused, naming the unit, when powers would leave the giver's unit and all below it: that must be meant."""
    if not receiver.unit.path.startswith(by.unit_path):
        sentence = _(
            "“%(post)s” belongs to %(unit)s, which is neither your unit nor below it; choose another post, or tick"
            " “grant it outside my unit”."
        )
        raise _refused("also_if_outside", sentence, post=receiver.name, unit=receiver.unit)


def _refused(field: str, sentence: str, **named: Any) -> Refused:
    said = sentence % named if named else sentence
    return Refused(said, fields={field: said})


def _named(duties: Sequence[str]) -> str:
    return ", ".join(map(duty_name, duties))


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
