"""A clause in sentences: who leads, with whom, what is to be done until when, as Vietnamese papers word it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from baro.tasks.proposing.days import Calendar, find_limits
from baro.tasks.proposing.names import Names
from baro.tasks.proposing.recurring import Every, Recurrence, find_recurrence
from baro.tasks.proposing.shapes import folded
from baro.tasks.proposing.wording import LEADS, WITH, begins_with_a_verb

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a sentence says about a task; ``told`` is whether it says by itself who leads."""

    work: str
    lead: str = ""
    coordinates: tuple[str, ...] = ()
    due_on: date | None = None
    recurs: Recurrence | None = None
    product: str = ""
    words: str = ""
    told: bool = False
    does: bool = False


GIVES = re.compile(
    r"(?:GIAO(?: NHIEM VU)?(?: CHO)?|YEU CAU|DE NGHI|PHAN CONG|UY QUYEN(?: CHO)?|(?:GIAO )?TRACH NHIEM CUA|DOI VOI|"
    r"GIAO TRACH NHIEM CHO)\s+"
)
GIVES_BEHIND = re.compile(r"\s+(?:GIAO(?: CHO)?|YEU CAU|DE NGHI|PHAN CONG|UY QUYEN(?: CHO)?)\s+")
FIRST_WORDS = re.compile(
    r"(?:Đồng thời|Bên cạnh đó|Ngoài ra|Trong đó|Cùng với đó|Riêng|Trước mắt|Mặt khác|Tiếp tục(?= giao))\b[,:]?\s+"
)
TOPIC = re.compile(r"[^\W\d_][^:;.]{4,140}:\s+(?=\S)")
NO_WORK = re.compile(
    r"(?:TREN DAY LA|CAN CU |THUC HIEN (?:NGHI QUYET|CHI THI|KET LUAN|CHUONG TRINH|KE HOACH|CONG VAN|"
    r"QUYET DINH) [^,]*,|NHAM |THOI GIAN QUA|TUY NHIEN|TRONG QUA TRINH|KE HOACH NAY|CHI THI NAY|"
    r"NGHI QUYET NAY|QUYET DINH NAY|THONG BAO NAY)"
)
# What no name of a unit or a person has in it.
NO_NAME = re.compile(r"[.;:]|\b(?:có|là|được|phải|chỉ|mỗi|việc|những|khi|nếu|theo|và giao|nhiệm vụ)\b", re.I)
HAS_DONE = re.compile(r"\s+(?:đã|đang|được|là|có|bị|vẫn|chưa|còn)\b")
BY = re.compile(r"[,;(]?\s*\b(?:DO|GIAO(?: CHO)?)\s+")
DOES_IT = re.compile(
    r"\s*(?:CHU TRI|THUC HIEN|PHU TRACH|DAM NHIEM|THAM MUU|CHIU TRACH NHIEM|TO CHUC|"
    r"LAM DAU MOI)\b(?:[ ,]+(?:THUC HIEN|THAM MUU))?"
)
LEADS_BEHIND = re.compile(r"\s+(?:CHU TRI|LAM DAU MOI)(?:[ ,]+(?:THUC HIEN|THAM MUU))?\b")
WITH_BEHIND = re.compile(r"\s+(?:CUNG )?PHOI HOP(?: THUC HIEN)?\s*(?:[).;,]|$)")
DELIMITER = re.compile(r"[,;(:.]\s*|\bvà\s+|\bvới\s+")
# What is left before a day that was cut away, and says nothing without it.
LEFT_OVER = re.compile(
    r"[\s,;:.(–-]+$|(?:^|(?<=\s))(?:và|hoàn thành|hoàn tất|xong|thời gian|để|trong|phải|cần|được|kết thúc|"
    r"việc này|vào|đến)$"
    r"|(?<=[,;.]) *(?:báo cáo|thực hiện|tổ chức thực hiện|trình|gửi)$",
    re.I,
)
SENTENCE_END = re.compile(r"([.;])\s+")
ONLY_A_LIMIT = re.compile(
    r"^(?:HOAN THANH|HOAN TAT|XONG|KET THUC|THOI GIAN|THOI HAN|TIEN DO|VIEC NAY|NOI DUNG NAY|CONG VIEC NAY)\b"
)
EMPTY = re.compile(
    r"^\W*(?:(?:hoàn thành|hoàn tất|xong|việc này|nội dung này|công việc này|kết thúc|phải|được|cần)\W*)*$", re.I
)


