"""Freezing figures, publishing them by a second person, restating and withdrawing them."""

from __future__ import annotations

from datetime import date

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import year_days
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.queries import posts_with
from baro.statistics import verbs as v
from baro.statistics.flow import State
from baro.statistics.keeping import frozen
from baro.statistics.models import Publication, PublishedFigure, sealed
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify


def freeze(*, unit: Unit, year: int, title: str, by: Actor) -> Publication:
    """Freeze every figure of a unit's year, for a second person to publish; gives them.

    Raises Refused, beside the field, for a year that has not ended, and for figures that were published already or
    wait for that.
    """
    first, last = year_days(year)
    if last >= timezone.localdate():
        sentence = _("The year %(year)s has not ended yet. Choose an earlier year.") % {"year": year}
        raise Refused(sentence, fields={"year": sentence})
    with transaction.atomic():
        _refuse_twice(_locked(unit), first, last)
        return _frozen(Publication(unit=unit, title=title, first_on=first, last_on=last), by=by)


def publish(pk: int, *, by: Actor) -> Publication:
    """Publish frozen figures, in place of those that they restate."""
    with change(Publication, pk, v.PUBLISH, by=by) as (publication, tell):
        if publication.restates_id:
            _replace(publication.restates_id, publication, by=by)
        Publication.FLOW.move(publication, v.PUBLISH)
        _sign(publication, by=by)
        publication.save(update_fields=["state", "publisher_title", "published_at"])
        event = tell(unit=publication.unit.name, period=publication.period, version=publication.version)
        notify(event, publication, Reason.FINISHED, [publication.frozen_post_id])
    return publication


def discard(pk: int, *, reason: str, by: Actor) -> Publication:
    """Give up frozen figures that nobody published yet."""
    return _end(pk, v.DISCARD, reason, by=by)


def withdraw(pk: int, *, reason: str, by: Actor) -> Publication:
    """Withdraw published figures without others in their place; they stay to be read."""
    return _end(pk, v.WITHDRAW, reason, by=by)


def restate(pk: int, *, reason: str, by: Actor) -> Publication:
    """Freeze the figures anew as the next version, for a second person to publish; gives the new ones.

    Raises Refused when a next version waits already.
    """
    with change(Publication, pk, v.RESTATE, by=by) as (former, tell):
        unit, days = _locked(former.unit), (former.first_on, former.last_on)
        _refuse_waiting(unit, *days)
        new = _successor(former, title=former.title, reason=reason)
        _frozen(new, former, by=by)
        tell(new, version=new.version, reason=reason)
    return new


@transaction.atomic
def publish_with(report: models.Model, unit: Unit, year: int, *, by: Actor) -> Publication:
    """Freeze and publish the figures of a unit's year, because a report that prints them was approved; gives them.

    To be called in the transaction of the approval: the second person is the one who approved. Where the very same
    figures are published already, these are given; others are replaced, with the report as the reason. Raises
    NotPermitted when the actor does not see the figures of the unit.
    """
    first, last = year_days(year)
    former = Publication.objects.of(_locked(unit), first, last).published().first()  # sees: asked by the policy
    new = Publication(unit=unit, title=str(report)[:300], first_on=first, last_on=last)
    if former:
        reason = _("Approved with “%(report)s”.") % {"report": report}
        new = _successor(former, title=new.title, reason=reason)
    figures = frozen(unit, first, last)
    if former and former.digest == sealed(figures):
        return former
    new.state = State.PUBLISHED
    _sign(new, by=by)
    if former:
        _replace(former.pk, new, by=by)
    facts = {"unit": unit.name, "period": new.period, "report": str(report)}
    _fill(new, figures, by=by)
    create(new, v.KEEP, report, *filter(None, [former]), by=by, **facts)
    _save(new, figures)
    return new


def _frozen(publication: Publication, *also: models.Model, by: Actor) -> Publication:
    """Count, keep and tell new figures that wait for a second person."""
    if by.post_id is None:
        raise NotPermitted(_("Only a person in a post can freeze figures."))
    figures = frozen(publication.unit, publication.first_on, publication.last_on)
    _fill(publication, figures, by=by)
    facts = {
        "unit": publication.unit.name,
        "period": publication.period,
        "count": sum(not one.is_before for one in figures),
    }
    _made, event = create(publication, v.FREEZE, *also, by=by, **facts)
    _save(publication, figures)
    notify(event, publication, Reason.DECIDE, posts_with(v.PUBLISH.permission, publication.unit))
    return publication


def _fill(publication: Publication, figures: list[PublishedFigure], *, by: Actor) -> None:
    publication.digest = sealed(figures)
    publication.frozen_at, publication.organisation_on = timezone.now(), timezone.localdate()
    publication.frozen_by_id, publication.frozen_post_id, publication.frozen_title = by.person_id, by.post_id, by.title


def _save(publication: Publication, figures: list[PublishedFigure]) -> None:
    for figure in figures:
        figure.publication = publication
    PublishedFigure.objects.bulk_create(figures, batch_size=200)


def _sign(publication: Publication, *, by: Actor) -> None:
    publication.publisher_title, publication.published_at = by.title, timezone.now()


def _successor(former: Publication, *, title: str, reason: str) -> Publication:
    """The next version of figures, not filled yet."""
    days = {"first_on": former.first_on, "last_on": former.last_on}
    return Publication(
        unit=former.unit, title=title, version=former.version + 1, restates=former, reason=reason, **days
    )


def _replace(pk: int, new: Publication, *, by: Actor) -> None:
    """Let a version be history."""
    with change(Publication, pk, v.REPLACE, by=by) as (former, tell):
        Publication.FLOW.move(former, v.REPLACE)
        former.save(update_fields=["state"])
        tell(*([new] if new.pk else []), version=new.version, reason=new.reason)


def _end(pk: int, verb: Verb, reason: str, *, by: Actor) -> Publication:
    with change(Publication, pk, verb, by=by) as (publication, tell):
        Publication.FLOW.move(publication, verb)
        publication.ended_because = reason
        publication.save(update_fields=["state", "ended_because"])
        notify(tell(reason=reason), publication, Reason.RETURNED, [publication.frozen_post_id])
    return publication


def _locked(unit: Unit) -> Unit:
    """The unit, whose row is the lock of its figures: two people freeze them one after the other."""
    return Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)


def _refuse_twice(unit: Unit, first: date, last: date) -> None:
    if Publication.objects.of(unit, first, last).published().exists():  # sees: whoever may freeze sees the figures
        sentence = _("These figures are published already. Restate them on their page if they changed.")
        raise Refused(sentence, fields={"year": sentence})
    _refuse_waiting(unit, first, last)


def _refuse_waiting(unit: Unit, first: date, last: date) -> None:
    if Publication.objects.of(unit, first, last).filter(state=State.FROZEN).exists():  # sees: as above
        sentence = _("These figures are frozen already and wait to be published. Publish or discard them first.")
        raise Refused(sentence, fields={"year": sentence})
