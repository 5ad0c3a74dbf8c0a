"""Rows of returns: rounds, the return of each unit, its versions, and the cells that add up."""

from __future__ import annotations

from functools import lru_cache
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from baro.kernel import reporting, rulebook
from baro.kernel.reporting import Period
from baro.kernel.rulebook import NoRuleInForce
from baro.kernel.rulebook.book import Rulebook
from baro.kernel.wordings import wording
from baro.org.actors import Actor
from baro.org.models import Person, Unit, UnitScoped
from baro.returns.flow import FLOW, MISSING, ROUND_FLOW, RoundState, State
from baro.returns.periods import period_of
from baro.returns.rulebook import Form, ReturnForms

SEE = "returns.see"
LARGEST = 10**12

wording("returns.form", lambda code: rulebook.names(ReturnForms)[code])
wording("returns.period", reporting.period_of)


def form_of(rule: str, code: str) -> Form:
    """A form as the version of the rule that a record keeps describes it.

    Raises NoRuleInForce when the rulebook no longer holds it.
    """
    body = rulebook.by_version(rule).body
    found = body.form(code) if isinstance(body, ReturnForms) else None
    if found is None:
        raise NoRuleInForce(f"{rule} holds no form {code}")
    return found


@lru_cache(maxsize=1000)
def _cell_name(_book: Rulebook, rule: str, form: str, code: str, _language: str) -> str:
    """Kept for each language, because a list asks once for each row."""
    return form_of(rule, form).name_of(code)


class OfForm(models.Model):
    """What is of a form and a period."""

    form = models.CharField(_("Form"), max_length=40)
    period = models.CharField(_("Period"), max_length=8)
    first = models.DateField(_("From"))
    last = models.DateField(_("Until"))
    due_on = models.DateField(_("Deadline"))

    class Meta:
        abstract = True

    @property
    def called(self) -> str:
        """The name of the form."""
        return rulebook.names(ReturnForms, on=self.last).get(self.form, self.form)

    @property
    def of_period(self) -> Period:
        """The period."""
        return period_of(self.period)


class RoundQuerySet(UnitScoped):
    """Rounds, seen where the returns of the unit that opened them are seen, and by whoever sees a return of theirs."""

    see_permission = SEE

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """Those that asked units whose returns the actor sees: each level sees who is missing in its branch."""
        return Q(pk__in=Return.objects.visible_to(actor).order_by().values("round"))

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit")


class Round(OfForm):
    """A form asked of all units of its kinds at and below a unit, as they stood on a day, for one period.

    ``rule`` is the version of the rule whose form is filled in.
    """

    FLOW, STATES = ROUND_FLOW, RoundState

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Asked by"), related_name="+")
    rule = models.CharField(_("version of the form"), max_length=60)
    as_of = models.DateField(_("As the organisation was on"))
    opened_at = models.DateTimeField(_("Opened"))
    opened_by = models.CharField(_("Opened by"), max_length=300, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=RoundState, default=RoundState.OPEN)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of returns")
        constraints = [models.UniqueConstraint("unit", "form", "period", name="round_of_a_form_and_period_once")]

    def __str__(self) -> str:
        return f"{self.called}, {self.of_period}"

    def get_absolute_url(self) -> str:
        """The page of the round."""
        return reverse("returns.round", args=[self.pk])

    @property
    def described(self) -> Form:
        """The form that is filled in."""
        return form_of(self.rule, self.form)


class ReturnQuerySet(UnitScoped):
    """Returns, seen in the units where somebody sees them."""

    see_permission = SEE

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "checker", "round")

    def missing(self) -> Self:
        """Those of which no figures count."""
        return self.filter(state__in=MISSING)


class CheckedQuerySet(ReturnQuerySet):
    """The same rows by the unit that checks them."""

    unit_lookup = "checker"