@dataclass(frozen=True, slots=True)
class Prose:
    """Reads sentences with the names that are known, and counts days from a calendar."""

    names: Names
    calendar: Calendar

    def read(self, text: str) -> list[Draft]:
        """The tasks of a clause; what its other sentences say of a day is told of the one before."""
        drafts: list[Draft] = []
        for sentence in self._sentences(text):
            draft = self._draft(sentence)
            if draft is None:
                continue
            before = drafts[-1] if drafts else None
            if before is None or draft.told:
                drafts.append(draft)
            elif EMPTY.match(draft.work) or (before.due_on is None and ONLY_A_LIMIT.match(folded(sentence))):
                drafts[-1] = _completed(before, draft)
            elif draft.does and (draft.due_on or draft.recurs):
                drafts.append(replace(draft, lead=before.lead, coordinates=draft.coordinates or ()))
        return [draft for draft in drafts if not EMPTY.match(draft.work)]

    def _sentences(self, text: str) -> Iterator[str]:
        start = 0
        for end in SENTENCE_END.finditer(text):
            at = end.end()
            if (end[1] == "." and text[at : at + 1].isupper() and len(text[start:at]) > 6) or self._begins_anew(
                text, at
            ):
                yield text[start : end.start() + 1].strip()
                start = at
        if text[start:].strip():
            yield text[start:].strip()

    def _begins_anew(self, text: str, at: int) -> bool:
        """Whether a part behind a semicolon has a lead of its own."""
        names, end = self.names.listed(text, at)
        fold = folded(text)
        if not names:
            return False
        return bool(LEADS.match(fold, end)) or begins_with_a_verb(text, fold, end + 1)

    def _draft(self, sentence: str) -> Draft | None:
        """What one sentence says; None where nothing is to be done."""
        text = FIRST_WORDS.sub("", sentence, count=1)
        fold = folded(text)
        if NO_WORK.match(fold) or text.startswith("Để "):
            return None
        recurrence = find_recurrence(text)
        told = text
        if recurrence and recurrence.recurrence.every is not Every.ALWAYS:
            told = _blanked(text, [(recurrence.start, recurrence.end)])
        limits = find_limits(told, self.calendar)
        due = max(limits, key=lambda one: one.day, default=None)
        recurs = recurrence.recurrence if recurrence else None
        if recurs and recurs.every is Every.ALWAYS and (due or not _is_about_all(text, recurrence.start)):  # type: ignore[union-attr]
            recurs = None
        spans = [(one.start, one.end) for one in limits]
        if recurs and recurrence:
            spans.append((recurrence.start, recurrence.end))
        text, spans = _without_first(text, spans)
        said = self._roles(text)
        if said is None or not said.told:
            said = self._behind_topic(text) or said
        if said is None:
            return None
        work = _worded(_cut(said.work, text, spans))
        return replace(said, work=work, due_on=due.day if due else None, recurs=recurs, words=sentence.strip())

    def _behind_topic(self, text: str) -> Draft | None:
        """The same of what stands behind a topic: "Về công tác nhân sự: giao Ban Tổ chức …"."""
        topic = TOPIC.match(text)
        said = self._roles(text[topic.end() :].strip()) if topic else None
        return said if said and said.told else None

    def _roles(self, text: str) -> Draft | None:
        """Who does it and with whom, and the rest of the sentence."""
        fold = folded(text)
        subject, at, given = self.subject(text, fold)
        leads = LEADS.match(fold, at)
        at = leads.end() if leads else at
        partners, at = self._with(text, fold, at)
        second = LEADS.match(fold, at) if partners else None
        at = second.end() if second else at
        rest = text[at:].lstrip(" ,:;-")
        does = begins_with_a_verb(rest, folded(rest))
        if subject and (HAS_DONE.match(text, at) and not leads and not partners):
            return None
        if subject and (leads or given or partners or does or text[at : at + 1] == ":"):
            lead, *others = subject
            return self._more(Draft(rest, lead, tuple(dict.fromkeys([*others, *partners])), told=True, does=True))
        if not subject and (leads or partners):
            return self._more(Draft(rest, "", tuple(partners), does=True))
        return self._behind(text, does=begins_with_a_verb(text, fold))

    def subject(self, text: str, fold: str) -> tuple[list[str], int, bool]:
        """The units at the beginning of a sentence, where they end, and whether somebody gives them work."""
        gives = GIVES.match(fold)
        start = gives.end() if gives else 0
        names, end = self.names.listed(text, start)
        if names and not gives and (behind := GIVES_BEHIND.match(fold, end)):
            asked, asked_end = self.names.listed(text, behind.end())
            if asked:
                return [name.name for name in asked], asked_end, True
        if not names:
            return self._unshaped(text, fold, start)
        return [name.name for name in names], end, bool(gives)

    def _unshaped(self, text: str, fold: str, start: int) -> tuple[list[str], int, bool]:
        """A subject without the shape of a name, which ends before the word that says it leads."""
        leads = LEADS.search(fold, start)
        before = text[start : leads.start()] if leads else ""
        is_short = 0 < len(before.split()) <= 8 and not NO_NAME.search(before)
        if leads and is_short and before[0].isupper() and not begins_with_a_verb(before, folded(before)):
            return [" ".join(before.split()).rstrip(",")], leads.start(), bool(start)
        return [], 0, False

    def _with(self, text: str, fold: str, at: int) -> tuple[list[str], int]:
        """The partners that are named at a place, and where they end."""
        gap = re.compile(r"[\s,;]*").match(fold, at)
        begun = WITH.match(fold, gap.end() if gap else at)
        if begun is None:
            return [], at
        names, end = self.names.listed(text, begun.end())
        return ([name.name for name in names], end) if names else ([], at)

    def _behind(self, text: str, *, does: bool) -> Draft | None:
        """A sentence that says behind the work who does it; only the work where it does not say it at all."""
        fold = folded(text)
        for by in BY.finditer(fold):
            names, end = self.names.listed(text, by.end())
            done = DOES_IT.match(fold, end) if names else None
            if done and by.start() > 8:
                partners, end = self._with(text, fold, done.end())
                others = (*[name.name for name in names[1:]], *partners)
                work = f"{text[: by.start()]} {text[end:].lstrip(' ,;).')}"
                return self._more(Draft(work.strip(), names[0].name, others, told=True, does=True))
        draft = self._more(Draft(text, does=does))
        return draft if draft.does or draft.told else None

    def _more(self, draft: Draft) -> Draft:
        """The same with who leads and who helps behind the work: "(X chủ trì, Y phối hợp)", "phối hợp với Z"."""
        text = draft.work
        fold = folded(text)
        lead, partners, cut = draft.lead, list(draft.coordinates), len(text)
        for start in (0, *(one.end() for one in DELIMITER.finditer(text))):
            names, end = self.names.listed(text, start)
            if not names or start == 0:
                continue
            if not lead and LEADS_BEHIND.match(fold, end):
                lead, cut = names[0].name, min(cut, start)
                partners += [name.name for name in names[1:]]
            elif WITH_BEHIND.match(fold, end):
                partners += [name.name for name in names]
                cut = min(cut, start)
        for begun in WITH.finditer(fold):
            names, end = self.names.listed(text, begun.end())
            partners += [name.name for name in names]
            if names and not text[end:].strip(" .;,)"):
                cut = min(cut, begun.start())
        partners = [name for name in dict.fromkeys(partners) if name != lead]
        work = text[:cut].rstrip(" ,;(") if cut < len(text) else text
        return replace(draft, work=work, lead=lead, coordinates=tuple(partners), told=draft.told or bool(lead))


