"""What a digest tells: what waits for somebody in each of their posts, and which notices are new.

It is gathered for many people at once: the number of statements follows the kinds of records, never the people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from baro.kernel import rulebook
from baro.org.acting import actors_of_people
from baro.org.actors import Actor
from baro.trail.models import Notice
from baro.ui.addresses import address_of
from baro.ui.counts.opening import address
from baro.ui.counts.waiting import TO_DO, Waiting, counts_of, first_keys, kinds
from baro.ui.models import Digest
from baro.ui.records.named import seen_among
from baro.ui.rulebook import Outside


@dataclass(frozen=True, slots=True)
class Line:
    """A record in a digest: what it is called, and the address of its page."""

    title: str
    url: str
    reason: Any = ""


@dataclass(frozen=True, slots=True)
class OfKind:
    """How many records of a kind wait, where they all are, and the first of them."""

    kind: Waiting
    count: int
    first: list[Line]

    @property
    def url(self) -> str:
        """The list of all of them."""
        return address(self.kind)


@dataclass(slots=True)
class InPost:
    """What somebody is told as the holder of one of their posts."""

    actor: Actor
    kinds: list[OfKind] = field(default_factory=list)
    news: list[Line] = field(default_factory=list)
    unseen: int = 0  # new notices about records that the reader does not see any more

    def __bool__(self) -> bool:
        return bool(self.kinds or self.news or self.unseen)

    @property
    def waiting(self) -> int:
        """How many records wait; those that stand under another kind as well are not counted twice."""
        return sum(one.count for one in self.kinds if one.kind.section in TO_DO)


@dataclass(frozen=True, slots=True)
class Letter:
    """The content of one digest; without any post there is nothing to tell."""

    digest: Digest
    until: datetime
    posts: list[InPost]

    @property
    def waiting(self) -> int:
        """How many records wait in all posts."""
        return sum(post.waiting for post in self.posts)

    @property
    def new(self) -> int:
        """How many notices are new in all posts."""
        return sum(len(post.news) + post.unseen for post in self.posts)


def gathered(digests: Sequence[Digest], now: datetime, day: date) -> list[Letter]:
    """The letters of some digests, as of now; each has only what its person sees today in the posts they hold."""
    rule = rulebook.in_force(Outside, on=day).body
    until = now - timedelta(minutes=rule.settling_minutes)
    people = [digest.account.person_id for digest in digests if digest.account.person_id is not None]
    held = actors_of_people(people, on=day)
    posts = {d.pk: [InPost(actor) for actor in held.get(d.account.person_id or 0, ())] for d in digests}
    every = [one for some in posts.values() for one in some]
    _add_what_waits(every, day, rule.rows_of_a_kind)
    since = {one.actor.post_id or 0: d.told_until for d in digests for one in posts[d.pk]}
    _add_news(every, since, until, rule.notices_in_a_letter)
    return [Letter(digest, until, [one for one in posts[digest.pk] if one]) for digest in digests]


def _add_what_waits(posts: list[InPost], day: date, most: int) -> None:
    counts = counts_of([one.actor for one in posts], day)
    for kind in kinds(*TO_DO):
        asked = [(n, posts[n].actor) for n, found in enumerate(counts) if found[kind.code]]
        keys = first_keys(kind, asked, day, most)
        titles = _titles(kind.inbox.among(Actor.nobody(), day).model, keys.values())
        for n, _actor in asked:
            first = [titles[pk] for pk in keys[n] if pk in titles]
            posts[n].kinds.append(OfKind(kind, counts[n][kind.code], first))


def _titles(model: Any, keys: Iterable[list[int]]) -> dict[int, Line]:
    """What the records are called: what waits for somebody was found among what they see."""
    found = model._base_manager.in_bulk({pk for some in keys for pk in some})
    return {pk: Line(str(record), record.get_absolute_url()) for pk, record in found.items()}


def _add_news(posts: list[InPost], since: dict[int, datetime], until: datetime, most: int) -> None:
    """Add the notices that nobody has read, told since the last digest: by name, where the reader sees the record."""
    numbers = {one.actor.post_id: n for n, one in enumerate(posts)}
    notices = _new_notices(since, until, most)
    seen = seen_among([one.actor for one in posts], {notice.subject for notice in notices})
    counts: Counter[int] = Counter()
    named: dict[int, list[Line]] = defaultdict(list)
    for notice in notices:
        n = numbers[notice.post_id]
        if (n, notice.subject) in seen:
            line = Line(notice.title, address_of(notice.subject), notice.get_reason_display())
            named[n].append(line)
        else:
            counts[n] += 1
    for n, one in enumerate(posts):
        one.news, one.unseen = named[n], counts[n]


def _new_notices(since: dict[int, datetime], until: datetime, most: int) -> list[Notice]:
    """The newest unread notices of each post between the last digest and this one, at most so many: one statement."""
    if not since:
        return []
    found = Q()
    for moment in sorted(set(since.values())):
        posts = [post for post, told in since.items() if told == moment]
        found |= Q(post_id__in=posts, event__at__gte=moment, event__at__lt=until)
    place = Window(RowNumber(), partition_by=F("post_id"), order_by=F("pk").desc())
    rows = Notice.objects.unread().filter(found).annotate(place=place).filter(place__lte=most)
    return list(rows.order_by("post_id", "-pk"))
