"""The signed file: laid out, signed by a person, sealed by the office, judged in plain words."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryFile

import pypdfium2
import pytest

from baro.documents import storing
from baro.documents.actions import filing, issuing, receiving
from baro.documents.actions.bringing import bring
from baro.documents.actions.recognising import recognise
from baro.documents.flow import State
from baro.documents.models import Attachment, Made
from baro.documents.pades.authority import keys_of, trusted
from baro.documents.pades.verdicts import judged, verdicts
from baro.kernel.errors import Refused


@pytest.fixture
def electronic(settings, tmp_path, world):
    """The town signs electronically, with a test authority of its own."""
    settings.SIGNING, settings.SIGNING_KEYS = "test", tmp_path / "signing"
    return world


def _signed(world):
    """A notice that Ada signed, its signed file, and the bytes of it."""
    clauses = "Đảng ủy phường Hà Lầm báo cáo trước ngày 15/12/2026."
    document = world.signed(bases="Căn cứ Quy chế làm việc;", clauses=clauses)
    paper = document.attachments.get(made=Made.SIGNED)
    return document, paper, storing.place_of(paper.digest).read_bytes()


def _judged(pdf: bytes):
    with TemporaryFile() as file:
        file.write(pdf)
        file.flush()
        return verdicts(judged(file, "x.pdf"))


def test_signing_makes_a_signed_pdf_with_number_day_and_signer(electronic):
    document, paper, pdf = _signed(electronic)
    with pypdfium2.PdfDocument(pdf) as opened:
        words = " ".join(opened[len(opened) - 1].get_textpage().get_text_range().split())
    for said in ("Số 01-TB/VPTU", "THÔNG BÁO", "Căn cứ Quy chế làm việc;", "1. Đảng ủy phường Hà Lầm", "Ada Bí Thư"):
        assert said in words
    assert b"pdfaid:part>2<" in pdf
    assert (paper.name, paper.pages, document.state) == ("01-TB-VPTU.pdf", 1, State.SIGNED)
    (verdict,) = paper.verdicts
    assert (verdict.tone, str(verdict.word), verdict.by) == ("good", "Signature holds", "Ada Bí Thư, Văn phòng Tỉnh ủy")


def test_issuing_puts_the_seal_beside_it_and_both_hold(electronic):
    document, _paper, before = _signed(electronic)
    issuing.issue(document.pk, by=electronic.clo)
    sealed = document.attachments.get(made=Made.SIGNED)
    assert storing.place_of(sealed.digest).read_bytes().startswith(before[:40_000])
    assert [one.tone for one in sealed.verdicts] == ["good", "good"]
    assert sealed.verdicts[1].by == "Văn phòng Tỉnh ủy"


def test_a_cell_has_no_seal(electronic, monkeypatch):
    document, paper, _pdf = _signed(electronic)
    monkeypatch.setattr(filing, "_has_seal", lambda _document: False)
    issuing.issue(document.pk, by=electronic.clo)
    assert Attachment.objects.get(pk=paper.pk).digest == paper.digest


def test_the_recipient_has_the_signed_file_first(electronic):
    loose = bring(electronic.paper(), electronic.unit("QN-VP"), by=electronic.clo)
    document = electronic.issued(papers=[loose.pk])
    copy = receiving.take_in(document.copies.get(unit__code="QN-HL").pk, by=electronic.gus)
    first = copy.attachments.first()
    assert (first.made, first.digest) == (Made.SIGNED, document.attachments.get(made=Made.SIGNED).digest)
    page = electronic.browser(electronic.gus).get(copy.get_absolute_url()).content.decode()
    assert "It covers the whole file" in page


def test_a_changed_byte_is_told(electronic):
    _document, _paper, pdf = _signed(electronic)
    at = pdf.index(b"stream") + 20
    (verdict,) = _judged(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :])
    assert (verdict.tone, str(verdict.word)) == ("bad", "Signature does not hold")


def test_who_trusts_nobody_says_so(electronic, settings):
    _document, _paper, pdf = _signed(electronic)
    settings.SIGNING = ""
    (verdict,) = _judged(pdf)
    assert (verdict.tone, str(verdict.word)) == ("warn", "Not proved")


def test_a_file_without_signatures_says_nothing(world):
    assert _judged(world.paper().read()) == []


def test_what_only_pretends_to_be_signed_does_not_hold():
    (verdict,) = _judged(b"%PDF-1.7\n1 0 obj << /Type /Sig /ByteRange [0 1 2 3] >>\n%%EOF")
    assert verdict.tone == "bad"


def test_an_incoming_file_is_judged_when_it_is_read(electronic):
    _document, _paper, pdf = _signed(electronic)
    brought = bring(electronic.paper("den.pdf", pdf), electronic.unit("QN"), by=electronic.clo)
    assert [one.tone for one in recognise(brought.pk).verdicts] == ["good"]


def test_a_signed_file_that_was_exchanged_is_not_issued(electronic):
    document, paper, pdf = _signed(electronic)
    storing.place_of(paper.digest).write_bytes(pdf + b" ")
    with pytest.raises(Refused, match="no longer the one"):
        issuing.issue(document.pk, by=electronic.clo)


def test_keys_are_the_owners_alone_and_stay_the_same(electronic, settings):
    first, second = keys_of("Ada", "Tỉnh ủy"), keys_of("Ada", "Tỉnh ủy")
    assert first.certificate == second.certificate
    files = list(Path(settings.SIGNING_KEYS).glob("*.key"))
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert len(trusted()) == 1


def test_without_keys_nothing_is_signed_electronically(world):
    assert not world.signed().attachments.exists()


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler-utils) is not installed")
def test_poppler_accepts_what_is_signed_and_refuses_it_after_one_byte(electronic, tmp_path):
    document, _paper, _pdf = _signed(electronic)
    issuing.issue(document.pk, by=electronic.clo)
    pdf = storing.place_of(document.attachments.get(made=Made.SIGNED).digest).read_bytes()
    at = pdf.index(b"stream") + 20
    for content, said in ((pdf, 2), (pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :], 0)):
        file = tmp_path / "x.pdf"
        file.write_bytes(content)
        told = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False)
        assert told.stdout.count("Signature is Valid") == said