def _is_about_all(text: str, at: int) -> bool:
    """Whether "thường xuyên" says how often, and does not only colour one of many words."""
    before = text[:at].rstrip()
    return not before or before[-1] in ",;:.(" or not text[at:].strip(" .;")[12:].strip() or at < 60


def _blanked(text: str, spans: Spans) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _without_first(text: str, spans: Spans) -> tuple[str, Spans]:
    """The sentence without the day or the period with which it begins: "Trước ngày 30/6/2025, …"."""
    for start, end in spans:
        behind = re.compile(r"\s*,?\s*").match(text, end)
        if not text[:start].strip(" ,") and behind and any(sign.isalpha() for sign in text[behind.end() :]):
            cut = behind.end()
            return text[cut].upper() + text[cut + 1 :], [(a - cut, b - cut) for a, b in spans if a >= cut]
    return text, spans


def _cut(work: str, text: str, spans: Spans) -> str:
    """The work without the days at its end."""
    for _pass in spans:
        for start, end in spans:
            said = text[start:end]
            at = work.rfind(said)
            if at >= 0 and not work[at + len(said) :].strip(" .;,)"):
                work = _without_rest(work[:at])
    return work


def _without_rest(work: str) -> str:
    while (shorter := LEFT_OVER.sub("", work)) != work:
        work = shorter
    return work


def _worded(work: str) -> str:
    """The work as a sentence of its own."""
    said = " ".join(work.split()).strip(" ,;:.-–(")
    if said.count("(") < said.count(")"):
        said = said.rstrip(")").rstrip()
    return said[:1].upper() + said[1:]


def _completed(draft: Draft, more: Draft) -> Draft:
    """A task with what a later sentence says about it."""
    return replace(
        draft,
        due_on=draft.due_on or more.due_on,
        recurs=draft.recurs or more.recurs,
        coordinates=draft.coordinates or more.coordinates,
        words=f"{draft.words} {more.words}",
    )
