"""`baro import` and `baro export`: what the page does, for scripts."""

from __future__ import annotations

import signal

import pytest
from click.testing import CliRunner
from django.utils import translation

from baro.config.command import baro
from baro.org.models import Import, Unit
from tests.organisation.lists import UNITS, WARD


@pytest.fixture
def run():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    with translation.override("en"):
        yield lambda *words: CliRunner().invoke(baro, [str(word) for word in words])
    for number, how in zip(numbers, before, strict=True):
        signal.signal(number, how)


def test_a_dry_run_says_what_would_be_added_and_writes_nothing(world, run, tmp_path):
    file = tmp_path / "units.csv"
    file.write_text(UNITS + WARD, encoding="utf-8")
    done = run("import", file, "--dry-run")
    assert done.exit_code == 0
    assert "1 new" in done.stdout
    assert not Unit.objects.filter(code="QN-HT").exists()
    assert run("import", file).exit_code == 0
    assert Unit.objects.filter(code="QN-HT").exists()
    assert "recorded already" in run("import", file).stdout
    assert Import.objects.exclude(imported=None).count() == 1


def test_mistakes_end_with_1_and_are_told(world, run, tmp_path):
    file = tmp_path / "units.csv"
    file.write_text(UNITS + "X,Chi bộ,cell,ZZZ,,31/02/2024\n", encoding="utf-8")
    done = run("import", file)
    assert done.exit_code == 1
    assert "units, row 2, since “31/02/2024”: There is no such day" in done.stderr


def test_a_file_that_is_no_list_ends_with_2(world, run, tmp_path):
    file = tmp_path / "units.csv"
    file.write_bytes(b"%PDF-1.7")
    assert run("import", file).exit_code == 2
    assert run("export", "-o", tmp_path / "all.csv").exit_code == 2


@pytest.mark.parametrize("words", [["--kind", "units", "-o", "units.csv"], ["-o", "all.xlsx"]])
def test_what_is_exported_can_be_imported(world, run, tmp_path, words):
    *options, name = words
    file = tmp_path / name
    assert run("export", *options, file).exit_code == 0
    done = run("import", file)
    assert done.exit_code == 0, done.output
    assert "Everything is recorded already" in done.stdout
