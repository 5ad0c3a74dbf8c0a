"""Numbers that were taken before the signature, so that none of them is ever missing without a reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.org.models import Term, Unit

HELD = Q(used=False, given_back_on=None)


class Reservation(models.Model):
    """A number that is kept for a draft: held until the draft is signed with it, or given back with a reason.

    What was given back is not given again: the register prints it with its reason.
    """

    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="reservations")
    holder = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("keeps the counter"), related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Register of"), related_name="+")
    type = models.CharField(_("Type"), max_length=40)
    series = models.CharField(_("series"), max_length=80)
    number = models.PositiveIntegerField(_("number"))
    symbol = models.CharField(_("Number and symbol"), max_length=60)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reserved because"), max_length=500)
    reserved_on = models.DateField(_("reserved on"))
    reserved_by = models.CharField(_("reserved by"), max_length=300)
    used = models.BooleanField(_("signed with it"), default=False)
    given_back_on = models.DateField(_("given back on"), null=True, blank=True)
    given_back_for = models.CharField(_("given back because"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("reserved number")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("holder", "series", "number", name="number_reserved_once_per_series"),
            models.UniqueConstraint("document", condition=HELD, name="one_number_held_for_a_draft"),
            models.CheckConstraint(
                name="number_given_back_with_a_reason",
                condition=Q(given_back_on=None, given_back_for="")
                | Q(given_back_on__isnull=False, used=False) & ~Q(given_back_for=""),
            ),
        ]

    def __str__(self) -> str:
        return self.symbol