class Return(OfForm):
    """What one unit owes of a form for a period: one row, however often it is corrected.

    ``number`` counts its versions; ``code``, ``digest`` and ``nil`` are those of the version that counts. The unit
    stays the one of which it tells: its successor finds it below itself.
    """

    FLOW, STATES = FLOW, State

    round = models.ForeignKey(Round, models.PROTECT, verbose_name=_("round"), related_name="returns")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit"), related_name="+")
    checker = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Checked by"), related_name="+")
    state = models.CharField(_("State"), max_length=12, choices=State, default=State.ASKED)
    number = models.PositiveSmallIntegerField(_("Version"), default=0)
    handed_up_on = models.DateField(_("Handed up"), null=True, blank=True)
    handed_up_by = models.CharField(_("Handed up by"), max_length=300, blank=True)
    handed_by = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), null=True, related_name="+")
    code = models.CharField(_("Confirmation code"), max_length=9, blank=True)
    digest = models.CharField(_("digest of the figures"), max_length=64, blank=True)
    nil = models.BooleanField(_("Nothing to report"), default=False)

    objects = ReturnQuerySet.as_manager()
    checked = CheckedQuerySet.as_manager()

    class Meta:
        verbose_name = _("return")
        default_manager_name = "objects"
        indexes = [
            models.Index(fields=["-last", "unit"], name="return_by_period"),
            models.Index(fields=["code"], name="return_by_code"),
        ]
        constraints = [models.UniqueConstraint("unit", "form", "period", name="one_return_of_a_unit_for_a_period")]

    def __str__(self) -> str:
        return f"{self.called}, {self.of_period}: {self.unit}"

    def get_absolute_url(self) -> str:
        """The page of the return."""
        return reverse("returns.return", args=[self.pk])

    @property
    def is_late(self) -> bool:
        """Whether it was handed up first after its deadline."""
        return self.handed_up_on is not None and self.handed_up_on > self.due_on


LATE = Q(handed_up_on__gt=F("due_on"))


class Version(models.Model):
    """One filling of a return, by one version of the form; not handed up yet, it is a draft.

    ``returned`` ones count no more. ``note`` explains what the checks ask about, ``reason`` why an earlier version was
    corrected.
    """

    of = models.ForeignKey(Return, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("Version"))
    rule = models.CharField(_("version of the form"), max_length=60)
    nil = models.BooleanField(_("Nothing to report"), default=False)
    note = models.CharField(_("Note"), max_length=1000, blank=True)
    reason = models.CharField(_("Reason of the correction"), max_length=500, blank=True)
    handed_up_at = models.DateTimeField(_("Handed up"), null=True, blank=True)
    handed_up_by = models.CharField(_("Handed up by"), max_length=300, blank=True)
    code = models.CharField(_("Confirmation code"), max_length=9, blank=True)
    digest = models.CharField(_("digest of the figures"), max_length=64, blank=True)
    returned = models.BooleanField(_("returned"), default=False)

    objects = models.Manager()

    class Meta:
        verbose_name = _("version of a return")
        constraints = [models.UniqueConstraint("of", "number", name="version_of_a_return_once")]

    def __str__(self) -> str:
        return f"{self.of_id}/{self.number}"


class CellQuerySet(UnitScoped):
    """Cells, seen with the returns of their units."""

    see_permission = SEE

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("unit", "version__of__unit")

    def counted(self) -> Self:
        """Those of returns that were handed up and not returned."""
        return self.filter(counts=True)


class Cell(models.Model):
    """One figure of a version. It counts while its version is the last that was handed up and not returned.

    ``prefilled`` is what the records said when it was saved. Unit, form and period stand here again, because figures
    are added up by them.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="cells")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit"), related_name="+", db_index=False)
    form = models.CharField(_("Form"), max_length=40)
    code = models.CharField(_("Cell"), max_length=100)
    first = models.DateField(_("From"))
    last = models.DateField(_("Until"))
    value = models.BigIntegerField(_("Value"))
    prefilled = models.BigIntegerField(_("From records"), null=True, blank=True)
    counts = models.BooleanField(_("counts"), default=False)

    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = _("cell of a return")
        indexes = [
            models.Index(fields=["first", "last", "code", "unit"], name="cell_that_counts", condition=Q(counts=True))
        ]
        constraints = [
            models.UniqueConstraint("version", "code", name="cell_of_a_version_once"),
            models.CheckConstraint(name="cell_is_not_negative", condition=Q(value__gte=0)),
        ]

    def __str__(self) -> str:
        return str(self.value)

    @property
    def told_with(self) -> Return:
        """The return in whose timeline the deeds about it stand."""
        return self.version.of

    @property
    def called(self) -> str:
        """The cell in words, as its form says."""
        return _cell_name(rulebook.opened(), self.version.rule, self.form, self.code, get_language() or "")
