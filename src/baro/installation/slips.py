"""Invitations as slips of paper: who, where, the code to type, and the same as a picture for phones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Self
from urllib.parse import quote

import qrcode  # type: ignore[import-untyped]
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]

from baro.installation.actions.inviting import address_of
from baro.installation.models import Invitation
from baro.org.accounts.sealing import opened
from baro.org.actors import Actor
from baro.org.models import Account, Tenure

AT_ONCE = 60  # each has its picture: more make the page too large


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip."""

    invitation: Invitation
    posts: str
    code: str
    picture: str

    @property
    def account(self) -> Account:
        """Whose it is."""
        return self.invitation.account

    @property
    def site(self) -> str:
        """Where the code is typed."""
        return settings.SITE + reverse("installation.join")

    @classmethod
    def of(cls, invitation: Invitation, posts: str) -> Self:
        """The slip of an invitation."""
        return cls(invitation, posts, opened(invitation.sealed), picture_of(address_of(invitation)))


def waiting(actor: Actor) -> QuerySet[Invitation]:
    """The open invitations that no e-mail carries, of the accounts that the actor keeps; the newest first."""
    kept = Account.objects.all().kept_by(actor)
    found = Invitation.objects.open_at(timezone.now()).filter(account__in=kept.order_by().values("pk"), mailed_to="")
    return found.select_related("account__person").order_by("-made_at", "account__username")


def slips_of(invitations: Iterable[Invitation]) -> list[Slip]:
    """The slips, each with the posts of today: one query."""
    rows = list(invitations)
    people = [row.account.person_id for row in rows]
    posts: dict[int, list[str]] = {}
    held = Tenure.objects.on(timezone.localdate()).filter(person__in=people).select_related("post__unit").order_by("pk")
    for tenure in held:
        posts.setdefault(tenure.person_id, []).append(f"{tenure.post.name}, {tenure.post.unit.name}")
    return [Slip.of(row, "; ".join(posts.get(row.account.person_id or 0, []))) for row in rows]


def picture_of(address: str) -> str:
    """A QR code as an SVG picture that stands in the page itself."""
    drawn = BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, box_size=10, border=2).save(drawn)
    return f"data:image/svg+xml,{quote(drawn.getvalue().decode())}"
