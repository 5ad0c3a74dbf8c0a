"""What recipients answered, added up: figures, yes and no, choices; each level from what is under it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from baro.cascades.fields import Field, FieldKind
from baro.cascades.flow import State
from baro.cascades.models import Answer, Cascade, Recipient
from baro.cascades.standing import counted


@dataclass(slots=True)
class Total:
    """What a field adds up to: how many answered, the sum of figures, how many said yes, how often each choice."""

    field: Field
    answered: int = 0
    number: Decimal | None = None
    yes: int = 0
    choices: dict[str, int] = dataclasses.field(default_factory=dict)

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to add up: days, texts and files of many units stand in the table alone."""
        return self.field.kind in (FieldKind.YES_NO, FieldKind.CHOICE) or self.is_added

    @property
    def is_added(self) -> bool:
        """Whether it is a figure that is added up."""
        return self.field.kind == FieldKind.NUMBER and self.field.adds

    @property
    def said(self) -> str:
        """The sum in the reader's language; empty for fields that do not add up."""
        return self.field.said(self.number) if self.number is not None and self.is_added else ""


def totals_of(cascade: Cascade, among: QuerySet[Recipient]) -> list[Total]:
    """The totals of each field over the recipients whose answers count: one statement, two with fields of choice."""
    found = {one.code: Total(one) for one in cascade.fields}
    if not found:
        return []
    rows = Answer.objects.filter(recipient__in=among.filter(counted()).order_by().values("pk")).order_by()
    summed = rows.values("code").annotate(
        answered=Count("pk"), sum=Sum("number"), yeses=Count("pk", filter=Q(yes=True))
    )
    for code, answered, number, yes in summed.values_list("code", "answered", "sum", "yeses"):
        if code in found:
            found[code].answered, found[code].number, found[code].yes = answered, number, yes
    listed = [one.code for one in cascade.fields if one.kind == FieldKind.CHOICE]
    if listed:
        chosen = rows.filter(code__in=listed).values("code", "text").annotate(times=Count("pk"))
        for code, text, times in chosen.values_list("code", "text", "times"):
            found[code].choices[text] = times
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Below:
    """How far the units are to which a recipient forwarded: how many there are, and how many answered."""

    cascade: Cascade
    all: int
    answered: int


def below_of(recipients: Iterable[Recipient]) -> dict[int, Below]:
    """Recipient key to how far the units are to which it forwarded, for those that did: one statement."""
    answered = Count("recipients", filter=counted("recipients__task__"))
    sent = Cascade.objects.filter(above__in=[one.pk for one in recipients], state__in=(State.SENT, State.CLOSED))
    rows = sent.annotate(all=Count("recipients"), answered=answered).order_by("pk")
    return {row.above_id: Below(row, row.all, row.answered) for row in rows if row.above_id}


def sums_below(recipient: Recipient) -> dict[str, Any]:
    """What the units answered to which a recipient forwarded, added up by field: nobody types it again."""
    forwarded = Cascade.objects.filter(above=recipient, state__in=(State.SENT, State.CLOSED)).order_by("pk")
    sums: dict[str, Any] = defaultdict(Decimal)
    for cascade in forwarded:
        for total in totals_of(cascade, Recipient.objects.filter(cascade=cascade)):
            if total.field.kind == FieldKind.NUMBER and total.field.adds and total.number is not None:
                sums[total.field.code] += total.number
    return dict(sums)
