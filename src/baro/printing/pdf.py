"""A paper as PDF: archived (PDF/A-2a), accessible (PDF/UA-1), with the fonts that lie in the house."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from baro.kernel import rulebook
from baro.printing.content import Block, Paper, Paragraph, Picture, Runs, direction_of
from baro.printing.letters import folders, printed_everywhere, without_turns
from baro.printing.rulebook import Layout, StateLayout

TEMPLATE = Path(__file__).parent / "layouts" / "official.typ"
ARABIC = re.compile("[\u0600-\u06ff]")
FAMILIES = ("Tinos", "Noto Naskh Arabic")  # each letter comes from the first that has it


def as_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF/A; the same content gives the same bytes.

    Raises Refused when the fonts were not fetched.
    """
    return _printed(_compiler(paper), paper)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a page (counted from 1), in points from its left upper corner."""

    page: int
    x: float
    y: float


def with_signature_place(paper: Paper) -> tuple[bytes, Place]:
    """The paper as `as_pdf` prints it, and where the room for its signature begins.

    Raises Refused like `as_pdf`.
    """
    compiler = _compiler(paper)
    pdf = _printed(compiler, paper)
    (found,) = json.loads(compiler.query("<signature>", field="value"))
    return pdf, Place(found["page"], found["x"], found["y"])


def _compiler(paper: Paper) -> typst.Compiler:
    return typst.Compiler(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(folder) for folder in folders()],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_as_data(paper), ensure_ascii=False)},
    )


def _printed(compiler: typst.Compiler, paper: Paper) -> bytes:
    made = timezone.localtime(paper.made_at)
    pdf: Any = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=int(made.timestamp()))
    return bytes(pdf)


def layout_of(paper: Paper) -> Layout:
    """How the paper is laid out, by the rule of the day on which it was made."""
    rule: type[Layout] = StateLayout if paper.side == "state" else Layout
    return rulebook.closest(rule, on=timezone.localtime(paper.made_at).date()).body


def _as_data(paper: Paper) -> dict[str, Any]:
    """Everything that the template prints."""
    facts = asdict(paper)
    del facts["made_at"], facts["blocks"]
    return printed_everywhere(facts) | {
        "direction": paper.direction,
        "fonts": FAMILIES,
        "numerals": "1",
        "layout": layout_of(paper).model_dump(exclude={"party_words"}),
        "blocks": [printed_everywhere(_block(block)) for block in paper.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    """One block with its kind."""
    facts: dict[str, Any] = {"kind": type(block).__name__.lower()}
    for name, value in asdict(block).items():
        facts[name] = value
    if isinstance(block, Picture):
        del facts["png"]
        facts |= _drawn(block)
    if isinstance(block, Paragraph):
        facts["direction"] = direction_of(block.language) if block.language else ""
    for name in ("rows", "entries"):
        if name in facts:
            facts[name] = _cells(getattr(block, name))
    return facts


def _drawn(block: Picture) -> dict[str, Any]:
    """The picture as the template takes it: typst cannot name the joined letters of Arabic in an SVG, so they come as
    pixels.
    """
    if ARABIC.search(block.svg):
        return {"svg": "", "png": list(block.png())}
    return {"svg": without_turns(block.svg), "png": []}


def _cells(rows: Any) -> list[Any]:
    """Rows of cells, or entries, each with its runs under a name: a list of lists would be flattened away."""
    return [{"runs": _runs(one)} if _is_runs(one) else _cells(one) for one in rows]


def _is_runs(one: Any) -> bool:
    return not one or not isinstance(one[0], tuple)


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [asdict(run) for run in runs]
