"""Somebody's days as a calendar that programs read (iCalendar, RFC 5545): what is due and what happens, all-day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from baro.kernel import rulebook
from baro.org.accounts.verbs import CHANGE_PASSWORD, CLOSE, RESET
from baro.org.acting import actors_of_people
from baro.org.models import Account
from baro.trail.models import Event as Deed
from baro.trail.models import reference
from baro.ui.counts.dated import dated_kinds
from baro.ui.models import Feed
from baro.ui.rulebook import Outside

ENDS = [CLOSE.code, RESET.code, CHANGE_PASSWORD.code]  # after these an address made before opens nothing
PRODUCT = "-//Baro//Calendar//EN"
CHANGED = """
    SELECT subject, max(event.at) FROM trail_event event, unnest(event.subjects) AS subject
    WHERE event.subjects && %(names)s::varchar[] AND subject = ANY(%(names)s::varchar[]) GROUP BY subject
"""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a calendar: a record, its day, what is said of it, and where its page is."""

    name: str
    day: date
    said: str
    url: str
    kind: str


def owner_of(secret_digest: str) -> Account | None:
    """Whose calendar a secret opens; nobody's where the address was revoked, or the account closed or secured since."""
    feed = Feed.objects.filter(secret_digest=secret_digest, account__is_active=True).select_related("account").first()
    if feed is None or not secret_digest:
        return None
    ended = Deed.objects.about(feed.account).filter(verb_code__in=ENDS, at__gte=feed.made_at).exists()
    return None if ended else feed.account


def entries_of(account: Account, today: date) -> list[Entry]:
    """What the person sees today of the days of their own posts, each record once, the earliest day first."""
    rule = rulebook.in_force(Outside, on=today).body
    first = today - timedelta(days=rule.calendar_days_back)
    last = today + timedelta(days=rule.calendar_days_ahead)
    found = {entry.name: entry for entry in _found(account.person_id, first, last)}
    return list(islice(sorted(found.values(), key=lambda one: (one.day, one.name)), rule.calendar_entries))


def _found(person: int | None, first: date, last: date) -> Iterator[Entry]:
    actors = actors_of_people([person]).get(person, []) if person is not None else []
    for actor in actors:
        for kind in dated_kinds:
            for record in kind.between(actor, [actor.post_id or 0], first, last):
                url = settings.SITE + record.get_absolute_url()
                yield Entry(reference(record), kind.day_of(record), kind.said(record), url, str(kind.label))


def calendar_of(account: Account, today: date) -> bytes:
    """The calendar, in the person's language; the same bytes as long as nothing changes."""
    with translation.override(account.language or settings.LANGUAGE_CODE):
        entries = entries_of(account, today)
        changed = _changed(entry.name for entry in entries)
        calendar = Calendar()
        calendar.add("PRODID", PRODUCT)
        calendar.add("VERSION", "2.0")
        calendar.add("METHOD", "PUBLISH")
        calendar.add("X-WR-CALNAME", _("Baro: my days"))
        calendar.add("X-WR-TIMEZONE", settings.TIME_ZONE)
        calendar.add("X-PUBLISHED-TTL", "PT1H")
        for entry in entries:
            calendar.add_component(_event(entry, changed.get(entry.name)))
        return calendar.to_ical()


def _event(entry: Entry, changed: datetime | None) -> Event:
    """An entry of a whole day, which takes nobody's time; its UID is the record's name, so that it moves and stays."""
    host = settings.SITE.partition("://")[2].partition(":")[0].partition("/")[0]
    moment = (changed or timezone.make_aware(datetime.combine(entry.day, datetime.min.time()))).astimezone(UTC)
    event = Event()
    event.add("UID", f"{entry.name.replace(':', '.')}@{host}")
    event.add("DTSTAMP", moment)
    event.add("LAST-MODIFIED", moment)
    event.add("DTSTART", entry.day)
    event.add("DTEND", entry.day + DAY)
    event.add("SUMMARY", entry.said)
    event.add("CATEGORIES", [entry.kind])
    event.add("URL", entry.url)
    event.add("DESCRIPTION", entry.url)
    event.add("TRANSP", "TRANSPARENT")
    return event


def _changed(names: Iterable[str]) -> dict[str, datetime]:
    """When something was last told about each record: one statement."""
    asked = list(names)
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, {"names": asked})
        return dict(cursor.fetchall())
