"""The steps of a history that concern powers: delegations, absences, handovers, and posts that are closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from baro.org.actors import ANYTHING, Actor
from baro.org.handovers.actions.handing_over import hand_over, take_over
from baro.org.models import Absence, Delegation, Handover, Person, Post, PostRank, Tenure, Unit
from baro.org.posts.actions.opening import close_post
from baro.org.powers.actions.absences import declare_absence, end_absence
from baro.org.powers.actions.delegating import Powers, Terms, delegate_powers, revoke
from baro.org.queries import actor_in

TODAY = timezone.localdate()
Place = tuple[str, str]


def acting_today() -> list[Actor]:
    """Everybody who acts in an open post today, one for each post, with all that they carry."""
    held = Tenure.objects.on(TODAY).filter(post__closed_on=None).select_related("person", "post__unit").order_by("pk")
    return [actor_in(tenure, among=[tenure]) for tenure in held]


class PowersInHistories:
    """Delegations are given by whoever holds a post today, and are dated as far back as the history has come."""

    world: Any
    day: date
    by: Actor

    def delegated(self) -> None:
        """Powers granted before the first step: one passed on, one that waits for an absence."""
        office, ward = ("QN-VP", "Chánh Văn phòng"), ("QN-HL", "Bí thư")
        self._give_powers(("QN", "Bí thư"), office, "documents.document.sign", "QN-VP", may_redelegate=True)
        self._give_powers(office, ("QN-VP", "Chuyên viên"), "documents.document.sign", "QN-VP")
        self._give_powers(("QN", "Bí thư"), ward, "tasks.task.assign", "QN", below=True)
        self._give_powers(ward, ("QN-HL", "Văn thư"), "tasks.task.approve", "QN-HL", below=True, only_in_absence=True)

    def _give_powers(
        self, of: Place, to: Place, permission: str, unit: str, *, below: bool = False, **terms: bool
    ) -> None:
        delegator = next(actor for actor in acting_today() if actor.post_id == self.world.post(*of).pk)
        powers = Powers([permission], self.world.unit(unit), below=below)
        delegate_powers(self.world.post(*to), powers, self._terms(30, **terms), by=delegator)

    def _terms(self, days: int, **terms: bool) -> Terms:
        """From today until some days after, on the basis of the day that the history has come to."""
        last = TODAY + timedelta(days=days)
        return Terms(first=TODAY, last=last, basis="Quy chế làm việc", basis_on=self.day, **terms)

    if TYPE_CHECKING:

        def post(self, number: int) -> Post: ...
        def unit(self, number: int) -> Unit: ...

    def _delegation(self, a: int, b: int, c: int) -> None:
        """Somebody delegations something that they carry, or that was granted to them, somewhere."""
        actors = [actor for actor in acting_today() if actor.scopes]
        received = [actor for actor in actors if actor.delegations]
        delegators = received if a % 2 and received else actors
        delegator = delegators[a % len(delegators)]
        scopes = [scope for scope in delegator.scopes if scope.delegated] if a % 2 else delegator.scopes
        scope = (scopes or delegator.scopes)[b % len(scopes or delegator.scopes)]
        units = [*Unit.objects.filter(path=scope.root), self.unit(c)]
        delegate_powers(
            self.post(b + c),
            Powers(
                ["tasks.see" if scope.permission == ANYTHING else scope.permission],
                units[c % 3 == 1],
                below=bool(c % 2),
            ),
            self._terms(c, may_redelegate=bool(c % 4), only_in_absence=b % 4 == 0),
            by=delegator,
            also_if_outside=True,
        )

    def _revoke(self, a: int, b: int, c: int) -> None:
        delegations = list(Delegation.objects.filter(revoked=None).order_by("pk"))
        if delegations:
            revoke(delegations[a % len(delegations)].pk, reason="thu hồi", by=self.by)

    def _away(self, a: int, b: int, c: int) -> None:
        actors = acting_today()
        if actors:
            declare_absence(self.day, TODAY + timedelta(days=c - 20), "mission", by=actors[a % len(actors)])

    def _back(self, a: int, b: int, c: int) -> None:
        absences = list(Absence.objects.filter(ended=None).select_related("person").order_by("pk"))
        if absences:
            one = absences[a % len(absences)]
            end_absence(one.pk, by=_as_themselves(one.person))

    def _hand(self, a: int, b: int, c: int) -> None:
        """One of the two signs a handover."""
        handovers = list(Handover.objects.exclude(state="taken").select_related("from_person", "to_person"))
        if handovers:
            one = handovers[a % len(handovers)]
            sign, person = (hand_over, one.from_person) if one.state == "draft" else (take_over, one.to_person)
            if person:
                sign(one.pk, remark="", by=_as_themselves(person))

    def _close(self, a: int, b: int, c: int) -> None:
        post = self.post(a)
        others = list(Post.objects.open().filter(unit=post.unit).exclude(pk=post.pk).order_by("pk"))
        if others and (post.rank != PostRank.HEAD or b % 3 == 0):
            close_post(post.pk, successor=others[b % len(others)], reason="tinh giản", by=self.by)


def _as_themselves(person: Person) -> Actor:
    """The person, seeing everything, so that only the rule of who signs decides."""
    return Actor(person.pk, None, None, "", person.name, person.name, Actor.system("history").scopes)
