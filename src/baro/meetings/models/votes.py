"""Rows of votes: what is asked, by which rule, in which way; counts, opinions, and the result with its numbers."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel import rulebook
from baro.kernel.elections import Papers, Tallied
from baro.kernel.majorities import Electorate, Member, Outcome, Result, Rule
from baro.kernel.wordings import wording
from baro.meetings.flow import VOTE_FLOW, VoteState
from baro.meetings.models.gatherings import CODE_LENGTH, Attendee, meetings_of
from baro.meetings.models.items import Item
from baro.meetings.rulebook import Matter, Procedure
from baro.org.actors import Actor
from baro.org.models import Person, UnitScoped

COUNTED = {"filled": _("every seat is filled"), "seats_left": _("not every seat is filled"), "counted": _("counted")}
wording("meetings.outcome", lambda code: COUNTED[code] if code in COUNTED else Outcome(code).called)


class Way(models.TextChoices):
    """How is voted."""

    HANDS = "hands", _("Show of hands, counted")
    WRITTEN = "written", _("Written opinions until a day")
    PAPER = "paper", _("Secret paper ballot, counted twice")


class VoteQuerySet(UnitScoped):
    """Votes, seen with their item."""

    unit_lookup = "item__unit"
    see_permission = "meetings.see"

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """Those on an agenda of a meeting to which the actor belongs, or about what their post proposed."""
        if not actor.person_id or not actor.post_id:
            return None
        own = Q(item__proposer_post=actor.post_id) | Q(item__meeting__secretary=actor.person_id)
        return own | Q(item__meeting__in=meetings_of(actor))


class Vote(models.Model):
    """A vote about an item: what is asked, by which rule, in which way; and the result with its numbers."""

    FLOW, STATES = VOTE_FLOW, VoteState

    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("Item"), related_name="votes")
    question = models.CharField(_("What is voted on"), max_length=500)
    matter = models.CharField(_("Matter"), max_length=CODE_LENGTH)
    way = models.CharField(_("Way of voting"), max_length=10, choices=Way)
    until = models.DateField(_("Opinions until"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(pgettext_lazy("election", "Seats"), null=True, blank=True)
    again = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("Run-off of"), null=True, blank=True, related_name="run_offs"
    )
    opened_on = models.DateField(_("Opened on"))
    state = models.CharField(_("State"), max_length=10, choices=VoteState, default=VoteState.OPEN)
    numbers = models.JSONField(_("Result"), null=True, blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.CheckConstraint(
                name="vote_closed_with_its_numbers",
                condition=Q(state="closed", numbers__isnull=False, closed_on__isnull=False) | ~Q(state="closed"),
            ),
            models.UniqueConstraint("again", condition=~Q(state="stopped"), name="run_off_once"),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """The page of the vote."""
        return reverse("meetings.vote", args=[self.pk])

    @property
    def matter_name(self) -> str:
        """How the matter is called."""
        return rulebook.closest(Procedure, on=self.opened_on).body.name_of("matters", self.matter)

    @property
    def about(self) -> Matter:
        """The matter by the rule of the day on which the vote was opened; the first for one not known any more."""
        known = rulebook.closest(Procedure, on=self.opened_on).body
        return known.matter(self.matter) or known.matters[0]

    @property
    def is_tallied(self) -> bool:
        """Whether papers with names are counted, not a question."""
        return self.about.form != "question"

    @cached_property
    def names(self) -> list[str]:
        """The candidates, or the people about whom confidence is voted, in order."""
        return list(self.candidates.values_list("name", flat=True))

    @cached_property
    def result(self) -> Result | Tallied | None:
        """The result with the numbers behind it; None until the vote is closed."""
        if not self.numbers:
            return None
        return Tallied.of_facts(self.numbers) if "lines" in self.numbers else Result.of_facts(self.numbers)

    @property
    def outcome_code(self) -> str:
        """What the trail tells of the result; empty until the vote is closed."""
        if not isinstance(self.result, Tallied) or self.result.outcome is Outcome.NO_QUORUM:
            return str(self.result.outcome) if self.result else ""
        if not self.result.is_election:
            return "counted"
        return "seats_left" if self.result.left else "filled"

    @property
    def sentence(self) -> str:
        """What stands in the minutes; empty until the vote is closed."""
        return self.result.sentence if self.result else ""

    @property
    def rule(self) -> Rule:
        """How the body decides about the matter, by the rule on the day on which the vote was opened."""
        return rulebook.closest(Procedure, on=self.opened_on).body.counting(self.item.unit.kind, self.matter)

    def members(self) -> list[tuple[Attendee, Member]]:
        """Everybody of the body with how they count here; who answers in writing is not there."""
        recused = set(self.item.recusals.values_list("attendee_id", flat=True))
        rows = self.item.meeting.attendees.select_related("person") if self.item.meeting else []
        here = self.way != Way.WRITTEN
        return [
            (one, Member(str(one), one.here and here, "recused" if one.pk in recused else one.standing)) for one in rows
        ]

    @property
    def electorate(self) -> Electorate:
        """Who counts now."""
        return Electorate.of(self.rule, [member for _row, member in self.members()])

    def voters(self) -> list[Attendee]:
        """The members who are counted."""
        rule = self.rule
        return [row for row, member in self.members() if not Electorate.of(rule, [member]).excluded]


class Count(models.Model):
    """What somebody counted in a vote."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="counts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    yes = models.PositiveSmallIntegerField(_("For"))
    no = models.PositiveSmallIntegerField(_("Against"))
    abstained = models.PositiveSmallIntegerField(_("Abstained"), default=0)
    invalid = models.PositiveSmallIntegerField(_("Invalid"), default=0)

    class Meta:
        verbose_name = _("count of a vote")
        verbose_name_plural = _("counts of votes")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("vote", "person", name="count_of_a_person_once")]

    def __str__(self) -> str:
        return f"{self.yes} : {self.no} : {self.abstained} : {self.invalid}"

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """For, against, abstained, invalid."""
        return self.yes, self.no, self.abstained, self.invalid


