"""The parts of a Word file: a packed folder of XML, of which a broken relation or a missing part is only one less.

Names are compared without their namespaces, so that files in the strict form of the standard read like the usual ones.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property
from typing import BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

OFF = {"0", "false", "off"}
FALLBACK = "word/document.xml"


def local(name: str) -> str:
    """A name of XML without its namespace."""
    return name.rpartition("}")[2]


def value_of(element: Element | None, name: str = "val") -> str:
    """An attribute by its name without the namespace; empty where there is none."""
    found = (value for key, value in (element.attrib if element is not None else {}).items() if local(key) == name)
    return next(found, "")


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of a name, its first child of the next name, and so on; None where there is none."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one.tag) == name), None)
    return element


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and value_of(element).lower() not in OFF


class Package:
    """An open Word file."""

    def __init__(self, file: BinaryIO) -> None:
        self.archive = zipfile.ZipFile(file)

    @cached_property
    def main(self) -> str:
        """The name of the part with the body."""
        return next((target for kind, target in self.related("").values() if kind == "officeDocument"), FALLBACK)

    def part(self, name: str) -> Element | None:
        """A part; None when it is missing.

        Raises ParseError for one that is no XML.
        """
        try:
            return ElementTree.fromstring(self.archive.read(name))  # noqa: S314 - a DTD is refused before
        except KeyError:
            return None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part is related to: by the id of the relation its kind and the name of the other part."""
        folder, file = posixpath.split(name)
        listed = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            value_of(one, "Id"): (posixpath.basename(value_of(one, "Type")), _placed(folder, value_of(one, "Target")))
            for one in (listed if listed is not None else ())
            if value_of(one, "TargetMode") != "External"
        }

    def parts_of_kind(self, kind: str) -> Iterator[Element]:
        """The parts of a kind that the body is related to."""
        for found, target in self.related(self.main).values():
            part = self.part(target) if found == kind else None
            if part is not None:
                yield part


def _placed(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(folder, target)) if not target.startswith("/") else target.lstrip("/")
