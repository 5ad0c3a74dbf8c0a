"""Filling in a return: a draft that stays until it is handed up, checked as a whole, locked with a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Mandate, UnitFacts
from baro.returns.flow import State
from baro.returns.judging import Values, code_of, completed, digest_of, fallen, wrong
from baro.returns.models import Cell, Return, Version, form_of
from baro.returns.prefilling import figures_for
from baro.returns.rulebook import Form
from baro.returns.verbs import ACCEPT, CORRECT, FILL, HAND_UP, SEND_BACK, UPLOAD
from baro.trail.changes import Batch, change, change_many
from baro.trail.models import Reason, notify


def fill(return_id: int, *, values: Values, note: str = "", by: Actor) -> Return:
    """Keep what was filled in so far; empty cells stay empty.

    Raises Refused, beside each cell, for values that cannot stand there; what may still be missing is asked at the end.
    """
    return _fill(return_id, FILL, values, note, by=by)


def upload(return_id: int, *, values: Values, file: str, by: Actor) -> Return:
    """Keep what a workbook says, as `fill` does; cells that it leaves empty stay as they were."""
    return _fill(return_id, UPLOAD, values, None, by=by, file=file)


def _fill(return_id: int, verb: Verb, values: Values, note: str | None, *, by: Actor, **told: Any) -> Return:
    with change(Return, return_id, verb, by=by) as (one, tell):
        Return.FLOW.move(one, verb)
        version = _draft(one)
        form, kind = form_of(version.rule, one.form), kind_of(one)
        before = values_of(version) if note is None else {}
        whole = before | {code: value for code, value in values.items() if note is not None or value is not None}
        _refuse_impossible(form, kind, whole)
        version.note = version.note if note is None else note.strip()
        version.save(update_fields=["note"])
        _write(one, version, whole)
        cells = [code for code, _row, _column in form.cells_for(kind)]
        filled = sum(whole.get(code) is not None for code in cells)
        one.save(update_fields=["number", "state"])
        tell(filled=filled, cells=len(cells), **told)
    return one


def hand_up(return_id: int, *, nil: bool = False, zeros: bool = False, note: str = "", by: Actor) -> Return:
    """Hand the draft up and lock it under a confirmation code; its figures count from now on.

    With ``nil`` there was nothing to report; with ``zeros`` empty cells are nought. Raises Refused, beside each cell,
    when a check fails, when cumulative figures fell without a note, and when a nil return has figures.
    """
    with change(Return, return_id, HAND_UP, by=by) as (one, tell):
        Return.FLOW.move(one, HAND_UP)
        version = _draft(one)
        form, kind, note = form_of(version.rule, one.form), kind_of(one), note.strip() or version.note
        values = values_of(version)
        if nil and any(values.values()):
            wrong_nil = _("The return holds figures. Remove them, or do not mark it as nil.")
            raise Refused(wrong_nil, fields={"nil": wrong_nil})
        if nil or zeros:
            values = completed(form, kind, values)
        _raise(faults_of(one, form, kind, values, note), form)
        _lock(one, version, values, note=note, nil=not any(values.values()), by=by)
        event = tell(number=version.number, code=version.code)
        notify(event, one, Reason.DECIDE, _checkers(one))
    return one


def send_back(return_id: int, *, reason: str, by: Actor) -> Return:
    """Return it to the unit: this version counts no more, the one accepted before it does again."""
    with change(Return, return_id, SEND_BACK, by=by) as (one, tell):
        Return.FLOW.move(one, SEND_BACK)
        Version.objects.filter(of=one, number=one.number).update(returned=True)
        _count(one)
        one.save(update_fields=["state", "code", "digest", "nil"])
        notify(tell(reason=reason), one, Reason.RETURNED, _fillers(one))
    return one


def accept(return_id: int, *, by: Actor) -> Return:
    """Agree with what was handed up."""
    with change(Return, return_id, ACCEPT, by=by) as (one, tell):
        Return.FLOW.move(one, ACCEPT)
        one.save(update_fields=["state"])
        tell()
    return one


def accept_many(ids: Sequence[int], *, by: Actor) -> Batch[Return]:
    """Agree with many returns; gives those that were left alone with the reason."""
    with change_many(Return, ids, ACCEPT, by=by) as batch:
        for one in list(batch.records):
            if not Return.FLOW.open(one, ACCEPT):
                batch.refuse(one, Return.FLOW.why_closed(one, ACCEPT))
                continue
            Return.FLOW.move(one, ACCEPT)
            batch.tell(one)
        Return.objects.filter(pk__in=[one.pk for one in batch.records]).update(state=State.ACCEPTED)
    return batch


def correct(return_id: int, *, reason: str, by: Actor) -> Return:
    """Begin a new version with the figures of the last; that one counts until the new one is handed up."""
    with change(Return, return_id, CORRECT, by=by) as (one, tell):
        Return.FLOW.move(one, CORRECT)
        version = _draft(one, reason=reason)
        one.save(update_fields=["state", "number"])
        tell(number=version.number, reason=reason)
    return one


def kind_of(one: Return) -> str:
    """The kind that its unit was of when the round asked it."""
    day = one.round.as_of
    found = UnitFacts.objects.on(day).filter(unit=one.unit_id).values_list("kind", flat=True).first()
    return str(found or one.unit.kind)


def last_version(one: Return) -> Version | None:
    """The newest version, draft or not."""
    return Version.objects.filter(of=one).order_by("-number").first()


def values_of(version: Version) -> dict[str, int]:
    """The figures of a version by cell."""
    return dict(Cell.objects.filter(version=version).values_list("code", "value"))  # sees: with their return


def before_of(one: Return) -> dict[str, int]:
    """What earlier returns of the unit for the same year, that count, said at most, by cell."""
    cells = Cell.objects.filter(counts=True, unit=one.unit_id, form=one.form, first=one.first, last__lt=one.last)
    found: dict[str, int] = {}
    for code, value in cells.values_list("code", "value"):  # sees: with their return
        found[code] = max(value, found.get(code, 0))
    return found


def _draft(one: Return, *, reason: str = "") -> Version:
    """The version that is being filled in; a new one begins with the last figures, the first with those of records."""
    last = last_version(one)
    if last is not None and last.handed_up_at is None:
        return last
    one.number = last.number + 1 if last else 1
    note = last.note if last else ""
    version = Version.objects.create(of=one, number=one.number, rule=one.round.rule, reason=reason, note=note)
    _write(one, version, values_of(last) if last else figures_for(one, form_of(version.rule, one.form)))
    return version


def _write(one: Return, version: Version, values: Values) -> None:
    """Let the rows of a draft be exactly these values, beside what the records say: two statements."""
    said = figures_for(one, form_of(version.rule, one.form))
    of = {"unit_id": one.unit_id, "form": one.form, "first": one.first, "last": one.last}
    Cell.objects.filter(version=version).delete()
    Cell.objects.bulk_create(
        Cell(version=version, code=code, value=value, prefilled=said.get(code), **of)
        for code, value in values.items()
        if value is not None
    )


def _refuse_impossible(form: Form, kind: str, values: Values) -> None:
    """Raise Refused for values that can stand in no cell; missing and unequal ones are looked at when handed up."""
    known = {code for code, _row, _column in form.cells_for(kind)}
    given = {code: value for code, value in values.items() if value is not None}
    found = {code: why for code, why in wrong(form, kind, given).items() if code in given}
    found = {code: why for code, why in found.items() if code not in known or not 0 <= given[code] < 10**12}
    _raise(found)


def faults_of(one: Return, form: Form, kind: str, values: Values, note: str) -> dict[str, str]:
    """Why each cell stands in the way of handing up, by its code."""
    found = wrong(form, kind, values)
    return found if note else fallen(form, values, before_of(one)) | found


def _raise(found: Mapping[str, str], form: Form | None = None) -> None:
    if found:
        said = [f"{form.name_of(code)}: {why}" if form else why for code, why in found.items()]
        raise Refused(said[0], fields={f"cell_{code}": line for code, line in zip(found, said, strict=True)})


def _lock(one: Return, version: Version, values: Values, *, note: str, nil: bool, by: Actor) -> None:
    """Keep the version as it is handed up, and let it count instead of the one before."""
    whole = {code: value for code, value in values.items() if value is not None}
    _write(one, version, whole)
    version.digest = digest_of(whole)
    version.code = code_of(f"{one.unit_id}|{one.form}|{one.period}|{version.number}", version.digest)
    version.note, version.nil, version.handed_up_at, version.handed_up_by = note, nil, timezone.now(), by.title
    version.save()
    first = one.handed_up_on is None
    one.handed_up_on = timezone.localdate() if first else one.handed_up_on
    one.handed_up_by, one.handed_by_id = by.title, by.person_id
    _count(one)
    one.save(update_fields=["state", "number", "handed_up_on", "handed_up_by", "handed_by", "code", "digest", "nil"])


def _count(one: Return) -> None:
    """Let the last version that was handed up and not returned count, and no other."""
    handed = Version.objects.filter(of=one, handed_up_at__isnull=False, returned=False)
    counts = handed.order_by("-number").first()
    Cell.objects.filter(version__of=one, counts=True).exclude(version=counts).update(counts=False)
    if counts is not None:
        Cell.objects.filter(version=counts).update(counts=True)
    one.code, one.digest, one.nil = (counts.code, counts.digest, counts.nil) if counts else ("", "", False)


def _posts(unit: int, permission: str) -> Sequence[int]:
    held = Mandate.objects.filter(unit=unit, permissions__contains=[permission])
    return list(held.order_by("post_id").values_list("post_id", flat=True))


def _checkers(one: Return) -> Sequence[int]:
    return _posts(one.checker_id, ACCEPT.permission)


def _fillers(one: Return) -> Sequence[int]:
    return _posts(one.unit_id, FILL.permission)
