"""Clauses in English and Arabic, as far as their usual forms go."""

from __future__ import annotations

import re
from dataclasses import replace

from baro.tasks.proposing.days import find_limits
from baro.tasks.proposing.prose import Draft, Prose
from baro.tasks.proposing.recurring import find_recurrence

ENGLISH = re.compile(
    r"^(?:(?:By|Before|No later than|Until|In) (?P<day>[^,;]{4,40}), )?(?:In coordination with (?P<first>[^,;]+), )?"
    r"(?:the |The )?(?P<lead>[A-Za-z][\w'’& -]{1,80}?),?"
    r"(?: in (?:coordination|cooperation) with (?P<with>[^;]+?),)? "
    r"(?:(?:shall|will|must|is to|are to|has to|have to)(?: lead(?: in)?)?|leads|(?:is|are) responsible for|"
    r"takes the lead in) (?P<work>\S.{8,})$"
)
ARABIC = re.compile(
    r"^(?:على |يتولى |تتولى |يقوم |تقوم |يكلف |تكلف |تكلَّف )(?P<lead>[\w ]{3,60}?)،?"
    r"(?: بالتنسيق مع (?P<first>[^،؛.]+?)،)? (?=ب?(?:إعداد|وضع|مراجعة|تنظيم|متابعة|تقديم|تنفيذ|إصدار|تحديث|رفع|"
    r"مراقبة|تدريب|توفير))ب?(?P<work>\S.{6,})$"
)
WITH = re.compile(
    r",? (?:and )?in (?:coordination|cooperation) with (?P<with>[^;.]+?)(?=,? (?:by|before|no later than|until|"
    r"in)\b|[;.]|$)"
)
ARABIC_WITH = re.compile(r"،? بالتنسيق مع (?P<with>[^؛.،]+?)(?= قبل| في موعد| خلال| بحلول|[؛.،]|$)")
BETWEEN = re.compile(r", (?:and )?(?:the )?| and the | and (?=[A-Z])|، | و(?=ال)")


def read(text: str, prose: Prose) -> list[Draft]:
    """The task of a clause in English or Arabic; none where its form is not known."""
    said = " ".join(text.split())
    found = ENGLISH.match(said) or ARABIC.match(said)
    if found is None:
        return []
    limits = find_limits(said, prose.calendar)
    recurrence = find_recurrence(said)
    parts = found.groupdict()
    partners = [parts.get("first"), parts.get("with")]
    work = parts["work"]
    for form in (WITH, ARABIC_WITH):
        if more := form.search(work):
            partners.append(more["with"])
            work = work[: more.start()] + work[more.end() :]
    spans = [(one.start, one.end) for one in limits] + ([(recurrence.start, recurrence.end)] if recurrence else [])
    for start, end in spans:
        work = work.replace(said[start:end], "")
    draft = Draft(
        _worded(work),
        _named(parts["lead"], prose),
        tuple(_named(one, prose) for all_ in partners if all_ for one in BETWEEN.split(all_)),
        told=True,
        does=True,
        words=said,
    )
    recurs = recurrence.recurrence if recurrence else None
    if recurs and recurs.day:
        limits = []
    return [replace(draft, due_on=max((one.day for one in limits), default=None), recurs=recurs)]


def _named(written: str, prose: Prose) -> str:
    name = re.sub(r"^(?:the|The) ", "", written.strip(" ,.،"))
    return prose.names.known_as(name) or name


def _worded(work: str) -> str:
    said = " ".join(work.split()).strip(" ,;:.-،؛")
    return said[:1].upper() + said[1:]
