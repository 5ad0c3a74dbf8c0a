"""Rows of the organisation: identities that stay, and dated facts about them."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.org.actors import Actor
from baro.trail.words import Words


class UnitScoped(models.QuerySet[Any]):
    """Rows that belong to a unit, narrowed to what an actor may see."""

    unit_lookup = "unit"
    see_duty: str

    def visible_to(self, actor: Actor) -> Self:
        """The rows in units where a mandate of the actor's post carries the duty to see them."""
        return self.filter(self.reach_of(actor))

    @classmethod
    def reach_of(cls, actor: Actor, duty: str = "") -> Q:
        """The condition for rows in units where a mandate carries a duty (to see them, unless another is named)."""
        duty = duty or cls.see_duty
        few = actor.units_of(duty)
        if few is not None:
            return Q(**{f"{cls.unit_lookup or 'pk'}__in": few})  # no mandate, no rows
        path = f"{cls.unit_lookup}__path" if cls.unit_lookup else "path"
        reach = Q()
        for root in actor.roots_of(duty):
            reach |= Q(**{f"{path}__{'startswith' if root.below else 'exact'}": root.root})
        return reach


class UnitKind(models.TextChoices):
    """What a unit is; the rulebook's tables of authority and signing speak of the same kinds."""

    PROVINCIAL_COMMITTEE = "provincial_committee", _("Provincial committee")
    STANDING_COMMITTEE = "standing_committee", _("Standing committee")
    PROVINCIAL_CONGRESS = "provincial_congress", _("Provincial congress")
    OFFICE = "office", _("Office")
    ORGANISATION_BOARD = "organisation_board", _("Organisation board")
    PROPAGANDA_BOARD = "propaganda_board", _("Propaganda and mass mobilisation board")
    INSPECTION_COMMISSION = "inspection_commission", _("Inspection commission")
    INTERNAL_AFFAIRS_BOARD = "internal_affairs_board", _("Internal affairs board")
    DISTRICT_COMMITTEE = "district_committee", _("District committee")
    COMMUNE_COMMITTEE = "commune_committee", _("Commune committee")
    GRASSROOTS_COMMITTEE = "grassroots_committee", _("Grassroots committee")
    CELL = "cell", _("Cell")


class UnitQuerySet(UnitScoped):
    """Units."""

    unit_lookup = ""
    see_duty = "org.see"

    def open(self) -> Self:
        """Units that exist today."""
        return self.filter(closed_on=None)

    def below(self, unit: Unit) -> Self:
        """The unit and everything below it."""
        return self.filter(path__startswith=unit.path)


class Unit(models.Model):
    """The identity of a unit. Its name, kind, parent and codes here are today's; `UnitFacts` holds them over time."""

    path = models.CharField(_("path"), max_length=200, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=40, choices=UnitKind)
    suffix = models.CharField(_("suffix in symbols"), max_length=20, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        ordering = ["path"]
        indexes = [
            models.Index(fields=["path"], name="unit_by_path", opclasses=["text_pattern_ops"]),
            GinIndex(Words("name", "code"), name="unit_by_words"),
        ]
        constraints = [
            models.UniqueConstraint("code", condition=Q(closed_on=None), name="code_once_among_open_units"),
            models.UniqueConstraint("path", name="path_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the unit."""
        return reverse("org.unit", args=[self.pk])


class UnitFacts(models.Model):
    """What was true of a unit in a period: periods of one unit never overlap; codes may be reused by other units."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="facts")
    period = DateRangeField(_("period"))
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=40, choices=UnitKind)
    suffix = models.CharField(_("suffix in symbols"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("facts of a unit")
        verbose_name_plural = _("facts of units")
        constraints = [
            ExclusionConstraint(
                name="facts_of_a_unit_one_at_a_time",
                expressions=[
                    (Func("unit_id", "unit_id", models.Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.period}"


class Term(models.Model):
    """The term of a committee: from the day after its congress closed to the day the next one closes (36-HD II.1.3)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms")
    name = models.CharField(_("name"), max_length=60)
    period = DateRangeField(_("period"))

    class Meta:
        verbose_name = _("term")
        constraints = [
            ExclusionConstraint(
                name="terms_of_a_committee_one_at_a_time",
                expressions=[
                    (Func("unit_id", "unit_id", models.Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A human being in the organisation."""

    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [GinIndex(Words("name"), name="person_by_words")]

    def __str__(self) -> str:
        return self.name


class PostRank(models.TextChoices):
    """The place of a post in its unit."""

    HEAD = "head", pgettext_lazy("post", "Head")
    DEPUTY = "deputy", pgettext_lazy("post", "Deputy")
    STAFF = "staff", pgettext_lazy("post", "Staff")


class PostQuerySet(UnitScoped):
    """Posts, seen by whoever sees their unit."""

    see_duty = "org.see"

    def held_on(self, day: date) -> Self:
        """Posts with a live holder that day."""
        return self.filter(tenures__period__contains=day)


class Post(models.Model):
    """A place in a unit that carries duties; people come and go, the post stays."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    name = models.CharField(_("name"), max_length=120)
    rank = models.CharField(_("rank"), max_length=8, choices=PostRank, default=PostRank.STAFF)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        ordering = ["unit_id", "rank", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.unit.name}"


class TenureQuerySet(QuerySet["Tenure"]):
    """Tenures."""

    def on(self, day: date) -> Self:
        """Those that run on a day."""
        return self.filter(period__contains=day)


class Tenure(models.Model):
    """A person holds a post for a period, one holder at a time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    period = DateRangeField(_("period"))

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure")
        constraints = [
            ExclusionConstraint(
                name="one_holder_of_a_post_at_a_time",
                expressions=[
                    (Func("post_id", "post_id", models.Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} - {self.post}"


class Mandate(models.Model):
    """What a post may do in a unit, or in it and everything below."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="mandates")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reaches_below = models.BooleanField(_("reaches below"), default=False)
    duties = ArrayField(models.CharField(max_length=60), verbose_name=_("duties"))

    class Meta:
        verbose_name = _("mandate")

    def __str__(self) -> str:
        return f"{self.post}: {', '.join(self.duties)}"


class AccountManager(BaseUserManager["Account"]):
    """Accounts by name."""

    def create_user(self, username: str, password: str | None = None, **more: Any) -> Account:
        """A saved account; without a password nobody can sign in with one."""
        account = self.model(username=username, **more)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """How a person signs in, and how they like to see things."""

    username = models.CharField(_("account name"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="account")
    is_active = models.BooleanField(_("may sign in"), default=True)
    acting_post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=5, blank=True)
    theme = models.CharField(_("colours"), max_length=8, blank=True)

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        verbose_name = _("account")

    def __str__(self) -> str:
        return self.username
