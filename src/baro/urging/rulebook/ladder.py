"""The steps by which owners of tasks are urged: when, whom, and how."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats


class Addressee(TextChoices):
    """To whom a step goes."""

    OWNER = "owner", pgettext_lazy("urging", "Owner")
    HEAD = "head", _("Head of the owner unit")
    DEPUTY = "deputy", _("Standing deputy of the owner unit")
    ISSUER = "issuer", _("Level that issued the task")


class Way(TextChoices):
    """How a step is taken."""

    NOTICE = "notice", _("Notification")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Written urging")
    REPORT = "report", _("Report to the issuing level")
    MEETING = "meeting", _("Item for the next meeting")


class LadderStep(Entry):
    """One step: so many working days after the deadline, or before it when the number is not above nought."""

    id: Text
    names: Names
    working_days: int = Field(ge=-250, le=250)
    to: tuple[Addressee, ...] = Field(min_length=1)
    how: tuple[Way, ...] = Field(min_length=1)

    @property
    def is_before(self) -> bool:
        """Whether it reminds of a deadline that is still to come."""
        return self.working_days <= 0


class TaskLadder(Entry):
    """The steps for tasks of some kinds; the ladder without kinds is for all other tasks."""

    id: Text
    names: Names
    kinds: tuple[Text, ...] = ()
    steps: tuple[LadderStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _steps_lead_upwards(self) -> Self:
        refuse_repeats("step", [step.id for step in self.steps])
        for former, step in pairwise(self.steps):
            if step.working_days <= former.working_days:
                raise ValueError(f"step {step.id} must come later than {former.id}")
        return self

    @property
    def levels(self) -> Iterable[tuple[int, LadderStep]]:
        """Each step with its level, counted from 1."""
        return enumerate(self.steps, start=1)


class Ladders(RuleBody, code="urging.ladder", called=_("Urging step by step")):
    """The ladders; ``letter_types`` are tried in turn until one that the unit may issue is found.

    Of several deputies the one is standing whose post is named with one of the ``standing_words``.
    """

    ladders: tuple[TaskLadder, ...] = Field(min_length=1)
    letter_types: tuple[Text, ...] = Field(min_length=1)
    letter_most_tasks: int = Field(ge=1)
    standing_words: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _every_kind_has_one_ladder(self) -> Self:
        refuse_repeats("ladder", [ladder.id for ladder in self.ladders])
        refuse_repeats("kind", [kind for ladder in self.ladders for kind in ladder.kinds])
        if len([ladder for ladder in self.ladders if not ladder.kinds]) != 1:
            raise ValueError("exactly one ladder must name no kinds: it is for all tasks that no other ladder names")
        return self

    def for_kind(self, kind: str) -> TaskLadder:
        """The ladder for tasks of a kind."""
        named = next((ladder for ladder in self.ladders if kind in ladder.kinds), None)
        return named or next(ladder for ladder in self.ladders if not ladder.kinds)

    def step(self, ladder: str, step: str) -> LadderStep:
        """The step of a ladder by their ids.

        Raises KeyError when there is none.
        """
        for one in self.ladders:
            for found in one.steps:
                if (one.id, found.id) == (ladder, step):
                    return found
        raise KeyError(f"{self.rule_code} has no step {ladder}.{step}")
