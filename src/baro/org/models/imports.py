"""Files with lists of the organisation: brought, checked, and imported once somebody agreed to what they would do."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.org.actors import ANYTHING, Actor
from baro.org.models.people import Person
from baro.trail.models import Event


class ImportQuerySet(models.QuerySet[Any]):
    """Imports; what somebody is about to bring in is for nobody else to see."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own; what a command brought is the system's."""
        return self.filter(self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """Those that the actor brought."""
        own = actor.person_id is not None or actor.holds_anywhere(ANYTHING)
        return Q(person=actor.person_id) if own else Q(pk__in=[])


class Import(models.Model):
    """A file as it was brought; ``outcome`` is what the last check found, ``imported`` the deed of importing it.

    The bytes are kept in the database, so that what is imported is what was checked, on whichever server.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    brought_at = models.DateTimeField(_("brought"))
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    outcome = models.JSONField(_("outcome"), null=True, blank=True)
    imported = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page on which the file is checked and imported."""
        return reverse("org.imports.one", args=[self.pk])
