"""Tables of plans, as assignments are written: "nhiệm vụ | chủ trì | phối hợp | thời gian | sản phẩm"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from baro.documents.reading.blocks import Table
from baro.documents.reading.folding import in_capitals
from baro.tasks.proposing.days import days_in
from baro.tasks.proposing.labels import labelled
from baro.tasks.proposing.outline import joined, marked
from baro.tasks.proposing.proposals import Proposal
from baro.tasks.proposing.prose import Prose
from baro.tasks.proposing.recurring import find_recurrence
from baro.tasks.proposing.shapes import folded

NUMBER, WORK, LEAD, COORDINATES, BOTH, DUE, BEGINS, PERIOD, PRODUCT, NOTE = (
    *("number", "work", "lead", "coordinates", "both", "due", "begins", "period", "product", "note"),
)
# The first that fits says what a column holds.
HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (PERIOD, re.compile(r"^(?:QUY (?:IV|I{1,3}|[1-4])|THANG \d{1,2}|T\d{1,2}|Q[1-4])(?:\s*/\s*20\d\d)?$")),
    (NOTE, re.compile(r"^(?:GHI CHU|CAN CU|NOTES?|REMARKS?|CAN BO THEO DOI|KINH PHI|NGUON|ملاحظات?)")),
    (NUMBER, re.compile(r"^(?:STT|TT|SO TT|S ?TT|SO THU TU|NO\.?|#|ID|م|الرقم|ت)$")),
    (BOTH, re.compile(r"CHU TRI.{1,12}PHOI HOP|PHAN CONG(?: THUC HIEN)?$|LEAD.{1,8}SUPPORT")),
    (COORDINATES, re.compile(r"PHOI HOP|SUPPORT|COORDINAT|المساندة|المتعاونة|المنسقة|بالتنسيق|التنسيق")),
    (BEGINS, re.compile(r"BAT DAU|START|BEGIN|البدء")),
    (
        DUE,
        re.compile(
            r"THOI GIAN|THOI HAN|TIEN DO|\bHAN\b|HOAN THANH$|KET THUC|LO TRINH|DEADLINE|\bDUE\b|TIME|\bDATE\b|"
            r"\bBY WHEN\b|الموعد|المهلة|التاريخ|الاجل|المدة"
        ),
    ),
    (
        PRODUCT,
        re.compile(
            r"SAN PHAM|KET QUA|DAU RA|MUC TIEU CAN DAT|PRODUCT|OUTPUT|DELIVERABLE|RESULT|الناتج|المخرج|النتيجة|المنتج"
        ),
    ),
    (
        LEAD,
        re.compile(
            r"CHU TRI|(?:CO QUAN|DON VI|NGUOI|CA NHAN|BO PHAN).*(?:THUC HIEN|PHU TRACH|CHIU TRACH NHIEM|DAU MOI)|"
            r"DAU MOI|^(?:CO QUAN|DON VI)$|TRACH NHIEM|\bLEAD\b|OWNER|RESPONSIB|المسؤول|القائدة|المنفذة|المكلفة|"
            r"جهة التنفيذ"
        ),
    ),
    (
        WORK,
        re.compile(
            r"NHIEM VU|CONG VIEC|NOI DUNG|HOAT DONG|GIAI PHAP|VIEC|DE AN|\bTASKS?\b|\bWORK\b|ACTIVIT|\bACTION\b|"
            r"MEASURE|المهمة|المهام|العمل|النشاط|الواجب|الاجراء"
        ),
    ),
)
MARK = re.compile(r"[xX×✓✔●•+]")
AS_ABOVE = re.compile(r"""\W*(?:nt|như trên|″|"|''|//)\W*""", re.I)
MOST_HEAD_ROWS = 3
LONGEST_HEADING = 60
Columns = dict[int, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table by what its columns hold."""

    number: str
    work: str
    cells: dict[str, str]
    words: str

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(slots=True)
class Tables:
    """Reads the tables of one paper; a table without a head goes on with the one before it."""

    prose: Prose
    columns: Columns | None = None
    heads: tuple[str, ...] = ()
    wide: int = 0
    chapter: str = ""
    lead: str = ""

    def read(self, table: Table, above: str, owner: str = "") -> list[Proposal]:
        """The tasks of a table that stands in a clause of an ``owner``; none of one that gives out no work."""
        head = _head(table.rows)
        if head is None and (self.columns is None or len(table.rows[0]) != self.wide):
            return []
        first = 0
        if head is not None:
            self.columns, first = head
            self.heads = table.rows[first - 1]
            self.wide, self.chapter, self.lead = len(table.rows[0]), "", owner
        columns = self.columns or {}
        found: list[Proposal] = []
        for cells in _written_out(table.rows[first:]):
            if not _repeats_head(cells, columns):
                self._add(self._with_periods(cells, columns), columns, above, found)
        return found

    def _with_periods(self, cells: Sequence[str], columns: Columns) -> Sequence[str]:
        """The cells of a row; a mark in the column of a quarter or month is that quarter or month."""
        named = {at for at, kind in columns.items() if kind == PERIOD and MARK.fullmatch(cells[at])}
        return [self.heads[at] if at in named else cell for at, cell in enumerate(cells)]

    def _add(self, cells: Sequence[str], columns: Columns, above: str, found: list[Proposal]) -> None:
        """Put what a row says behind what was found: a task, a heading, or more of the task before it."""
        row = _row(cells, columns)
        if not row.work:
            return
        said = {cell for cell in cells if cell and cell.strip(".) ") != row.number}
        is_bare = not any(row[name] for name in (LEAD, BOTH, COORDINATES, DUE, PERIOD, PRODUCT))
        if len(said) == 1 or (is_bare and _is_heading(row)):
            self._enter(row)
            return
        proposal = self._proposal(row, above)
        same = found[-1] if found and found[-1].work == proposal.work and found[-1].lead == proposal.lead else None
        if same and (same.due_on, same.recurs) == (proposal.due_on, proposal.recurs):
            found[-1] = _united(same, proposal)
        else:
            found.append(proposal)

    def _enter(self, row: Row) -> None:
        """A heading gives the rows below it their chapter, and their lead where it is one."""
        head = marked(row.work) if not row.number else None
        self.chapter = row.number or (head.number if head else "")
        title = head.text if head else row.work
        names, end = self.prose.names.listed(title, 0)
        self.lead = names[0].name if names and not title[end:].strip(" :.") else self.lead

    def _proposal(self, row: Row, above: str) -> Proposal:
        values, work = labelled(row.work)
        drafts = self.prose.read(work) if not (row[LEAD] or row[BOTH]) else []
        told = drafts[0] if drafts and drafts[0].told else None
        leads, partners = self._who(row, values)
        due = row[DUE] or row[PERIOD] or values.get("due", "")
        recurrence = find_recurrence(due)
        days = days_in(due, self.prose.calendar) if not (recurrence and recurrence.recurrence.day) else []
        number = joined(joined(above, self.chapter), row.number)
        return Proposal(
            work=_tidy(told.work if told else marked(work).text),
            lead=(leads[0] if leads else told.lead if told else self.lead),
            coordinates=tuple(dict.fromkeys([*leads[1:], *(partners or (told.coordinates if told else ()))])),
            due_on=max((one.day for one in days), default=told.due_on if told and not due else None),
            recurs=recurrence.recurrence if recurrence else None,
            product=_tidy(row[PRODUCT] or values.get("product", "")),
            clause=number,
            words=row.words,
        )

    def _who(self, row: Row, values: dict[str, str]) -> tuple[list[str], list[str]]:
        """The units that lead and those that help."""
        names = self.prose.names
        lead, partners = row[LEAD] or values.get("lead", ""), row[COORDINATES] or values.get("coordinates", "")
        both, rest = labelled(row[BOTH] or lead)
        if both.get("lead"):
            lead, partners = both["lead"], partners or both.get("coordinates", "")
        elif row[BOTH]:
            drafts = self.prose.read(f"{rest} thực hiện") if "phối hợp" in rest.lower() else []
            if drafts and drafts[0].lead:
                return [drafts[0].lead], list(drafts[0].coordinates)
            lead = rest
        elif both.get("coordinates"):
            lead, partners = rest, partners or both["coordinates"]
        return _named(names.all_in(lead)), _named(names.all_in(partners))


def _named(names: list[str]) -> list[str]:
    """The names without what stands in a cell where there is none."""
    return [
        name
        for name in names
        if any(sign.isalpha() for sign in name) and folded(name) not in ("KHONG", "NONE", "N/A", "NT")
    ]


def _head(rows: Sequence[Sequence[str]]) -> tuple[Columns, int] | None:
    """What the columns hold, and how many rows from the top say so; None of a table that gives out no work."""
    for first, cells in enumerate(rows[: MOST_HEAD_ROWS + 3]):
        columns = _kinds(cells)
        if not _is_head(columns):
            continue
        last = first + 1
        for below in rows[first + 1 : first + MOST_HEAD_ROWS]:
            deeper = _kinds(below)
            if not deeper or any(below[at] and below[at] != cells[at] and at not in deeper for at in range(len(below))):
                break
            columns, last = columns | deeper, last + 1
        return columns, last
    return None


def _is_head(columns: Columns) -> bool:
    held = set(columns.values())
    return WORK in held and bool(held & {LEAD, BOTH, COORDINATES, DUE, PERIOD, PRODUCT}) and len(held) > 1


def _kinds(cells: Sequence[str]) -> Columns:
    """What each cell of a head says its column holds."""
    found: Columns = {}
    for at, cell in enumerate(cells):
        fold = folded(" ".join(cell.split()))
        if fold and len(fold) <= LONGEST_HEADING:
            kind = next((kind for kind, form in HEADINGS if form.search(fold)), None)
            if kind:
                found[at] = kind
    return found if len({cells[at] for at in found}) > 1 else {}


def _written_out(rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The rows with what stands above where a cell only says so: "-nt-"."""
    above: Sequence[str] = ()
    for row in rows:
        said = [above[at] if above and cell and AS_ABOVE.fullmatch(cell) else cell for at, cell in enumerate(row)]
        yield said
        above = said


def _repeats_head(cells: Sequence[str], columns: Columns) -> bool:
    """Whether the head is printed again, or the numbers of its columns are."""
    if _is_head(_kinds(cells)) and len(_kinds(cells)) >= len(columns) - 1:
        return True
    said = [cell.strip("() ") for cell in cells if cell]
    return len(said) > 1 and all(cell.isdigit() for cell in said)


def _row(cells: Sequence[str], columns: Columns) -> Row:
    """The cells by what they hold; a merged cell counts once, for the first of its columns that something else fits."""
    held: dict[str, list[str]] = {}
    for at, kind in columns.items():
        is_spread = at > 0 and cells[at] == cells[at - 1] and columns.get(at - 1, kind) != kind
        if cells[at] and not is_spread and cells[at] not in held.get(kind, []):
            held.setdefault(kind, []).append(cells[at])
    said = {kind: "\n".join(values) for kind, values in held.items()}
    number = " ".join(said.pop(NUMBER, "").split()).strip(".)( ")
    work = said.pop(WORK, "")
    if number == work:
        number = ""
    if not _is_number(number):
        number = ""
    if not number:
        own = marked(work)
        number = own.number if own.rank <= 11 else ""
    words = " | ".join(dict.fromkeys(cell for at, cell in enumerate(cells) if cell and columns.get(at) != NUMBER))
    return Row(number, work, said, " ".join(words.split()))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\dIVXA-Ha-z]{1,6}(?:\.\d{1,3})*|[IVX]+", text))


def _is_heading(row: Row) -> bool:
    """Whether a row that says nothing but a work only heads those below it."""
    return in_capitals(row.work) or bool(re.fullmatch(r"[IVX]+|[A-H]", row.number))


def _tidy(text: str) -> str:
    said = " ".join(text.split()).strip(" ;,.-+•")
    return said[:1].upper() + said[1:]


def _united(first: Proposal, second: Proposal) -> Proposal:
    """One task out of two rows that share its cell."""
    products = dict.fromkeys(filter(None, (first.product, second.product)))
    partners = dict.fromkeys((*first.coordinates, *second.coordinates))
    return replace(first, product="; ".join(products), coordinates=tuple(partners))
