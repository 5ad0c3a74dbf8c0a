"""The engine that reads papers by the forms in which offices write: by outline, sentence, label and table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from baro.documents.reading.blocks import Block, Paragraph, Table
from baro.documents.reading.folding import in_capitals
from baro.tasks.proposing import foreign
from baro.tasks.proposing.days import Calendar, days_in
from baro.tasks.proposing.labels import is_only_labels, labelled
from baro.tasks.proposing.names import Names
from baro.tasks.proposing.outline import Node, outlined
from baro.tasks.proposing.proposals import Proposal
from baro.tasks.proposing.prose import Draft, Prose
from baro.tasks.proposing.recurring import find_recurrence
from baro.tasks.proposing.shapes import folded
from baro.tasks.proposing.tables import Tables
from baro.tasks.proposing.wording import LEADS, NO_TASKS, OUTSIDE, TASKS

CHAPTERS = 5  # the lowest rank of what is a chapter by its number alone
MOST_WORDS_OF_A_HEADING = 14
TITLE_LINES = 20
LONGEST = 3000  # characters of a clause; a longer one is a page that lost its ends
YEAR = re.compile(r"\bNAM (20\d\d)\b(?!\s*[-/–])")
BEFORE_A_YEAR_OF_A_DATE = re.compile(r"THANG\s*\S{0,3}\s*$")


class ClauseReader:
    """The engine that comes with Baro: no network, no chance, no learning."""

    def propose(self, blocks: Sequence[Block], names: Names, on: date | None) -> list[Proposal]:
        """The tasks in the order of the paper."""
        prose = Prose(names, Calendar(on, year_of_title(blocks, on)))
        reading = _Reading(prose, Tables(prose))
        found = list(reading.below(outlined(_told(blocks)), _Owner()))
        return [proposal for proposal in found if proposal.work]


def year_of_title(blocks: Sequence[Block], on: date | None) -> int | None:
    """The one year that the head of a paper names; None where it names none, several, or one before the paper."""
    lines = [folded(block.text) for block in blocks[:TITLE_LINES] if isinstance(block, Paragraph)]
    years: set[int] = set()
    for line in lines:
        for year in YEAR.finditer(line):
            if not BEFORE_A_YEAR_OF_A_DATE.search(line[: year.start()]) and (in_capitals(line) or len(line) < 200):
                years.add(int(year[1]))
    years = {year for year in years if on is None or year >= on.year}
    return years.pop() if len(years) == 1 else None


def _told(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without the head and foot of the paper; of what has no end only the beginning."""
    for block in blocks:
        if isinstance(block, Table):
            yield Table(tuple(tuple(cell[:LONGEST] for cell in row) for row in block.rows))
        elif not OUTSIDE.match(folded(block.text[:LONGEST])):
            yield Paragraph(block.text[:LONGEST])


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose the clauses below are, as a heading or an introduction says."""

    lead: str = ""
    coordinates: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """One walk through a paper."""

    prose: Prose
    tables: Tables
    values: dict[int, dict[str, str]] = field(default_factory=dict)

    def below(self, node: Node, owner: _Owner) -> Iterator[Proposal]:
        """The tasks of what stands below a clause."""
        self._gather_labels(node)
        for one in node.below:
            if one.table is not None:
                yield from self.tables.read(one.table, node.clause, owner.lead)
            elif not _gives_none(one):
                heading = self._heading(one)
                if heading is None:
                    yield from self._clause(one, owner)
                elif one.below:
                    yield from self.below(one, heading)
                else:
                    owner = heading

    def _gather_labels(self, node: Node) -> None:
        """Lines that only have values behind labels belong to the clause above them."""
        kept: list[Node] = []
        for one in node.below:
            if one.table is None and one.text and not one.below and is_only_labels(one.text):
                target = node if node.text and not _is_chapter(node) else kept[-1] if kept else None
                if target is not None:
                    values, _rest = labelled(one.text)
                    self.values.setdefault(id(target), {}).update(values)
                    continue
            kept.append(one)
        node.below = kept

    def _heading(self, node: Node) -> _Owner | None:
        """Whose the clauses below a heading are; None for what is no heading that names a unit or gives work to one."""
        text = node.text.rstrip(" :.")
        fold = folded(text)
        if id(node) in self.values:
            return None
        if in_capitals(text) and not self.prose.names.known_as(text):
            return _Owner()  # the head of the paper, a title, a chapter
        names, end, _given = self.prose.subject(text, fold)
        if not names:
            return _Owner() if _is_chapter(node) and node.below else None
        leads = LEADS.match(fold, end)
        rest = text[leads.end() if leads else end :].strip(" ,:.")
        introduces = node.text.rstrip().endswith(":") and re.match(
            r"(?:THUC HIEN|TAP TRUNG|TRIEN KHAI)?[^.;]{0,60}\bSAU\b", folded(rest)
        )
        if rest and not introduces and not re.fullmatch(r"\([^)]*\)", rest):
            return None
        return _Owner(names[0], tuple(names[1:]))

    def _clause(self, node: Node, owner: _Owner) -> Iterator[Proposal]:
        """The tasks of a clause and of what stands below it."""
        self._gather_labels(node)
        own, rest = labelled(node.text)
        values = own | self.values.get(id(node), {})
        drafts = self.prose.read(rest) or foreign.read(rest, self.prose)
        if values and not drafts and rest.strip():
            drafts = [Draft(" ".join(rest.split()).rstrip(" .;:"), does=True, words=node.text)]
        drafts = [self._with_values(draft, values) if values else draft for draft in drafts[:1]] + drafts[1:]
        given = [_owned(draft, owner) for draft in drafts if _counts(draft, owner, values)]
        introduces = node.below and node.text.rstrip().endswith((":", ": ")) and len(given) == 1 and not values
        if introduces:
            owner = _Owner(given[0].lead, given[0].coordinates)
            inner = list(self.below(node, owner))
            yield from inner or [_proposal(given[0], node)]
            return
        yield from (_proposal(draft, node) for draft in given)
        if node.below:
            below = self.below(node, _Owner() if given or drafts else owner)
            yield from (one for one in below if one.lead or not given)

    def _with_values(self, draft: Draft, values: dict[str, str]) -> Draft:
        """A draft with what stands behind labels."""
        names = self.prose.names
        leads, partners = names.all_in(values.get("lead", "")), names.all_in(values.get("coordinates", ""))
        due = values.get("due", "")
        recurrence = find_recurrence(due)
        days = days_in(due, self.prose.calendar) if due and not (recurrence and recurrence.recurrence.day) else []
        others = tuple(dict.fromkeys([*leads[1:], *partners])) or draft.coordinates
        return replace(
            draft,
            lead=leads[0] if leads else draft.lead,
            coordinates=others,
            due_on=max((one.day for one in days), default=draft.due_on),
            recurs=recurrence.recurrence if recurrence else draft.recurs,
            product=values.get("product", ""),
            told=draft.told or bool(leads),
        )


def _is_chapter(node: Node) -> bool:
    """Whether a paragraph is the heading of a chapter and no work itself."""
    if node.rank <= CHAPTERS and node.number:
        return len(node.text.split()) <= MOST_WORDS_OF_A_HEADING
    return in_capitals(node.text)


def _gives_none(node: Node) -> bool:
    """Whether a chapter is one from which no task follows: purposes, targets, how things stand."""
    fold = folded(node.text)
    is_heading = len(fold.split()) <= MOST_WORDS_OF_A_HEADING and (node.below or node.rank <= CHAPTERS)
    is_heading = is_heading and not node.text.rstrip().endswith((".", ";"))
    return bool(is_heading and NO_TASKS.match(fold) and not TASKS.search(fold))


def _counts(draft: Draft, owner: _Owner, values: dict[str, str]) -> bool:
    """Whether a draft is a task: somebody is to do something, or something is to be done until a day."""
    if draft.told or values:
        return True
    return draft.does and bool(owner.lead or draft.due_on or draft.recurs or draft.coordinates)


def _owned(draft: Draft, owner: _Owner) -> Draft:
    if draft.lead or not owner.lead:
        return draft
    return replace(draft, lead=owner.lead, coordinates=draft.coordinates or owner.coordinates)


def _proposal(draft: Draft, node: Node) -> Proposal:
    return Proposal(
        work=draft.work,
        lead=draft.lead,
        coordinates=draft.coordinates,
        due_on=draft.due_on,
        recurs=draft.recurs,
        product=draft.product,
        clause=node.clause,
        words=" ".join(draft.words.split()),
    )
