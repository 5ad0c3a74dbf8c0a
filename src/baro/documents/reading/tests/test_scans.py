"""PDF files as scanners, stamping programs and other readers leave them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from baro.documents.reading import recognition
from baro.documents.reading.confined import confined
from baro.documents.reading.content import inspect
from baro.documents.reading.limits import Limits
from baro.documents.reading.recognising import Vocabulary, recognise
from baro.documents.reading.tests import hostile
from baro.documents.reading.tests.conftest import PAPERS
from baro.documents.reading.text import Reading, read, recognise_text
from baro.kernel.errors import Refused

SCAN = PAPERS / "10-cong-van-ubnd-khan-rung.png"
FOREIGN = "Vinh Du, ngay 05 thang 10 nam 2026 vé viéc bao cao két qua ".encode("cp1252") * 12


def reading(path: Path, limits: Limits) -> Reading:
    with path.open("rb") as file:
        return read(file, inspect(path, path.name, limits), limits)


@pytest.mark.parametrize("behind", [bytes(8000), b"\r\n<html><body>saved</body></html>", b"\n" * 5000])
def test_what_a_scanner_or_a_server_puts_behind_the_end_does_no_harm(
    behind: bytes, limits: Limits, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile.pdf(content=hostile.words(b"So 145/SVD-VP")) + behind)
    assert "145/SVD-VP" in reading(path, limits).text


def test_a_file_that_ends_within_its_second_half_is_damaged(limits: Limits, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    whole = hostile.pdf(content=hostile.words(b"So 145/SVD-VP"))
    path.write_bytes(whole + b"\n9 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1")
    with pytest.raises(Refused, match="damaged"):
        reading(path, limits)


def test_a_scan_with_a_text_of_another_language_is_recognised_anew(limits: Limits, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile.pdf(content=hostile.PICTURE_OF_A_PAGE + hostile.words(FOREIGN)))
    assert reading(path, limits).needs_ocr
    path.write_bytes(hostile.pdf(content=hostile.words(FOREIGN)))
    assert not reading(path, limits).needs_ocr


def test_a_stamp_stands_in_its_line_and_a_long_one_behind_the_page(limits: Limits, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    line = b"BT /F 10 Tf 50 50 Td (So:) Tj 70 0 Td (/SVD-VP of this year) Tj ET\n"
    path.write_bytes(hostile.pdf(content=line, stamp=b"BT /F 10 Tf 2 5 Td (145) Tj ET"))
    assert reading(path, limits).text.split() == ["So:", "145", "/SVD-VP", "of", "this", "year"]
    path.write_bytes(hostile.pdf(content=line, stamp=b"BT /F 1 Tf 2 5 Td (Signed electronically by an office) Tj ET"))
    assert reading(path, limits).text.split("\n")[-1] == "Signed electronically by an office"


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("turn", [90, 180])
def test_a_turned_scan_is_read_like_an_upright_one(
    turn: int, limits: Limits, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    path = tmp_path / "a.png"
    with Image.open(SCAN) as upright:
        upright.rotate(turn, expand=True).save(path, dpi=upright.info.get("dpi"))
    with path.open("rb") as file:
        found = recognise(recognise_text(file, inspect(path, path.name, limits), limits).text, vocabulary)
    assert found.issued_on is not None
    assert (found.urgency, found.type_id) == (1, "official_letter")


def test_which_way_is_up_is_not_asked_where_nobody_can_tell(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_languages", lambda command: frozenset({"vie"}))
    assert recognition.turn_of(BytesIO(b""), limits, name="a.png") == 0


def test_a_page_is_drawn_turned(limits: Limits, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile.pdf(content=hostile.words(b"So 145/SVD-VP")))
    sizes = []
    for turn in (0, 90):
        with path.open("rb") as file, (tmp_path / "drawn.ppm").open("w+b") as drawn:
            confined("pdf.draw", file, limits, name="a.pdf", into=drawn, number=0, dpi=50, turn=turn)
            drawn.seek(0)
            sizes.append(Image.open(drawn).size)
    assert sizes[0] == sizes[1][::-1]
