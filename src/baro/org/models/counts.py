"""What the nightly checks found for those who keep the organisation, so that only a rise is told."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.org.models.people import Post
from baro.org.models.scope import UnitScoped


class CheckCountQuerySet(UnitScoped):
    """Counts, seen by whoever sees the unit of the post that they were made for."""

    unit_lookup = "post__unit"
    see_permission = "org.see"


class CheckCount(models.Model):
    """How many rows a check found last, where the post keeps the organisation."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    check_code = models.CharField(_("Check"), max_length=60)
    count = models.PositiveIntegerField(_("Count"), default=0)
    counted_on = models.DateField(_("counted on"))

    objects = CheckCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of a check")
        constraints = [models.UniqueConstraint("post", "check_code", name="one_count_of_a_check_for_a_post")]

    def __str__(self) -> str:
        return f"{self.check_code}: {self.count}"

    def get_absolute_url(self) -> str:
        """The checks, where the count opens its rows."""
        return reverse("org.checks")
