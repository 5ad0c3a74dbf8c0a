"""What every test of reading starts from: small limits, and the types and codes that the papers use."""

from __future__ import annotations

from pathlib import Path
from shutil import which

import pytest

from baro.documents.reading.limits import Limits
from baro.documents.reading.proposals import Vocabulary

# By its path, because documents know no demo.
PAPERS = Path(__file__).parents[3] / "demo" / "papers"


@pytest.fixture
def limits() -> Limits:
    """Limits small enough that a test can exceed each of them."""
    return Limits(
        file_bytes=2_000_000,
        name_bytes=120,
        unpacked_bytes=3_000_000,
        unpacked_ratio=100,
        entries=200,
        pixels=12_000_000,
        pages=20,
        characters=200_000,
        seconds=30,
        memory_bytes=1_000_000_000,
    )


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """Types and codes as the rulebook has them."""
    types = {
        "Nghị quyết": "resolution",
        "Quyết định": "decision",
        "Chỉ thị": "directive",
        "Kết luận": "conclusion",
        "Quy chế": "working_rules",
        "Quy định": "regulation",
        "Hướng dẫn": "guideline",
        "Thông báo": "notice",
        "Thông cáo": "communique",
        "Báo cáo": "report",
        "Kế hoạch": "plan",
        "Quy hoạch": "planning",
        "Chương trình": "programme",
        "Đề án": "scheme",
        "Dự án": "project",
        "Tờ trình": "submission",
        "Giấy mời": "invitation",
    }
    codes: dict[str, tuple[str, ...]] = {
        "NQ": ("resolution",),
        "QĐ": ("decision", "regulation"),
        "CT": ("directive",),
        "KL": ("conclusion",),
        "HD": ("guideline",),
        "TB": ("notice",),
        "BC": ("report",),
        "KH": ("plan",),
        "CTr": ("programme",),
        "TTr": ("submission",),
        "CV": ("official_letter",),
    }
    return Vocabulary(types, codes, letter="official_letter")


@pytest.fixture
def tesseract() -> None:
    """Recognition of scans needs tesseract; without it these tests fail, because they would prove nothing."""
    assert which("tesseract"), "install tesseract-ocr and tesseract-ocr-vie to run the tests of scanned papers"
