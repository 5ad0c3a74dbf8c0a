"""Opening a post in a unit that stands, saying what it is counted as, closing it: outside of a reorganisation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.decisions import require
from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.kernel.wordings import coded
from baro.org.actions.founding import first_facts_of
from baro.org.actors import Actor
from baro.org.handovers.actions.handing_over import draft_at_closing
from baro.org.models import Mandate, Post, PostFacts, PostRank, Unit
from baro.org.powers.actions.mandating import refuse_wide
from baro.org.powers.last_keeper import somebody_keeps
from baro.org.powers.second_person import refuse_own
from baro.org.reorganising.actions.carrying_out import tree
from baro.org.reorganising.actions.carrying_out.held import said_anew
from baro.org.reorganising.actions.carrying_out.posts import end_tenures, hand_on
from baro.org.retelling.mandates import as_fact
from baro.org.retelling.saying import said_of
from baro.org.staffing.counting import kind_name, kind_names
from baro.org.verbs import CLOSE_POST, COUNT_AS, OPEN
from baro.trail.changes import Batch, change, change_many, create


def open_post(
    unit_id: int, *, name: str, rank: PostRank, since: date, by: Actor, quota: str = "", like: Post | None = None
) -> Post:
    """Open a post in a unit from a day on; it may do what the post ``like`` may do in its own unit.

    Raises Refused for a day before the unit existed or in the future, and for a name that a post there bears already.
    """
    with transaction.atomic():
        unit = get_object_or_404(Unit.objects.visible_to(by).open(), pk=unit_id)
        post = Post(unit=unit, name=" ".join(name.split()), rank=rank, quota=quota.strip())
        require(by, OPEN, post)
        _refuse_unfit(post, since)
        mandates = _mandates_like(like, post, by)
        post, event = create(post, OPEN, unit, by=by, since=since, said=said_of(post), carries=as_fact(mandates))
        first_facts_of(post, since, event).save(force_insert=True)
        Mandate.objects.bulk_create(mandates)
    return post


def _refuse_unfit(post: Post, since: date) -> None:
    first = post.unit.facts.filter(superseded=None).order_by("period").first()
    if since > timezone.localdate() or (first and first.period.lower and since < first.period.lower):
        sentence = _("Choose a day from the founding of the unit until today.")
        raise Refused(sentence, fields={"since": sentence})
    if Post.objects.open().filter(unit=post.unit, name__iexact=post.name, rank=post.rank).exists():
        sentence = _("The unit has a post “%(post)s” already; call this one otherwise.") % {"post": post.name}
        raise Refused(sentence, fields={"name": sentence})


def _mandates_like(like: Post | None, post: Post, by: Actor) -> list[Mandate]:
    """What another post may do in its own unit, for this post in this unit; what it may do elsewhere is not copied.

    Raises Refused, beside ``like``, when that is more power over the organisation than the opener has.
    """
    mandates = list(Mandate.objects.filter(post=like, unit=like.unit_id)) if like else []
    for mandate in mandates:
        here, below = ((), mandate.permissions) if mandate.includes_below else (mandate.permissions, ())
        try:
            refuse_wide(post.unit, here, below, by)
        except Refused as refusal:
            raise Refused(refusal.sentence, fields={"like": refusal.sentence}) from None
    return [
        Mandate(
            post=post,
            unit=post.unit,
            includes_below=m.includes_below,
            permissions=m.permissions,
            limited_to=m.limited_to,
        )
        for m in mandates
    ]


def count_as(post_ids: Iterable[int], *, kind: str, since: date, by: Actor) -> Batch[Post]:
    """Count posts as a kind of staffing from a day on, today or before.

    Raises Refused for a day in the future and a kind that the rulebook does not know that day.
    """
    _refuse_unknown(kind, since)
    with transaction.atomic():
        with change_many(Post, post_ids, COUNT_AS, by=by) as batch:
            running = _facts_that_go_on(batch, since)
            for post in batch.records:
                post.quota = kind
                told = coded("org.staffing", kind) if kind else "—"
                batch.tell(post, kind=told, since=since, said={"quota": kind})
            Post.objects.bulk_update(batch.records, ["quota"], batch_size=1000)
        deeds = {post.pk: event for post, event in zip(batch.records, batch.events, strict=True)}
        said_anew(running.values(), since, deeds={one.pk: deeds[post] for post, one in running.items()}, quota=kind)
    return batch


def _refuse_unknown(kind: str, since: date) -> None:
    if since > timezone.localdate():
        sentence = _("Choose a day up to today.")
        raise Refused(sentence, fields={"since": sentence})
    if kind and kind not in kind_names(since):
        sentence = _("On %(day)s nothing was counted as “%(kind)s”; choose another kind or another day.")
        sentence %= {"day": spoken_day(since), "kind": kind_name(kind, since)}
        raise Refused(sentence, fields={"kind": sentence})


def _facts_that_go_on(batch: Batch[Post], since: date) -> dict[int, PostFacts]:
    """What is believed of each post from the day on; posts that did not exist yet or change later are refused."""
    keys = [post.pk for post in batch.records]
    facts = PostFacts.objects.current().filter(post__in=keys, period__overlap=(since, None))
    found: dict[int, list[PostFacts]] = {pk: [] for pk in keys}
    for one in facts:
        found[one.post_id].append(one)
    for post in list(batch.records):
        if len(found[post.pk]) != 1 or since not in found[post.pk][0].period:
            batch.refuse(post, _("The post was opened or changed after that day; choose a later one."))
    return {post.pk: found[post.pk][0] for post in batch.records}


def close_post(post_id: int, *, successor: Post, reason: str, by: Actor) -> Post:
    """Close a post today; its open permissions go to another post of the unit, and its holder hands them over.

    Raises Refused when the other post is none that stands in the same unit, or something is planned for this one.
    """
    today = timezone.localdate()
    with change(Post, post_id, CLOSE_POST, by=by) as (post, tell), somebody_keeps():
        refuse_own(by, post, successor)  # who answers for a post decides on what its holder was doing
        if successor.pk == post.pk or successor.closed_on or successor.unit_id != post.unit_id:
            sentence = _("Choose another post of the same unit that stands; between units only a reorganisation moves.")
            raise Refused(sentence, fields={"successor": sentence})
        if later := tree.later_facts(PostFacts, [post.pk], today):
            raise Refused(_("The post changes on %(day)s; take that back first.") % {"day": spoken_day(later[1])})
        event = tell(successor=successor.name, reason=reason.strip())
        draft_at_closing({post.pk: successor.pk}, day=today, by=by)
        post.closed_on, post.successor = today, successor
        post.save(update_fields=["closed_on", "successor"])
        tree.record_facts(PostFacts, [post.pk], today, event.pk)
        end_tenures([post.pk], today, event.pk)
        hand_on([post.pk])
    return post
