"""What the papers and the text of a document propose, passage by passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from baro.documents import sheets
from baro.documents.models import Attachment, Document, ReadingState
from baro.documents.reading.blocks import Block, Paragraph, blocks_of
from baro.documents.reading.folding import folded
from baro.kernel.errors import Refused
from baro.tasks.proposing.clauses import ClauseReader
from baro.tasks.proposing.known import names_of, units_known
from baro.tasks.proposing.proposals import Engine, Proposal

# The one place where another engine is put behind the page.
ENGINE: Engine = ClauseReader()


def proposed_from(document: Document, papers: Sequence[Attachment]) -> list[Proposal]:
    """The tasks that a document gives out, each passage once; a paper that cannot be read proposes nothing."""
    read = [blocks for blocks in _read(document, papers) if blocks]
    cells = any("CHI BO" in folded(text) for blocks in read for text in _texts(blocks))
    names = names_of(units_known(cells=cells)) if read else names_of([])
    day: date = document.issued_on or document.entered_on
    found = (one for blocks in read for one in ENGINE.propose(blocks, names, day))
    return list({_key(one): one for one in found}.values())


def _read(document: Document, papers: Sequence[Attachment]) -> Iterator[list[Block]]:
    yield blocks_of(document.body)
    for paper in papers:
        if paper.state == ReadingState.READ:
            try:
                yield sheets.blocks(paper)
            except (Refused, FileNotFoundError):
                yield blocks_of(paper.text)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell for row in block.rows for cell in row)


def _key(proposal: Proposal) -> tuple[str, str]:
    """By what a passage is known again that stands in two papers."""
    return folded(proposal.words), folded(proposal.work)