class Candidate(models.Model):
    """Somebody who stands for a seat, or about whom confidence is voted."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="candidates")
    name = models.CharField(_("Name"), max_length=200)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("vote", "name", name="candidate_once")]

    def __str__(self) -> str:
        return self.name


class Tally(models.Model):
    """What a teller counted of papers with names: never which paper was whose."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="tallies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    valid = models.PositiveSmallIntegerField(_("Valid papers"))
    invalid = models.PositiveSmallIntegerField(_("Invalid papers"), default=0)
    marks = models.JSONField(_("Marks"))

    class Meta:
        verbose_name = _("count of papers")
        verbose_name_plural = _("counts of papers")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("vote", "person", name="tally_of_a_person_once")]

    def __str__(self) -> str:
        return f"{self.valid} + {self.invalid}"

    @property
    def papers(self) -> Papers:
        """The same as the counting takes it."""
        return Papers(self.valid, self.invalid, tuple(tuple(levels) for levels in self.marks))


class Choice(models.TextChoices):
    """What a member thinks of it."""

    YES = "yes", _("For")
    NO = "no", _("Against")
    ABSTAINED = "abstained", _("I abstain")


class Opinion(models.Model):
    """What a member wrote in a vote by written opinion; others read it once the vote is closed."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="opinions")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="+")
    choice = models.CharField(_("Opinion"), max_length=10, choices=Choice)
    words = models.TextField(_("In words"), blank=True)

    class Meta:
        verbose_name = _("written opinion")
        verbose_name_plural = _("written opinions")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("vote", "attendee", name="opinion_of_a_member_once")]

    def __str__(self) -> str:
        return str(self.attendee)
