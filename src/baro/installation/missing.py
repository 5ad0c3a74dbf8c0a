"""What is missing until the first working day, each with what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.installation.models import ONLY
from baro.installation.people import without_an_account
from baro.installation.queries import this_one
from baro.org.actors import Actor
from baro.org.models import Account, Mandate, Post, PostRank, Tenure, Unit, UnitKind
from baro.ui.outside.server import sends_mail

REGISTER = "documents.document.register"
INSTRUCT = "documents.document.instruct"
DECIDE = "org.decide"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must be there; ``missing`` is how much of it is not."""

    label: Any
    why: Any
    missing: int
    url: str = ""
    remedy: Any = ""

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def said(self) -> str:
        """How much is missing, in words."""
        return ngettext("%(count)s is missing", "%(count)s are missing", self.missing) % {"count": self.missing}


def steps(actor: Actor) -> list[Step]:
    """The steps in the order in which they are done."""
    return [*_of_the_organisation(actor), *_of_powers(), *_of_people(actor)]


def _of_the_organisation(actor: Actor) -> list[Step]:
    seen, today = Unit.objects.visible_to(actor).open(), timezone.localdate()
    heads = Post.objects.open().filter(unit=OuterRef("pk"), rank=PostRank.HEAD)
    held = Tenure.objects.on(today).filter(post=OuterRef("pk"))
    vacant = Post.objects.visible_to(actor).open().filter(~Exists(held))
    return [
        Step(
            _("Units and posts are there"),
            _("Import a list, or found units by a reorganisation."),
            0 if seen.count() > 1 else 1,
            reverse("org.import.apply"),
            _("Import a list"),
        ),
        Step(
            _("Every unit has a post that heads it"),
            _("Deadlines and reminders need somebody who answers for the unit."),
            seen.filter(~Exists(heads)).exclude(kind=UnitKind.STANDING_COMMITTEE).count(),
            reverse("org.units"),
            _("Units"),
        ),
        Step(
            _("Every post has a holder"),
            _("A vacant post does no work. What nobody holds on purpose may stay so."),
            vacant.count(),
            f"{reverse('org.posts')}?vacant=on",
            _("Vacant posts"),
        ),
    ]


def _of_powers() -> list[Step]:
    return [
        Step(
            _("A clerk registers documents"),
            _("At least one post with a holder may register incoming documents."),
            _nobody_may(REGISTER),
            reverse("org.posts"),
            _("Posts"),
        ),
        Step(
            _("A leader instructs"),
            _("At least one post with a holder may write instructions."),
            _nobody_may(INSTRUCT),
            reverse("org.posts"),
            _("Posts"),
        ),
        Step(
            _("A second person decides about the organisation"),
            _("From the first working day on, weighty posts and their duties need two people."),
            1 if _who_may(DECIDE).count() < 2 else 0,
            reverse("org.unit.mandates", args=[one.organisation_id]) if (one := this_one()) else "",
            _("Who may do what"),
        ),
    ]


def _of_people(actor: Actor) -> list[Step]:
    mail = _("Without a mail server invitations are printed and nobody receives a digest.")
    return [
        Step(
            _("Everybody with a post has an account"),
            _("Invite them by e-mail or by a printed slip."),
            without_an_account(actor).count(),
            reverse("installation.without_account"),
            _("Give accounts"),
        ),
        Step(
            _("Everybody came once"),
            _("Who was invited and never signed in may need help."),
            Account.objects.all().kept_by(actor).filter(is_active=True, last_login=None).count(),
            f"{reverse('installation.accounts')}?standing=invited&standing=never",
            _("Accounts"),
        ),
        Step(
            _("E-mails can be sent"),
            mail,
            0 if sends_mail() else 1,
            reverse("installation.installation.set_mail", args=[ONLY]),
            _("Set the mail server"),
        ),
    ]


def _nobody_may(permission: str) -> int:
    """1 when no post that somebody holds today carries the permission."""
    return 0 if _who_may(permission).exists() else 1


def _who_may(permission: str) -> QuerySet[Tenure, Any]:
    """The people who hold a post that carries the permission today."""
    carrying = Mandate.objects.filter(permissions__contains=[permission]).order_by().values("post")
    return Tenure.objects.on(timezone.localdate()).filter(post__in=carrying).order_by().values("person").distinct()
