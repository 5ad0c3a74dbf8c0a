"""What the province issued on paper before Baro numbered it: entered into its register with its paper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk
from baro.demo.work.letters import facts_of, sample
from baro.demo.work.plan import Entered
from baro.documents.actions.bringing import bring
from baro.documents.actions.entering import Issued, enter_issued
from baro.documents.actions.recognising import recognise

SOURCE = "Sổ văn bản đi của Văn phòng Tỉnh ủy"


def deeds_of(row: int, entered: Entered, days: Days) -> Iterator[Deed]:
    """The entry of one document."""
    yield Deed(days.hour(entered.entered, 9, row), partial(_enter, entered))


def _enter(entered: Entered, desk: Desk) -> None:
    letter, facts = sample(entered.paper), facts_of(entered.paper)
    unit, by = desk.unit(entered.unit), desk.clerk(entered.unit)
    signer = f"{facts['signer_name']}, {facts['signer_position'].capitalize()}"
    line = Issued(letter.type, facts["number"], letter.symbol, letter.issued_on, letter.abstract, signer)
    (document,) = enter_issued([line], unit, source=SOURCE, by=by)
    assert letter.file is not None  # noqa: S101 - a sample paper is a file
    paper = recognise(bring(letter.file, unit, by=by).pk)
    desk.book.attach(document, [paper], recipients=desk.units(entered.recipients))
    desk.documents[entered.key] = document.pk
