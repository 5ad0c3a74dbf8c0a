"""Sign-in names: made of people's names by the rule, in letters that every keyboard has, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from baro.installation.rulebook import Accounts, Naming
from baro.org.models import Account, Person

NOBODY = "user"  # for names of which no letter is left, such as Arabic ones
OTHERS = str.maketrans({"đ": "d", "Đ": "D", "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "ł": "l", "Ł": "L"})


def folded(text: str) -> str:
    """The text in small letters from a to z and digits, words apart by one space: Nguyễn Thị Đào is nguyen thi dao."""
    bare = unicodedata.normalize("NFD", text.translate(OTHERS))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(s for s in bare if not unicodedata.combining(s)).lower()))


def wanted(person: Person, rule: Accounts) -> str:
    """The sign-in name that somebody would have if nobody else had it."""
    words = folded(person.name).split()
    if rule.naming == Naming.NUMBER and person.number:
        made = folded(person.number).replace(" ", rule.separator)
    elif rule.naming == Naming.WHOLE:
        made = rule.separator.join(words)
    else:
        made = rule.separator.join([*words[-1:], "".join(word[0] for word in words[:-1])])
    return made.strip("._-")[: rule.longest_name] or NOBODY


def free_names(people: Sequence[Person], rule: Accounts) -> list[str]:
    """A name for each, in their order: who comes later by the same name gets a number behind it. One query."""
    first = [wanted(person, rule) for person in people]
    taken = _taken(first)
    return [_next(name, taken) for name in first]


def _taken(names: Iterable[str]) -> set[str]:
    asked = Account.objects.filter(username__iregex=rf"^({'|'.join(map(re.escape, sorted(set(names))))})[0-9]*$")
    return set(asked.order_by().values_list("username", flat=True)) if names else set()


def _next(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}{number}"
    taken.add(found)
    return found
