"""Reads rule files into drafts: what they say about themselves, with the content still unchecked."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, Self

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from baro.kernel.rulebook.body import Certainty, Names, Text
from baro.kernel.rulebook.rule import Problem
from baro.parts import PARTS

OVERRIDES = "BARO_RULES"


class Draft(BaseModel):
    """One ``[[version]]`` of a file; its content is its own ``body``, or the one of another version of the rule.

    With both, the keys of its own body stand in the place of the other's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    valid_from: date
    valid_to: date | None = None
    source: Text | Names
    certainty: Certainty
    body: dict[str, Any] | None = None
    same_body_as: date | None = None

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        if self.body is None and self.same_body_as is None:
            raise ValueError("give a body or same_body_as")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(f"valid_to {self.valid_to} lies before valid_from {self.valid_from}")
        return self


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Text
    version: tuple[Draft, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rule file as it was read; ``local`` when it comes from the organisation's own folder."""

    file: Path
    local: bool
    code: str
    drafts: tuple[Draft, ...]


def read_everything() -> tuple[list[Sheet], list[Problem]]:
    """Every sheet that a part ships and of the folder named by ``BARO_RULES``, and what could not be read."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for folder, local in _folders():
        if not folder.is_dir():
            problems.append(Problem(folder, "", _("This folder does not exist; correct or remove BARO_RULES.")))
        for file in sorted(folder.glob("*.toml")):
            found = _read(file, local=local)
            if isinstance(found, Sheet):
                sheets.append(found)
            else:
                problems.extend(found)
    return sheets, problems


def _folders() -> Iterator[tuple[Path, bool]]:
    shipped = Path(str(resources.files("baro")))
    for part in PARTS:
        if (shipped / part / "rulebook").is_dir():
            yield shipped / part / "rulebook", False
    own = os.environ.get(OVERRIDES, "").strip()
    if own:
        yield Path(own).expanduser(), True


def _read(file: Path, *, local: bool) -> Sheet | list[Problem]:
    try:
        found = _File.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except UnicodeDecodeError:
        return [Problem(file, "", _("The file is not UTF-8 text; save it as UTF-8."))]
    except tomllib.TOMLDecodeError as error:
        sentence = _("The file is not valid TOML: %(error)s.") % {"error": error}
        return [Problem(file, "", sentence)]
    except ValidationError as error:
        return complaints(file, "", error)
    return Sheet(file, local, found.code, found.version)


def complaints(file: Path, place: str, error: ValidationError) -> list[Problem]:
    """What pydantic has against a file, one problem for each place."""
    return [
        Problem(file, " › ".join(filter(None, (place, _spoken_place(found["loc"])))), _complaint(found))
        for found in error.errors(include_url=False)
    ]


def _spoken_place(location: tuple[int | str, ...]) -> str:
    return " › ".join(str(step + 1) if isinstance(step, int) else step for step in location)


def _complaint(found: Any) -> str:
    value = found["input"]
    if isinstance(value, dict | list | tuple):
        return f"{found['msg']}."
    return _("%(complaint)s; found “%(value)s”.") % {"complaint": found["msg"], "value": value}
