"""The foot of a document: in which capacity, in which post and by whom it is signed, and who receives it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from baro.documents.reading.folding import Line, folded, in_capitals, squeezed

MARK = re.compile(
    r"(?:^|(?<=\s))(T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|TM\.|KT\.|TL\.|TUQ\.|Q\.)\s*(?=[A-Z])",
)
POSITION = re.compile(
    r"(?:PHO |QUYEN )?(?:TONG BI THU|BI THU|CHANH VAN PHONG|CHANH THANH TRA|TRUONG BAN|CHU TICH|CHU NHIEM|GIAM DOC|"
    r"CHI CUC TRUONG|CUC TRUONG|BO TRUONG|THU TRUONG|VU TRUONG|TRUONG PHONG|HIEU TRUONG|THUONG TRUC BAN BI THU)\b"
)
# How far below the mark a name may stand: seal, signature and the recipients' column lie between.
SCOPE = 18
TO = re.compile(r"(?:^|(?<=\s))KINH (?:GUI|TRINH)\s*[:;.]?\s*")
# Some presses take bold italic letters apart ("Nơi nh ơ ận").
RECIPIENTS = re.compile(r"(?:^|(?<=\s))NOI\s+NH[\sO]*AN\s*[:;.]?\s*")
ITEM = re.compile(r"^\s*[-+•*–]\s*")
KEPT = re.compile(r"LUU\b")
LONGEST_LIST = 30
LONGEST_POST = 12


@dataclass(frozen=True, slots=True)
class Signature:
    """``mark`` is how the signer signs ("K/T"), ``organ`` in whose name (after "T/M")."""

    mark: str = ""
    organ: str = ""
    position: str = ""
    name: str = ""


def find_signature(lines: list[Line]) -> Signature:
    """The signature at the end of the document; empty where nothing was found."""
    marks = [(at, match) for at, line in enumerate(lines) for match in _marks(line)]
    start = _block_start(marks) if marks else _unmarked_start(lines)
    if start is None:
        return Signature()
    block = lines[start : start + SCOPE]
    found = [(lines[at], match) for at, match in marks if start <= at < start + SCOPE]
    organ = next((_after(line, match) for line, match in found if match[1][:2] in ("T/", "TM")), "")
    position, below = _position(block, skipping=len(found))
    return Signature(
        mark=re.sub(r"\s", "", found[-1][1][1]) if found else "",
        organ=organ,
        position=position or (_after(*found[-1]) if found else ""),
        name=_name(block[below:]),
    )


def _marks(line: Line) -> list[re.Match[str]]:
    # "Q." and the like may be an initial in running text: what follows must be in capitals.
    return [match for match in MARK.finditer(line.fold) if in_capitals(line.text[match.end() : match.end() + 12])]


def _block_start(marks: list[tuple[int, re.Match[str]]]) -> int:
    """The line of the first mark of the last group: "TM. ..." with "KT. ..." under it are one signature."""
    at = marks[-1][0]
    for earlier, _match in reversed(marks[:-1]):
        if at - earlier > 3:
            break
        at = earlier
    return at


def _unmarked_start(lines: list[Line]) -> int | None:
    """Where the head of a body signs without a mark: the last line that ends with a post in capitals."""
    for at in range(len(lines) - 1, -1, -1):
        tail = _capital_tail(lines[at].text)
        if POSITION.match(folded(tail)):
            return at
    return None


def _after(line: Line, match: re.Match[str]) -> str:
    return squeezed(line.text[match.end() :]).strip(" .,;")


def _position(block: list[Line], *, skipping: int) -> tuple[str, int]:
    """The post in capitals under the marks, and the line after it."""
    position, below = "", 0
    for at, line in enumerate(block):
        if _marks(line):
            below = at + 1
            continue
        tail = _capital_tail(line.text)
        if POSITION.match(folded(tail)):
            return tail, at + 1
        if skipping and not position and len(tail) > 5 and at - below < 2:
            position, below = tail, at + 1
    return position, below


def _capital_tail(text: str) -> str:
    """The words in capitals at the end of a line, where the other column holds the recipients."""
    words = text.split()[-LONGEST_POST:]
    kept: list[str] = []
    while words and len(words[-1].strip(",.-")) > 1 and in_capitals(words[-1]):
        kept.insert(0, words.pop())
    return " ".join(kept).strip(" .,;-")


def _name(block: list[Line]) -> str:
    """The signer's name: best a line of its own, else the end of a line of recipients."""
    whole = [line.text for line in block if _is_name(line.text.split())]
    if whole:
        return squeezed(whole[0])
    return next((tail for line in block if (tail := _name_tail(line.text))), "")


def _name_tail(text: str) -> str:
    words = text.split()
    kept: list[str] = []
    while words and len(kept) < 5 and _is_name_word(words[-1]):
        kept.insert(0, words.pop())
    return " ".join(kept) if _is_name(kept) and len(kept) >= 3 else ""


def _is_name(words: list[str]) -> bool:
    return 2 <= len(words) <= 5 and all(_is_name_word(word) for word in words)


def _is_name_word(word: str) -> bool:
    return word.isalpha() and len(word) <= 7 and word[0].isupper() and (word[1:].islower() or len(word) == 1)


def find_addressees(lines: list[Line]) -> tuple[str, ...]:
    """To whom it is addressed ("Kính gửi", "Kính trình"), else its recipients without the file copies."""
    for at, line in enumerate(lines):
        match = TO.search(line.fold)
        if match:
            return _listed(line.text[match.end() :], lines[at + 1 : at + LONGEST_LIST])
    for at in range(len(lines) - 1, -1, -1):
        match = RECIPIENTS.search(lines[at].fold)
        if match:
            return _listed("", lines[at + 1 : at + LONGEST_LIST])
    return ()


def _listed(first: str, following: list[Line]) -> tuple[str, ...]:
    """A name on the line itself with its continuation, or a list of items that begin with dashes."""
    items = [first] if first.strip() else []
    for line in following:
        if ITEM.match(line.text):
            if KEPT.match(line.fold.lstrip("-+•*– ")):
                break
            items.append(line.text)
        elif items and _continues(items[-1], line):
            items[-1] = f"{items[-1]} {line.text}"
        elif items and not _is_signature_column(line):
            break
    return tuple(name for item in items if (name := _bare(item)))


def _continues(item: str, line: Line) -> bool:
    return not item.rstrip().endswith((".", ";", ",")) and line.text[:1].islower()


def _is_signature_column(line: Line) -> bool:
    return in_capitals(line.text) or _is_name(line.text.split()) or line.text.startswith("(")


def _bare(item: str) -> str:
    """An item without its dash, its end and what stands in the signature's column beside it."""
    text = squeezed(ITEM.sub("", item))
    cut = re.search(r"[;.,](?=\s|$)(?!\s*[a-zà-ỹ])", text)
    tail = _capital_tail(text)
    if cut and len(text) > cut.end():
        text = text[: cut.start()]
    elif tail and tail != text and POSITION.search(folded(tail)):
        text = text.removesuffix(tail)
    return text.strip(" .,;:")
