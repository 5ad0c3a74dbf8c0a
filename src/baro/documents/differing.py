"""What became of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from baro.documents.models import Document
from baro.documents.rules import SignedContent

WORDS = re.compile(r"\s+|[^\s]+")
TEXTS = ("abstract", "bases", "body", "clauses")
SAME, NEW, GONE = "same", "new", "gone"
# Words of one part that are compared; of a longer one only that it changed.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that are the same, new or gone."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that changed: what it is called, and its words."""

    part: Any
    pieces: Sequence[Piece]


def differences(former: dict[str, Any], now: SignedContent) -> list[Difference]:
    """The parts in which a version differs from what stands now; parts that are alike are left out."""
    found = []
    for name in TEXTS:
        before, after = former.get(name, ""), getattr(now, name)
        if before != after:
            called: Any = Document._meta.get_field(name)
            found.append(Difference(called.verbose_name, list(word_by_word(before, after))))
    stands = asdict(now)
    others = {"type": _("Type"), "urgency": _("Urgency"), "recipients": _("Recipients"), "papers": _("Files")}
    others["acts"] = _("What it amends, replaces or repeals")
    changed = (label for name, label in others.items() if (former.get(name) or []) != (stands[name] or []))
    found += [Difference(label, [Piece(NEW, _("changed"))]) for label in changed]
    return found


def word_by_word(former: str, now: str) -> Iterator[Piece]:
    """The words that are the same, gone and new, in the order in which they are read."""
    before, after = WORDS.findall(former), WORDS.findall(now)
    if max(len(before), len(after)) > MOST:
        yield Piece(NEW, _("changed"))
        return
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(SAME, "".join(before[a:b]))
        else:
            if b > a:
                yield Piece(GONE, "".join(before[a:b]))
            if d > c:
                yield Piece(NEW, "".join(after[c:d]))
