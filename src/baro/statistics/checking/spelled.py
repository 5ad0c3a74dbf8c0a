"""Numbers in words: Vietnamese, English and Arabic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

ONES = {
    "vi": ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"],
    "en": [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ],
}  # fmt: skip
MORE = {
    "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "واحد": 1, "واحده": 1, "احد": 1, "احدي": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2, "اثنا": 2, "اثني": 2,
    "اثنتا": 2, "اثنتي": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6,
    "سبع": 7, "سبعه": 7, "ثمان": 8, "ثماني": 8, "ثمانيه": 8, "تسع": 9, "تسعه": 9, "عشر": 10, "عشره": 10,
    "ميتان": 200, "ميتين": 200, "مايتان": 200, "مايتين": 200,
    "الفان": 2000, "الفين": 2000,
}  # fmt: skip
TENS = {"عشر": 20, "ثلاث": 30, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90}
MORE |= {f"{word}{ending}": value for word, value in TENS.items() for ending in ("ون", "ين")}
HUNDREDS = {"ثلاث": 3, "اربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثمان": 8, "ثماني": 8, "تسع": 9}
MORE |= {f"{word}{ending}": value * 100 for word, value in HUNDREDS.items() for ending in ("ميه", "مايه")}
ADDED = {word: value for words in ONES.values() for value, word in enumerate(words)} | MORE
TIMES = {
    "mươi": 10, "trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6,
    "hundred": 100, "thousand": 10**3, "million": 10**6,
    "ميه": 100, "مايه": 100, "الف": 10**3, "الفا": 10**3, "الاف": 10**3, "مليون": 10**6, "ملايين": 10**6,
}  # fmt: skip
JOINING = {"and", "linh", "lẻ"}


def term_of(lower: str, fold: str) -> str:
    """The word as the tables know it, empty for others; Arabic ones may begin with “and” and bear an ending."""
    bare = fold.removeprefix("و")
    for word in (lower, fold, bare, fold.removesuffix("ا"), bare.removesuffix("ا")):
        # Without its tone a Vietnamese word is another one: "sau" is no six.
        if (word in ADDED or word in TIMES) and (word == lower or not word.isascii()):
            return word
    return ""


def value_of(terms: Sequence[str]) -> Decimal:
    """What number words in their order come to.

    >>> value_of(["một", "nghìn", "sáu", "trăm", "tám", "mươi", "tám"]), value_of(["one", "hundred", "three"])
    (Decimal('1688'), Decimal('103'))
    >>> value_of(["الف", "ستميه", "ثمانيه", "ثمانون"])
    Decimal('1688')
    """
    total = group = pending = 0
    for term in terms:
        if term in ADDED:
            group, pending = group + pending, ADDED[term]
        elif (times := TIMES[term]) >= 1000:
            total, group, pending = total + (group + pending or 1) * times, 0, 0
        else:
            group, pending = group + (pending or 1) * times, 0
    return Decimal(total + group + pending)


def goes_on(before: str, term: str) -> bool:
    """Whether a number word belongs to the same number as the one before: never two ones of the same rank."""
    if term in TIMES or before in TIMES:
        return True
    first, second = ADDED[before], ADDED[term]
    return second < 10 <= first or (first < 10 <= second and not term.isascii() and term[0] > "\u0600") or first >= 100
