"""People, the posts they hold, and what a post may do where."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.wordings import wording
from baro.org.actors import Actor, Limits
from baro.org.models.recorded import Recorded, RecordedQuerySet, overlapping
from baro.org.models.scope import UnitScoped
from baro.org.models.units import Unit
from baro.trail.alphabet import ByGivenName
from baro.trail.words import Words, with_words


class Sex(models.TextChoices):
    """What the law of retirement asks for."""

    MALE = "male", pgettext_lazy("sex", "Male")
    FEMALE = "female", pgettext_lazy("sex", "Female")


class PersonQuerySet(UnitScoped):
    """People, seen by whoever sees a unit in which they ever have a post or a membership, and by themselves.

    Who never had either (an import brought them, nobody appointed them yet) is seen by whoever keeps the organisation
    anywhere: one of these is to give them a post.
    """

    unit_lookup = "tenures__post__unit"
    see_permission = "org.see"

    def visible_to(self, actor: Actor) -> Self:
        """The people of the actor's units, the actor, and for a keeper those who are in no unit yet."""
        return self.filter(self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """Who has a post or a membership that the actor sees, the actor, and for a keeper who never had either."""
        person = models.OuterRef("pk")
        held = Post.objects.visible_to(actor).filter(tenures__person=person, tenures__superseded=None)
        memberships: Any = Person._meta.get_field("memberships").related_model
        sits = memberships.objects.visible_to(actor).current().filter(person=person)
        seen = Q(models.Exists(held)) | Q(models.Exists(sits))
        if actor.person_id:
            seen |= Q(pk=actor.person_id)
        if actor.holds_anywhere("org.organise"):
            ever = Tenure.objects.current().filter(person=person)
            sat = memberships.objects.current().filter(person=person)
            seen |= Q(
                ~models.Exists(ever), ~models.Exists(sat), merged_into=None
            )  # a duplicate left its tenures behind
        return seen

    def with_words(self, words: str, day: date) -> Self:
        """Those whose name has every word, or whose name and one post of a day have them together.

        They can be ordered by ``called``: the former first.
        """
        held = with_words(Tenure.objects.on(day).order_by(), words, "person", "post", "post__unit")
        called = with_words(Person.objects.order_by().values("pk"), words)
        found = self.filter(pk__in=called.union(held.values("person")))
        return found.alias(called=models.Case(models.When(pk__in=called, then=0), default=1))

    def known(self) -> Self:
        """Those who can be chosen: each human being once."""
        return self.filter(merged_into=None)

    def with_posts(self, day: date) -> Self:
        """Each with the posts that they hold or act in on a day, in words (``posts_then``), in the same query."""
        post = Concat("post__name", models.Value(", "), "post__unit__name")
        held = Tenure.objects.on(day).filter(person=models.OuterRef("pk")).order_by().values("person")
        words = held.annotate(words=StringAgg(post, "; ", order_by="pk")).values("words")
        return self.annotate(
            posts_then=Coalesce(models.Subquery(words), models.Value(""), output_field=models.TextField())
        )


class Person(models.Model):
    """A human being in the organisation; the number is the one of their personnel file, where they have one.

    A duplicate names the one into whom it was merged, and is shown no more. Birth and sex
    are for who keeps the organisation, and for the person.
    """

    name = models.CharField(_("Name"), max_length=120)
    number = models.CharField(_("Personnel number"), max_length=40, null=True, blank=True, unique=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("merged into"), null=True, blank=True, related_name="duplicates"
    )
    born_on = models.DateField(_("Born on"), null=True, blank=True)
    sex = models.CharField(_("Sex"), max_length=6, choices=Sex, blank=True, default="", db_default="")
    in_order = models.GeneratedField(
        expression=ByGivenName("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )

    SORTED_BY: ClassVar[dict[str, str]] = {"name": "in_order"}
    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            GinIndex(Words("name"), name="person_by_words"),
            models.Index(fields=["in_order", "id"], name="person_by_given_name"),
        ]
        constraints = [
            models.CheckConstraint(name="nobody_is_merged_into_themselves", condition=~Q(merged_into=models.F("pk")))
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the person."""
        return reverse("org.person", args=[self.pk])


class PostRank(models.TextChoices):
    """The place of a post in its unit."""

    HEAD = "head", pgettext_lazy("post", "Head")
    DEPUTY = "deputy", pgettext_lazy("post", "Deputy")
    STAFF = "staff", pgettext_lazy("post", "Staff")


wording("org.rank", lambda rank: PostRank(rank).label)


def _holder_today(kind: TenureKind, column: str = "person__name") -> models.Subquery:
    """The name of who holds a post, or acts in it, today; or another column of that tenure."""
    held = Tenure.objects.on(timezone.localdate()).filter(post=models.OuterRef("pk"), kind=kind)
    return models.Subquery(held.values(column)[:1])


class PostQuerySet(UnitScoped):
    """Posts, seen by whoever sees their unit."""

    see_permission = "org.see"

    def open(self) -> Self:
        """Posts that exist today."""
        return self.filter(closed_on=None)

    def held_on(self, day: date) -> Self:
        """Posts with a live holder that day."""
        held = Tenure.objects.on(day).order_by()
        return self.filter(pk__in=held.values("post"))

    def vacant_on(self, day: date) -> Self:
        """Posts that nobody holds or acts in that day."""
        held = Tenure.objects.on(day).order_by()
        return self.exclude(pk__in=held.values("post"))

    def for_list(self) -> Self:
        """What a row of a list needs, in one query: the unit, and who holds or acts in the post today."""
        return self.select_related("unit").annotate(
            holder=_holder_today(TenureKind.HOLDER),
            holder_key=_holder_today(TenureKind.HOLDER, "person"),
            acting=_holder_today(TenureKind.ACTING),
            acting_key=_holder_today(TenureKind.ACTING, "person"),
        )


class Post(models.Model):
    """A place in a unit that carries permissions; people come and go, the post stays.

    Unit, name, rank and quota here are today's; `PostFacts` holds them over time. A closed post names the one that
    answers for its permissions since.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit"), related_name="posts")
    name = models.CharField(_("Post"), max_length=120)
    rank = models.CharField(_("Rank"), max_length=8, choices=PostRank, default=PostRank.STAFF)
    quota = models.CharField(_("Counted as"), max_length=20, blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("Answers for its duties since"),
        null=True,
        blank=True,
        related_name="predecessors",
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        ordering = ["unit_id", "rank", "pk"]
        indexes = [GinIndex(Words("name"), name="post_by_words")]

    def __str__(self) -> str:
        return f"{self.name}, {self.unit.name}"

    def get_absolute_url(self) -> str:
        """The page of the post."""
        return reverse("org.post", args=[self.pk])

    @property
    def answering(self) -> Post:
        """The post that answers for its permissions today: itself while it is open."""
        post = self
        while post.closed_on and post.successor:
            post = post.successor
        return post

    @property
    def answers_for(self) -> list[int]:
        """The closed posts for whose permissions it answers: one query for each generation."""
        found: list[int] = []
        last = [self.pk]
        while last:
            closed = Post.objects.filter(successor__in=last, closed_on__isnull=False).order_by()
            last = list(closed.values_list("pk", flat=True))
            found += last
        return found


class PostFacts(Recorded):
    """What was, is or will be true of a post in a period."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="facts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("Name"), max_length=120)
    rank = models.CharField(_("Rank"), max_length=8, choices=PostRank)
    quota = models.CharField(_("Counted as"), max_length=20, blank=True)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name = _("facts of a post")
        verbose_name_plural = _("facts of posts")
        indexes = [GinIndex(Words("name"), name="post_facts_by_words")]
        constraints = [overlapping("post_id", name="facts_of_a_post_one_at_a_time")]

    def __str__(self) -> str:
        return f"{self.name} {self.period}"


class TenureKind(models.TextChoices):
    """How somebody holds a post."""

    HOLDER = "holder", pgettext_lazy("tenure", "Holds it")
    ACTING = "acting", pgettext_lazy("tenure", "Acts in it")


class Tenure(Recorded):
    """A person holds a post, or acts in it, for a period: one holder and one acting holder at a time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    kind = models.CharField(_("How"), max_length=6, choices=TenureKind, default=TenureKind.HOLDER)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure")
        constraints = [
            overlapping("post_id", name="one_holder_of_a_post_at_a_time", kind="holder"),
            overlapping("post_id", name="one_acting_holder_of_a_post_at_a_time", kind="acting"),
        ]

    def __str__(self) -> str:
        return f"{self.person} - {self.post}"


class Mandate(models.Model):
    """What a post may do in a unit, or in it and everything below; ``limited_to`` says to which records."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="mandates")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    includes_below = models.BooleanField(_("reaches below"), default=False)
    permissions = ArrayField(models.CharField(max_length=60), verbose_name=_("Powers"))
    limited_to = models.JSONField(_("How far"), default=dict, db_default={}, blank=True)

    class Meta:
        verbose_name = _("mandate")

    def __str__(self) -> str:
        return f"{self.post}: {', '.join(self.permissions)}"

    @property
    def limits(self) -> Limits:
        """To which records the permissions are carried."""
        return Limits.of(self.limited_to)
