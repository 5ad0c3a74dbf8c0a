"""Talking about a record: a remark, its correction, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.org.acting import actors_at
from baro.org.actors import Actor
from baro.org.models import Post
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify, reference
from baro.ui import verbs as v
from baro.ui.models import Remark
from baro.ui.records.named import record_seen, who_sees
from baro.ui.records.talk import concerned_by
from baro.ui.rulebook import Talk


@dataclass(frozen=True, slots=True)
class Written:
    """A remark, and the posts that were mentioned and not told, because they do not see the record."""

    remark: Remark
    unseen: list[Post]


def write(record: Any, *, words: str, people: Iterable[Post] = (), by: Actor) -> Written:
    """Say something about a record, and tell the posts that are mentioned and see it.

    Who gives, owns or answers for the record is told as its part declares it. Raises Refused, beside the field, for too
    many words or people, and NotPermitted where the actor does not see the record.
    """
    rule, named = rulebook.today(Talk), list(people)
    _refuse_too_long(words, rule)
    if len(named) > rule.most_mentioned:
        sentence = _("You can mention up to %(most)s people. Remove some of them.") % {"most": rule.most_mentioned}
        raise Refused(sentence, fields={"people": sentence})
    remark = Remark(
        subject=reference(record), words=words.strip(), person_id=by.person_id or 0, post_id=by.post_id or 0
    )
    readers = {one.post_id: one.title for one in who_sees(record, actors_at([post.pk for post in named]).values())}
    facts = {"mentioned": list(readers.values())} if readers else {}
    remark, event = create(remark, v.WRITE, record, by=by, words=remark.words, **facts)
    notify(event, record, Reason.MENTIONED, readers)
    notify(event, record, Reason.INFORMED, concerned_by(record) - readers.keys())
    return Written(remark, [post for post in named if post.pk not in readers])


def correct(remark_id: int, *, words: str, by: Actor) -> Remark:
    """Say it otherwise; what was said before stays in the history.

    Raises Refused for too many words, and for the same.
    """
    _refuse_too_long(words, rulebook.today(Talk))
    with change(Remark, remark_id, v.CORRECT, by=by) as (remark, tell):
        former, remark.words = remark.words, words.strip()
        if former == remark.words:
            raise Refused(_("Nothing would change. Correct the words first."))
        remark.corrected_at = timezone.now()
        remark.save(update_fields=["words", "corrected_at"])
        tell(*_about(remark, by), former=former, now=remark.words)
    return remark


def withdraw(remark_id: int, *, reason: str, by: Actor) -> Remark:
    """Take a remark back; that it was there, and what it said, stays in the history."""
    with change(Remark, remark_id, v.WITHDRAW, by=by) as (remark, tell):
        remark.withdrawn_at = timezone.now()
        remark.save(update_fields=["withdrawn_at"])
        tell(*_about(remark, by), reason=reason)
    return remark


def _about(remark: Remark, by: Actor) -> list[Any]:
    """The record, so that its timeline tells the deed as well; the policy has seen to it that the actor sees it."""
    return [record_seen(by, remark.subject)]


def _refuse_too_long(words: str, rule: Talk) -> None:
    if len(words.strip()) > rule.longest_remark:
        sentence = _("The remark is too long. Use up to %(most)s characters.") % {"most": rule.longest_remark}
        raise Refused(sentence, fields={"words": sentence})
