"""What the guards walk: modules, syntax trees, models."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "baro"


def modules(*, tests: bool = False) -> Iterator[Path]:
    """Every module of the product, without migrations (and tests, unless asked for)."""
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        if "migrations" in parts or ("tests" in parts and not tests):
            continue
        yield path


def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def named(path: Path) -> str:
    """A module's path as people say it."""
    return str(path.relative_to(SOURCE))


def scoped_models() -> list[type[models.Model]]:
    """Every model of the product whose rows are not for everybody."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("baro."))
    return [model for model in ours if hasattr(model._default_manager, "visible_to")]


def in_folders(*folders: str) -> list[Path]:
    """The modules that lie in a folder of one of these names, at whatever depth."""
    return [path for path in modules() if {*folders} & {*path.relative_to(SOURCE).parts[:-1]}]
