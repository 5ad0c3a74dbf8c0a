"""A list of people who are to have accounts, as somebody typed or pasted it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from baro.installation.rulebook import Accounts
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Person

MOST_TOLD = 5


def read(text: str, *, by: Actor) -> dict[int, str]:
    """The people of the lines with their e-mail addresses, by key; nobody stands there twice.

    Raises Refused with the first lines that are wrong: nobody of that name or number, several, twice, no address.
    """
    lines = [(at, line.strip()) for at, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > (most := rulebook.today(Accounts).most_at_once):
        raise Refused(
            _("The list has %(count)d lines; give at most %(most)d accounts at once.")
            % {"count": len(lines), "most": most}
        )
    parts = [(at, *_parts(line)) for at, line in lines]
    known = _known([who for _at, who, _email in parts], by)
    found: dict[int, str] = {}
    first: dict[int, int] = {}
    wrong: list[str] = []
    for at, who, email in parts:
        people = known.get(who.casefold(), [])
        if mistake := _mistake(who, email, people, first):
            wrong.append(_("line %(line)d: %(mistake)s") % {"line": at, "mistake": mistake})
            continue
        found[people[0]], first[people[0]] = email, at
    if wrong:
        more = _("; and %(count)d more") % {"count": len(wrong) - MOST_TOLD} if len(wrong) > MOST_TOLD else ""
        raise Refused("; ".join(wrong[:MOST_TOLD]) + more)
    return found


def _parts(line: str) -> tuple[str, str]:
    """Who, and their e-mail address, which may be missing."""
    who, _sign, email = line.replace("\t", ";").partition(";")
    return who.strip(), email.strip()


def _known(words: list[str], by: Actor) -> dict[str, list[int]]:
    """The people that the reader sees by their numbers and names, in small letters: two queries."""
    found: dict[str, list[int]] = {}
    seen = Person.objects.visible_to(by).known().order_by("pk")
    for column in ("number", "name"):
        for pk, value in seen.filter(**{f"{column}__in": words}).values_list("pk", column):
            found.setdefault(str(value).casefold(), []).append(pk)
    return {word: sorted(set(keys)) for word, keys in found.items()}


def _mistake(who: str, email: str, people: list[int], first: dict[int, int]) -> str:
    """What is wrong with a line, or nothing."""
    if not people:
        return _("“%(who)s” is nobody whom you see; type the personnel number or the whole name.") % {"who": who[:60]}
    if len(people) > 1:
        return _("%(count)d people are called “%(who)s”; type the personnel number.") % {
            "count": len(people),
            "who": who[:60],
        }
    if people[0] in first:
        return _("“%(who)s” stands in line %(line)d already.") % {"who": who[:60], "line": first[people[0]]}
    if email:
        try:
            validate_email(email)
        except ValidationError:
            return _("“%(email)s” is no e-mail address.") % {"email": email[:60]}
    return ""
