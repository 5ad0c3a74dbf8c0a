"""What an installation knows of itself, and the invitations by which people come to their accounts."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.org.models import Account, Person, Unit

ONLY = 1  # the key of the one row


class InstallationQuerySet(models.QuerySet["Installation"]):
    """The one row about this installation."""

    def visible_to(self, actor: Actor) -> Self:
        """For whoever keeps the installation."""
        return self.filter(self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """The one row, for whoever keeps it anywhere."""
        return Q(pk=ONLY) if actor.holds_anywhere("installation.keep") else Q(pk__in=[])


class Installation(models.Model):
    """This installation: its name and language, how it was set up, its mail server.

    Until it is set up it holds the digest of the code that opens the set-up, and nothing else.
    """

    name = models.CharField(_("Name of the installation"), max_length=120, blank=True)
    language = models.CharField(_("Language"), max_length=5, blank=True)
    organisation = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("Organisation"), null=True, blank=True, related_name="+"
    )
    set_up_at = models.DateTimeField(_("Set up"), null=True, blank=True)
    began_at = models.DateTimeField(_("First working day"), null=True, blank=True)
    code_digest = models.CharField(_("digest of the code"), max_length=64, blank=True)
    mail_server = models.CharField(_("Mail server"), max_length=300, blank=True)
    mail_from = models.CharField(_("Sender"), max_length=254, blank=True)
    mail_tested_at = models.DateTimeField(_("Last test e-mail"), null=True, blank=True)

    objects = InstallationQuerySet.as_manager()

    class Meta:
        verbose_name = _("installation")
        constraints = [models.CheckConstraint(name="installation_is_one", condition=Q(id=ONLY))]

    def __str__(self) -> str:
        return self.name or "Baro"

    def get_absolute_url(self) -> str:
        """The page of what is missing."""
        return reverse("installation.installation", args=[self.pk])


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def open_at(self, now: datetime) -> Self:
        """Those that can be used."""
        return self.filter(used_at=None, ended_at=None, expires_at__gt=now, account__is_active=True)


class Invitation(models.Model):
    """A way to one's account, which opens once and for some days: sent by e-mail, or printed on a slip.

    The secret is found by its digest. It is kept sealed beside it, so that a slip can be printed again until somebody
    used it; whoever has a copy of the database alone cannot read it.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="invitations")
    secret_digest = models.CharField(_("digest of the secret"), max_length=64, unique=True)
    sealed = models.TextField(_("sealed secret"), blank=True)
    made_at = models.DateTimeField(_("Created"))
    made_by = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Invited by"), null=True, related_name="+")
    expires_at = models.DateTimeField(_("Valid until"))
    mailed_to = models.EmailField(_("Sent to"), blank=True)
    used_at = models.DateTimeField(_("Used"), null=True, blank=True)
    ended_at = models.DateTimeField(_("Replaced"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(used_at=None, ended_at=None), name="one_open_invitation_of_an_account"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.made_at}"

    @property
    def is_open(self) -> bool:
        """Whether it can be used."""
        return self.used_at is None and self.ended_at is None and self.expires_at > timezone.now()
