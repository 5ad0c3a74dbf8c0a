"""Rows of what a case shows to whom it concerns: their own side of it, and what they said."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.org.models import Person
from baro.oversight.flow import PRESENTED, FindingState
from baro.oversight.models.cases import Case, Finding, OfCase, is_subject


class SideQuerySet(OfCase):
    """Sides, seen by whom the case concerns and by who works on it."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those of cases that one sees."""
        seen = Q(case__in=Case.objects.visible_to(actor).order_by().values("pk"))
        own = is_subject(actor, "case__")
        return self.filter(seen if own is None else seen | own)

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """One's own, and those of cases that concern the actor."""
        own, works = is_subject(actor, "case__"), super().concerning(actor)
        return own | works if own is not None and works is not None else None

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("case__unit", "case__subject_unit", "case__subject_person")


class Side(models.Model):
    """The subject’s side; there is one from the announcement on."""

    case = models.OneToOneField(Case, models.PROTECT, verbose_name=_("Case"), related_name="side")
    opened_on = models.DateField(_("Announced on"))

    objects = SideQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject’s side")
        verbose_name_plural = _("subjects’ sides")
        indexes = [models.Index(fields=["-opened_on", "-id"], name="side_by_day")]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        """The page of the side."""
        return reverse("oversight.side", args=[self.pk])

    @property
    def presented(self) -> models.QuerySet[Finding]:
        """The findings that were presented; none before."""
        standing = self.case.findings.exclude(state=FindingState.WITHDRAWN)
        return standing.order_by("pk") if self.case.state in PRESENTED and self.case.presented_on else standing.none()


class Statement(models.Model):
    """What somebody whom the case concerns said to it."""

    side = models.ForeignKey(Side, models.CASCADE, related_name="statements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("View"))
    said_on = models.DateField(_("On"))

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.person)
