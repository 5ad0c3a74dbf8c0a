"""How official papers are laid out, from a day on."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text

Points = Annotated[float, Field(ge=6, le=40)]
Millimetres = Annotated[float, Field(ge=0, le=60)]


class Margins(Entry):
    """How far the words stay from the edges of A4, in millimetres."""

    top: Millimetres
    bottom: Millimetres
    left: Millimetres
    right: Millimetres


class Layout(RuleBody, code="printing.layout", called=_("Layout of official papers")):
    """Margins, sizes of letters in points, the distance of lines and the words of the head."""

    margins: Margins
    party: Points
    issuer: Points
    number: Points
    place: Points
    kind: Points
    title: Points
    body: Points
    note: Points
    line: Points
    indent: Millimetres
    party_words: Names
    signature_is_bold: bool


class StateLayout(Layout, code="printing.state_layout", called=_("Layout of official papers of the State")):
    """The same for papers of the State, whose head is the name of the Republic."""

    motto: Text
