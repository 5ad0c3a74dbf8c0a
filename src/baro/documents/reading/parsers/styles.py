"""What the styles and lists of a Word file say about its text: fonts, what is hidden, the numbers of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from baro.documents.reading.parsers.package import Package, child, is_on, local, value_of

LONGEST_CHAIN = 20
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LEVELS = 9


def _font(properties: Element | None) -> str:
    fonts = child(properties, "rFonts")
    return value_of(fonts, "ascii") or value_of(fonts, "hAnsi")


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, package: Package) -> None:
        root = next(package.parts_of_kind("styles"), None)
        rows = list(root) if root is not None else []
        self.by_id = {value_of(one, "styleId"): one for one in rows if local(one.tag) == "style"}
        self.default_font = _font(child(root, "docDefaults", "rPrDefault", "rPr"))
        usual = (
            one
            for one in self.by_id.values()
            if value_of(one, "default") == "1" and value_of(one, "type") == "paragraph"
        )
        self.usual = value_of(next(usual, None), "styleId")

    def chain(self, style: str) -> Iterator[Element]:
        """A style and those that it is based on."""
        for _step in range(LONGEST_CHAIN):
            found = self.by_id.get(style)
            if found is None:
                return
            yield found
            style = value_of(child(found, "basedOn"))

    def font(self, properties: Element | None, paragraph: str) -> str:
        """The font of a run with its properties, in a paragraph of a style."""
        styles = (value_of(child(properties, "rStyle")), paragraph or self.usual)
        of_styles = (_font(child(one, "rPr")) for style in styles for one in self.chain(style))
        return _font(properties) or next(filter(None, of_styles), self.default_font)

    def hides(self, properties: Element | None, paragraph: str) -> bool:
        """Whether a run is not shown."""
        own = child(properties, "vanish")
        if own is not None:
            return is_on(own)
        styles = (value_of(child(properties, "rStyle")), paragraph)
        of_styles = (child(one, "rPr", "vanish") for style in styles for one in self.chain(style))
        return is_on(next((one for one in of_styles if one is not None), None))


@dataclass(slots=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass(slots=True)
class Lists:
    """The lists of a file, and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Lists:
        """The lists that a file declares."""
        found = cls()
        for root in package.parts_of_kind("numbering"):
            for one in root:
                if local(one.tag) == "abstractNum":
                    found.levels[value_of(one, "abstractNumId")] = dict(_levels(one))
                elif local(one.tag) == "num":
                    found.lists[value_of(one, "numId")] = value_of(child(one, "abstractNumId"))
        return found

    def number(self, properties: Element | None, styles: Styles) -> str:
        """The number of the next paragraph of its list as it is shown; empty for one that has none."""
        own = [child(properties, "numPr")]
        of_style = [child(one, "pPr", "numPr") for one in styles.chain(value_of(child(properties, "pStyle")))]
        placed = next((one for one in (*own, *of_style) if one is not None), None)
        shape = self.lists.get(value_of(child(placed, "numId")), "")
        at = min(int(value_of(child(placed, "ilvl")) or 0), LEVELS)
        level = self.levels.get(shape, {}).get(at)
        if level is None:
            return ""
        counted = self.counted.setdefault(shape, {})
        counted[at] = counted.get(at, level.start - 1) + 1
        for deeper in [known for known in counted if known > at]:
            del counted[deeper]
        return self._shown(shape, at, counted)

    def _shown(self, shape: str, at: int, counted: dict[int, int]) -> str:
        levels = self.levels[shape]
        if levels[at].form == "bullet":
            return "-"
        text = levels[at].text
        for place, level in levels.items():
            text = text.replace(f"%{place + 1}", _written(counted.get(place, level.start), level.form))
        return text


def _levels(listed: Element) -> Iterator[tuple[int, _Level]]:
    for one in listed:
        if local(one.tag) == "lvl":
            start = int(value_of(child(one, "start")) or 1)
            form, text = (value_of(child(one, name)) for name in ("numFmt", "lvlText"))
            yield int(value_of(one, "ilvl") or 0), _Level(start, form, text)


def _written(number: int, form: str) -> str:
    """A number in the form of a list."""
    if form.endswith("Roman"):
        roman, left = "", number
        for worth, sign in ROMAN:
            roman, left = roman + sign * (left // worth), left % worth
        return roman.upper() if form.startswith("upper") else roman
    if form.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form.startswith("upper") else letter
    return "" if form == "none" else f"{number:02}" if form == "decimalZero" else str(number)
