"""What is asked again and again about an installation: one list, which ``baro doctor`` prints and the desk shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, eq=False)
class Prerequisite:
    """One thing that is in order or not; ``found`` says how it stands, or nothing when it is not in order.

    ``costs`` and ``remedy`` are sentences for whoever runs Baro. With ``package`` Debian's package is the remedy. What
    is not ``running`` is needed by tests and by who changes Baro.
    """

    name: Any
    found: Callable[[], str]
    costs: Any
    remedy: Any = ""
    package: str = ""  # Debian's
    essential: bool = False
    running: bool = True

    @property
    def what_to_do(self) -> str:
        """The remedy as a sentence."""
        return str(self.remedy or _("Install it: apt-get install %(package)s") % {"package": self.package})


_questions: list[Prerequisite] = []


def declare(*questions: Prerequisite) -> None:
    """Add to what is asked; the order of declaration is that of the list."""
    _questions.extend(one for one in questions if one not in _questions)


def questions() -> Iterator[Prerequisite]:
    """Everything that is asked about a running installation."""
    return (one for one in _questions if one.running)


@dataclass(frozen=True, slots=True)
class Answer:
    """How one thing stands; ``said`` is blank when it is not in order."""

    question: Prerequisite
    said: str

    @property
    def tone(self) -> str:
        """How much it hurts."""
        if self.said:
            return "good"
        return "bad" if self.question.essential else "warn"


def answers() -> list[Answer]:
    """How everything stands, what is not in order first."""
    found = [Answer(one, one.found()) for one in questions()]
    order = ("bad", "warn", "good")
    return sorted(found, key=lambda answer: order.index(answer.tone))


def written_moment(moment: datetime) -> str:
    """A moment as terminals and pages in every language read it."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
