"""Setting up without a browser, by a file of answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from baro.installation.actions import inviting
from baro.installation.commands import set_up
from baro.installation.models import Installation
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.org.accounts.visits import Visit
from baro.org.models import Account

DOCUMENT = Path(__file__).resolve().parents[4] / "docs" / "how" / "install.md"


@pytest.fixture
def answers(tmp_path, settings, monkeypatch):
    """The answers that the document shows."""
    settings.VAR = tmp_path
    monkeypatch.setenv("BARO_RULES", "")  # set, so that what the set-up sets is undone
    file = tmp_path / "answers.toml"
    file.write_text(re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)[0], "utf-8")
    yield file
    monkeypatch.undo()
    rulebook.reopen()


@pytest.mark.django_db
def test_the_answers_of_the_document_set_up_an_installation(answers):
    said = CliRunner().invoke(set_up, ["--file", str(answers)], catch_exceptions=False).output
    assert Installation.objects.get().name == "Quảng Ninh"
    secret = re.findall(r"/join/(\S+)/", said)[0]
    inviting.accept(secret, "một câu dài khó đoán 7", Visit())
    assert Account.objects.get(username="mai.nt").has_usable_password()


@pytest.mark.django_db
def test_a_wrong_answer_is_named_and_nothing_is_set_up(answers):
    answers.write_text(answers.read_text("utf-8").replace('language = "vi"', 'language = "fr"'), "utf-8")
    with pytest.raises(Refused, match="language: Input should be 'vi', 'en' or 'ar'"):
        CliRunner().invoke(set_up, ["--file", str(answers)], catch_exceptions=False)
    assert not Installation.objects.exists()
