"""What must hold of the values of a return before it is handed up; pure, each wrong cell with its sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from baro.returns.models import LARGEST
from baro.returns.rulebook import Form, Row

Values = Mapping[str, int | None]
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letters that look like digits
SIGNS = 7


def digest_of(values: Mapping[str, int]) -> str:
    """What stands for exactly these figures: `replays` makes the same of the rows."""
    lines = ";".join(f"{code}={values[code]}" for code in sorted(values))
    return hashlib.sha256(lines.encode()).hexdigest()


def code_of(place: str, digest: str) -> str:
    """The confirmation code of figures for a place (unit, form, period, version): seven signs and a checking one."""
    number = int.from_bytes(hashlib.sha256(f"{place}|{digest}".encode()).digest()[:8], "big")
    signs = [ALPHABET[number >> (5 * n) & 31] for n in range(SIGNS)]
    word = "".join(signs) + _check_sign(signs)
    return f"{word[:4]}-{word[4:]}"


def is_code(code: str) -> bool:
    """Whether a code can be one: a mistyped sign or two that changed places are found."""
    word = code.replace("-", "").upper()
    return len(word) == SIGNS + 1 and set(word) <= {*ALPHABET} and _check_sign([*word[:SIGNS]]) == word[SIGNS]


def _check_sign(signs: list[str]) -> str:
    return ALPHABET[sum((2 * n + 1) * ALPHABET.index(sign) for n, sign in enumerate(signs)) % 32]


def completed(form: Form, kind: str, values: Values) -> dict[str, int]:
    """The values with nought in every cell that was left empty, but in groups that may be left empty."""
    found = {code: value for code, value in values.items() if value is not None}
    may = form.optional_columns()
    return {code: 0 for code, _row, column in form.cells_for(kind) if column.id not in may} | found


def wrong(form: Form, kind: str, values: Values) -> dict[str, str]:
    """The sentence for every cell that cannot stand as it is, by its code; nothing when all is well."""
    cells = {code: (row, column) for code, row, column in form.cells_for(kind)}
    found = {code: _("This form has no such cell.") for code in values if code not in cells}
    for code, value in values.items():
        if value is not None and not 0 <= value < LARGEST:
            found[code] = _("“%(value)s” cannot stand here. Write a whole number from 0 on.") % {"value": value}
    may = form.optional_columns()
    for code, (_row, column) in cells.items():
        if values.get(code) is None and column.id not in may:
            found[code] = _("This cell is empty. Write 0 when there is nothing.")
    for row in form.rows_for(kind):
        found |= {code: why for code, why in _wrong_in_row(form, row, values) if code not in found}
    found |= {code: why for code, why in _wrong_between_rows(form, kind, values) if code not in found}
    return found


def _wrong_in_row(form: Form, row: Row, values: Values) -> Iterator[tuple[str, str]]:
    """Parts that do not add up to their whole, and parts above it."""
    columns = {column.id: column for column in form.columns_of(row)}
    at = {name: values.get(form.code(row, name)) for name in columns}
    for group in form.groups:
        parts = [name for name, column in columns.items() if column.group == group.id]
        whole = at.get(group.whole)
        given = [at[name] for name in parts if at[name] is not None]
        if whole is None or not parts or (group.optional and not given):
            continue
        if (total := sum(filter(None, given))) != whole:
            told = {"whole": columns[group.whole].names, "value": whole, "group": group.names, "sum": total}
            sentence = _("“%(whole)s” is %(value)s, but the cells of “%(group)s” add up to %(sum)s.")
            yield form.code(row, group.whole), sentence % told
    for name, column in columns.items():
        value, above = at[name], at.get(column.within)
        if column.within and value is not None and above is not None and value > above:
            yield form.code(row, name), _above(value, columns[column.within].names, above)


def _wrong_between_rows(form: Form, kind: str, values: Values) -> Iterator[tuple[str, str]]:
    """Rows that are a part of another one and above it."""
    rows = {row.id: row for row in form.rows_for(kind)}
    for row in rows.values():
        if row.within not in rows:
            continue
        for column in form.columns_of(row):
            value = values.get(form.code(row, column))
            above = values.get(form.code(row.within, column))
            if value is not None and above is not None and value > above:
                yield form.code(row, column), _above(value, rows[row.within].names, above)


def _above(value: int, name: object, whole: int) -> str:
    told = {"value": value, "name": name, "whole": whole}
    return _("%(value)s is more than “%(name)s” (%(whole)s), of which it is a part.") % told


def fallen(form: Form, values: Values, before: Mapping[str, int]) -> dict[str, str]:
    """The cells of a cumulative form that fell below what was handed up before in the year, each with its sentence."""
    if not form.cumulative:
        return {}
    sentence = _("It was %(before)s in an earlier return of this year and is %(now)s now. Say in the note why.")
    return {
        code: sentence % {"before": before[code], "now": value}
        for code, value in values.items()
        if value is not None and value < before.get(code, 0)
    }
