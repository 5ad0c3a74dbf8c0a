"""Rows of discipline that is proposed and decided, and of complaints about it."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel import rulebook
from baro.kernel.wordings import wording
from baro.meetings.models import Item
from baro.org.actors import Actor
from baro.org.models import Person, Unit, UnitScoped
from baro.oversight.flow import APPEAL_FLOW, PENALTY_FLOW, STANDING, TOLD, AppealState, PenaltyState
from baro.oversight.models.cases import CODE_LENGTH, Case, is_subject
from baro.oversight.rulebook import Forms


def form_name(code: str) -> str:
    """How a form of discipline is called today."""
    found = rulebook.today(Forms).form(code)
    return str(found.names) if found else code


wording("oversight.form", form_name)


class PenaltyQuerySet(UnitScoped):
    """Discipline, seen with its case, by the body that decides, and by whom it concerns once they are heard."""

    see_permission = "oversight.see"

    def in_scope(self, actor: Actor) -> Self:
        """Those about which a body of the actor decides."""
        return self.filter(self.scope_of(actor))

    def visible_to(self, actor: Actor) -> Self:
        """Those of cases that the actor sees (the deciding body sees the case), and one's own once one was heard."""
        seen = Q(case__in=Case.objects.visible_to(actor).order_by().values("pk"))
        own = is_subject(actor, "case__")
        return self.filter(seen if own is None else seen | own & Q(state__in=TOLD))

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """Those of cases that the actor sees, and one's own once one was heard."""
        own = is_subject(actor, "case__")
        if own is None:
            return None
        return Q(case__in=Case.objects.visible_to(actor).order_by().values("pk")) | own & Q(state__in=TOLD)

    def standing(self) -> Self:
        """Those that were decided and not annulled."""
        return self.filter(state__in=STANDING)

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "case__subject_unit", "case__subject_person")


class Standing(models.TextChoices):
    """Who is disciplined."""

    UNIT = "unit", _("Organisation")
    OFFICIAL = "official", _("Official member")
    PROBATIONARY = "probationary", _("Probationary member")


class Penalty(models.Model):
    """Discipline after a case: proposed to a body, heard, decided by vote; it lapses, or is annulled on complaint."""

    FLOW, STATES = PENALTY_FLOW, PenaltyState

    case = models.ForeignKey(Case, models.PROTECT, verbose_name=_("Case"), related_name="penalties")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Deciding body"), related_name="+")
    standing = models.CharField(_("Disciplined as"), max_length=12, choices=Standing)
    form = models.CharField(pgettext_lazy("discipline", "Form"), max_length=CODE_LENGTH)
    holds_post = models.BooleanField(_("Holds a post"), default=False)
    managed = models.BooleanField(_("Managed by a level above"), default=False)
    act_on = models.DateField(_("Day of the act, or of its end"))
    ground = models.CharField(_("Without limitation because of"), max_length=CODE_LENGTH, blank=True)
    circumstances = ArrayField(
        models.CharField(max_length=CODE_LENGTH), verbose_name=_("Circumstances"), default=list, blank=True
    )
    reason = models.TextField(_("Reason"))
    proposed_on = models.DateField(_("Proposed on"))
    state = models.CharField(_("State"), max_length=10, choices=PenaltyState, default=PenaltyState.PROPOSED)
    hearing = models.TextField(_("Hearing"), blank=True)
    heard_on = models.DateField(_("Heard on"), null=True, blank=True)
    item = models.ForeignKey(
        Item, models.PROTECT, verbose_name=_("Decided in the meeting as"), null=True, blank=True, related_name="+"
    )
    yes = models.PositiveSmallIntegerField(_("For"), default=0)
    base = models.PositiveSmallIntegerField(_("Of so many members counted"), default=0)
    decision = models.TextField(_("Decision"), blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lapses_on = models.DateField(_("Lapses on"), null=True, blank=True)
    rule_version = models.CharField(_("Rule"), max_length=80)

    objects = PenaltyQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "discipline")
        verbose_name_plural = pgettext_lazy("many", "discipline")
        indexes = [
            models.Index(fields=["unit", "decided_on"], name="penalty_by_unit"),
            models.Index(fields=["-proposed_on", "-id"], name="penalty_by_day"),
            models.Index(fields=["lapses_on"], condition=Q(state="in_force"), name="penalty_to_lapse"),
        ]
        constraints = [
            models.CheckConstraint(
                name="penalty_decided_on_a_day",
                condition=Q(state__in=("in_force", "lapsed", "annulled"), decided_on__isnull=False)
                | Q(state__in=("proposed", "heard", "dropped"), decided_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.case.symbol

    def get_absolute_url(self) -> str:
        """The page of the discipline."""
        return reverse("oversight.penalty", args=[self.pk])

    @property
    def form_name(self) -> str:
        """How the form is called."""
        return form_name(self.form)


class AppealQuerySet(UnitScoped):
    """Complaints, seen by whoever complained, by the body that decides about them, and with their case."""

    see_permission = "oversight.see"

    def in_scope(self, actor: Actor) -> Self:
        """Those about which a body of the actor decides."""
        return self.filter(self.scope_of(actor))

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those of cases that one sees (the body that decides about the complaint sees the case)."""
        seen = Q(penalty__case__in=Case.objects.visible_to(actor).order_by().values("pk"))
        own = is_subject(actor, "penalty__case__")
        return self.filter(seen if own is None else seen | own)

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """One's own, and those of cases that one sees."""
        own = is_subject(actor, "penalty__case__")
        if own is None:
            return None
        return own | Q(penalty__case__in=Case.objects.visible_to(actor).order_by().values("pk"))

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "penalty__case__subject_unit", "penalty__case__subject_person")


class Appeal(models.Model):
    """A complaint about discipline to a body above the one that decided."""

    FLOW, STATES = APPEAL_FLOW, AppealState

    penalty = models.ForeignKey(Penalty, models.PROTECT, verbose_name=_("Discipline"), related_name="appeals")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Body that decides"), related_name="+")
    words = models.TextField(_("Complaint"))
    filed_on = models.DateField(_("Filed on"))
    filed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due_on = models.DateField(_("To be settled by"))
    state = models.CharField(_("State"), max_length=10, choices=AppealState, default=AppealState.FILED)
    answer = models.TextField(_("Answer"), blank=True)
    apology = models.TextField(_("Apology"), blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint about discipline")
        verbose_name_plural = _("complaints about discipline")
        indexes = [models.Index(fields=["-filed_on", "-id"], name="appeal_by_day")]
        constraints = [
            models.UniqueConstraint("penalty", condition=Q(state="filed"), name="one_open_appeal_of_a_penalty"),
            models.CheckConstraint(
                name="appeal_annulled_with_an_apology", condition=~Q(state="annulled") | ~Q(apology="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.penalty.case)

    def get_absolute_url(self) -> str:
        """The page of the complaint."""
        return reverse("oversight.appeal", args=[self.pk])
