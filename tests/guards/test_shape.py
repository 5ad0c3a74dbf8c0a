"""Functions and files stay short, words of the house are kept."""

from __future__ import annotations

import ast
import re

import pytest

from baro.ui.frame.context import frame
from tests.guards.declared import ROOT, in_folders, modules, named, tree

LONGEST_FUNCTION, LONGEST_FILE = 40, 400
WHOLE = {"trail/check_trail.py": 500}  # one file on purpose: an outsider takes it along and reads all of it
MODULES = list(modules())
FORBIDDEN_NAMES = {"utils", "helpers", "helper", "manager", "service", "services", "process", "data", "misc", "common"}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_files_and_functions_are_short(path):
    text = path.read_text(encoding="utf-8")
    longest = WHOLE.get(named(path), LONGEST_FILE)
    assert text.count("\n") <= longest, f"{named(path)} has over {longest} lines; part it by chapter"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= LONGEST_FUNCTION, f"{named(path)}: {node.name} has {lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_modules_are_named_after_chapters_of_the_work(path):
    assert path.stem not in FORBIDDEN_NAMES, f"{named(path)}: name it after what it is about"


@pytest.mark.parametrize("path", in_folders("web"), ids=named)
def test_no_page_takes_a_word_that_the_frame_needs(path, rf):
    words = set(frame(rf.get("/")))
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Dict):
            taken = words & {key.value for key in node.keys if isinstance(key, ast.Constant)}
            assert not taken, f"{named(path)}:{node.lineno}: the frame of the page shows {taken}; use another name"


def test_the_product_speaks_of_itself_alone():
    places = re.compile(r"/(work|root|farm)/|registry\.npmjs|pypi\.org/simple|\bextra-index-url\b")
    for path in [*ROOT.glob("*.*"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("requirements/*"), *modules(tests=True)]:
        if path.is_file() and path.suffix not in {".png"} and path.name not in {".git", ".coverage", "test_shape.py"}:
            found = places.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path.name} names {found and found.group()}"
