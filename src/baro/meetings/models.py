"""Rows of meetings: who belongs to the body, who is there, what is on the agenda, what was voted and decided."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.kernel import rulebook
from baro.kernel.majorities import Electorate, Member, Outcome, Result, Rule
from baro.kernel.wordings import wording
from baro.meetings.flow import FLOW, HELD, IN_POOL, ITEM_FLOW, VOTE_FLOW, ItemState, State, VoteState
from baro.meetings.rulebook import Procedure
from baro.org.actors import Actor
from baro.org.models import Person, Post, Unit, UnitScoped
from baro.tasks.models import Task
from baro.trail.words import Words

CODE_LENGTH = 40
ANSWERS = {"comes": _("comes"), "absent": _("cannot come")}
wording("meetings.answer", lambda code: ANSWERS[code])
wording("meetings.outcome", lambda code: Outcome(code).called)
MINUTES = [MinValueValidator(1), MaxValueValidator(600)]


def _sits(actor: Actor) -> Any:
    """The meetings of bodies in which the actor sits."""
    return Attendee.objects.filter(person=actor.person_id or 0).order_by().values("meeting")


class MeetingQuerySet(UnitScoped):
    """Meetings, seen where somebody sees those of the unit, and by the members who belong to them."""

    see_permission = "meetings.see"

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """The meetings of which the actor is a member, chair or secretary."""
        if not actor.person_id or not actor.post_id:
            return None
        return Q(pk__in=_sits(actor)) | Q(secretary=actor.person_id)

    def held(self) -> Self:
        """Those that took place."""
        return self.filter(state__in=HELD)

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "chair")


class Meeting(models.Model):
    """A meeting of a body: when and where, who chairs and keeps the minutes, and the minutes themselves."""

    FLOW, STATES = FLOW, State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Body"), related_name="+")
    kind = models.CharField(_("Kind"), max_length=CODE_LENGTH)
    title = models.CharField(pgettext_lazy("meeting", "Subject"), max_length=300, blank=True)
    day = models.DateField(_("Day"))
    begins = models.TimeField(_("Begins at"))
    place = models.CharField(_("Place"), max_length=200, blank=True)
    online = models.URLField(_("Online address"), max_length=300, blank=True)
    chair = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Chair"), related_name="+")
    secretary = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Secretary of the meeting"), related_name="+")
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.PLANNED)
    opened_at = models.DateTimeField(_("Opened"), null=True, blank=True)
    ended_at = models.DateTimeField(_("Closed"), null=True, blank=True)
    minutes = models.TextField(_("Minutes"), blank=True)
    signed_on = models.DateField(_("Signed on"), null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            GinIndex(Words("title", "place", "minutes"), name="meeting_by_words"),
            models.Index(fields=["unit", "day"], name="meeting_by_unit"),
            models.Index(fields=["-day", "-begins", "-id"], name="meeting_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="meeting_signed_on_a_day",
                condition=Q(state="signed", signed_on__isnull=False) | ~Q(state="signed") & Q(signed_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind_name} – {self.unit.name}"

    def get_absolute_url(self) -> str:
        """The page of the meeting."""
        return reverse("meetings.meeting", args=[self.pk])

    @property
    def kind_name(self) -> str:
        """How its kind is called."""
        return rulebook.closest(Procedure, on=self.day).body.name_of("kinds", self.kind)


class Attendee(models.Model):
    """A member of the body as it was when the meeting was called: role, what they answered, whether they are there."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(_("Role"), max_length=CODE_LENGTH)
    standing = models.CharField(_("Standing"), max_length=CODE_LENGTH, blank=True)
    comes = models.BooleanField(_("Comes"), null=True, blank=True)
    excuse = models.CharField(_("Excuse"), max_length=300, blank=True)
    here = models.BooleanField(_("There"), default=False)
    online = models.BooleanField(_("Online"), default=False)
    came = models.BooleanField(_("Was there"), default=False)
    read_on = models.DateField(_("Read the minutes on"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a meeting")
        verbose_name_plural = _("members of meetings")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("meeting", "person", name="member_of_a_meeting_once")]

    def __str__(self) -> str:
        return str(self.person)


class Presence(models.Model):
    """Somebody arrived, or left, at a moment."""

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="events")
    at = models.DateTimeField(_("At"))
    here = models.BooleanField(_("There"))
    online = models.BooleanField(_("Online"), default=False)

    class Meta:
        verbose_name = _("arrival or departure")
        verbose_name_plural = _("arrivals and departures")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.attendee} {self.at:%H:%M}"


