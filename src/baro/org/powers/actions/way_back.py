"""The way back into an organisation that nobody keeps any more, for whoever runs the server."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.permissions import all_permissions
from baro.org.actors import UNLIMITED, Actor
from baro.org.models import Mandate, Person, Post, Tenure, TenureKind, Unit
from baro.org.posts.actions.appointing import appoint
from baro.org.powers.actions.mandating import set_mandate
from baro.org.powers.last_keeper import KEPT

KEEPING = ("org.see", *KEPT, "installation.keep", "operation.see")  # what the first administrator had


def let_keep_all(person: Person, *, by: Actor) -> Post:
    """Let somebody keep the whole organisation again; gives the post in which they do.

    The post that has these powers takes them in: as its holder where it is vacant, else acting. Where no post has
    them any more, the post that they hold gets them. Raises Refused for who holds none then.
    """
    today = timezone.localdate()
    with transaction.atomic():
        keeping = _keeping_posts()
        if own := next((post for post in keeping if Tenure.objects.on(today).filter(post=post, person=person)), None):
            return own
        if keeping:
            post = next((one for one in keeping if not _taken(one, TenureKind.HOLDER)), keeping[0])
            kind = TenureKind.ACTING if _taken(post, TenureKind.HOLDER) else TenureKind.HOLDER
            return appoint(post.pk, person.pk, since=today, kind=kind, by=by).post
        post = _held_by(person)
        root = Unit.objects.open().get(pk=int(post.unit.path.partition("/")[0]))
        known = set(all_permissions())
        carry_more(post, root, [one for one in KEEPING if one in known], by=by)
        return post


def carry_more(post: Post, unit: Unit, below: Sequence[str], *, by: Actor) -> None:
    """Let a post carry these permissions in a unit and below beside those that it carries there already."""
    rows = list(Mandate.objects.filter(post=post, unit=unit).order_by("pk"))
    held = [row for row in rows if row.limits]
    limited = [one for row in held for one in row.permissions if one not in below]
    set_mandate(
        post.pk,
        unit,
        here=[one for row in rows if not row.includes_below for one in row.permissions],
        below=list(dict.fromkeys([one for row in rows if row.includes_below for one in row.permissions] + [*below])),
        limited=limited,
        limits=held[0].limits if limited else UNLIMITED,
        by=by,
    )


def _keeping_posts() -> list[Post]:
    """The open posts that have every power over a whole organisation, the oldest first."""
    whole = Mandate.objects.filter(includes_below=True, unit__parent=None, unit__closed_on=None)
    every = Q()
    for power in KEPT:
        every &= Q(pk__in=whole.filter(permissions__contains=[power]).order_by().values("post"))
    return list(Post.objects.open().filter(every).order_by("pk"))


def _taken(post: Post, kind: TenureKind) -> bool:
    """Whether somebody holds it, or acts in it, today or later."""
    return Tenure.objects.from_day_on(timezone.localdate()).filter(post=post, kind=kind).exists()


def _held_by(person: Person) -> Post:
    """The post that somebody holds today.

    Raises Refused for who holds none.
    """
    held = Tenure.objects.on(timezone.localdate()).filter(person=person).select_related("post__unit").order_by("pk")
    if (tenure := held.first()) is None:
        sentence = _("%(person)s holds no post today, and no post has the powers: choose somebody who holds a post.")
        raise Refused(sentence % {"person": person})
    return tenure.post
