"""Making the approved report a document that is signed."""

from __future__ import annotations

import pypdfium2
import pytest

from baro.documents import storing
from baro.documents.actions import drafting, signing
from baro.documents.models import Attachment
from baro.kernel.errors import NotPermitted, Refused
from baro.printing.content import words_of
from baro.reports.actions.writing import hand_on
from baro.reports.composing import composed
from baro.reports.keeping import told_of
from baro.reports.models import Report
from baro.reports.tests.filling import approved, submitted


def test_the_report_is_a_draft_document_with_its_pdf(able):
    report = approved(able)
    document = hand_on(report.pk, by=able.gus)
    assert (document.type, document.state, document.unit_id) == ("report", "draft", report.unit_id)
    assert document.abstract == f"về kết quả công tác xây dựng Đảng và hệ thống chính trị năm {report.year}"
    (paper,) = Attachment.objects.filter(document=document)
    with pypdfium2.PdfDocument(storing.place_of(paper.digest)) as pdf:
        assert "toàn diện" in pdf[0].get_textpage().get_text_range()
    assert Report.objects.get(pk=report.pk).document == document


def test_what_is_signed_bears_its_number_and_day(able):
    report = approved(able)
    document = hand_on(report.pk, by=able.gus)
    draft = drafting.submit(document.pk, by=able.gus)
    signed = signing.sign(document.pk, digest=draft.digest, by=able.eve)
    paper = composed(told_of(Report.objects.get(pk=report.pk)), "vi")
    assert signed.symbol in paper.head.number
    assert str(signed.issued_on.year) in paper.head.place_and_day
    assert paper.signer
    assert "toàn diện" in words_of(paper.blocks)


def test_it_is_made_a_document_once(able):
    report = approved(able)
    hand_on(report.pk, by=able.gus)
    with pytest.raises(Refused, match="The report is a document already"):
        hand_on(report.pk, by=able.gus)
    assert Attachment.objects.count() == 1


def test_only_an_approved_report_becomes_a_document(able):
    with pytest.raises(Refused):
        hand_on(submitted(able).pk, by=able.gus)
    assert not Attachment.objects.exists()


def test_somebody_else_makes_no_document(able):
    with pytest.raises(NotPermitted, match="Only a person who writes yearly reports of this unit"):
        hand_on(approved(able).pk, by=able.ada)
