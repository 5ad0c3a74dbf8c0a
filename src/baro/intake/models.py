"""Rows of what arrives by mail or from a scanner."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.documents.models import Attachment
from baro.documents.verbs import REGISTER
from baro.intake.flow import FLOW, State
from baro.org.models import Unit, UnitScoped


class Channel(models.TextChoices):
    """How it came."""

    MAIL = "mail", pgettext_lazy("way of a delivery", "Mailbox")
    SCAN = "scan", pgettext_lazy("way of a delivery", "Scanner")


class DeliveryQuerySet(UnitScoped):
    """Deliveries, seen by those who register documents of the unit to which they came."""

    see_permission = REGISTER.code

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit").annotate(is_registered=registered())

    def waiting(self) -> Self:
        """Those that nobody registered and nobody set aside."""
        return self.filter(~registered(), state=State.ARRIVED)

    def registered(self) -> Self:
        """Those of which a paper is in a register."""
        return self.filter(registered())


class Delivery(models.Model):
    """One e-mail or one scanned file that came to a unit; ``key`` tells it from others that came the same way.

    ``left_out`` says, a line each, which files were not taken in, and why.
    """

    FLOW, STATES = FLOW, State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit"), related_name="+")
    channel = models.CharField(pgettext_lazy("delivery", "Came by"), max_length=4, choices=Channel)
    key = models.CharField(max_length=64)
    sender = models.CharField(_("Sender, as the message names it"), max_length=300, blank=True)
    subject = models.CharField(pgettext_lazy("e-mail", "Subject"), max_length=500, blank=True)
    words = models.TextField(_("Message"), blank=True)
    came_on = models.DateField(_("Came"))
    left_out = models.TextField(_("Not taken in"), blank=True)
    state = models.CharField(_("State"), max_length=8, choices=State, default=State.ARRIVED)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes: ClassVar = [models.Index(fields=["unit", "-came_on"], name="delivery_by_unit")]
        constraints: ClassVar = [models.UniqueConstraint("unit", "channel", "key", name="delivery_comes_once")]

    def __str__(self) -> str:
        return self.subject or self.sender or str(self.get_channel_display())

    def get_absolute_url(self) -> str:
        """The page of the delivery."""
        return reverse("intake.delivery", args=[self.pk])


class DeliveredPaper(models.Model):
    """A file of a delivery as it came, and the paper as which a clerk took it to be registered."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="papers")
    file = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    taken = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("delivered paper")
        verbose_name_plural = _("delivered papers")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.file.name


def registered() -> Exists:
    """The condition that a paper of a delivery is in a register."""
    in_one = Q(taken__document__isnull=False)
    return Exists(DeliveredPaper.objects.filter(in_one, delivery=OuterRef("pk")))
