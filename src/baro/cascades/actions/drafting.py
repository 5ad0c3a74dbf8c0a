"""Wording a cascade: what is asked of which units until when, and the fields in which they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.cascades.fields import Field, FieldKind, next_code
from baro.cascades.models import Cascade, Recipient, UnitSet
from baro.cascades.recipients import recipients_of
from baro.cascades.rulebook import CascadeLimits
from baro.cascades.verbs import ADD_FIELD, DISCARD, DRAFT, FORWARD, REMOVE_FIELD, REVISE
from baro.documents.models import Document
from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import add_working_days, spoken_day, wrong_deadline
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.tasks import rules
from baro.tasks.models import Task
from baro.tasks.queries import motto_rule
from baro.trail.changes import change, create

WITHOUT = {"unit", "owner_post", "accountable_post", "due_on"}  # these are given by the rules of a cascade


def draft(*, unit: Unit, asks: str = "", by: Actor, above: Recipient | None = None, **wording: Any) -> Cascade:
    """Word a cascade; with ``asks`` (the kind of a field) the answer gets this one field, called like the product.

    ``wording`` are ``work``, ``product``, ``authority``, ``clause``, ``source``; the recipients by ``below``, ``kind``,
    ``direct``, ``as_of``, or ``named``; ``due_on`` or ``due_within``. Raises Refused, with a sentence for each field,
    for what is unclear or cannot be.
    """
    if by.post_id is None:
        raise NotPermitted(_("You do not hold a post today."))
    cascade = Cascade(
        unit=unit, giver_post_id=by.post_id, giver_title=by.title, above=above, drafted_at=timezone.now(), **wording
    )
    if asks:
        field = Field("f1", cascade.product[:200], FieldKind(asks), below_zero=False)
        cascade.fields_kept = [field.as_kept()]
    _prepare(cascade)
    return create(cascade, DRAFT, by=by, work=cascade, recipients=_rule_told(cascade))[0]


def revise(cascade_id: int, *, by: Actor, **wording: Any) -> Cascade:
    """Word the draft anew.

    Raises Refused as drafting does.
    """
    with change(Cascade, cascade_id, REVISE, by=by) as (cascade, tell):
        for name, said in wording.items():
            setattr(cascade, name, said)
        _prepare(cascade)
        cascade.save(update_fields=[*wording, "expected"])
        tell(work=cascade, recipients=_rule_told(cascade))
    return cascade


def add_field(
    cascade_id: int, *, label: str, kind: str, by: Actor, options: Sequence[str] = (), measure: str = "", **other: bool
) -> Cascade:
    """Add a field to the answer; ``other`` are the switches of `Field` (needed, adds, whole, below_zero, future).

    Raises Refused, beside the form's field, for a label that is taken, a list without two options, and one field too
    many (rule `cascades.limits`).
    """
    with change(Cascade, cascade_id, ADD_FIELD, by=by) as (cascade, tell):
        found = cascade.fields
        bare = Field(next_code(found), label.strip(), FieldKind(kind), options=tuple(options), measure=measure.strip())
        field = replace(bare, **other)  # type: ignore[arg-type]  # switches are all of one type
        _refuse_field(field, found)
        cascade.fields_kept = [one.as_kept() for one in (*found, field)]
        cascade.save(update_fields=["fields_kept"])
        tell(field=field.heading)
    return cascade


def remove_field(cascade_id: int, *, code: str, by: Actor) -> Cascade:
    """Remove a field from the answer; nothing happens to one that is gone already.

    Raises Refused for a code that is none.
    """
    with change(Cascade, cascade_id, REMOVE_FIELD, by=by) as (cascade, tell):
        gone = next((one for one in cascade.fields if one.code == code), None)
        if gone is None:
            raise Refused(_("This field was removed already."), fields={"code": _("Choose another field.")})
        cascade.fields_kept = [one.as_kept() for one in cascade.fields if one.code != code]
        cascade.save(update_fields=["fields_kept"])
        tell(field=gone.heading)
    return cascade


def discard(cascade_id: int, *, by: Actor) -> Cascade:
    """Give the draft up."""
    with change(Cascade, cascade_id, DISCARD, by=by) as (cascade, tell):
        Cascade.FLOW.move(cascade, DISCARD)
        cascade.save(update_fields=["state"])
        tell()
    return cascade


def forward(recipient_id: int, *, by: Actor, **wording: Any) -> Cascade:
    """Draft the same work and question for the units under the one that received it, due earlier.

    Raises Refused as drafting does.
    """
    with change(Recipient, recipient_id, FORWARD, by=by) as (recipient, tell):
        former, unit = recipient.cascade, recipient.task.unit
        seen = Document.objects.visible_to(by).filter(pk=former.source_id or 0).first()
        told = {"product": former.product, "authority": former.authority, "clause": former.clause, "source": seen}
        told |= {"work": former.work, "fields_kept": former.fields_kept}
        cascade = draft(unit=unit, by=by, above=recipient, **(told | wording))
        tell(cascade, unit=unit)
    return cascade


def latest_due(recipient: Recipient) -> date | None:
    """The last day on which the units have to answer to which a recipient forwards; None without a deadline."""
    due = recipient.task.due_on
    return add_working_days(due, -rulebook.today(CascadeLimits).earlier_below) if due else None


def due_of(cascade: Cascade, today: date) -> date | None:
    """The deadline of a cascade that is sent today."""
    return add_working_days(today, cascade.due_within) if cascade.due_within else cascade.due_on


def rule_in_words(cascade: Cascade) -> str:
    """Who receives it, in the reader's language."""
    if cascade.named is not None:
        return str(cascade.named)
    kind = str(cascade.get_kind_display()) if cascade.kind else _("All units")
    named = {"kind": kind, "unit": cascade.below}
    return (_("%(kind)s directly under %(unit)s") if cascade.direct else _("%(kind)s under %(unit)s")) % named


