"""The pages on which posts are opened, counted and closed, people appointed and released, quotas given."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.directory.web import post_forms as forms
from baro.kernel.decisions import require
from baro.kernel.errors import Refused
from baro.org import verbs as v
from baro.org.actions import appointing, posts, quotas
from baro.org.actors import Actor
from baro.org.models import Person, Post, TenureKind, Unit
from baro.trail.changes import Batch
from baro.ui.forms import act_on_many, act_through_form
from baro.ui.http import Request


def _post(request: Request, pk: int) -> Post:
    return get_object_or_404(Post.objects.visible_to(request.actor).select_related("unit"), pk=pk)


def _appoint(pk: int, *, person: Person | None, kind: str, by: Actor, **more: Any) -> Post:
    return appointing.appoint(pk, person.pk if person else None, kind=TenureKind(kind), by=by, **more).post


def appoint(request: Request, pk: int) -> HttpResponse:
    """Let somebody hold a post, or act in it."""
    post = _post(request, pk)
    return act_through_form(
        request,
        forms.AppointForm,
        partial(_appoint, pk),
        verb=v.APPOINT,
        record=post,
        initial={"since": timezone.localdate()},
        context={"lead": _("The duties hang on the post: who holds it finds everything that is open.")},
        post=post,
    )


def _release(pk: int, *, person: Person, by: Actor, **more: Any) -> Post:
    return appointing.release(pk, person.pk, by=by, **more).post


def release(request: Request, pk: int) -> HttpResponse:
    """End a tenure in a post."""
    post = _post(request, pk)
    return act_through_form(
        request,
        forms.ReleaseForm,
        partial(_release, pk),
        verb=v.RELEASE,
        record=post,
        initial={"last": timezone.localdate()},
        context={"lead": _("A handover is drafted; until it is signed it stands on the page of the post.")},
        post=post,
    )


def open_post(request: Request, pk: int) -> HttpResponse:
    """Open a post in a unit."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor).open(), pk=pk)
    require(request.actor, v.OPEN, Post(unit=unit))
    return act_through_form(
        request,
        forms.OpenPostForm,
        partial(posts.open_post, pk),
        initial={"since": timezone.localdate()},
        context={"verb": v.OPEN, "record": unit, "title": v.OPEN.label, "submit": v.OPEN.label},
    )


def close_post(request: Request, pk: int) -> HttpResponse:
    """Close a post."""
    post = _post(request, pk)
    return act_through_form(
        request, forms.ClosePostForm, partial(posts.close_post, pk), verb=v.CLOSE_POST, record=post, post=post
    )


def count_as(request: Request, pk: int) -> HttpResponse:
    """Say what a post is counted as."""
    post = _post(request, pk)
    return act_through_form(
        request,
        forms.CountAsForm,
        lambda **typed: only(posts.count_as([pk], **typed)),
        verb=v.COUNT_AS,
        record=post,
        initial={"kind": post.quota, "since": timezone.localdate()},
    )


def only(batch: Batch[Any]) -> None:
    """The outcome for a single record.

    Raises Refused with why it was left alone.
    """
    for refusal in batch.refused:
        raise Refused(refusal.sentence)


def count_many_as(request: Request) -> HttpResponse:
    """Say what the ticked posts are counted as."""
    return act_on_many(request, forms.CountAsForm, posts.count_as, verb=v.COUNT_AS)


def give_quota(request: Request, pk: int) -> HttpResponse:
    """Give a unit a quota."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor).select_related("parent"), pk=pk)
    return act_through_form(
        request,
        forms.QuotaForm,
        lambda **typed: only(quotas.give_quota([pk], **typed)),
        verb=v.GIVE_QUOTA,
        record=unit,
        initial={"since": timezone.localdate()},
        context={"lead": _("It covers the posts of the unit itself, and holds until another one is given.")},
    )
