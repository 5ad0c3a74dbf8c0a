"""Fifty honest files of the kinds that offices send: none of them may be refused, or warned of."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import docx
import openpyxl
from PIL import Image

from baro.documents.reading.tests import hostile

ROOT = Path(__file__).parents[2]
PAPERS = ROOT / "src" / "baro" / "demo" / "papers"
FONT_TEXT = hostile.words(b"Bao cao ket qua thuc hien nhiem vu")


def honest() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The names of honest files, and what makes them."""
    for path in sorted([*PAPERS.glob("*.pdf"), *PAPERS.glob("*.docx"), *PAPERS.glob("*.png")]):
        yield path.name, path.read_bytes
    for pages in (1, 2, 5, 30, 200):
        yield f"báo cáo {pages} trang.pdf", partial(hostile.pdf, pages=pages, content=FONT_TEXT)
    yield "mở đầu bằng dấu.pdf", lambda: b"\xef\xbb\xbf\n" + hostile.pdf(content=FONT_TEXT)
    yield "một trang trắng.pdf", hostile.pdf
    yield "trang quét.pdf", partial(hostile.pdf, content=hostile.PICTURE_OF_A_PAGE)
    yield from _words()
    yield from _sheets()
    yield from _pictures()


def _words() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for paragraphs in (0, 1, 40, 1500):
        document = docx.Document()
        for number in range(paragraphs):
            document.add_paragraph(f"{number}. Tăng cường chỉ đạo, kiểm tra, giám sát việc thực hiện.")
        yield f"kế hoạch {paragraphs}.docx", partial(_saved, document)
    document = docx.Document()
    table = document.add_table(rows=60, cols=6)
    table.cell(0, 0).merge(table.cell(0, 5)).text = "Danh sách"
    yield "bảng.docx", partial(_saved, document)
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "ĐẢNG BỘ TỈNH"
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    document.add_picture(io.BytesIO(hostile.picture(400, 300)))
    document.add_page_break()
    yield "có ảnh.docx", partial(_saved, document)
    document = docx.Document()
    document.add_heading("Chương trình", 1)
    document.add_paragraph("DDE là gì? DDEAUTO chỉ là chữ.", style="List Bullet")
    yield "chữ không phải lệnh.docx", partial(_saved, document)
    linked = docx.Document()
    linked.part.relate_to("https://dangcongsan.vn/", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    yield "có liên kết.docx", partial(_saved, linked)
    wide = '<?xml version="1.0" encoding="UTF-16"?><properties/>'.encode("utf-16")
    yield "thuộc tính utf-16.docx", partial(hostile.word, **{"customXml/item1.xml": wide})


def _sheets() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for rows, columns in ((1, 1), (200, 8), (5000, 12)):
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Danh sách")
        for row in range(rows):
            sheet.append([f"{row}-{column}" for column in range(columns)])
        yield f"danh sách {rows}.xlsx", partial(_saved, book)
    book = openpyxl.Workbook()
    book.active["A1"] = "=SUM(B1:B9)"
    book.active.merge_cells("A3:C5")
    book.active["A2"].hyperlink = "https://quangninh.gov.vn/"
    for title in ("Xã", "Phường", "Đặc khu"):
        book.create_sheet(title)["B2"] = title
    yield "công thức.xlsx", partial(_saved, book)


def _pictures() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for kind, modes in (("PNG", ("1", "L", "P", "RGB", "RGBA", "LA", "I;16")), ("JPEG", ("L", "RGB", "CMYK"))):
        for mode in modes:
            yield f"ảnh {mode.replace(';', '')}.{kind.lower()}", partial(_drawn, mode, (600, 800), kind)
    yield "ảnh tuần tự.jpg", partial(_drawn, "RGB", (1200, 1600), "JPEG", progressive=True)
    yield "ảnh chất lượng thấp.jpg", partial(_drawn, "RGB", (1200, 1600), "JPEG", quality=5)
    yield "quét 300 dpi.png", partial(_drawn, "L", (2480, 3508), "PNG", dpi=(300, 300))
    yield "quét 600 dpi.jpg", partial(_drawn, "RGB", (4961, 7016), "JPEG", dpi=(600, 600))
    yield "quét A3.jpg", partial(_drawn, "RGB", (4961, 7016), "JPEG", dpi=(424, 424))
    yield "quét đen trắng 600 dpi.png", partial(_drawn, "1", (4961, 7016), "PNG")
    turned = Image.Exif()
    turned[0x0112] = 6
    yield "ảnh xoay.jpg", partial(_drawn, "RGB", (900, 600), "JPEG", exif=turned)
    yield "ảnh vuông.png", partial(_drawn, "RGB", (500, 500), "PNG")
    yield "một điểm.png", partial(_drawn, "L", (1, 1), "PNG")


def _drawn(mode: str, size: tuple[int, int], kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size).save(written, kind, **options)
    return written.getvalue()


def _saved(document: object) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
