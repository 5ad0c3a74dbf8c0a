"""Text as people mean it, whatever signs it came with: composed letters, usual spaces, nothing that nobody sees."""

from __future__ import annotations

import re
import unicodedata

# Signs that are not shown though Unicode does not class them as such: fillers, the empty Braille cell, joiners.
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f"
UNSEEN = re.compile(f"[{BLANK}]")
KEPT = {"\n", "\t", "\r", "\0"}  # the last is no text: whoever checks it refuses it
LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\v": "\n"})


def tidied(text: str) -> str:
    """The text composed (NFC), without zero-width, directing and other unseen signs, each space a usual one.

    Lines and tabs stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = UNSEEN.sub("", unicodedata.normalize("NFC", text.translate(LINE_ENDS)))
    return "".join(map(_tidied_sign, composed))


def _tidied_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Zs":
        return " "
    return "" if category in ("Cf", "Cc") and sign not in KEPT else sign
