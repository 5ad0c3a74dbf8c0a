"""Names of uploaded files: harmless, in their own language, never empty."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baro.documents.reading.names import safe_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Kế hoạch số 84-KH/TU.pdf", "TU.pdf"),
        (r"C:\Users\an\Công văn đến.docx", "Công văn đến.docx"),
        ("../../etc/passwd", "passwd"),
        (unicodedata.normalize("NFD", "Chỉ thị ủy.pdf"), "Chỉ thị ủy.pdf"),
        ("báo\u202efdp.exe", "báofdp.exe"),
        ("\u2066ẩn\u2069\u200f.pdf", "ẩn.pdf"),
        ("dòng\nmới\x00.pdf", "dòngmới.pdf"),
        ("con.pdf", "_con.pdf"),
        ("COM1", "_COM1"),
        ("công văn.pdf", "công văn.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        (" .. ", "document"),
        ("", "document"),
        (".htaccess", "htaccess"),
        ("تقرير.pdf", "تقرير.pdf"),
    ],
)
def test_names_are_made_harmless(sent: str, kept: str) -> None:
    assert safe_name(sent, name_bytes=120) == kept


def test_a_long_name_is_cut_between_letters_and_keeps_its_ending() -> None:
    short = safe_name("Đề án " * 60 + ".docx", name_bytes=50)
    assert len(short.encode()) <= 50
    assert short.startswith("Đề án Đề án")
    assert short.endswith(".docx")


@given(st.text(max_size=300), st.sampled_from(["", ".pdf", ".docx"]))
def test_no_name_is_empty_long_or_a_path(name: str, suffix: str) -> None:
    kept = safe_name(name, name_bytes=60, suffix=suffix)
    assert kept
    assert kept not in (".", "..")
    assert len(kept.encode()) <= 60
    assert not set(kept) & set('/\\<>:"|?*\x00\n\u202e\u2067\u200f')
    assert safe_name(kept, name_bytes=60, suffix=suffix) == kept
