"""A handover: what the one who leaves a post passes on to the one who follows, signed by both."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import In
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.kernel.periods import ONE_DAY
from baro.org.actors import Actor
from baro.org.flow import HANDOVER_FLOW, HandoverState
from baro.org.models.people import Person, Post
from baro.org.models.scope import UnitScoped
from baro.trail.models import Notice, named_in_sql


class HandoverQuerySet(UnitScoped):
    """Handovers, seen by the two whom each concerns, by who keeps or decides about the organisation, by who was told.

    What somebody leaves, and what each remarks on it, is no matter for everybody who sees the unit of the post.
    """

    unit_lookup = "post__unit"
    see_permission = "org.see"
    opened_by = ("org.organise", "org.decide")

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """Those that the actor signs, and those that a notice brought to the actor's post."""
        if actor.person_id is None:
            return None
        told = Notice.objects.to(actor.post_id).filter(subject__startswith="org.handover:").order_by().values("subject")
        named = Q(In(named_in_sql("org.handover", F("pk")), told))
        return Q(from_person=actor.person_id) | Q(to_person=actor.person_id) | named

    def waiting(self) -> Self:
        """Those that somebody has yet to sign."""
        return self.exclude(state=HandoverState.TAKEN)

    def late(self, day: date) -> Self:
        """Those that somebody has yet to sign although the post changed hands before the day."""
        return self.waiting().filter(day__lt=day)

    def to_sign_by(self, actor: Actor) -> Self:
        """Those that the actor may sign today, on either side, the earliest first."""
        if actor.person_id is None:
            return self.none()
        gives = Q(state=HandoverState.DRAFT, from_person=actor.person_id, day__lte=timezone.localdate() + ONE_DAY)
        takes = Q(state=HandoverState.HANDED, to_person=actor.person_id)
        return self.filter(gives | takes).order_by("day", "pk")

    def for_list(self) -> Self:
        """What a row of a list needs, in one query."""
        return self.select_related("post__unit", "from_person", "to_person")


class Handover(models.Model):
    """What hung on a post when its holder changed or it closed; ``items`` are frozen when the one who leaves signs.

    ``day`` is the first day on which the one who leaves does not hold the post any more.
    """

    FLOW, STATES = HANDOVER_FLOW, HandoverState

    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("Post"), related_name="handovers")
    from_person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Hands over"), related_name="+")
    to_person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("Takes over"), null=True, blank=True, related_name="+"
    )
    day = models.DateField(_("Day of the change"))
    state = models.CharField(_("State"), max_length=8, choices=HandoverState, default=HandoverState.DRAFT)
    items = models.JSONField(_("What is handed over"), default=list, blank=True)
    giver_remark = models.CharField(_("Remark of who hands over"), max_length=2000, blank=True)
    taker_remark = models.CharField(_("Remark of who takes over"), max_length=2000, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint("post", "from_person", "day", name="handover_once_for_a_change"),
            models.CheckConstraint(
                name="handover_is_from_one_to_another", condition=~Q(from_person=models.F("to_person"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.from_person} – {self.to_person or '…'}"

    def concerns(self, actor: Actor) -> bool:
        """Whether the actor leaves or follows by it."""
        return actor.person_id is not None and actor.person_id in (self.from_person_id, self.to_person_id)

    @property
    def last(self) -> date:
        """The last day of the one who leaves, from which on they sign."""
        return self.day - ONE_DAY

    @property
    def is_late(self) -> bool:
        """Whether the post changed hands before today, and somebody has yet to sign."""
        return self.state != HandoverState.TAKEN and self.day < timezone.localdate()

    def get_absolute_url(self) -> str:
        """The page of the handover."""
        return reverse("org.handover", args=[self.pk])
