"""Members of committees: elected bodies whose members change from term to term."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.org.models.people import Person
from baro.org.models.recorded import Recorded, RecordedQuerySet, overlapping
from baro.org.models.scope import UnitScoped
from baro.org.models.units import Term, Unit


class MembershipKind(models.TextChoices):
    """How somebody became a member."""

    ELECTED = "elected", pgettext_lazy("member", "Elected")
    APPOINTED = "appointed", pgettext_lazy("member", "Appointed")


class MembershipQuerySet(RecordedQuerySet, UnitScoped):  # type: ignore[override]
    """Memberships, seen by whoever sees the committee."""

    see_permission = "org.see"

    def for_list(self) -> Self:
        """What a row of a list needs, in one query."""
        return self.select_related("person", "unit", "term")


class Membership(Recorded):
    """A person is a member of a committee in a role of the rulebook (`org.committees`), once at a time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Committee"), related_name="memberships")
    role = models.CharField(_("Role"), max_length=40)
    kind = models.CharField(_("How"), max_length=9, choices=MembershipKind, default=MembershipKind.ELECTED)
    term = models.ForeignKey(
        Term, models.SET_NULL, verbose_name=_("Term"), null=True, blank=True, related_name="memberships"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [overlapping("person_id", "unit_id", name="member_of_a_committee_once_at_a_time")]

    def __str__(self) -> str:
        return f"{self.person} - {self.unit}"

    def get_absolute_url(self) -> str:
        """The page of the committee."""
        return self.unit.get_absolute_url()
