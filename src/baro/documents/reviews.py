"""Own regulations are looked at again: when, by whom, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.kernel.wordings import wording
from baro.org.models import Unit


class Result(models.TextChoices):
    """What a review found."""

    KEEP = "keep", _("keep as it is")
    AMEND = "amend", _("amend")
    REPEAL = "repeal", _("repeal or replace")


wording("documents.review", lambda code: Result(code).label)
OPEN = Q(result="")


class Review(models.Model):
    """One review of a document, planned or done; one at a time is open."""

    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="own_reviews")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Answers for the review"), related_name="+")
    due_on = models.DateField(_("To be reviewed until"))
    result = models.CharField(_("Result"), max_length=6, choices=Result, blank=True)
    words = models.CharField(_("What the review found"), max_length=1000, blank=True)
    done_on = models.DateField(_("reviewed on"), null=True, blank=True)
    done_by = models.CharField(_("reviewed by"), max_length=300, blank=True)
    successor = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("review of a document")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("document", condition=OPEN, name="one_open_review_of_a_document"),
            models.CheckConstraint(
                name="review_done_wholly_or_not_at_all",
                condition=Q(result="", done_on=None, words="")
                | ~Q(result="") & Q(done_on__isnull=False) & ~Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.due_on}"
