"""Which approvals a draft needs before it is signed, and whose they are."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from baro.documents.drafted import Approval
from baro.documents.flow import State
from baro.documents.models import Document, DocumentQuerySet
from baro.documents.rulebook import Approving
from baro.documents.verbs import PRESENT
from baro.kernel import rulebook
from baro.kernel.wordings import wording
from baro.org.actors import Actor
from baro.org.models import Post, PostRank
from baro.org.queries import carriers_of, posts_with

wording("documents.step", lambda step: rulebook.today(Approving).called(step))

HEAD, OFFICE = "head_of_drafting_unit", "office"


def posts_of(step: str, document: Document) -> list[int]:
    """The posts that may take a step, without the drafter's own; who cannot read the register cannot take one."""
    if step == OFFICE:
        posts = posts_with(PRESENT.code, document.unit)
    else:
        heads = Post.objects.filter(rank=PostRank.HEAD, unit__in=_drafting_unit(document))  # sees: who heads it
        reading = carriers_of(document.unit, DocumentQuerySet.see_permission)
        posts = list(heads.filter(pk__in=reading).order_by("pk").values_list("pk", flat=True))
    return [post for post in posts if post != document.drafter_post_id]


def _drafting_unit(document: Document) -> list[int]:
    own = Post.objects.filter(pk=document.drafter_post_id or 0)  # sees: the unit of the drafter's post
    return list(own.values_list("unit_id", flat=True))


def steps_of(document: Document) -> list[str]:
    """The steps of a draft in their order.

    One that nobody but the drafter could take is left out; so is one that the same posts would take again.
    """
    way = rulebook.today(Approving).way_for(document.unit.kind, document.type)
    taken = [(step, posts_of(step, document)) for step in (way.steps if way else ())]
    return [
        step
        for at, (step, posts) in enumerate(taken)
        if posts and not any(set(posts) <= set(later) for _step, later in taken[at + 1 :])
    ]


def next_step(document: Document, digest: str) -> str:
    """The step that is open for the text of a digest; empty when all are taken.

    Where the rule asks after a change only for the last step, the earlier ones stand.
    """
    way = rulebook.today(Approving).way_for(document.unit.kind, document.type)
    approvals = list(Approval.objects.filter(document=document).values_list("step", "digest"))
    steps = steps_of(document)
    for step in steps:
        again = way is None or way.after_a_change == "all_steps" or step == steps[-1]
        stands = (step, digest) in approvals if again else step in dict(approvals)
        if not stands:
            return step
    return ""


def may_take(actor: Actor, document: Document) -> bool:
    """Whether the actor may take the step that is asked for now; nobody approves their own draft."""
    if actor.person_id is None or actor.person_id == document.drafter_id:
        return False
    if document.step == OFFICE:
        return bool(actor.holds(PRESENT, document.unit, document))
    return actor.post_id in posts_of(document.step, document)


def to_approve(actor: Actor, _day: date) -> Q:
    """The condition for drafts whose step is the actor's; it says the same as `may_take`."""
    heads = Post.objects.filter(pk=actor.post_id or 0, rank=PostRank.HEAD, unit=OuterRef("drafter_post__unit"))
    office = Q(step=OFFICE) & Document.objects.open_to(actor, PRESENT)
    head = Q(step=HEAD) & Exists(heads)
    own = Q(drafter=actor.person_id or 0)
    return Q(state=State.APPROVING) & (office | head) & ~own
