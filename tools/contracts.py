"""Contracts of imports that follow from the list of parts, so that `.importlinter` names none of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.contracts.layers import LayersContract

from baro.parts import PARTS

Options = dict[str, Any]


class Downwards(LayersContract):
    """A part knows only the parts below it, and everybody may know the list of them."""

    def __init__(self, name: str, session_options: Options, contract_options: Options) -> None:
        layers = {"containers": ["baro"], "layers": [*reversed(PARTS), "parts"], "exhaustive": "true"}
        super().__init__(name, session_options, contract_options | layers)


class Inside(LayersContract):
    """The same ``layers`` in every part, and in every chapter of a part that has actions of its own."""

    def __init__(self, name: str, session_options: Options, contract_options: Options) -> None:
        containers = {"containers": [*(f"baro.{part}" for part in PARTS), *_chapters()]}
        super().__init__(name, session_options, contract_options | containers)


def _chapters() -> Iterator[str]:
    """The folders of a part that have actions."""
    source = Path(__file__).resolve().parents[1] / "src"
    for actions in sorted(source.glob("baro/*/*/actions")):
        yield ".".join(actions.parent.relative_to(source).parts)


class OwnPages(Contract):
    """The ``web`` of a part is imported by nothing but what is named as ``readers`` in the part itself."""

    readers = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every other import."""
        illegal = sorted(f"{reader} -> {page}" for part in PARTS for reader, page in self._strangers(graph, part))
        return ContractCheck(kept=not illegal, metadata={"illegal": illegal})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name them."""
        for line in check.metadata["illegal"]:
            output.print_error(f"- {line}", bold=False)

    def _strangers(self, graph: ImportGraph, part: str) -> Iterator[tuple[str, str]]:
        allowed = tuple(f"baro.{part}.{reader}." for reader in self.readers)
        for page in graph.modules:
            if f"{page}.".startswith(f"baro.{part}.web."):
                for reader in graph.find_modules_that_directly_import(page):
                    if not f"{reader}.".startswith(allowed):
                        yield reader, page
