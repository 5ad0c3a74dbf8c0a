"""What the page of a post shows, and what is done to it and to the tenures in it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.directory.web.facts.changing import PREVIEW, spoken_of
from baro.directory.web.facts.forms import ChangePostForm, CorrectTenureForm
from baro.directory.web.facts.histories import history_of, records_of, stretch_of
from baro.directory.web.posts.forms import AppointForm, ClosePostForm, CountAsForm, ReleaseForm
from baro.directory.web.posts.list import counted_as
from baro.directory.web.posts.post import TOLD, TOLD_OF_TENURE, held_over_time
from baro.kernel.decisions import ask
from baro.org import verbs as v
from baro.org.actors import Actor
from baro.org.facts.actions import changing
from baro.org.models import Handover, Person, Post, Proposal, Tenure, TenureKind
from baro.org.posts.actions import appointing
from baro.org.posts.actions import opening as posts
from baro.org.powers.actions import proposing
from baro.org.queries import day_of
from baro.ui.http import Begun, Request
from baro.ui.records import Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, alone, elsewhere
from baro.ui.words.cells import badge


def _proposed(proposal: Proposal) -> Begun:
    """The page of a proposal: nothing is done to the post yet."""
    return Begun(proposal.get_absolute_url())


def _appoint(pk: int, *, person: Person | None, kind: str, by: Actor, **more: Any) -> Post | Begun:
    if "basis_on" in more:
        more.pop("also_if_known")
        proposal = proposing.propose_appointment(_seen(pk, by), person=person, kind=TenureKind(kind), by=by, **more)
        return _proposed(proposal)
    return appointing.appoint(pk, person.pk if person else None, kind=TenureKind(kind), by=by, **more).post


def _release(pk: int, *, person: Person, by: Actor, **more: Any) -> Post | Begun:
    if "basis_on" in more:
        return _proposed(proposing.propose_release(_seen(pk, by), person=person, by=by, **more))
    return appointing.release(pk, person.pk, by=by, **more).post


def _seen(pk: int, by: Actor) -> Post:
    return get_object_or_404(Post.objects.visible_to(by).select_related("unit"), pk=pk)


def _correct(pk: int, *, by: Actor, **more: Any) -> Post:
    tenure = get_object_or_404(Tenure, pk=pk)
    return appointing.correct_tenure(tenure.post_id, pk, by=by, **more).post


def _post(_request: Request, post: Post) -> dict[str, Any]:
    return {"post": post}


def _days(_request: Request, tenure: Tenure) -> dict[str, Any]:
    stretch = stretch_of(tenure)
    return {"first": stretch.first, "last": stretch.last}


def _is_open(post: Post) -> bool:
    return post.closed_on is None


VERBS = (
    VerbPage(
        v.APPOINT,
        _appoint,
        AppointForm,
        lead=_("The duties hang on the post: who holds it finds everything that is open."),
        options=_post,
        only=_is_open,
    ),
    VerbPage(
        v.RELEASE,
        _release,
        ReleaseForm,
        lead=_("A handover is drafted; until it is signed it stands on the page of the post."),
        options=_post,
        only=_is_open,
    ),
    VerbPage(v.CHANGE_POST, changing.change_post, ChangePostForm, options=spoken_of, preview=PREVIEW),
    VerbPage(v.CLOSE_POST, posts.close_post, ClosePostForm, options=_post, only=_is_open),
    VerbPage(
        v.COUNT_AS,
        alone(posts.count_as),
        CountAsForm,
        initial=lambda _request, post: {"kind": post.quota},
        many=posts.count_as,
        only=elsewhere,
    ),
)


def _current(actor: Actor) -> QuerySet[Tenure]:
    """The tenures that are believed, of the posts that the actor may see."""
    seen = Post.objects.visible_to(actor).order_by().values("pk")
    return Tenure.objects.current().filter(post__in=seen)


def _beside(request: Request, post: Post) -> dict[str, Any]:
    """What the pieces show, fetched at once."""
    today = timezone.localdate()
    tenures = list(post.tenures.select_related("person", "post", "recorded", "superseded").order_by("-period", "-pk"))
    handovers = Handover.objects.visible_to(request.actor).for_list()
    held = held_over_time(post, tenures, today, request.actor)
    return {
        "held": held,
        "vacant": not any(one.is_now for one in held),
        "signed": (),  # plans decide about units
        "tenures": records_of(tenures, TOLD_OF_TENURE),
        "handovers": handovers.filter(post__in=[post.pk, *post.answers_for]),
        "history": history_of(post.facts, "unit", told=TOLD, day=day_of(post), today=today),
        "correct": v.CHANGE_POST.code if ask(request.actor, v.CHANGE_POST, post) else "",
    }


def _standing(post: Post, beside: dict[str, Any]) -> str:
    if post.closed_on:
        return badge(_("closed"), "warn")
    return badge(_("vacant"), "warn") if beside["vacant"] else ""


FACTS = (
    Fact("unit", linked=True),
    Fact("rank"),
    Fact("quota", cell=counted_as, always=True),
    Fact("closed_on"),
    Fact("successor", linked=True),
)
PAGE = RecordPage(
    crumbs=("org.units", lambda post: post.unit),
    heading=lambda post: post.name,
    badges=(lambda post, _beside: badge(post.get_rank_display()), _standing),
    beside=_beside,
    sections=(
        Facts("", FACTS),
        Piece("directory/post_held.html"),
        Piece("directory/over_time.html"),
        Piece("directory/handovers.html"),
    ),
)
POSTS = RecordPages(Post, "posts", VERBS, page=PAGE, related=("unit", "successor__unit"))
TENURES = RecordPages(
    Tenure,
    "tenures",
    (
        VerbPage(
            v.CORRECT_TENURE,
            _correct,
            CorrectTenureForm,
            lead=lambda tenure: f"{tenure.person} · {tenure.get_kind_display()}",
            initial=_days,
            beside=lambda _request, tenure: {"record": tenure.post},
            about=lambda tenure: tenure.post,
        ),
    ),
    related=("person", "post__unit"),
    rows=_current,
)
