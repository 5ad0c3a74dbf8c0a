"""A form that changes in mid-year: what was filled in by the old one keeps it, the next round asks by the new one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from baro.kernel import rulebook
from baro.returns.actions import filling
from baro.returns.models import Cell

NEW = "inspection.members.remedied"


@pytest.fixture
def changed(tmp_path, monkeypatch) -> Iterator[None]:
    """From 1 July 2025 inspection has one more column, and the old forms end the day before."""
    shipped = Path(str(resources.files("baro"))) / "returns" / "rulebook" / "returns.forms.toml"
    text = shipped.read_text(encoding="utf-8")
    assert tomllib.loads(text)["version"][0]["body"]["forms"][0]["id"] == "inspection"
    names = 'names = { vi = "Đã khắc phục", en = "Remedied", ar = "عولج" }'
    column = f'[[version.body.forms.columns]]\nid = "remedied"\n{names}\n\n'
    at = text.index("[[version.body.forms.rows]]")
    later = text[:at] + column + text[at:]
    _comment, _sign, body = later.partition("[[version]]\n")
    old = text.replace("valid_from = 2000-01-01", "valid_from = 2000-01-01\nvalid_to = 2025-06-30")
    new = f"[[version]]\n{body}".replace("valid_from = 2000-01-01", "valid_from = 2025-07-01")
    (tmp_path / "forms.toml").write_text(f"{old}\n{new}", encoding="utf-8")
    monkeypatch.setenv("BARO_RULES", str(tmp_path))
    rulebook.reopen()
    yield
    monkeypatch.delenv("BARO_RULES")
    rulebook.reopen()


def test_a_return_keeps_the_form_by_which_it_was_filled_in(given, world, changed):
    before = given.handed_up(given.opened(period="2025-H1"), members__inspected=3)
    after = given.handed_up(given.opened(period="2025-9M"), members__inspected=4, members__remedied=1)
    assert filling.last_version(before).rule == "returns.forms@2000-01-01+local"
    assert filling.last_version(after).rule == "returns.forms@2025-07-01+local"
    assert not Cell.objects.filter(version__of=before, code=NEW).exists()
    assert Cell.objects.get(version__of=after, code=NEW).called == "By committees and cells – Members: Remedied"
    corrected = filling.correct(before.pk, reason="x", by=world.eve)
    assert filling.hand_up(corrected.pk, by=world.eve).number == 2
    assert "Remedied" not in world.browser(world.eve).get(before.get_absolute_url()).text
    assert "Remedied" in world.browser(world.eve).get(after.get_absolute_url()).text
