"""The command keeps its contract: 0 done, 1 a check failed, 2 wrong use, and one sentence each."""

import signal
from contextlib import contextmanager
from importlib import import_module
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner
from django.utils import translation

from baro.config import installation
from baro.config.command import baro, doctor, opening
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.rulebook import Findings, Problem


@pytest.fixture
def run():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    with translation.override(translation.get_language()):
        yield lambda *words: CliRunner().invoke(baro, list(words))
    for number, how in zip(numbers, before, strict=True):
        signal.signal(number, how)


def test_a_database_that_does_not_answer_is_told_in_one_sentence(run, monkeypatch, tmp_path):
    monkeypatch.setenv("BARO_DATABASE_URL", f"postgresql://baro@/baro?host={tmp_path}")

    done = run("migrate")

    assert done.exit_code == 2
    assert done.stderr.startswith("Error: The database that BARO_DATABASE_URL names does not answer: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [["report"], ["figures", "--year", "soon"], ["serve", "--port", "0"], ["dance"]])
def test_wrong_use_ends_with_2(run, words):
    assert run(*words).exit_code == 2


def test_a_rulebook_in_order_ends_with_0_and_lists_what_is_assumed(run, monkeypatch):
    done = run("rules", "check")

    assert done.exit_code == 0
    assert "assumed: " in done.stdout
    assert done.stdout.splitlines()[-1].endswith(" 0 wrong.")


def test_a_broken_rule_file_ends_with_1(run, monkeypatch, tmp_path):
    problem = Problem(tmp_path / "work.days.toml", "holidays", "There is no such day.")
    monkeypatch.setattr(rulebook, "check", lambda: Findings((problem,), (), ()))

    done = run("rules", "check")

    assert done.exit_code == 1
    assert "There is no such day." in done.stderr


def test_a_command_in_a_group_of_a_part_works_while_the_database_is_open(monkeypatch):
    done, of_parts = [], import_module("baro.config.command.of_parts")

    @contextmanager
    def opened():
        done.append("open")
        yield
        done.append("closed")

    group = click.Group("keys", commands=[click.Command("turn", callback=lambda: done.append("turned"))])
    monkeypatch.setattr(of_parts, "opened", opened)
    monkeypatch.setattr(of_parts, "PARTS", ("trips",))
    monkeypatch.setattr(of_parts, "find_spec", lambda _name: True)
    monkeypatch.setattr(of_parts, "import_module", lambda _name: SimpleNamespace(COMMANDS=(group,)))
    (command,) = of_parts.of_parts()
    CliRunner().invoke(command, ["turn"])
    assert done == ["open", "turned", "closed"]


@pytest.mark.django_db
def test_a_trail_that_holds_ends_with_0(run):
    done = run("audit", "verify")

    assert (done.exit_code, done.stdout) == (0, "The trail holds: 0 events checked.\n")


@pytest.mark.django_db
def test_a_database_behind_this_version_is_refused_with_the_remedy(run, monkeypatch):
    monkeypatch.setattr(opening, "pending", lambda: ["org.0002_later"])

    done = run("audit", "verify")

    assert (done.exit_code, done.stderr) == (
        2,
        "Error: The database is not up to date with this Baro: run baro migrate.\n",
    )


def test_the_doctor_looks_at_everything_even_after_something_is_missing(run, monkeypatch):
    def refuse(**options: bool) -> None:
        raise Refused("It does not answer.")

    monkeypatch.setattr(doctor.prerequisites, "OURS", ())
    monkeypatch.setattr(doctor.prerequisites, "FROM_DEBIAN", ())
    monkeypatch.setattr(doctor, "opened", refuse)

    done = run("doctor")

    assert (done.exit_code, done.stdout) == (1, "missing  PostgreSQL: It does not answer.\n")


def test_the_doctor_opens_the_database_before_django_learns_where_it_is(run, monkeypatch):
    asked: list[str] = []

    @contextmanager
    def opened(**options: bool):
        asked.append("opened")
        yield

    there = doctor.Prerequisite("paper", lambda: asked.append("looked") or "there", "Nothing is printed.")
    monkeypatch.setattr(doctor.prerequisites, "OURS", (there,))
    monkeypatch.setattr(doctor.prerequisites, "FROM_DEBIAN", ())
    monkeypatch.setattr(doctor, "opened", opened)
    monkeypatch.setattr(doctor, "_database_in_order", lambda: True)

    assert run("doctor").exit_code == 0
    assert asked == ["opened", "looked"]


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    folder = tmp_path / "var"
    installation.keep_secret_key(folder)
    made = (folder / "secret-key").read_text()
    installation.keep_secret_key(folder)

    assert (folder / "secret-key").read_text() == made
    assert len(made) > 60
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret-key"]
