"""A paper with one of everything, and words that would be commands if anybody read them as such."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from PIL import Image

from baro.printing.content import (
    Column,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Picture,
    Run,
    Table,
    plain,
)

HOSTILE = (
    '#let x = 1; #link("https://evil.example")[a] $a$ *b* _c_ `d` @e <f> = g \\ #read("/etc/passwd") '
    '<script>alert(1)</script> {{ request }} {% load x %} <w:p/> &amp; ]]> "]'
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9" height="9"/></svg>'


def _png() -> bytes:
    """A small picture."""
    file = BytesIO()
    Image.new("RGB", (4, 4), "white").save(file, "PNG")
    return file.getvalue()


ROWS = "https://baro.example/figures/documents.issued.plan/1/2024/"


def paper(language: str = "vi", **other: Any) -> Paper:
    """One of everything."""
    facts: dict[str, Any] = {
        "language": language,
        "kind": "BÁO CÁO",
        "title": "về kết quả công tác năm 2024",
        "note": "Bản dịch",
        "made_at": datetime(2025, 1, 6, 8, tzinfo=UTC),
        "head": Letterhead(
            "ĐẢNG CỘNG SẢN VIỆT NAM", "", "TỈNH ỦY QUẢNG NINH", "Số 12-BC/TU", "ngày 06 tháng 01 năm 2025"
        ),
        "blocks": (
            Heading("I. Văn bản"),
            Paragraph((Run("Đã ban hành "), Run("1.688", link=ROWS), Run(" kế hoạch", bold=True))),
            Heading("Phần nhỏ", level=2),
            Items((plain("một"), plain("hai"))),
            Items((plain("thứ nhất"),), numbered=True),
            Table(
                "Văn bản đã ban hành",
                (Column("Chỉ tiêu"), Column("2024", number=True)),
                ((plain("Kế hoạch"), (Run("103", link=ROWS),)), (plain("Chỉ thị"), plain("3"))),
            ),
            Picture(SVG, _png, "Biểu đồ văn bản", "Biểu đồ 1", width=0.2),
            Paragraph(plain("فتّشت لجان الحزب 1,688 منظمة"), language="ar"),
            Paragraph(plain("Ghi chú"), note=True),
        ),
        "capacity": ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
        "signer": "Nguyễn Văn A",
        "recipients_title": "Nơi nhận:",
        "recipients": ("- Trung ương,", "- Lưu Văn phòng."),
    }
    return Paper(**(facts | other))
