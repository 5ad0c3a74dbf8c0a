"""Rows of cases as those see them who work on them: the case, its team, its papers, its findings and their remedies."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.documents.models import Attachment
from baro.kernel import rulebook
from baro.kernel.wordings import wording
from baro.org.actors import CLOSED, Actor
from baro.org.models import Person, Post, PostRank, Unit, UnitScoped
from baro.oversight.flow import (
    FINDING_FLOW,
    FLOW,
    PAPER_FLOW,
    UNFINISHED,
    FindingState,
    PaperState,
    State,
)
from baro.oversight.rulebook import FindingTypes, Independence, Kinds
from baro.tasks.models import Task
from baro.trail.words import Words

CODE_LENGTH = 40


def paper_name(code: str) -> str:
    """How a prescribed paper is called today."""
    found = rulebook.today(Kinds).paper(code)
    return str(found.names) if found else code


def exclusion_name(code: str) -> str:
    """How an exclusion is called today."""
    found = rulebook.today(Independence).row(code)
    return str(found.names) if found else code


wording("oversight.paper", paper_name)
wording("oversight.exclusion", exclusion_name)


def is_subject(actor: Actor, at: str = "") -> Q | None:
    """The condition for cases about the actor, or about a unit that one of their posts heads; ``at`` leads to the case.

    None for who holds no post: without one nobody sees more than their own account.
    """
    if not actor.person_id or not actor.post_id:
        return None
    heads = Post.objects.filter(pk__in=actor.own_posts, rank=PostRank.HEAD).order_by().values("unit")
    leads = Post.objects.filter(pk=actor.post_id, rank=PostRank.HEAD)
    of_unit = Q(**{f"{at}subject_unit__in": heads})
    followed = Q(**{f"{at}subject_unit__path__startswith": actor.unit_path + CLOSED}) & Q(models.Exists(leads))
    return Q(**{f"{at}subject_person": actor.person_id}) | Q(**{f"{at}subject_person": None}) & (of_unit | followed)


class CaseQuerySet(UnitScoped):
    """Cases, seen by the officers of the body, by the team, and by bodies that decide about what follows.

    Never by whom they concern: these see their own side of it.
    """

    see_permission = "oversight.see"

    def visible_to(self, actor: Actor) -> Self:
        """The cases that the actor works on, of their body or not, and none about themselves."""
        seen = self.scope_of(actor)
        if (concerning := self.concerning(actor)) is not None:
            seen |= concerning
        own = is_subject(actor)
        return self.filter(seen, ~own) if own is not None else self.filter(seen)

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """The cases in whose team the actor is, and those about which their body decides discipline or a complaint."""
        if not actor.person_id or not actor.post_id:
            return None
        sits = Seat.objects.filter(person=actor.person_id, left_on=None).order_by().values("case")
        penalties: Any = Case._meta.get_field("penalties").related_model
        appeals: Any = penalties._meta.get_field("appeals").related_model
        decides = penalties.objects.in_scope(actor).order_by().values("case")
        judges = appeals.objects.in_scope(actor).order_by().values("penalty__case")
        return Q(pk__in=sits) | Q(pk__in=decides) | Q(pk__in=judges)

    def unfinished(self) -> Self:
        """Those that are not closed."""
        return self.filter(state__in=UNFINISHED)

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "subject_unit", "subject_person")


class Grounds(models.TextChoices):
    """Why a case was opened."""

    PROGRAMME = "programme", _("Yearly programme")
    SIGNS = "signs", _("Signs of violation")
    CHECK = "check", _("A standing check")
    TRANSFER = "transfer", _("Transfer from a supervision")
    ORDER = "order", _("Order of a body above")


class Found(models.TextChoices):
    """Who saw it first."""

    OUTSIDE = "outside", _("Found from outside")
    OWN = "own", _("Found by the unit itself")


class Outcome(models.TextChoices):
    """How a case ended."""

    GOOD = "good", _("Done well")
    SHORTCOMINGS = "shortcomings", _("Shortcomings")
    VIOLATION = "violation", _("Violation")
    TRANSFERRED = "transferred", _("Transferred")
    STOPPED = "stopped", _("Stopped")
    CLEARED = "cleared", pgettext_lazy("case", "Cleared")


class Case(models.Model):
    """A case of a body about a unit, or about a person in it; ``origin`` is the supervision that was transferred."""

    FLOW, STATES = FLOW, State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Body"), related_name="+")
    kind = models.CharField(_("Kind"), max_length=CODE_LENGTH)
    year = models.PositiveSmallIntegerField(_("Year"))
    number = models.PositiveIntegerField(_("Number"))
    symbol = models.CharField(pgettext_lazy("case", "No."), max_length=60)
    subject_unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit concerned"), related_name="+")
    subject_person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("Person concerned"), null=True, blank=True, related_name="+"
    )
    matter = models.TextField(pgettext_lazy("case", "Matter"))
    grounds = models.CharField(_("Grounds"), max_length=10, choices=Grounds, default=Grounds.PROGRAMME)
    found = models.CharField(_("First seen"), max_length=10, choices=Found, default=Found.OUTSIDE)
    opened_on = models.DateField(_("Opened on"))
    due_on = models.DateField(_("Deadline"))
    extended = models.BooleanField(_("Extended"), default=False)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.PREPARING)
    announced_on = models.DateField(_("Announced on"), null=True, blank=True)
    presented_on = models.DateField(_("Findings presented on"), null=True, blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    outcome = models.CharField(pgettext_lazy("case", "Outcome"), max_length=12, choices=Outcome, blank=True)
    closing = models.TextField(_("Conclusion"), blank=True)
    origin = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("Goes on with"), null=True, blank=True, related_name="continued"
    )
    rule_version = models.CharField(_("Rule"), max_length=80)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [
            GinIndex(Words("matter", "closing", "symbol"), name="case_by_words"),
            models.Index(fields=["unit", "opened_on"], name="case_by_unit"),
            models.Index(fields=["-opened_on", "-id"], name="case_by_day"),
            models.Index(fields=["subject_unit"], name="case_by_subject_unit"),
            models.Index(fields=["subject_person"], name="case_by_subject_person"),
        ]
        constraints = [
            models.UniqueConstraint("unit", "year", "number", name="case_number_once"),
            models.CheckConstraint(
                name="case_closed_with_an_outcome",
                condition=Q(state="closed", closed_on__isnull=False) & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_on=None, outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return self.symbol

    def get_absolute_url(self) -> str:
        """The page of the case."""
        return reverse("oversight.case", args=[self.pk])

    @property
    def kind_name(self) -> str:
        """How its kind is called."""
        kind = rulebook.closest(Kinds, on=self.opened_on).body.kind(self.kind)
        return str(kind.names) if kind else self.kind

    @property
    def subject(self) -> str:
        """Whom it concerns, in words."""
        return f"{self.subject_person}, {self.subject_unit}" if self.subject_person else str(self.subject_unit)

    @property
    def is_late(self) -> bool:
        """Whether it is not closed by its deadline."""
        return self.state in UNFINISHED and self.due_on < timezone.localdate()

    def concerns(self, actor: Actor) -> bool:
        """Whether it is about the actor, or about a unit that one of their posts heads."""
        own = is_subject(actor)
        if own is None or self.pk is None:
            return own is not None and self.subject_person_id == actor.person_id
        return Case.objects.filter(own, pk=self.pk).exists()

    def seat_of(self, actor: Actor) -> Seat | None:
        """The actor's seat in the team."""
        return self.seats.filter(left_on=None, person=actor.person_id).first() if actor.person_id else None


