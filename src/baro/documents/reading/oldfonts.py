"""Vietnamese as it was stored before Unicode: letters of TCVN3 (.VnTime) and VNI fonts in the places of others."""

from __future__ import annotations

import re
from unicodedata import normalize

# Letter for letter, the vowels with their five tones as they follow each other in the alphabet.
LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
STORED_AS = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§"
TCVN3 = str.maketrans(STORED_AS, LETTERS)
# VNI writes a vowel and behind it a sign that stands for its mark and tone, or one sign for both.
TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
HATS = {
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ä": "\u0302\u0323",
    "ë": "\u0306\u0323",
}
ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
SIGNS = "".join({*TONES, *HATS})
VNI = re.compile(rf"([aeouyôöAEOUYÔÖ])([{SIGNS}{SIGNS.upper()}])|([ñôöæóòîÑÔÖÆÓÒÎ])")
OF_TCVN3, OF_VNI = re.compile(r"\.vn", re.IGNORECASE), re.compile(r"vni[- ]", re.IGNORECASE)
ONLY_VIETNAMESE = re.compile("[đĐăĂơƠưƯ\u1ea0-\u1ef9]")
# Words that no official page does without.
OF_EVERY_PAGE = (
    "và của các về việc ngày tháng năm số có cho được trong là theo với để thực hiện ban công tác cộng hòa xã hội "
    "chủ nghĩa việt nam độc lập tự do hạnh phúc đảng sản tỉnh ủy kính gửi đơn vị những từ đến tại quy định nơi nhận lưu"
)
COMMON = frozenset(OF_EVERY_PAGE.split())
WORDS = re.compile(r"[^\W\d_]+")
STRANGE = re.compile(r"\w?[®§¬\u00ad«©¨ª]\w|\w[µ¶·¸¹»¼½¾®§¬\u00ad«©¨ª]")
RARELY, OFTEN = 0.03, 0.2
FEW = 3


def vietnamese_share(text: str) -> float:
    """How many of the words have a letter that only Vietnamese has: a third of them, in honest text."""
    words = WORDS.findall(text)
    return sum(bool(ONLY_VIETNAMESE.search(word)) for word in words) / max(len(words), 1)


def share_of_common_words(text: str) -> float:
    """How many of the words are among those of every page: nearly none where a page was read upside down."""
    words = WORDS.findall(text.lower())
    return sum(word in COMMON for word in words) / max(len(words), 1)


def of_font(text: str, font: str) -> str:
    """What is seen of a text in a font; one of another font is as it is."""
    if OF_TCVN3.match(font):
        modern = text.translate(TCVN3)
        return modern.upper() if font.upper().endswith("H") else modern
    return VNI.sub(_vni, text) if OF_VNI.match(font) else text


def guessed(text: str) -> str:
    """The text, converted when it only makes sense as one of the old fonts; their names are often lost on the way."""
    if vietnamese_share(text) > RARELY:
        return text
    if len(STRANGE.findall(text)) >= FEW:
        lines = [
            line.translate(TCVN3).upper() if _in_capitals(line) else line.translate(TCVN3) for line in text.split("\n")
        ]
        modern = "\n".join(lines)
        return modern if vietnamese_share(modern) > OFTEN else text
    modern = VNI.sub(_vni, text)
    makes_more_sense = share_of_common_words(modern) > share_of_common_words(text)
    return modern if makes_more_sense and vietnamese_share(modern) > OFTEN else text


def _in_capitals(line: str) -> bool:
    """Whether a font of capitals was meant: its plain letters are, and so the others were."""
    plain = [sign for sign in line if sign.isascii() and sign.isalpha()]
    return len(plain) > 1 and all(sign.isupper() for sign in plain)


def _vni(match: re.Match[str]) -> str:
    if match[3]:
        modern = ALONE[match[3].lower()]
        return modern.upper() if match[3].isupper() else modern
    vowel, sign = match[1], match[2].lower()
    marks = TONES.get(sign) or HATS[sign]
    if len(marks) > 1 or sign in HATS:
        return normalize("NFC", vowel + marks)
    horned = {"ô": "ơ", "ö": "ư", "Ô": "Ơ", "Ö": "Ư"}.get(vowel, vowel)
    return normalize("NFC", horned + marks)
