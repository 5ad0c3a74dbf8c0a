"""Drafting a yearly report, writing around its figures, deciding about it, making it a document."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.actions import bringing, drafting
from baro.documents.models import Document
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.queries import posts_with
from baro.printing.pdf import as_pdf
from baro.reports import verbs as v
from baro.reports.composing import LEADING, composed, rule_of
from baro.reports.facts import counted
from baro.reports.keeping import base_of, changed, cleaned, keep, sealed, told_of
from baro.reports.models import KeptFigure, Report
from baro.reports.rulebook.yearly import LANGUAGES
from baro.statistics.actions.publishing import publish_with
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify

Texts = Mapping[str, Mapping[str, str]]
REPORT = "report"  # the type of document


def draft(*, unit: Unit, year: int, by: Actor) -> Report:
    """Begin the report of a unit's year; gives it.

    Raises Refused, beside the field, for a year that has not begun, one of which the rulebook does not speak, and when
    there is a report of that year already.
    """
    if by.post_id is None:
        raise NotPermitted(_("Only a person in a post can write reports."))
    if year > timezone.localdate().year:
        sentence = _("%(year)s has not begun yet. Choose an earlier year.") % {"year": year}
        raise Refused(sentence, fields={"year": sentence})
    rule_of(year)
    if standing := Report.objects.standing().filter(unit=unit, year=year).first():
        sentence = _("There is a report of %(year)s of this unit already. Go on with that one.") % {"year": year}
        raise Refused(sentence, fields={"year": sentence}, about=standing)
    report = Report(unit=unit, year=year, writer_post_id=by.post_id, writer_title=by.title, written_by_id=by.person_id)
    made, _event = create(report, v.DRAFT, by=by, year=year)
    return made


def write(pk: int, *, language: str, texts: Texts, by: Actor) -> Report:
    """Write what stands around the figures, in one language; a translation remembers what it was made from."""
    with change(Report, pk, v.WRITE, by=by) as (report, tell):
        Report.FLOW.move(report, v.WRITE)
        if language not in LANGUAGES:
            raise Refused(_("Reports are written in Vietnamese, English and Arabic."))
        said = cleaned(texts, [chapter.id for chapter in rule_of(report.year).chapters])
        report.texts = {**report.texts, language: said}
        if language != LEADING:
            report.bases = {**report.bases, language: {chapter: base_of(report, chapter) for chapter in said}}
        report.written_by_id = by.person_id
        report.save(update_fields=["state", "texts", "bases", "written_by"])
        tell(language=coded("reports.language", language), count=sum(map(len, said.values())))
    return report


def submit(pk: int, *, by: Actor) -> Report:
    """Lay the report before whoever approves it; from now on its figures are those of this moment."""
    with change(Report, pk, v.SUBMIT, by=by) as (report, tell):
        Report.FLOW.move(report, v.SUBMIT)
        report.submitted_by_id, report.reason, report.gathered_at = by.person_id, "", timezone.now()
        report.save(update_fields=["state", "submitted_by", "reason", "gathered_at"])
        report.figures.all().delete()
        figures = KeptFigure.objects.bulk_create(keep(report, counted(report.unit, report.year)))
        notify(tell(count=len(figures)), report, Reason.DECIDE, posts_with(v.APPROVE.permission, report.unit))
    return report


def withdraw(pk: int, *, by: Actor) -> Report:
    """Take the report back before anybody decided about it."""
    with change(Report, pk, v.WITHDRAW, by=by) as (report, tell):
        Report.FLOW.move(report, v.WITHDRAW)
        report.save(update_fields=["state"])
        tell()
    return report


def approve(pk: int, *, by: Actor) -> Report:
    """Approve the report: texts and figures stay as they are, under one fingerprint; the figures are published.

    Raises Refused when records were changed since it was submitted, so that nobody approves other figures than those
    that are published.
    """
    with change(Report, pk, v.APPROVE, by=by) as (report, tell):
        Report.FLOW.move(report, v.APPROVE)
        if others := changed(report):
            sentence = _(
                "Records were changed since the report was submitted: %(count)s of its figures would be others today."
                " Return it, and have it submitted again."
            )
            raise Refused(sentence % {"count": len(others)})
        report.publication = publish_with(report, report.unit, report.year, by=by)
        report.digest = sealed(report)
        report.approver_title, report.approved_at = by.title, timezone.now()
        report.save(update_fields=["state", "digest", "approver_title", "approved_at", "publication"])
        notify(tell(year=report.year), report, Reason.FINISHED, [report.writer_post_id])
    return report


def return_(pk: int, *, reason: str, by: Actor) -> Report:
    """Give the report back to be written again, and say why."""
    with change(Report, pk, v.RETURN, by=by) as (report, tell):
        Report.FLOW.move(report, v.RETURN)
        report.reason = reason
        report.save(update_fields=["state", "reason"])
        notify(tell(reason=reason), report, Reason.RETURNED, [report.writer_post_id])
    return report


def cancel(pk: int, *, reason: str, by: Actor) -> Report:
    """Give up a report that is not finished."""
    with change(Report, pk, v.CANCEL, by=by) as (report, tell):
        Report.FLOW.move(report, v.CANCEL)
        report.save(update_fields=["state"])
        tell(reason=reason)
    return report


def hand_on(pk: int, *, by: Actor) -> Document:
    """Make the approved report a draft document of the unit with its PDF, to be signed like any other; gives that."""
    with transaction.atomic(), change(Report, pk, v.HAND_ON, by=by) as (report, tell):
        Report.FLOW.move(report, v.HAND_ON)
        paper = composed(told_of(report, site=settings.SITE), LEADING)
        name = _("Report of %(year)s") % {"year": report.year}
        file = SimpleUploadedFile(f"{name}.pdf", as_pdf(paper), content_type="application/pdf")
        brought = bringing.bring_all([file], report.unit, by=by)
        report.document = drafting.draft(
            unit=report.unit, type=REPORT, abstract=paper.title, papers=[one.pk for one in brought], by=by
        )
        report.save(update_fields=["state", "document"])
        tell(report.document)
        return report.document
