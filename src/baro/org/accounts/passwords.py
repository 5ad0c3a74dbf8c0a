"""Passwords that are guessed by whoever knows whose they are."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baro.trail.words import fold

if TYPE_CHECKING:
    from baro.org.models import Account

ENOUGH = 6  # signs that have to be left when everything known about the owner is taken out
ALIKE = 0.75  # how much of a password may be, in its order, the whole name or address


class UnlikeTheOwner:
    """A password is not made of the owner's name, sign-in name or e-mail address, with whatever marks and blanks.

    ASVS 5.0, 6.2.11: words of the context do not make a password.
    """

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError for a password that little is left of without what is known about its owner."""
        if user is None:
            return
        typed, known = _plain(password), _known(user)
        rest = typed
        for one in sorted(known, key=len, reverse=True):
            rest = rest.replace(one, "")
        alike = any(SequenceMatcher(a=typed, b=one, autojunk=False).ratio() >= ALIKE for one in known)
        if len(rest) < min(ENOUGH, len(typed)) or alike:
            raise ValidationError(
                _(
                    "This password is too close to your name, your sign-in name or your e-mail address. Choose a"
                    " sentence about something else."
                ),
                code="password_too_similar",
            )

    def get_help_text(self) -> str:
        """What the rule is, before anything is typed."""
        return _("Your password can’t be too similar to your other personal information.")


def _plain(text: str) -> str:
    """The letters and digits alone, small and without marks: Nguyễn Văn An is nguyenvanan."""
    return re.sub(r"[\W_]+", "", fold(text))


def _known(account: Account) -> set[str]:
    """What is known of an owner: names and address, the whole name backwards too, and their parts."""
    name = account.person.name if account.person else ""
    whole = [name, " ".join(reversed(name.split())), account.username, account.email, account.email.partition("@")[0]]
    parts = [part for one in whole for part in re.split(r"[\W_]+", one)]
    return {plain for one in (*whole, *parts) if (plain := _plain(one))}
