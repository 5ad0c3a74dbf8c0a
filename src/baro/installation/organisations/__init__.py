"""Templates of organisations: which units and posts one begins with, as data beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from baro.kernel.rulebook.body import Entry, Names, Text
from baro.org.actions.founding import Carried, Founding, Opening
from baro.org.models import PostRank, UnitKind

HERE = Path(__file__).parent
KEEPER, DIRECTORY = "keeper", "directory"
ADMINISTRATION = "QT"  # the last step of the code of the unit in which the first administrator sits


class Duty(Entry):
    """What a post may do where its template says, and in the whole organisation."""

    here: tuple[Text, ...] = ()
    below: tuple[Text, ...] = ()


class TemplateUnit(Entry):
    """A unit to begin with; the code is its last step, and empty for the organisation itself."""

    code: str
    kind: UnitKind
    name: Text | Names = "—"
    suffix: str = ""


class TemplatePost(Entry):
    """A post to begin with; ``at`` are the units in which its duties hold, its own where none is named."""

    unit: str
    name: Text | Names
    rank: PostRank
    duties: tuple[Text, ...]
    at: tuple[str, ...] = ()


class Template(Entry):
    """What an organisation of one sort begins with."""

    code: Text
    order: int
    names: Names
    about: Names
    example: Names
    administration: Text | Names
    units: tuple[TemplateUnit, ...]
    posts: tuple[TemplatePost, ...]

    def foundings(self, name: str, code: str, language: str) -> list[Founding]:
        """The units, the organisation of that name and code first."""
        return [
            Founding(
                code_of(code, unit.code),
                spoken(unit.name, language) if unit.code else name,
                unit.kind,
                code if unit.code else "",
                unit.suffix,
            )
            for unit in self.units
        ]

    def openings(self, code: str, language: str) -> list[Opening]:
        """The posts, all vacant, with what they may do."""
        return [
            Opening(
                code_of(code, post.unit),
                spoken(post.name, language),
                rank=post.rank,
                carries=carried(post.duties, code, [code_of(code, unit) for unit in post.at or (post.unit,)]),
            )
            for post in self.posts
        ]


@cache
def templates() -> dict[str, Template]:
    """The templates by their codes, in order."""
    files = (file for file in sorted(HERE.glob("*.toml")) if file.stem != "duties")
    found = (Template.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files)
    return {one.code: one for one in sorted(found, key=lambda one: one.order)}


@cache
def duties() -> dict[str, Duty]:
    """What the duties that templates name let a post do."""
    read = tomllib.loads((HERE / "duties.toml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Duty]).validate_python(read)


def carried(names: tuple[str, ...], root: str, units: list[str]) -> tuple[Carried, ...]:
    """The mandates of duties: in some units, and in the whole organisation; everybody may look the organisation up."""
    known = duties()
    here = tuple(dict.fromkeys(one for name in names for one in known[name].here))
    below = tuple(dict.fromkeys(one for name in (DIRECTORY, *names) for one in known[name].below))
    return (*(Carried(unit, here) for unit in units if here), Carried(root, below, below=True))


def code_of(root: str, step: str) -> str:
    """The code of a unit of the organisation of that code."""
    return f"{root}-{step}" if step else root


def spoken(name: str | Names, language: str) -> str:
    """A name in the language of the installation; what has one name only keeps it."""
    return name if isinstance(name, str) else name.spoken(language)
