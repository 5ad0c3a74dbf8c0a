"""Whoever changes what the database keeps of the trail adds the migration that puts it up."""

from importlib import import_module
from pathlib import Path

import pytest

from baro.trail import definitions, migrations

NAMES = sorted(path.stem for path in Path(migrations.__path__[0]).glob("0*.py"))
DIGESTS = [
    module.PUTS_UP for name in NAMES if hasattr(module := import_module(f"baro.trail.migrations.{name}"), "PUTS_UP")
]


def test_the_newest_migration_that_puts_definitions_up_puts_up_these():
    assert DIGESTS[-1] == definitions.digest(), "definitions.py was changed: add a migration with put_up and its digest"


@pytest.mark.parametrize("changed", ["FUNCTIONS", "TRIGGERS"])
def test_a_definition_without_its_migration_is_found(changed, monkeypatch):
    fewer = list(definitions.FUNCTIONS[1:]) if changed == "FUNCTIONS" else {}
    monkeypatch.setattr(definitions, changed, fewer)
    assert DIGESTS[-1] != definitions.digest()
