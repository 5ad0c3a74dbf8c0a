"""The papers of the demo: the sample papers with what they say, and letters written for the day."""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.enum.text import WD_ALIGN_PARAGRAPH

from baro.demo.work.days import Days
from baro.demo.work.plan import Incoming, Made
from baro.kernel import rulebook
from baro.org.rulebook import DocumentTypes

PAPERS = Path(__file__).parents[1] / "papers"
UNTITLED = "official_letter"


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands on an incoming paper, with its file; a secret one has none."""

    symbol: str
    issued_on: date
    type: str
    abstract: str
    urgency: int
    file: SimpleUploadedFile | None


@cache
def _facts() -> dict[str, dict[str, Any]]:
    return tomllib.loads((PAPERS / "expected.toml").read_text(encoding="utf-8"))


def letter_of(incoming: Incoming, days: Days) -> Letter:
    """The paper of an incoming document: a sample paper, or a letter made for it."""
    if incoming.made is None:
        return sample(incoming.paper)
    made = incoming.made
    issued_on = days.of(made.issued)
    file = None if incoming.secrecy else _uploaded(_file_name(made), written(made, days))
    return Letter(made.symbol, issued_on, made.type, days.words(made.abstract), incoming.urgency or 0, file)


def sample(paper: str) -> Letter:
    """What a sample paper says, with its file."""
    facts, file = facts_of(paper), _uploaded(paper, (PAPERS / paper).read_bytes())
    return Letter(facts["symbol"], facts["issued_on"], facts["type_id"], facts["abstract"], facts["urgency"], file)


def facts_of(paper: str) -> dict[str, Any]:
    """What stands on a sample paper, as its file of facts has it."""
    return _facts()[paper]


def evidence(work: str, words: str) -> SimpleUploadedFile:
    """A short report as a Word file, to prove what was done."""
    document = docx.Document()
    document.add_heading("BÁO CÁO KẾT QUẢ THỰC HIỆN NHIỆM VỤ", level=1)
    document.add_paragraph(work)
    document.add_paragraph(words)
    return _uploaded("bao-cao-ket-qua.docx", _saved(document))


def written(made: Made, days: Days) -> bytes:
    """A letter as a Word file, in the layout of a Party document."""
    document = docx.Document()
    _head(document, made, days.of(made.issued))
    if made.type != UNTITLED:
        _centred(document, _title(made.type, days.today)).runs[0].bold = True
        _centred(document, days.words(made.abstract)).runs[0].bold = True
    for paragraph in made.body:
        document.add_paragraph(days.words(paragraph))
    _foot(document, made)
    return _saved(document)


def _head(document: Any, made: Made, issued_on: date) -> None:
    """Issuer and number on the left; the Party's name, place and date on the right."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    abstract = [made.abstract] if made.type == UNTITLED else []
    left.text = "\n".join([made.heading, "*", f"Số {made.symbol}", *abstract])
    day = f"ngày {issued_on:%d} tháng {issued_on:%m} năm {issued_on.year}"
    place = "Hà Nội" if "TRUNG ƯƠNG" in made.heading else "Quảng Ninh"
    right.text = f"ĐẢNG CỘNG SẢN VIỆT NAM\n\n{place}, {day}"


def _foot(document: Any, made: Made) -> None:
    """Recipients on the left; capacity, position and signer on the right."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "Nơi nhận:\n- Tỉnh ủy Quảng Ninh,\n- Lưu Văn phòng."
    right.text = "\n".join(filter(None, [made.organ, made.position, "", "", made.signer]))


def _centred(document: Any, text: str) -> Any:
    paragraph = document.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _title(type_id: str, day: date) -> str:
    """The type as printed above the abstract."""
    return rulebook.in_force(DocumentTypes, on=day).body.of(type_id).names.vi.upper()


def _file_name(made: Made) -> str:
    return f"{made.symbol.replace('/', '-')}.docx"


def _saved(document: Any) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
