"""What the pages of rounds and returns show beside their facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.org.figures.branches import EVERYTHING, Branch, Counts, totals_and_root
from baro.returns.actions.filling import faults_of, kind_of
from baro.returns.adding import Place, cell_sum, laid_out, lines, returns_seen, stand, sums_of
from baro.returns.models import Cell, Return, Round, Version, form_of
from baro.returns.prefilling import from_records, sources_of
from baro.returns.rulebook import Form, Row
from baro.returns.verbs import FILL
from baro.ui.counts.bars import Piece
from baro.ui.counts.opening import address, number
from baro.ui.http import Request
from baro.ui.words.cells import badge


def late_badge(one: Return, _context: dict[str, Any]) -> str:
    """That a return came after its deadline, or is missing after it."""
    missing = one.handed_up_on is None and one.due_on < timezone.localdate()
    if not (one.is_late or missing):
        return ""
    return badge(_("Handed up late") if one.is_late else _("Overdue"), "bad")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell on a page: its heading, its value as it stands there, and what is said smaller below."""

    head: Any
    value: Any
    said: SafeString | str = ""


def pieces_of(one: Round, counts: Counts, branch: Branch = EVERYTHING) -> list[Piece]:
    """The pieces of the bar of a branch, each with its returns behind it."""
    parts = [line for line in lines(timezone.localdate()) if line.tone and counts[line.code]]
    return [
        Piece(line.tone, line.label, counts[line.code], address(stand(one, line, branch)), line.light) for line in parts
    ]


def beside_round(request: Request, one: Round) -> dict[str, Any]:
    """Where the returns stand and what their cells add up to, as far as the reader sees them."""
    counts, _root = totals_and_root(returns_seen(one, request.actor), lines(timezone.localdate()))
    return {"counts": counts, "pieces": pieces_of(one, counts), "rows": sums_shown(one, request)}


def sums_shown(one: Round, request: Request, branch: Branch = EVERYTHING) -> list[tuple[str, Row, list[Shown]]]:
    """The form with the sum of each cell in a branch; every sum opens the cells of the units."""
    form, values = one.described, sums_of(one, request.actor, branch)
    return [
        (heading, row, [_summed(one, place, branch) for place in places])
        for heading, row, places in laid_out(form, values)
    ]


def _share(place: Place) -> str:
    """The share of its whole in words; nothing where it is part of none."""
    return _("%(share)s%% of it") % {"share": number_format(place.share, 1)} if place.share is not None else ""


def _summed(one: Round, place: Place, branch: Branch) -> Shown:
    share = _share(place)
    if place.value is None:
        return Shown(place.column.names, "—")
    return Shown(place.column.names, number(place.value, address(cell_sum(one, place.code, branch))), share)


def beside_return(request: Request, one: Return) -> dict[str, Any]:
    """The newest version with its figures, which of them came from records, and all versions.

    Whoever does not fill it in sees the one that counts, and not the draft of the next.
    """
    versions: Sequence[Version] = list(Version.objects.filter(of=one).order_by("-number"))
    last = versions[0] if versions else None
    if not request.actor.holds(FILL, one.unit, one):
        counts = (version for version in versions if version.handed_up_at and not version.returned)
        last = next(counts, last)
    form, kind = form_of(last.rule if last else one.round.rule, one.form), kind_of(one)
    cells = {cell.code: cell for cell in Cell.objects.visible_to(request.actor).filter(version=last)} if last else {}
    values = {code: cell.value for code, cell in cells.items()}
    filled = sources_of(form)
    rows = [
        (heading, row, [_figure(one, form, place, cells.get(place.code), filled) for place in places])
        for heading, row, places in laid_out(form, values, kind)
    ]
    return {
        "left": _left_to_do(one, form, kind, last, values) if last and not last.handed_up_at else [],
        "version": last,
        "versions": versions,
        "rows": rows,
        "single": len(form.columns) == 1,
    }


def _left_to_do(one: Return, form: Form, kind: str, draft: Version, values: dict[str, int]) -> list[tuple[str, str]]:
    """What stands in the way of handing a draft up, each with the address of its cell; empty cells in one line."""
    page = f"{one.get_absolute_url()}fill/"
    faults = faults_of(one, form, kind, values, draft.note)
    found = [
        (f"{form.name_of(code)}: {why}", f"{page}#id_cell_{code}") for code, why in faults.items() if code in values
    ]
    if empty := [code for code in faults if code not in values]:
        sentence = ngettext("%(count)s cell is empty.", "%(count)s cells are empty.", len(empty))
        found.append((sentence % {"count": len(empty)}, f"{page}#id_cell_{empty[0]}"))
    return found


def _figure(one: Return, form: Any, place: Place, cell: Cell | None, filled: dict[str, str]) -> Shown:
    if cell is None:
        return Shown(place.column.names, "—")
    if place.code not in filled or cell.prefilled is None:
        return Shown(place.column.names, cell.value, _share(place))
    counted = from_records(one, form, place.code)
    typed = cell.value != cell.prefilled
    words = _("Typed; records say %(value)s") if typed else _("From records: %(value)s")
    told = words % {"value": cell.prefilled}
    url = address(counted) if counted and cell.prefilled else ""
    link = SafeString(f'<a href="{escape(url)}">{escape(told)}</a>') if url else told
    return Shown(place.column.names, cell.value, link)
