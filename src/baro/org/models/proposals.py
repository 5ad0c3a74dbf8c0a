"""What one person proposes about a post with powers that their own has not, and a second decides."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.verbs import verb
from baro.kernel.wordings import wording
from baro.org.actors import Actor
from baro.org.flow import PROPOSAL_FLOW, ProposalState
from baro.org.models.delegations import Delegation
from baro.org.models.people import Person, Post, Tenure
from baro.org.models.scope import UnitScoped
from baro.org.verbs import SET_MANDATE
from baro.trail.models import Event

wording("org.deed", lambda code: verb(code).label)


class ProposalQuerySet(UnitScoped):
    """Proposals, seen by whoever keeps or decides about the organisation of the post's unit, and by who made them."""

    unit_lookup = "post__unit"
    see_permission = "org.organise"
    opened_by = ("org.organise", "org.decide")

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """Those that the person made."""
        return Q(proposed_by=actor.person_id) if actor.person_id else None

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("post__unit", "proposed_by")

    def of_patrons(self, actor: Actor) -> Self:
        """Those of who gave the actor the post in which they decide, its mandate, or the grant by which they do."""
        held = Tenure.objects.on(timezone.localdate()).filter(person=actor.person_id, post=actor.post_id)
        granted = Delegation.objects.filter(pk__in=[one.pk for one in actor.delegations])
        carried = Event.objects.filter(subjects__contains=[f"org.post:{actor.post_id}"], verb_code=SET_MANDATE.code)
        return self.visible_to(actor).filter(
            Q(proposed_by__in=held.values("recorded__person_id"))
            | Q(proposed_by__in=granted.values("given_by"))
            | Q(proposed_by__in=carried.values("person_id"))
        )

    def to_decide_by(self, actor: Actor) -> Self:
        """Those that wait for the actor, the oldest first: never of themselves, about themselves, or of patrons."""
        waiting = self.filter(self.scope_of(actor, "org.decide"), state=ProposalState.PROPOSED)
        waiting = waiting.filter(last__gte=timezone.localdate())
        own = Q(proposed_by=actor.person_id) | Q(about=actor.person_id) | Q(post__in=actor.own_posts)
        return waiting.exclude(own).exclude(pk__in=self.of_patrons(actor).values("pk")).order_by("basis_on", "pk")

    def overdue(self, day: date) -> Self:
        """Those about which nobody decided until their last day."""
        return self.filter(state=ProposalState.PROPOSED, last__lt=day).order_by("pk")


class Proposal(models.Model):
    """A deed to a post that waits for a second person: an appointment, an end of a tenure, a mandate.

    ``asked`` holds what was typed, as the deed wants it; ``about`` is whom it puts into the post or takes out of it.
    After its last day nobody approves it any more.
    """

    FLOW, STATES = PROPOSAL_FLOW, ProposalState

    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("Post"), related_name="proposals")
    deed = models.CharField(pgettext_lazy("personnel", "Proposed"), max_length=60)
    asked = models.JSONField(_("What is asked"))
    about = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Person"), null=True, related_name="+")
    basis = models.CharField(_("Decision"), max_length=300)
    basis_on = models.DateField(_("Decided on"))
    proposed_by = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Proposed by"), related_name="+")
    last = models.DateField(_("Last day to decide"))
    state = models.CharField(_("State"), max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("personnel", "proposal")
        verbose_name_plural = pgettext_lazy("personnel", "proposals")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_proposal_for_a_post_at_a_time", fields=["post", "deed"], condition=Q(state="proposed")
            )
        ]

    def __str__(self) -> str:
        return f"{verb(self.deed).label}: {self.post}"

    def get_absolute_url(self) -> str:
        """The page of the proposal."""
        return reverse("org.proposal", args=[self.pk])

    def concerns(self, actor: Any) -> bool:
        """Whether the actor proposed it, holds the post, or is whom it puts there or takes away."""
        return actor.person_id in (self.proposed_by_id, self.about_id) or actor.is_own(self.post_id)
