"""Importing lists of units, posts, people and tenures: brought, checked, and then written as a whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from baro.kernel.decisions import require
from baro.kernel.errors import Refused
from baro.org.actions.founding import Carried, Founding, Opening, found, open_posts
from baro.org.actors import Actor
from baro.org.importing.checking import Checked, check_content, limits_on
from baro.org.importing.checks import NUMBERED, Case
from baro.org.importing.known import OWN_KEY, KnownPost
from baro.org.importing.verbs import BRING_LIST, CHECK_LIST
from baro.org.models import Import, Mandate, Person, Post, PostRank, Tenure, TenureKind, UnitKind
from baro.org.powers.second_person import above, refuse_alone
from baro.org.reorganising.actions.carrying_out import tree
from baro.org.verbs import APPOINT, APPOINT_ACTING, IMPORT
from baro.sheets.reading import Row, Step
from baro.sheets.remedies import refusal
from baro.trail.changes import change, create, tell_many

BATCH = 2000
T = TypeVar("T")


class Changed(Refused):
    """The organisation is another than the one against which the file was checked."""


def bring(name: str, content: bytes, *, by: Actor) -> Import:
    """Keep a file to be checked; what the same person brought before and did not import is forgotten.

    Raises Refused for a file that is too large.
    """
    limits = limits_on(timezone.localdate())
    if len(content) > limits.largest_bytes:
        raise refusal("too_large", name=name, most=limits.largest_mib)
    digest = hashlib.sha256(content).hexdigest()
    record = Import(person_id=by.person_id, brought_at=timezone.now(), name=name[-200:], content=content, digest=digest)
    with transaction.atomic():
        record, _event = create(record, BRING_LIST, by=by, file=record.name, digest=digest)
        Import.objects.filter(person=by.person_id, imported=None).exclude(pk=record.pk).delete()
    return record


def forget(today: date) -> int:
    """Forget what was brought long ago and never imported; returns how many files that were."""
    limit = timezone.now() - timedelta(days=limits_on(today).kept_days)
    count, _by_model = Import.objects.filter(imported=None, brought_at__lt=limit).delete()
    return count


def check(import_id: int, *, by: Actor, step: Step = lambda _count: None) -> Import:
    """Check a file that was brought, and keep what was found.

    Raises Refused when it is none of lists.
    """
    record: Import = Import.objects.visible_to(by).get(pk=import_id)
    checked = check_content(bytes(record.content), record.name, by=by, step=step)
    with change(Import, import_id, CHECK_LIST, by=by) as (record, tell):
        record.outcome = checked.outcome(limits_on(timezone.localdate()))
        record.save(update_fields=["outcome"])
        tell(file=record.name, outcome=checked.digest)
    return record


def carry_in(import_id: int, digest: str, *, by: Actor, step: Step = lambda _count: None) -> Import:
    """Import a checked file whole: exactly what was shown under the digest, in one transaction.

    Raises Refused, and writes nothing, when the organisation changed meanwhile; what would happen now is kept then.
    """
    try:
        with change(Import, import_id, IMPORT, by=by) as (record, tell):
            tree.lock()
            checked = check_content(bytes(record.content), record.name, by=by, step=step)
            if checked.digest != digest or checked.case.lists.mistakes:
                raise Changed(_("The organisation changed since the file was checked; look again at what it would do."))
            _write(checked, by=by, step=step)
            counts = {code: len(checked.new(code)) for code in ("units", "posts", "people", "tenures")}
            record.imported = tell(file=record.name, **counts)
            record.save(update_fields=["imported"])
    except (Changed, IntegrityError) as changed:
        check(import_id, by=by)
        sentence = _("The organisation changed since the file was checked; look again at what it would do.")
        raise Changed(sentence) from changed
    return record


def _write(checked: Checked, *, by: Actor, step: Step) -> None:
    """Units, then posts, people, tenures."""
    case, today = checked.case, timezone.localdate()
    for batch in _batches(_foundings(case, checked.new("units"))):
        found(batch, since=today, by=by)
        step(len(batch))
    posts = _open(checked, by=by, today=today, step=step)
    people = _add_people(checked, step)
    _appoint(checked, posts, people, by=by, step=step)


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _foundings(case: Case, rows: Sequence[Row]) -> list[Founding]:
    """The units to be founded, parents before children whatever their order in the file."""
    return [
        Founding(row["code"], row["name"], UnitKind(row["kind"]), row["parent"], row["suffix"], row["since"])
        for row in sorted(rows, key=lambda row: case.tops[row["code"]][1])
    ]


def _open(checked: Checked, *, by: Actor, today: date, step: Step) -> dict[int, Post]:
    """Open the new posts; returns them by their rows."""
    permissions: dict[int, list[Mandate]] = {}
    likes = {post.pk: post.unit.pk for post in checked.case.likes.values()}
    for mandate in Mandate.objects.filter(post__in=likes).order_by("pk"):
        if mandate.unit_id == likes[mandate.post_id]:
            permissions.setdefault(mandate.post_id, []).append(mandate)
    opened: dict[int, Post] = {}
    for batch in _batches(checked.new("posts")):
        posts = open_posts([_opening(row, checked, permissions) for row in batch], since=today, by=by)
        opened |= {row.number: post for row, post in zip(batch, posts, strict=True)}
        step(len(batch))
    return opened


def _opening(row: Row, checked: Checked, permissions: dict[int, list[Mandate]]) -> Opening:
    """A post with the permissions of the one it is like, each in its own unit; without one it carries none."""
    like = checked.case.likes.get(row.number)
    carried = permissions.get(like.pk, []) if like else []
    return Opening(
        row["unit"],
        row["name"],
        rank=PostRank(row["rank"]),
        carries=tuple(Carried(row["unit"], tuple(m.permissions), m.includes_below, m.limits) for m in carried),
        quota=row["quota"],
        since=row["since"],
    )


def _add_people(checked: Checked, step: Step) -> dict[int, Person]:
    """Add the new people, and give those a number who get theirs; returns everybody by their rows."""
    people: dict[int, Person] = dict(checked.crowd.recorded)
    for batch in _batches(checked.new("people")):
        added = [Person(name=row["name"], number=_number(row)) for row in batch]
        Person.objects.bulk_create(added)
        people |= {row.number: person for row, person in zip(batch, added, strict=True)}
        step(len(batch))
    numbered = [row for row in checked.case.lists.rows["people"] if row.result == NUMBERED]
    for row in numbered:
        people[row.number].number = _number(row)
    Person.objects.bulk_update([people[row.number] for row in numbered], ["number"], batch_size=BATCH)
    return people


def _number(row: Row) -> str | None:
    """The number of a personnel file; a key that Baro gave out is none."""
    return row["number"] if row["number"] and not row["number"].startswith(OWN_KEY) else None


def _appoint(checked: Checked, opened: dict[int, Post], people: dict[int, Person], *, by: Actor, step: Step) -> None:
    """Give the posts their holders and acting holders."""
    rows, places = checked.new("tenures"), checked.crowd.places
    known = [place.pk for row in rows if isinstance(place := places[row.number], KnownPost)]
    recorded: dict[int, Post] = Post.objects.select_related("unit").in_bulk(known)

    def post_of(row: Row) -> Post:
        place = places[row.number]
        return recorded[place.pk] if isinstance(place, KnownPost) else opened[place.number]

    def person_of(row: Row) -> Person:
        who = checked.crowd.holders[row.number]
        return who if isinstance(who, Person) else people[who.number]

    for kind, verb in ((TenureKind.HOLDER, APPOINT), (TenureKind.ACTING, APPOINT_ACTING)):
        for batch in _batches([row for row in rows if row["kind"] == kind]):
            held = [(row, person_of(row), post_of(row)) for row in batch]
            for _row, _person, post in held:
                require(by, verb, post)
            if over := above(by, [post.pk for _row, _person, post in held]):
                refuse_alone(by, next(post for _row, _person, post in held if post.pk in over))
            told: list[Any] = [(post, {"name": who.name, "since": row["from"]}) for row, who, post in held]
            events = tell_many(verb, told, by=by, facts={})
            Tenure.objects.bulk_create(
                Tenure(person=who, post=post, kind=kind, period=_period(row), recorded=event)
                for (row, who, post), event in zip(held, events, strict=True)
            )
            step(len(batch))


def _period(row: Row) -> DateRange:
    return DateRange(row["from"], row["to"] or None, "[]")
