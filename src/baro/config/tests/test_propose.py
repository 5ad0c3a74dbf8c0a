"""``baro propose`` prints what a file gives out, with an installation or without one."""

import json
import signal
from contextlib import nullcontext

import pytest
from click.testing import CliRunner
from django.utils import translation

from baro.config.command import baro, proposing
from baro.kernel.errors import Refused

PLAN = """
Quảng Ninh, ngày 05 tháng 02 năm 2025
1. VP Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ rà soát hồ sơ lưu trữ, hoàn thành trong tháng 9.
2. Các huyện ủy gửi báo cáo định kỳ hằng quý trước ngày 25.
"""
KEYS = ["work", "lead", "coordinates", "due_on", "recurs", "product", "clause", "words"]


@pytest.fixture
def run(monkeypatch, tmp_path):
    """The command beside a folder in which there is no installation yet."""
    monkeypatch.setattr(proposing, "uses_embedded", lambda: True)
    monkeypatch.setattr(proposing, "embedded_folder", lambda: tmp_path / "none")
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    with translation.override(translation.get_language()):
        yield lambda *words: CliRunner().invoke(baro, ["propose", *map(str, words)])
    for number, how in zip(numbers, before, strict=True):
        signal.signal(number, how)


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_one_object_a_line_with_the_names_as_they_are_written(run, plan):
    done = run(plan, "--format", "json")
    assert done.exit_code == 0
    first, second = map(json.loads, done.stdout.splitlines())
    assert list(first) == KEYS
    assert (first["lead"], first["coordinates"], first["due_on"]) == ("VP Tỉnh ủy", ["Sở Nội vụ"], "2025-09-30")
    assert (second["lead"], second["due_on"], second["recurs"]) == ("Các huyện ủy", None, "quarterly, by day 25")
    assert second["product"] is None


def test_with_an_installation_units_are_called_as_it_calls_them(run, plan, world, monkeypatch, tmp_path):
    (tmp_path / "none").mkdir()
    monkeypatch.setattr(proposing, "opened", nullcontext)
    assert json.loads(run(plan, "--format", "json").stdout.splitlines()[0])["lead"] == "Văn phòng Tỉnh ủy"


def test_a_database_that_cannot_be_used_is_told_and_costs_only_the_names(run, plan, monkeypatch, tmp_path):
    def refuse():
        raise Refused("The database is not up to date with this Baro: run baro migrate.")

    (tmp_path / "none").mkdir()
    monkeypatch.setattr(proposing, "opened", refuse)
    done = run(plan, "--format", "json")
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 2)
    assert "Units are named as they are written: The database is not up to date" in done.stderr


def test_for_people_the_fields_stand_below_each_other(run, plan):
    lines = run(plan).stdout.splitlines()
    assert lines[0] == "1  Rà soát hồ sơ lưu trữ"
    assert any(line.split() == ["due_on", "2025-09-30"] for line in lines)


def test_a_day_may_be_given_for_a_paper_that_bears_none(run, tmp_path):
    path = tmp_path / "clause.txt"
    path.write_text("Sở Nội vụ rà soát hồ sơ, hoàn thành trong quý II.", encoding="utf-8")
    dues = [json.loads(run(path, "--format", "json", *more).stdout)["due_on"] for more in ((), ("--on", "2026-01-15"))]
    assert dues == [None, "2026-06-30"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.pdf", None, "There is no file"),
        ("", None, "is a folder"),
        ("a.pdf", b"MZ\x90\x00" + b"\x00" * 100, "a.pdf"),
        ("a.docx", b"PK\x03\x04 broken", "a.docx"),
        ("empty.txt", b" \n", "no readable text"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(run, tmp_path, name, content, said):
    path = tmp_path / name if name else tmp_path
    if content is not None:
        path.write_bytes(content)
    done = run(path, "--format", "json")
    assert done.exit_code == 2
    assert not done.stdout
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


def test_a_file_that_gives_out_nothing_prints_nothing(run, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Văn phòng đã nhận được công văn của Sở.", encoding="utf-8")
    done = run(path, "--format", "json")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "No task was found in it.\n")
