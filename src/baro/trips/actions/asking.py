"""Asking for a trip, deciding about it, and taking the request back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify
from baro.trips.models import Trip
from baro.trips.verbs import APPROVE, CANCEL, REFUSE, REQUEST


def request(*, unit: Unit, destination: str, purpose: str, day: date, seats: int, by: Actor) -> Trip:
    """Ask for the unit's car; gives the trip.

    Raises Refused, beside the field, for a day that is over.
    """
    if day < timezone.localdate():
        sentence = _("This day is over. Choose today or a later day.")
        raise Refused(sentence, fields={"day": sentence})
    asked = {"unit": unit, "destination": destination, "purpose": purpose, "day": day, "seats": seats}
    trip = Trip(requester_id=by.post_id or 0, asked_by_id=by.person_id, **asked)
    return create(trip, REQUEST, by=by, destination=destination)[0]


def approve(trip_id: int, *, by: Actor) -> Trip:
    """Say yes."""
    return _decide(trip_id, APPROVE, by=by)


def refuse(trip_id: int, *, reason: str, by: Actor) -> Trip:
    """Say no, and why."""
    return _decide(trip_id, REFUSE, by=by, reason=reason)


def cancel(trip_id: int, *, reason: str, by: Actor) -> Trip:
    """Take a request back, or give up a trip that was approved."""
    with change(Trip, trip_id, CANCEL, by=by) as (trip, tell):
        Trip.FLOW.move(trip, CANCEL)
        trip.save(update_fields=["state"])
        tell(reason=reason)
    return trip


def _decide(trip_id: int, verb: Verb, *, by: Actor, **facts: Any) -> Trip:
    """Move the trip, and bring the answer to the post that asked."""
    with change(Trip, trip_id, verb, by=by) as (trip, tell):
        Trip.FLOW.move(trip, verb)
        trip.save(update_fields=["state"])
        notify(tell(**facts), trip, Reason.INFORMED, [trip.requester_id])
    return trip
