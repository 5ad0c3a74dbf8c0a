"""A part is its folder and its name in the list: everything else follows from these two."""

from __future__ import annotations

import tomllib

import pytest
from django.apps import apps
from grimp import ImportGraph

from baro.kernel.rulebook.body import rule_types
from baro.parts import PARTS
from baro.ui.frame.navigation import all_headings, all_places
from tests.guards.declared import ROOT, SOURCE, named
from tools.contracts import OwnPages

RULES = sorted(SOURCE.rglob("*.toml"))


def test_every_folder_is_in_the_list_and_everything_in_the_list_a_folder():
    assert sorted(PARTS) == sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_an_application_of_its_name(part):
    assert apps.get_app_config(part).name == f"baro.{part}"


def test_the_contracts_of_imports_name_no_part():
    written = (ROOT / ".importlinter").read_text(encoding="utf-8")
    assert not [part for part in PARTS if f"baro.{part}" in written], "they follow from baro/parts.py"


@pytest.mark.parametrize("path", [path for path in RULES if path.parent.name == "rulebook"], ids=named)
def test_the_file_of_a_rule_lies_beside_its_type_and_bears_its_code(path):
    code = tomllib.loads(path.read_text(encoding="utf-8"))["code"]
    assert path.name == f"{code}.toml"
    module = rule_types()[code].__module__
    assert f"{module}.".startswith(f"baro.{path.relative_to(SOURCE).parts[0]}.rulebook."), f"{code} is of {module}"


def test_a_heading_stands_above_places_of_its_part():
    parts = {place.part for place in all_places()}
    assert not [heading.code for heading in all_headings() if heading.code not in parts]


@pytest.mark.parametrize(
    ("reader", "kept"),
    [
        ("baro.tasks.web.lists", True),
        ("baro.tasks.urls", True),
        ("baro.tasks.webs", False),
        ("baro.tasks.jobs", False),
        ("baro.tasks.actions.giving", False),
        ("baro.statistics.web.pages", False),
        ("baro.config.command.lists", False),
    ],
)
def test_the_pages_of_a_part_are_imported_by_its_own_addresses_and_pages_alone(reader, kept):
    graph = ImportGraph()
    graph.add_import(importer=reader, imported="baro.tasks.web.pages")
    contract = OwnPages("", {}, {"readers": ["web", "urls"]})
    assert contract.check(graph, verbose=False).kept is kept
