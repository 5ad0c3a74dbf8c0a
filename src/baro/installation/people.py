"""Who has no account yet, and how it stands with those that there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.installation.models import Invitation
from baro.org.actors import Actor
from baro.org.models import Account, Person, Tenure
from baro.org.models.accounts import KEEP, whole_of


class Standing(models.TextChoices):
    """How it stands with an account."""

    ACTIVE = "active", _("In use")
    INVITED = "invited", _("Invited, did not come yet")
    NEVER = "never", _("Never came, invitation over")
    AWAY = "away", _("Away for long")
    POSTLESS = "postless", _("Without a post")
    CLOSED = "closed", _("Closed")


TONES = {
    Standing.ACTIVE: "good",
    Standing.INVITED: "accent",
    Standing.NEVER: "warn",
    Standing.AWAY: "warn",
    Standing.POSTLESS: "warn",
    Standing.CLOSED: "neutral",
}


def without_an_account(actor: Actor) -> QuerySet[Person]:
    """The people to whom the actor can give an account: in posts, all of them where the actor keeps accounts.

    For whoever keeps those of the whole organisation, also who holds no post.
    """
    if not actor.holds_anywhere(KEEP):
        return Person.objects.none()
    found: QuerySet[Person] = Person.objects.known().filter(whole_of(actor, "pk"), account=None)
    return found


def with_an_account(people: Iterable[int]) -> dict[int, str]:
    """The names of the accounts of people, by person."""
    found = Account.objects.filter(person__in=list(people)).order_by()
    return {person: name for person, name in found.values_list("person_id", "username") if person is not None}


def with_standing(accounts: QuerySet[Account], now: datetime, away_days: int) -> QuerySet[Any]:
    """Each account with its ``standing`` now, and ``invited_until`` where an invitation is open."""
    today: date = timezone.localdate(now)
    invitations = Invitation.objects.filter(account=OuterRef("pk")).open_at(now).order_by()
    in_post = Tenure.objects.on(today).filter(person=OuterRef("person")).order_by()
    long_ago = now - timedelta(days=away_days)
    standing = models.Case(
        models.When(is_active=False, then=models.Value(Standing.CLOSED)),
        models.When(Exists(invitations), last_login=None, then=models.Value(Standing.INVITED)),
        models.When(last_login=None, then=models.Value(Standing.NEVER)),
        models.When(~Exists(in_post), then=models.Value(Standing.POSTLESS)),
        models.When(last_login__lt=long_ago, then=models.Value(Standing.AWAY)),
        default=models.Value(Standing.ACTIVE),
        output_field=models.CharField(),
    )
    until = models.Subquery(invitations.values("expires_at")[:1])
    return accounts.annotate(standing=standing, invited_until=until, called=F("person__name"))
