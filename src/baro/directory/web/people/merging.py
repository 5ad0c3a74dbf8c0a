"""How a duplicate is merged into a person: both sides first, then what moves, then the deed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.directory.web.facts.histories import Stretch, stretch_of
from baro.directory.web.people.choosing import PEOPLE
from baro.org.actors import Actor
from baro.org.dependent_rows import person_references
from baro.org.models import Person, Tenure
from baro.org.people.actions import merging
from baro.ui.forms import Form
from baro.ui.forms.choices import Choice
from baro.ui.records import Preview


class MergeForm(Form):
    """Who is the duplicate, and how one knows."""

    duplicate = Choice(
        PEOPLE.code,
        label=gettext_lazy("The duplicate"),
        help_text=gettext_lazy("A part of the name is enough; this record is given up, the one above stays"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("How you know that both are one person")
    )


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two with the tenures that are believed of them, the newest first."""

    title: Any
    person: Person
    held: list[Stretch]


@dataclass(frozen=True, slots=True)
class Merging:
    """Both sides, what would be said of the tenures of both, and how much else moves."""

    sides: list[Side]
    joined: list[Stretch]
    moves: list[tuple[Any, int]]
    notes: list[str]
    digest: str


def _look(person: Person, *, duplicate: Person, reason: str, by: Actor) -> Merging:
    """What would follow; the reason changes nothing about it."""
    joined = merging.joined_tenures(person, duplicate, by=by)
    moves = [(thing.label, thing.rows(duplicate).order_by().count()) for thing in person_references()]
    sides = [_side(_("Stays"), person), _side(_("Is given up"), duplicate)]
    said = [(t.post_id, t.kind, t.period) for t in joined.new]
    shown = sorted(map(stretch_of, joined.new), key=lambda one: (one.first is not None, one.first), reverse=True)
    digest = hashlib.sha256(repr((person.pk, duplicate.pk, said, [n for _l, n in moves])).encode()).hexdigest()
    return Merging(sides, shown, [(label, count) for label, count in moves if count], _notes(person, duplicate), digest)


def _side(title: str, person: Person) -> Side:
    rows = Tenure.objects.current().filter(person=person).select_related("post__unit").order_by("-period", "-pk")
    return Side(title, person, [stretch_of(tenure) for tenure in rows])


def _notes(person: Person, duplicate: Person) -> list[str]:
    """What is good to know beside the tenures."""
    notes = [_("What %(name)s did stays in the trail under that name.") % {"name": duplicate}]
    if drafts := merging.between(person, duplicate).count():
        notes.append(_("Drafted handovers between the two are dropped: %(count)s.") % {"count": drafts})
    return notes


PREVIEW = Preview(_look, "directory/merge_follows.html")
