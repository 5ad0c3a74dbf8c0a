"""Rows of yearly reports, and of the figures that they kept."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.kernel.wordings import wording
from baro.org.models import Person, Post, Unit, UnitScoped
from baro.reports import flow
from baro.statistics.models import Publication
from baro.statistics.verbs import SEE

wording("reports.language", lambda code: dict(settings.LANGUAGES)[code])


class ReportQuerySet(UnitScoped):
    """Yearly reports, seen by those who see the figures of the unit."""

    see_permission = SEE

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit")

    def standing(self) -> Self:
        """Those that were not cancelled: one for each unit and year."""
        return self.exclude(state=flow.State.CANCELLED)


class Report(models.Model):
    """What a unit reports of a year: figures that are counted, and what was written around them.

    ``texts`` holds what was written, by language, chapter and place (“before”, “after”); ``bases`` the fingerprint of
    the Vietnamese words from which each translation was made. The figures are those of today until it is submitted.
    """

    FLOW, STATES = flow.FLOW, flow.State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit"), related_name="+")
    year = models.PositiveSmallIntegerField(_("Year"))
    state = models.CharField(_("State"), max_length=10, choices=flow.State, default=flow.State.DRAFT)
    texts = models.JSONField(_("Text"), default=dict, blank=True)
    bases = models.JSONField(_("Words that were translated"), default=dict, blank=True)
    writer_post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("Written by"), related_name="+")
    writer_title = models.CharField(_("Written by"), max_length=300)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    gathered_at = models.DateTimeField(_("Figures of"), null=True, blank=True)
    reason = models.CharField(_("Why it was returned"), max_length=1000, blank=True)
    approver_title = models.CharField(_("Approved by"), max_length=300, blank=True)
    approved_at = models.DateTimeField(_("Approved on"), null=True, blank=True)
    digest = models.CharField(_("Fingerprint"), max_length=64, blank=True)
    publication = models.ForeignKey(
        Publication, models.PROTECT, verbose_name=_("Published figures"), null=True, blank=True, related_name="+"
    )
    document = models.OneToOneField(
        Document, models.PROTECT, verbose_name=_("Document"), null=True, blank=True, related_name="yearly_report"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly report")
        indexes = [
            models.Index(fields=["-year", "-id"], name="report_by_year"),
            models.Index(fields=["writer_post"], name="report_by_writer", condition=Q(state__in=flow.UNDECIDED)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], name="one_report_of_a_unit_and_year", condition=~Q(state=flow.State.CANCELLED)
            ),
            models.CheckConstraint(
                name="report_approved_with_its_fingerprint",
                condition=Q(state=flow.State.APPROVED, approved_at__isnull=False, publication__isnull=False)
                & ~Q(digest="")
                | ~Q(state=flow.State.APPROVED) & Q(approved_at=None, digest="", document=None, publication=None),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Report of %(year)s: %(unit)s") % {"year": self.year, "unit": self.unit}

    def get_absolute_url(self) -> str:
        """The page of the report."""
        return reverse("reports.report", args=[self.pk])


class KeptFigure(models.Model):
    """A figure of a report as it was when it was submitted: what was counted, and the digest that fixes its rows."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField(_("Place"))
    code = models.CharField(_("Figure"), max_length=100)
    version = models.PositiveSmallIntegerField(_("Version"))
    value = models.BigIntegerField(_("Value"))
    previous = models.BigIntegerField(_("Value of the year before"), null=True, blank=True)
    whole = models.BigIntegerField(_("Value of its whole"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("Rows"))
    digest = models.CharField(_("Fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("figure of a yearly report")
        ordering: ClassVar = ["position"]
        constraints = [models.UniqueConstraint("report", "code", name="figure_once_in_a_report")]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"
