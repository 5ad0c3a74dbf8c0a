"""The draft check: what a good editor would say about a draft, each remark with the rule that it comes from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from baro.documents import queries
from baro.documents.force import ended_by
from baro.documents.likeness import key_of_symbol
from baro.documents.models import Concern, Document, Role
from baro.documents.reading.deadlines import find_deadlines
from baro.documents.reading.folding import folded
from baro.documents.relations import Kind, Relation
from baro.documents.rulebook import DraftingRule
from baro.kernel import rulebook

SYMBOL = re.compile(r"\b\d{1,5}-[A-ZĐa-zđ]{1,8}/[A-ZĐ]{2,12}\b")
WORD = re.compile(r"[^\W_]+")
DIGIT = re.compile(r"\d")
# What opens a deadline without a day that can be told: “within 10 days of ...”.
WITHIN = re.compile(r"\bTRONG (?:VONG|THOI HAN)\b|\bTRUOC NGAY\b|\bCHAM NHAT\b")
GAP = "…"  # where a template leaves a place for words
SHOWN = 160


@dataclass(frozen=True, slots=True)
class Text:
    """What a draft says, as far as the check reads it."""

    type: str
    abstract: str
    bases: str = ""
    body: str = ""
    clauses: str = ""
    recipients: tuple[str, ...] = ()
    has_papers: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What is not as the rule has it: in which words of the draft (``about``), by which source.

    ``key`` names it as long as the draft says the same there; ``excuse`` is why it may stay.
    """

    key: str
    says: str
    about: str
    source: str
    excuse: str = ""


def remarks_on(document: Document) -> list[Remark]:
    """What the draft check says about a document today, what was waved through with its reason."""
    concerns = Concern.objects.filter(document=document, role=Role.RECIPIENT)
    text = Text(
        document.type,
        document.abstract,
        document.bases,
        document.body,
        document.clauses,
        tuple(concerns.order_by("pk").values_list("unit__name", flat=True)),
        queries.brought_with(document).exists(),
    )
    found = [*remarks(text, on=document.entered_on), *_of_authority(document), *_of_lost_bases(document)]
    excuses = document.excuses
    return [_excused(one, excuses.get(one.key, "")) for one in found]


def _excused(one: Remark, excuse: str) -> Remark:
    return Remark(one.key, one.says, one.about, one.source, excuse)


def remarks(text: Text, *, on: date) -> list[Remark]:
    """What the words of a draft alone lead to; it asks no database."""
    version = rulebook.closest(DraftingRule, on=on)
    rule = version.body
    wanted = rule.remarks_for(text.type)
    return [
        _remark(found, str(wanted[found].names), about, str(wanted[found].source or version.source))
        for found, about in _found(text, rule, on)
        if found in wanted
    ]


def _remark(found: str, says: str, about: str, source: str) -> Remark:
    key = hashlib.sha256(f"{found}/{about}".encode()).hexdigest()[:16]
    return Remark(key, says, about[:SHOWN], source)


def _found(text: Text, rule: DraftingRule, on: date) -> Iterator[tuple[str, str]]:
    """What is found, each with the words in which it was."""
    begins = text.abstract.startswith(f"{rule.abstract_begins} ")
    if not begins or text.abstract.rstrip().endswith("."):
        yield "abstract_form", text.abstract
    if not text.recipients:
        yield "no_recipients", ""
    yield from _of_whole(text, rule)
    yield from (("left_blank", line) for line in lines_of(f"{text.bases}\n{text.body}\n{text.clauses}") if GAP in line)
    for symbol in dict.fromkeys(SYMBOL.findall(text.bases)):
        if successor := _replaced(symbol, rule, on):
            yield "base_replaced", f"{symbol} → {successor}"
    for clause in lines_of(text.clauses):
        yield from ((found, clause) for found in _of_clause(clause, text, rule, on))


def _of_whole(text: Text, rule: DraftingRule) -> Iterator[tuple[str, str]]:
    """Of what was written here: what was laid out elsewhere has its bases and its length there."""
    if text.has_papers:
        return
    if not text.bases.strip():
        yield "no_bases", ""
    words = len(f"{text.bases} {text.body} {text.clauses}".split())
    if words > rule.most_words:
        yield "too_long", _("%(words)s words") % {"words": words}


def lines_of(words: str) -> list[str]:
    """The paragraphs of a part, one for each line that says something."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def orders_work(clause: str, *, on: date) -> bool:
    """Whether a clause has a word by which work is ordered; else it only declares something."""
    return _names(clause, rulebook.closest(DraftingRule, on=on).body.orders)


def _replaced(symbol: str, rule: DraftingRule, on: date) -> str:
    wanted = key_of_symbol(symbol)
    return next((row.by for row in rule.replaced if key_of_symbol(row.symbol) == wanted and row.on <= on), "")


def _of_clause(clause: str, text: Text, rule: DraftingRule, on: date) -> Iterator[str]:
    """What a clause lacks that orders work, or promises something."""
    fold = folded(clause)
    if _names(clause, rule.orders):
        if not _names(clause, (*rule.bodies, *text.recipients)):
            yield "no_owner"
        if not (find_deadlines(clause, on) or WITHIN.search(fold) or _names(clause, rule.always)):
            yield "no_deadline"
    if _names(clause, rule.aims) and not DIGIT.search(clause):
        yield "no_measure"


def _names(clause: str, words: tuple[str, ...]) -> bool:
    """Whether a clause holds one of some words, with their marks: “sở” is an office and “số” a number."""
    said = f" {' '.join(WORD.findall(unicodedata.normalize('NFC', clause).casefold()))} "
    return any(f" {unicodedata.normalize('NFC', one).casefold().strip()} " in said for one in words)


def _of_authority(document: Document) -> Iterator[Remark]:
    """A type that the rulebook does not name for the issuer."""
    permission = queries.authority_of(document.unit, document.type)
    if not permission:
        says = _("The rulebook does not name this type among what “%(unit)s” issues.") % {"unit": document.unit}
        yield _remark("authority", says, queries.type_names().get(document.type, document.type), str(permission.source))


def _of_lost_bases(document: Document) -> Iterator[Remark]:
    """Bases that were issued here and recalled since."""
    for symbol, issuer in queries.recalled_among(SYMBOL.findall(document.bases)):
        says = _("This base was recalled by its issuer.")
        yield _remark("base_recalled", says, symbol, f"{symbol}, {issuer}")
    for relation in Relation.objects.filter(document=document, kind=Kind.BASED_ON).select_related("target"):
        end = ended_by(relation.target, document.entered_on)
        if end is not None:
            says = _("This base is no longer in force: another document replaced or repealed it.")
            yield _remark(
                "base_ended", says, relation.target.symbol, f"{relation.target.symbol}, {relation.target.issuer}"
            )