class Seat(models.Model):
    """Somebody in the team of a case, for a time; ``possible`` are exclusions that were seen and answered."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Person"), related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("Post"), related_name="+")
    leads = models.BooleanField(_("Leads the team"), default=False)
    possible = ArrayField(models.CharField(max_length=CODE_LENGTH), verbose_name=_("Possible exclusions"), default=list)
    reason = models.TextField(_("Why in spite of them"), blank=True)
    since = models.DateField(_("Since"))
    left_on = models.DateField(_("Left on"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        ordering: ClassVar = ["-leads", "pk"]
        indexes = [models.Index(fields=["person"], condition=Q(left_on=None), name="seat_by_person")]
        constraints = [
            models.UniqueConstraint("case", "person", condition=Q(left_on=None), name="person_in_a_team_once"),
            models.UniqueConstraint("case", condition=Q(left_on=None, leads=True), name="one_leader_of_a_team"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class OfCase(UnitScoped):
    """What is seen with its case."""

    see_permission = "oversight.see"
    unit_lookup = "case__unit"

    def visible_to(self, actor: Actor) -> Self:
        """The rows of cases that the actor sees."""
        return self.filter(case__in=Case.objects.visible_to(actor).order_by().values("pk"))

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """The rows of cases that concern the actor."""
        concerning = CaseQuerySet.concerning(actor)
        own = is_subject(actor)
        if concerning is None or own is None:
            return None
        return Q(case__in=Case.objects.filter(concerning, ~own).order_by().values("pk"))


class Paper(models.Model):
    """A paper that the kind of the case prescribes, with its file once it is done."""

    FLOW, STATES = PAPER_FLOW, PaperState

    case = models.ForeignKey(Case, models.CASCADE, verbose_name=_("Case"), related_name="papers")
    code = models.CharField(_("Paper"), max_length=CODE_LENGTH)
    phase = models.CharField(_("Phase"), max_length=12)
    position = models.PositiveSmallIntegerField(_("Place"))
    shared = models.BooleanField(_("Given to the subject"), default=False)
    state = models.CharField(_("State"), max_length=10, choices=PaperState, default=PaperState.NOT_BEGUN)
    note = models.CharField(_("Why there is no file"), max_length=300, blank=True)
    done_on = models.DateField(_("Done on"), null=True, blank=True)
    file = models.OneToOneField(Attachment, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfCase.as_manager()

    class Meta:
        verbose_name = _("paper of a case")
        verbose_name_plural = _("papers of cases")
        ordering: ClassVar = ["position", "pk"]
        constraints = [models.UniqueConstraint("case", "code", name="paper_of_a_case_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the paper."""
        return reverse("oversight.paper", args=[self.pk])

    @property
    def name(self) -> str:
        """How the paper is called."""
        return paper_name(self.code)

    @property
    def papers(self) -> list[Any]:
        """The file, to be shown from here: who sees the paper sees it."""
        if self.file is None:
            return []
        self.file.address = reverse("oversight.paper.file", args=[self.pk])
        return [self.file]


