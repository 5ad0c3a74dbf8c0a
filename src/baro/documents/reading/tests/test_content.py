"""What a file is, is told by its content; what may not be kept is refused with the remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest

from baro.documents.reading.content import Content, Kind, inspect
from baro.documents.reading.limits import Limits
from baro.documents.reading.tests import hostile
from baro.kernel.errors import Refused

Upload = Callable[..., Content]
WORD_TYPE = b"wordprocessingml.document.main+xml"


@pytest.fixture
def upload(tmp_path: Path, limits: Limits) -> Upload:
    """Inspect bytes that somebody sends under a name."""

    def send(content: bytes, name: str, *, kinds: Collection[str] = tuple(Kind), **other: int) -> Content:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return inspect(path, name, replace(limits, **other), kinds=kinds)

    return send


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [
        (hostile.pdf(pages=3), Kind.PDF, 3),
        (b"\xef\xbb\xbf\n" + hostile.pdf(), Kind.PDF, 1),
        (hostile.word(), Kind.DOCX, None),
        (hostile.sheet(), Kind.XLSX, None),
        (hostile.picture(40, 50), Kind.PNG, 1),
        (hostile.picture(40, 50, "JPEG"), Kind.JPEG, 1),
        (hostile.picture(40, 50, "TIFF"), Kind.TIFF, 1),
    ],
)
def test_the_kind_is_told_by_content(upload: Upload, content: bytes, kind: Kind, pages: int | None) -> None:
    found = upload(content, "không có đuôi")
    assert (found.kind, found.pages, found.size) == (kind, pages, len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()


def test_the_name_is_given_the_ending_of_the_content(upload: Upload) -> None:
    assert upload(hostile.pdf(), "báo cáo.exe").safe_name == "báo cáo.exe.pdf"
    assert upload(hostile.picture(9, 9, "JPEG"), "ảnh.JPG").safe_name == "ảnh.JPG"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "“a.docx” is empty"),
        (
            b"MZ\x90\x00" + bytes(500),
            "“a.docx” is a Windows program and not a document; ask its sender for the document",
        ),
        (b"\x7fELF" + bytes(100), "a Linux program"),
        (b"#!/bin/sh\nrm -rf ~\n", "a program script"),
        (b"Rar!\x1a\x07" + bytes(50), "an archive"),
        (b"<!DOCTYPE html><script>", "a web page"),
        ("Chỉ là chữ".encode(), "plain text"),
        (bytes(range(1, 200)) * 3, "data of an unknown kind"),
        (b"MZ" + bytes(100) + hostile.pdf(), "a Windows program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "in the old Office format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "“a.docx” is protected by a password",
        ),
    ],
)
def test_unknown_content_is_refused_whatever_its_name(upload: Upload, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        upload(content, "a.docx")


def test_a_file_over_the_limit_is_refused_before_it_is_opened(upload: Upload) -> None:
    with pytest.raises(Refused, match=r"“scan.pdf” has 1.9.MB, more than the 1.0.MB allowed"):
        upload(hostile.pdf() + bytes(2_000_000), "scan.pdf", file_bytes=1024 * 1024)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (hostile.locked_pdf(), "“a.pdf” is protected by a password; save a copy without the password"),
        (hostile.pdf(pages=0), "“a.pdf” is a PDF without pages"),
        (hostile.pdf(pages=3)[:-60], "“a.pdf” is a damaged or incomplete PDF"),
        (b"%PDF-1.7\nnothing of it is true\n%%EOF", "“a.pdf” is a damaged or incomplete PDF"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused(upload: Upload, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        upload(content, "a.pdf")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (hostile.word()[:3000], "“a.docx” is a damaged Word or Excel file"),
        (hostile.word(**{"[Content_Types].xml": None}), "is not a Word or Excel file but an archive"),
        (
            hostile.word(
                **{"[Content_Types].xml": hostile.content_types(WORD_TYPE, b"presentationml.presentation.main+xml")}
            ),
            "is not a Word or Excel file but a presentation",
        ),
        (hostile.word(**{"word/vbaProject.bin": b"x"}), "contains macros"),
        (
            hostile.word(
                **{
                    "[Content_Types].xml": hostile.content_types(
                        b"application/vnd.openxmlformats-officedocument." + WORD_TYPE,
                        b"application/vnd.ms-word.document.macroEnabled.main+xml",
                    )
                }
            ),
            "contains macros",
        ),
        (hostile.word(**{"word/document.xml": hostile.BOMB}), "contains XML declarations that Office never writes"),
        (
            hostile.word(
                **{"word/document.xml": hostile.BOMB.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")}
            ),
            "contains XML declarations that Office never writes",
        ),
        (hostile.word(**{"[Content_Types].xml": hostile.BOMB}), "contains XML declarations that Office never writes"),
    ],
)
def test_a_word_file_that_is_not_one_or_means_harm_is_refused(upload: Upload, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        upload(content, "a.docx")


@pytest.mark.parametrize(
    "content",
    [
        hostile.word(**{"word/media/one.png": bytes(4_000_000)}),
        hostile.word(**{"word/media/one.png": bytes(2_900_000)}),
        hostile.word(**{f"word/media/{number}": b"" for number in range(300)}),
    ],
    ids=["more than allowed in all", "packed too tightly", "too many parts"],
)
def test_a_zip_bomb_is_refused_by_what_it_declares(upload: Upload, content: bytes) -> None:
    with pytest.raises(Refused, match=r"“a.docx” unpacks to far more than its size allows"):
        upload(content, "a.docx", unpacked_ratio=40)


def test_a_zip_bomb_that_declares_less_is_found_while_unpacking(upload: Upload) -> None:
    with pytest.raises(Refused, match=r"“a.docx” is a damaged Word or Excel file"):
        upload(hostile.lying_word(2_500_000), "a.docx")


def test_a_picture_that_is_cut_off_or_too_large_is_refused(upload: Upload) -> None:
    with pytest.raises(Refused, match=r"“scan.png” is a damaged or incomplete image"):
        upload(hostile.picture(300, 300)[:90], "scan.png")
    with pytest.raises(Refused, match=r"“scan.png” has more pixels than the 12 million allowed"):
        upload(hostile.picture(5000, 5000), "scan.png")


def test_a_kind_that_is_not_taken_in_is_refused_by_its_name(upload: Upload) -> None:
    with pytest.raises(Refused, match=r"“scan.pdf” is a TIFF image, which is not taken in here; save it as PDF"):
        upload(hostile.picture(9, 9, "TIFF"), "scan.pdf", kinds=("pdf", "docx"))


def test_the_refusal_shows_the_harmless_name(upload: Upload) -> None:
    with pytest.raises(Refused, match=r"“cod.exe” is empty"):
        upload(b"", "../../\u202ecod.exe")
