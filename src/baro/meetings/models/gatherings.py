"""Rows of meetings: when and where, who belongs to the body, who is there, what is said against the minutes."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.kernel import rulebook
from baro.kernel.wordings import wording
from baro.meetings.flow import FLOW, HELD, State
from baro.meetings.rulebook import Procedure, Scoring, Sheet
from baro.org.actors import Actor
from baro.org.models import Person, Unit, UnitScoped
from baro.trail.words import Words

CODE_LENGTH = 40
ANSWERS = {"comes": _("comes"), "absent": _("cannot come")}
wording("meetings.answer", lambda code: ANSWERS[code])


def standing_name(code: str) -> str:
    """How a standing is called today; of ``ordinary``, that the member counts."""
    if code == "ordinary":
        return gettext("counts as every member")
    return rulebook.today(Procedure).name_of("standings", code)


wording("meetings.standing", standing_name)


def meetings_of(actor: Actor) -> Any:
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
        return Q(pk__in=meetings_of(actor)) | Q(secretary=actor.person_id)

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
    place = models.CharField(pgettext_lazy("meeting", "Place"), max_length=200, blank=True)
    online = models.URLField(_("Online address"), max_length=300, blank=True)
    chair = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Chair"), related_name="+")
    secretary = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Secretary of the meeting"), related_name="+")
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.PLANNED)
    opened_at = models.DateTimeField(pgettext_lazy("meeting", "Opened"), null=True, blank=True)
    ended_at = models.DateTimeField(pgettext_lazy("meeting", "Closed"), null=True, blank=True)
    minutes = models.TextField(_("Minutes"), blank=True)
    current = models.ForeignKey(
        "Item", models.PROTECT, verbose_name=_("Item at hand"), null=True, blank=True, related_name="+"
    )
    current_since = models.DateTimeField(_("At hand since"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("Score"), null=True, blank=True)
    invitation = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("Invitation"), null=True, blank=True, related_name="+"
    )
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

    @property
    def sheet(self) -> Sheet | None:
        """The sheet by which it is scored, of its day; None for a meeting that nobody scores."""
        return rulebook.closest(Scoring, on=self.day).body.sheet_of(self.unit.kind, self.kind)

    @property
    def grade_name(self) -> str:
        """Its points with the grade that they lead to; empty until it is scored."""
        if self.score is None:
            return ""
        return f"{self.score} – {rulebook.closest(Scoring, on=self.day).body.grade_of(self.score).names}"


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


class Speaker(models.Model):
    """A member who asked to speak, and from when until when they spoke."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="speakers")
    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("Asked to speak"))
    began_at = models.DateTimeField(_("Speaks since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("Spoke until"), null=True, blank=True)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering: ClassVar = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint("meeting", condition=Q(began_at__isnull=False, ended_at=None), name="one_speaks"),
            models.UniqueConstraint("attendee", condition=Q(ended_at=None), name="asks_to_speak_once"),
        ]

    def __str__(self) -> str:
        return str(self.attendee)


class Score(models.Model):
    """The points of a meeting for one criterion of its sheet."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="scores")
    criterion = models.CharField(_("Criterion"), max_length=CODE_LENGTH)
    points = models.PositiveSmallIntegerField(_("Points"))

    class Meta:
        verbose_name = _("score of a meeting")
        verbose_name_plural = _("scores of meetings")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("meeting", "criterion", name="score_of_a_criterion_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class Objection(models.Model):
    """What a member has against the minutes, or an opinion that is to stand in them; and what was decided about it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="objections")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("Objection"))
    answer = models.TextField(_("What was decided"), blank=True)
    accepted = models.BooleanField(_("Accepted by the body"), null=True, blank=True)

    class Meta:
        verbose_name = _("objection to minutes")
        verbose_name_plural = _("objections to minutes")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.person)