class FindingQuerySet(OfCase):
    """Findings."""

    def counting(self) -> Self:
        """All but those that were withdrawn."""
        return self.exclude(state=FindingState.WITHDRAWN)

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("case__subject_unit", "case__subject_person", "repeats")


class Nature(models.TextChoices):
    """What a finding is."""

    STRENGTH = "strength", _("Strength")
    SHORTCOMING = "shortcoming", _("Shortcoming")
    VIOLATION = "violation", pgettext_lazy("finding", "Violation")


class Finding(models.Model):
    """What a case found: of which type, how grave; ``repeats`` is the same in the unit or its predecessor."""

    FLOW, STATES = FINDING_FLOW, FindingState

    case = models.ForeignKey(Case, models.PROTECT, verbose_name=_("Case"), related_name="findings")
    nature = models.CharField(_("Nature"), max_length=12, choices=Nature)
    type = models.CharField(pgettext_lazy("finding", "Type"), max_length=CODE_LENGTH)
    level = models.PositiveSmallIntegerField(pgettext_lazy("finding", "Degree"), default=0)
    what = models.TextField(_("Finding"))
    found_on = models.DateField(_("Found on"))
    found_by = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Found by"), related_name="+")
    state = models.CharField(_("State"), max_length=10, choices=FindingState, default=FindingState.STANDING)
    settled_on = models.DateField(_("Settled on"), null=True, blank=True)
    repeats = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("Repeats"), null=True, blank=True, related_name="repeated_by"
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        indexes = [
            GinIndex(Words("what"), name="finding_by_words"),
            models.Index(fields=["-found_on", "-id"], name="finding_by_day"),
            models.Index(fields=["type", "found_on"], name="finding_by_type"),
        ]

    def __str__(self) -> str:
        return self.what[:200]

    def get_absolute_url(self) -> str:
        """The page of the finding."""
        return reverse("oversight.finding", args=[self.pk])

    @property
    def type_name(self) -> str:
        """How its type is called."""
        return rulebook.names(FindingTypes).get(self.type, self.type)

    @property
    def level_name(self) -> str:
        """How grave it is, in words; of a strength nothing."""
        levels = rulebook.today(FindingTypes).levels
        known = next((str(row.names) for row in levels if row.level == self.level), str(self.level))
        return "" if self.nature == Nature.STRENGTH else known

    @property
    def open_tasks(self) -> models.QuerySet[Task]:
        """The remedies that are not finished."""
        unfinished: models.QuerySet[Task] = Task.objects.open().filter(pk__in=self.remedies.order_by().values("task"))
        return unfinished


class Remedy(models.Model):
    """A task that remedies a finding."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="remedies")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("remedy of a finding")
        verbose_name_plural = _("remedies of findings")
        ordering: ClassVar = ["pk"]
        constraints = [models.UniqueConstraint("finding", "task", name="remedy_of_a_finding_once")]

    def __str__(self) -> str:
        return f"{self.finding} → {self.task}"
