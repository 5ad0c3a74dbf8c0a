"""From a template to a signed file in the recipient's book, as people do it, and what other programs say of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import Visitor, visiting

pytestmark = [pytest.mark.browser]
WARD = "QN-06688"
LACKING = [name for name in ("pdfsig", "qpdf") if shutil.which(name) is None]
CLAUSES = "Nội dung: lịch trực tháng 12.\nĐảng ủy phường Hà Lầm báo cáo quân số trực trước ngày 15/12/2026."


def test_a_template_becomes_a_signed_file_in_the_recipients_book(chromium, address, tmp_path):
    with visiting(chromium, address, "vi") as visitor:
        notice = _drafted(visitor)
        _signed_and_issued(visitor, notice)
        copy = _registered_by_the_ward(visitor)
        assert copy != notice
        assert visitor.page.locator("main").get_by_text("Chữ ký hợp lệ").count() == 2, "signature and seal"
        assert visitor.faults() == []
        visitor.picture("23-signed-in-the-book")
        file = tmp_path / "signed.pdf"
        file.write_bytes(_file_of(visitor))
    if LACKING:
        pytest.skip(f"the walk was made; nobody judges its file, because {', '.join(LACKING)} is not installed")
    _judged_by_others(file)


def _drafted(visitor: Visitor) -> str:
    """The drafter begins with the template of a notice, and submits what became of it."""
    visitor.be("drafter")
    visitor.go("/documents/draft/")
    with visitor.page.expect_navigation():
        visitor.page.locator("nav a[href='?type=notice']").click()
    assert "Văn phòng thông báo" in visitor.page.locator("[name=body]").input_value()
    assert visitor.page.locator("[name=type]").input_value() == "notice"
    visitor.send(abstract="về lịch trực tháng 12", clauses=CLAUSES, recipients=WARD)
    assert re.fullmatch(r"/documents/\d+/", visitor.path), visitor.page.locator("main").inner_text()[:800]
    return visitor.path


def _signed_and_issued(visitor: Visitor, notice: str) -> None:
    """It is approved where the rule wants that, signed with the keys of the demo's authority, sealed and issued."""
    visitor.approved(notice)
    visitor.be("leader")
    visitor.go(notice)
    visitor.press("documents.document.sign")
    visitor.page.locator("main form button.btn-primary").click()
    visitor.page.wait_for_url(f"**{notice}")
    visitor.be("clerk")
    visitor.go(notice)
    visitor.press("documents.document.issue")


def _registered_by_the_ward(visitor: Visitor) -> str:
    """The clerk of the ward finds it among what arrived and enters it."""
    visitor.be("commune-clerk")
    visitor.go("/documents/incoming/?state=arrived&order=-entered_on")
    with visitor.page.expect_navigation():
        visitor.page.locator("main tbody a", has_text="về lịch trực tháng 12").or_(
            visitor.page.locator("main tbody tr", has_text="về lịch trực tháng 12").locator("a")
        ).first.click()
    visitor.press("documents.document.take_in")
    return visitor.path


def _file_of(visitor: Visitor) -> bytes:
    """The signed file as the ward's clerk saves it."""
    place = visitor.page.locator("main a[href*='/documents/papers/']").first.get_attribute("href")
    return visitor.page.context.request.get(visitor.address + str(place)).body()


def _judged_by_others(file: Path) -> None:
    """Poppler finds both signatures valid, and none after one byte was changed; qpdf finds nothing broken."""
    assert _says("pdfsig", "-nocert", file).count("Signature is Valid") == 2
    assert "No syntax or stream encoding errors found" in _says("qpdf", "--check", file)
    content = file.read_bytes()
    at = content.index(b"stream") + 20
    file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    assert "Signature is Valid" not in _says("pdfsig", "-nocert", file)


def _says(*words: object) -> str:
    told = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    return told.stdout + told.stderr
