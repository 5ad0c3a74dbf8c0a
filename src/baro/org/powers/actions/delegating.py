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
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.permissions import permission_name
from baro.org.actors import UNLIMITED, ActiveDelegation, Actor, Limits, Scope
from baro.org.models import Delegation, Post, Unit
from baro.org.rulebook import Signing
from baro.org.verbs import DELEGATE, REPORT, REVOKE
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify


@dataclass(frozen=True, slots=True)
class Powers:
    """What is granted: permissions in a unit, or in it and everything below, for the records below a limit."""

    permissions: Sequence[str]
    unit: Unit
    below: bool = False
    limits: Limits = UNLIMITED
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms: from a day to a day (both within), on which basis, and what the delegate owes and may."""

    first: date
    last: date
    basis: str
    basis_on: date
    may_redelegate: bool = False
    only_in_absence: bool = False
    reports_until: date | None = None


def delegate_powers(
    delegate: Post, powers: Powers, terms: Terms, *, by: Actor, also_if_outside: bool = False
) -> Delegation:
    """Delegate permissions of one's post to another; gives the delegation.

    Raises Refused with a sentence that names what is too wide, what is wrong with the terms, or the delegate's unit
    when that is neither the delegator's nor below it (unless ``also_if_outside``).
    """
    if by.post_id is None or by.person_id is None:
        raise NotPermitted(_("Only whoever holds a post grants powers of it."))
    _refuse_unfit(delegate, powers, terms, by)
    source = _source_of(powers, terms, by)
    if not also_if_outside:
        _refuse_outside(delegate, by)
    record = Delegation(
        delegator_id=by.post_id,
        given_by_id=by.person_id,
        delegate=delegate,
        redelegated_from_id=source.pk if source else None,
        unit=powers.unit,
        includes_below=powers.below,
        permissions=list(dict.fromkeys(powers.permissions)),
        limited_to=powers.limits.as_kept(),
        mark=powers.mark,
        period=DateRange(terms.first, terms.last, "[]"),
        basis=terms.basis.strip(),
        basis_on=terms.basis_on,
        may_redelegate=terms.may_redelegate and source is None,
        only_in_absence=terms.only_in_absence,
        reports_until=terms.reports_until,
    )
    facts = {"delegate": delegate, "last": terms.last, "unit": powers.unit, "permissions": record.permissions}
    record, event = create(record, DELEGATE, by=by, under=(source,) if source else (), **facts)
    notify(event, record, Reason.INFORMED, [delegate.pk])
    record.refresh_from_db(fields=["period"])
    return record


def revoke(delegation_id: int, *, reason: str, by: Actor) -> Delegation:
    """End a delegation at once; what was done under it stays valid."""
    with change(Delegation, delegation_id, REVOKE, by=by) as (record, tell):
        event = tell(reason=reason.strip())
        record.revoked = event
        record.save(update_fields=["revoked"])
        notify(event, record, Reason.INFORMED, [record.delegate_id, record.delegator_id])
    return record


def report_on(delegation_id: int, *, report: str, by: Actor) -> Delegation:
    """Report to the delegator what was done under a delegation; what was done stands in the trail beside it."""
    with change(Delegation, delegation_id, REPORT, by=by) as (record, tell):
        record.report = report.strip()
        record.reported = event = tell(report=record.report)
        record.save(update_fields=["report", "reported"])
        notify(event, record, Reason.DECIDE, [record.delegator.answering.pk])
    return record


def _refuse_unfit(delegate: Post, powers: Powers, terms: Terms, by: Actor) -> None:
    """Raise Refused with everything that is wrong beside its field, whatever the delegator may delegate."""
    found = _wrong_powers(powers) | _wrong_terms(terms)
    if by.is_own(delegate.pk):
        found["delegate"] = _("Nobody grants powers to their own post; choose another one.")
    elif delegate.closed_on:
        found["delegate"] = _("The post was closed on %(day)s; choose one that exists.") % {
            "day": _day(delegate.closed_on)
        }
    if found:
        raise Refused(next(iter(found.values())), fields=found)


def _wrong_powers(powers: Powers) -> dict[str, str]:
    """What is wrong with the powers, beside the field."""
    if not powers.permissions:
        return {"permissions": _("Say which duties are granted.")}
    marks = rulebook.today(Signing).marks_for(powers.unit.kind)
    if powers.mark and powers.mark not in marks:
        sentence = _("Nobody signs “%(mark)s” for %(unit)s; it is one of: %(marks)s.")
        return {"mark": sentence % {"mark": powers.mark, "unit": powers.unit, "marks": ", ".join(marks) or "—"}}
    return {}


def _wrong_terms(terms: Terms) -> dict[str, str]:
    """What is wrong with the terms, beside the field."""
    found = {}
    if terms.first < timezone.localdate():
        sentence = _("The first day (%(first)s) has passed; a grant begins today or later.")
        found["first"] = sentence % {"first": _day(terms.first)}
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


def _source_of(powers: Powers, terms: Terms, by: Actor) -> ActiveDelegation | None:
    """The delegation that is passed on; None when everything is of the delegator's own post.

    Raises Refused when something is neither.
    """
    foreign = [d for d in powers.permissions if not _is_own(d, powers, by)]
    if not foreign:
        return None
    received = [r for r in by.scopes if r.delegated]
    sources = [_delegations_with(permission, powers, received) for permission in foreign]
    if bare := [permission for permission, delegations in zip(foreign, sources, strict=True) if not delegations]:
        raise _too_wide(bare, powers, by)
    common = [delegation for delegation in sources[0] if all(delegation in delegations for delegations in sources)]
    if len(foreign) < len(powers.permissions) or not common:
        sentence = _("“%(permissions)s” does not come from where the rest comes from; make two grants of it.")
        raise _refused("permissions", sentence, permissions=_named(foreign))
    passable = [delegation for delegation in common if delegation.may_redelegate and not delegation.once_redelegated]
    if not passable:
        sentence = _("“%(permissions)s” was granted to you by %(delegator)s and may not be passed on.")
        raise _refused("permissions", sentence, permissions=_named(foreign), delegator=common[0].delegator)
    _refuse_beyond(passable[0], powers, terms)
    return passable[0]


def _is_own(permission: str, powers: Powers, by: Actor) -> bool:
    return by.carries(permission, powers.unit, below=powers.below, limits=powers.limits)


def _delegations_with(permission: str, powers: Powers, received: Sequence[Scope]) -> list[ActiveDelegation]:
    """The delegations received that carry a permission as far as it is to be granted."""
    wide = (scope for scope in received if scope.contains(permission, powers.unit.path, below=powers.below))
    return list(dict.fromkeys(scope.delegated for scope in wide if scope.delegated))


def _too_wide(permissions: Sequence[str], powers: Powers, by: Actor) -> Refused:
    """The refusal of permissions that the delegator does not have, has for the unit alone, or within limits."""
    own = [scope for scope in by.scopes if scope.delegated is None]
    if all(
        any(r.contains(permission, powers.unit.path, below=powers.below) for r in own) for permission in permissions
    ):
        sentence = _("Your post carries “%(permissions)s” within limits only; grant it within these.")
        return _refused("types", sentence, permissions=_named(permissions))
    if powers.below and all(by.holds(permission, powers.unit) for permission in permissions):
        sentence = _(
            "Your post carries “%(permissions)s” for %(unit)s alone, not for what is below; grant it for that alone."
        )
        return _refused("below", sentence, permissions=_named(permissions), unit=powers.unit)
    sentence = _("Your post does not carry “%(permissions)s” for %(unit)s; nobody grants what they do not have.")
    return _refused("permissions", sentence, permissions=_named(permissions), unit=powers.unit)


def _refuse_beyond(source: ActiveDelegation, powers: Powers, terms: Terms) -> None:
    """Raise Refused when what is passed on would be more, or last longer, than what was received."""
    if source.last and terms.last > source.last:
        sentence = _("The grant that you pass on ends on %(last)s; yours cannot last longer.")
        raise _refused("last", sentence, last=_day(source.last))
    if not powers.limits.within(source.limits):
        sentence = _("The grant that you pass on is limited to certain documents; stay within its limits.")
        raise _refused("types", sentence)


def _refuse_outside(delegate: Post, by: Actor) -> None:
    """Raise Refused, naming the unit, when powers would leave the delegator's unit and all below it unmeant."""
    if not delegate.unit.path.startswith(by.unit_path):
        sentence = _(
            "“%(post)s” belongs to %(unit)s, which is neither your unit nor below it; choose another post, or tick"
            " “grant it outside my unit”."
        )
        raise _refused("also_if_outside", sentence, post=delegate.name, unit=delegate.unit)


def _refused(field: str, sentence: str, **named: Any) -> Refused:
    said = sentence % named if named else sentence
    return Refused(said, fields={field: said})


def _named(permissions: Sequence[str]) -> str:
    return ", ".join(map(permission_name, permissions))


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
