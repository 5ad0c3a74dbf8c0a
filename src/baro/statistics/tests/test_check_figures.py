"""The command and the page that check a text: against a register, for strangers, with hostile files."""

from __future__ import annotations

import io
import json

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from baro.statistics.commands import check_figures

URL = "/figures/check/"
RIGHT = "Trong năm 2024, Tỉnh ủy đã ban hành 8 nghị quyết, 103 kế hoạch và 269 kết luận, thông báo."
WRONG = RIGHT.replace("103", "104")


def told(file, *more: str):
    outcome = CliRunner().invoke(check_figures, [str(file), *more, "--format", "json"], catch_exceptions=False)
    return outcome.exit_code, json.loads(outcome.stdout)


def test_the_command_prints_a_list_and_ends_with_one_when_a_figure_is_wrong(register, tmp_path):
    register.of_2024()
    file = tmp_path / "bài.txt"
    file.write_text(RIGHT, encoding="utf-8")
    code, found = told(file)
    assert (code, [one["verdict"] for one in found]) == (0, ["agrees"] * 3)
    assert found[1] == {
        "words": "103 kế hoạch",
        "value": 103,
        "kind": "value",
        "indicator": "documents.issued.plan",
        "verdict": "agrees",
        "right": 103,
    }
    file.write_text(WRONG, encoding="utf-8")
    code, found = told(file, "--unit", "QN", "--year", "2024")
    assert (code, [one["verdict"] for one in found]) == (1, ["agrees", "differs", "agrees"])
    assert found[1]["right"] == 103


def test_word_and_web_pages_are_read_as_they_are_shown(register, tmp_path):
    register.of_2024()
    paper = Document()
    paper.add_paragraph(RIGHT)
    paper.save(tmp_path / "a.docx")
    page = f"<html><head><title>5 kế hoạch</title></head><body><script>var x = 77;</script><p>{RIGHT}</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    for name in ("a.docx", "a.html"):
        code, found = told(tmp_path / name)
        assert (code, [one["value"] for one in found]) == (0, [8, 103, 269])


def test_a_text_without_figures_is_an_empty_list(world, tmp_path):
    (tmp_path / "a.txt").write_text("Không có gì.", encoding="utf-8")
    assert told(tmp_path / "a.txt") == (0, [])


def test_the_page_marks_each_figure_and_links_its_rows(world, register):
    register.of_2024()
    page = world.browser(world.ada).post(URL, {"unit": "QN", "text": WRONG})
    assert page.status_code == 200
    assert "1 figure is wrong" in page.text
    assert [str(one.words) for one in page.context["judged"]] == ["agrees", "differs", "agrees"]
    assert f"/figures/documents.issued.plan/{world.unit('QN').pk}/2024/" in page.text
    assert WRONG in page.text  # what was pasted stays in its field


def test_a_file_is_checked_as_a_pasted_text_is(world, register):
    register.of_2024()
    paper, kept = Document(), io.BytesIO()
    paper.add_paragraph(RIGHT)
    paper.save(kept)
    file = SimpleUploadedFile("bài.docx", kept.getvalue())
    page = world.browser(world.ada).post(URL, {"unit": "QN", "file": file})
    assert "No figure is wrong" in page.text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": ""}, "Paste a text or choose a file."),
        ({"text": "Ban hành 8 nghị quyết."}, "The text names no year"),
        ({"text": "a" * 30_001}, "paste at most 30,000"),
        ({"text": RIGHT, "year": "24"}, "1930"),
        ({"text": RIGHT, "unit": "QN-NONE"}, "QN-NONE"),
    ],
)
def test_what_cannot_be_checked_is_said_beside_the_field_and_nothing_is_lost(world, sent, said):
    page = world.browser(world.ada).post(URL, {"unit": "QN", **sent})
    assert page.status_code == 422
    assert said in page.text
    assert sent["text"] in page.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"MZ" + b"\0" * 100, "program"),
        ("a.txt", "Năm 2024, 8 nghị quyết. ".encode() * 200_000, "more text than the 300,000 characters"),
        ("a.html", b"<html><script>alert(2024)</script>", "no text that can be read"),
        ("a.pdf", b"%PDF-1.7 nothing", "damaged"),
    ],
)
def test_a_file_that_is_not_read_gets_one_sentence(world, name, content, said):
    page = world.browser(world.ada).post(URL, {"unit": "QN", "file": SimpleUploadedFile(name, content)})
    assert page.status_code == 422
    assert said in page.text


def test_a_text_is_shown_as_text(world, register):
    text = "<script>alert(1)</script> Năm 2024 ban hành <b>8</b> nghị quyết."
    page = world.browser(world.ada).post(URL, {"unit": "QN", "text": text})
    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;" in page.text


def test_a_unit_that_the_post_does_not_cover_is_refused(world):
    page = world.browser(world.eve).post(URL, {"unit": "QN-CX", "text": RIGHT})
    assert page.status_code in {403, 422}
    assert "judged" not in (page.context or {})


def test_who_sees_no_figures_gets_one_sentence(world):
    for page in (world.browser(world.dov).get(URL), world.browser(world.dov).post(URL, {"text": RIGHT})):
        assert page.status_code == 403
        assert "Your post opens no figures." in page.text