class Objection(models.Model):
    """What a member has against the minutes, or an opinion that is to stand in them; and what was decided about it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="objections")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("Objection"))
    answer = models.TextField(_("What was decided"), blank=True)

    class Meta:
        verbose_name = _("objection to minutes")
        verbose_name_plural = _("objections to minutes")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.person)


class Conclusion(models.TextChoices):
    """How an item ended."""

    ADOPTED = "adopted", _("Adopted")
    REJECTED = "rejected", pgettext_lazy("item of a meeting", "Not adopted")
    POSTPONED = "postponed", _("Postponed")
    NOTED = "noted", _("Noted")


wording("meetings.conclusion", lambda code: Conclusion(code).label)


def standing_name(code: str) -> str:
    """How a standing is called today; of ``ordinary``, that the member counts."""
    if code == "ordinary":
        return gettext("counts as every member")
    return rulebook.today(Procedure).name_of("standings", code)


wording("meetings.standing", standing_name)


class ItemQuerySet(UnitScoped):
    """Proposals and items, seen with the meetings of the body, and by the post that proposed them."""

    see_permission = "meetings.see"

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """What the actor's post proposed, and what is on the agenda of a meeting to which they belong."""
        if not actor.person_id or not actor.post_id:
            return None
        own = Q(proposer_post=actor.post_id) | Q(meeting__secretary=actor.person_id)
        return own | Q(meeting__in=_sits(actor))

    def open(self) -> Self:
        """Those about which nobody decided."""
        return self.filter(state__in=IN_POOL)

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "meeting__unit", "proposer_post__unit")


class Item(models.Model):
    """What is put to a meeting: it waits in the pool of a body, stands on an agenda, and ends with a decision."""

    FLOW, STATES = ITEM_FLOW, ItemState

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Body"), related_name="+")
    title = models.CharField(pgettext_lazy("item of a meeting", "Title"), max_length=500)
    detail = models.TextField(_("Details"), blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("Document"), null=True, blank=True, related_name="+"
    )
    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("Task"), null=True, blank=True, related_name="+")
    proposer_post = models.ForeignKey(
        Post, models.PROTECT, verbose_name=_("Proposed by"), null=True, blank=True, related_name="+"
    )
    proposed_on = models.DateField(_("Proposed on"))
    state = models.CharField(_("State"), max_length=10, choices=ItemState, default=ItemState.PROPOSED)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("Meeting"), null=True, blank=True, related_name="items"
    )
    position = models.PositiveSmallIntegerField(_("Place on the agenda"), default=0)
    length = models.PositiveSmallIntegerField(_("Minutes planned"), default=15, validators=MINUTES)
    conclusion = models.CharField(_("Conclusion"), max_length=10, choices=Conclusion, blank=True)
    decision = models.TextField(_("Decision"), blank=True)
    result = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("Document from the decision"), null=True, blank=True, related_name="+"
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a meeting")
        verbose_name_plural = _("items of meetings")
        indexes = [
            GinIndex(Words("title", "detail", "decision"), name="item_by_words"),
            models.Index(fields=["unit", "proposed_on"], name="item_by_unit"),
            models.Index(fields=["-proposed_on", "-id"], name="item_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="item_on_an_agenda_has_a_meeting",
                condition=Q(state__in=("scheduled", "decided"), meeting__isnull=False)
                | Q(state__in=("proposed", "withdrawn"), meeting=None),
            ),
            models.CheckConstraint(
                name="item_decided_with_a_conclusion",
                condition=Q(state="decided") & ~Q(conclusion="") | ~Q(state="decided") & Q(conclusion=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the item."""
        return reverse("meetings.item", args=[self.pk])


class ItemTask(models.Model):
    """A task that follows from a decision."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="given")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("task from a decision")
        verbose_name_plural = _("tasks from decisions")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("item", "task", name="task_from_a_decision_once")]

    def __str__(self) -> str:
        return f"{self.item} → {self.task}"


class Recusal(models.Model):
    """A member who takes no part in an item and is not counted in its votes."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="recusals")
    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("item", "attendee", name="recused_from_an_item_once")]

    def __str__(self) -> str:
        return str(self.attendee)


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
        return own | Q(item__meeting__in=_sits(actor))


class Vote(models.Model):
    """A vote about an item: what is asked, by which rule, in which way; and the result with its numbers."""

    FLOW, STATES = VOTE_FLOW, VoteState

    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("Item"), related_name="votes")
    question = models.CharField(_("What is voted on"), max_length=500)
    matter = models.CharField(_("Matter"), max_length=CODE_LENGTH)
    way = models.CharField(_("Way of voting"), max_length=10, choices=Way)
    until = models.DateField(_("Opinions until"), null=True, blank=True)
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

    @cached_property
    def result(self) -> Result | None:
        """The result with the numbers behind it; None until the vote is closed."""
        return Result.of_facts(self.numbers) if self.numbers else None

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