def _rule_told(cascade: Cascade) -> list[Any]:
    """Who receives it, as the trail tells it to readers of every language."""
    kind = [coded("org.unit_kind", cascade.kind)] if cascade.kind else []
    return [*kind, str(cascade.named or cascade.below)]


def _prepare(cascade: Cascade) -> None:
    """Remember the units that the rule gives now; raise Refused with everything that is wrong."""
    today = timezone.localdate()
    found = _wrong_words(cascade) | _wrong_deadline(cascade, today) | _wrong_rule(cascade)
    if not found:
        cascade.expected = recipients_of(cascade, today).keys
        found = _wrong_number(cascade)
    if found:
        raise Refused(next(iter(found.values())), fields=found)


def _wrong_words(cascade: Cascade) -> dict[str, str]:
    """What the motto in force misses in the words."""
    motto = motto_rule().body
    task = Task(work=cascade.work, product=cascade.product, authority=cascade.authority, clause=cascade.clause)
    lacking = {name: said for name, said in rules.missing(motto.required, task).items() if name not in WITHOUT}
    return lacking | rules.too_short(motto, task)


def _wrong_deadline(cascade: Cascade, today: date) -> dict[str, str]:
    if bool(cascade.due_on) == bool(cascade.due_within):
        return {"due_on": _("Choose a day or a number of working days after sending, not both.")}
    due = due_of(cascade, today)
    if why := wrong_deadline(due, today):
        return {"due_on": why}
    latest = latest_due(cascade.above) if cascade.above else None
    if due and latest and due > latest:
        sentence = _("You have to answer on %(due)s yourself. Choose a day until %(latest)s.")
        said = {"due": spoken_day(cascade.above.task.due_on), "latest": spoken_day(latest)}  # type: ignore[union-attr,arg-type]
        return {"due_on" if cascade.due_on else "due_within": sentence % said}
    return {}


def _wrong_rule(cascade: Cascade) -> dict[str, str]:
    if bool(cascade.below) == bool(cascade.named):
        return {"below": _("Choose the unit above all recipients, or a saved set, not both.")}
    named: UnitSet | None = cascade.named
    return {"named": _("This set was removed. Choose another set.")} if named and named.retired else {}


def _wrong_number(cascade: Cascade) -> dict[str, str]:
    most, count = rulebook.today(CascadeLimits).most_recipients, len(cascade.expected)
    name = "named" if cascade.named else "below"
    if not count:
        return {name: _("No unit receives this. Choose another unit, kind or day.")}
    if count > most:
        sentence = _("%(count)s units would receive this. Up to %(most)s can. Choose fewer units.")
        return {name: sentence % {"count": count, "most": most}}
    return {}


def _refuse_field(field: Field, among: Sequence[Field]) -> None:
    most, found = rulebook.today(CascadeLimits).most_fields, {}
    if len(among) >= most:
        found["label"] = _("An answer can have up to %(most)s fields.") % {"most": most}
    if field.heading.casefold() in {one.heading.casefold() for one in among}:
        found["label"] = _("There is a field “%(label)s” already. Choose another name.") % {"label": field.heading}
    if field.kind == FieldKind.CHOICE and len({*field.options}) < 2:
        found["options"] = _("Write at least two options, one a line.")
    if found:
        raise Refused(next(iter(found.values())), fields=found)
