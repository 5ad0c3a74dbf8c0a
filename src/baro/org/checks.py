"""What must hold every day, each rule as the query for the rows that break it; every part declares its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel import rulebook
from baro.kernel.counted import Counted
from baro.kernel.registry import Registry
from baro.kernel.wordings import wording
from baro.org.actors import Actor
from baro.org.committees.rules import rule_on
from baro.org.models import Delegation, Handover, Mandate, Membership, Post, PostRank, Tenure, Term, Unit
from baro.org.people.ends import memberships_ended_by_law, tenures_ended_by_law
from baro.org.rulebook import Tenures
from baro.org.staffing.counting import over_quota


class Severity(models.TextChoices):
    """How much a broken rule hurts; the worst stand first."""

    BAD = "bad", pgettext_lazy("severity", "Serious")
    WARN = "warn", pgettext_lazy("severity", "Warning")
    INFO = "info", pgettext_lazy("severity", "To be looked at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Counted):
    """A rule: ``rows`` gives what breaks it on a day, whoever asks.

    ``remedy`` says what to do about a row, ``section`` where on its page that is done. ``kept_only`` when the rows tell
    what only who keeps the organisation knows; ``told`` when who keeps it hears of each rise.
    """

    remedy: Any
    severity: Severity
    rows: Callable[[date], QuerySet[Any]]
    kept_only: bool = False
    told: bool = True
    section: str = ""

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of what breaks the rule."""
        return "org.check", (self.code,)

    def rows_for(self, actor: Actor, day: date) -> QuerySet[Any]:
        """Those of the rows that the actor may see."""
        rows = self.kept_by(actor, day) if self.kept_only else self.rows(day)
        seen = rows.model._default_manager.visible_to(actor)
        return seen.filter(pk__in=rows.order_by().values("pk"))

    def kept_by(self, actor: Actor, day: date) -> QuerySet[Any]:
        """Those of the rows that stand in units whose organisation the actor keeps."""
        rows = self.rows(day)
        return rows.filter(rows.scope_of(actor, "org.organise"))  # type: ignore[attr-defined]


_checks: Registry[Check] = Registry("a check")
check, check_of = _checks.add, _checks.__getitem__


def checks() -> list[Check]:
    """Every rule, the most serious first, each group in order of code."""
    places = Severity.values
    return sorted(_checks, key=lambda one: (places.index(one.severity), one.code))


wording("org.check", lambda code: check_of(code).label)


def units_without_head(day: date) -> QuerySet[Unit]:
    """Open units with open posts, in which nobody heads or acts as head, unless they are led by their committee."""
    posts = Post.objects.open().filter(unit=OuterRef("pk")).order_by()
    heads = posts.filter(rank=PostRank.HEAD)
    units = Unit.objects.open().exclude(kind__in=rule_on(day).without_head)
    return units.filter(Exists(posts)).exclude(Exists(heads.held_on(day)))


def posts_with_two(day: date) -> QuerySet[Post]:
    """Posts that somebody holds while somebody acts in them."""
    held = Tenure.objects.on(day).order_by().values("post")
    return Post.objects.filter(pk__in=held.annotate(people=Count("pk")).filter(people__gt=1).values("post"))


def posts_over_closed_units(day: date) -> QuerySet[Post]:
    """Open posts with a mandate over a unit that is closed."""
    lost = Mandate.objects.filter(unit__closed_on__lte=day).values("post")
    return Post.objects.open().filter(pk__in=lost)


def closed_posts_with_holder(day: date) -> QuerySet[Post]:
    """Closed posts that somebody still holds."""
    return Post.objects.filter(closed_on__lte=day).held_on(day)


def lapsed_delegations(day: date) -> QuerySet[Delegation]:
    """Delegations that give nothing any more, because who gave them left the post or lost the power."""
    return Delegation.objects.lapsed(day)


def delegations_owing_a_report(day: date) -> QuerySet[Delegation]:
    """Delegations on which a report was due before the day."""
    return Delegation.objects.owing_a_report(day)


def handovers_not_signed(day: date) -> QuerySet[Handover]:
    """Handovers of posts that changed hands before the day, which somebody has yet to sign."""
    return Handover.objects.late(day)


def committees_without_term(day: date) -> QuerySet[Unit]:
    """Open units that a congress elects and that have no term that day."""
    running = Term.objects.filter(period__contains=day).values("unit")
    return Unit.objects.open().filter(kind__in=rule_on(day).kinds("congress")).exclude(pk__in=running)


def committees_below_quorum(day: date) -> QuerySet[Unit]:
    """Open units with fewer members than the quorum of the seats that their congress decided.

    A committee without that number is measured by everybody who has been a member of it in the running term.
    """
    quorum = rule_on(day).quorum
    members = Membership.objects.filter(unit=OuterRef("pk")).order_by()
    this_term = members.current().filter(term__period__contains=day)
    seats = Term.objects.filter(unit=OuterRef("pk"), period__contains=day).values("seats")[:1]
    return (
        Unit.objects.open()
        .alias(
            now=_how_many(members.on(day), "pk"),
            whole=Coalesce(Subquery(seats), _how_many(this_term, "person"), 0),
        )
        .filter(now__lt=F("whole") * quorum.part / float(quorum.of))
    )


def units_over_quota(day: date) -> QuerySet[Unit]:
    """Open units in which more posts of a kind are held than their quota allows."""
    return Unit.objects.open().filter(pk__in=over_quota(day))


def posts_that_end_soon(day: date) -> QuerySet[Post]:
    """Posts whose holder's tenure ends by law within the days that the rulebook says."""
    near = day + timedelta(days=rulebook.closest(Tenures, on=day).body.near_days)
    soon = tenures_ended_by_law(near, day)
    return Post.objects.open().filter(pk__in=soon.values("post")).exclude(pk__in=posts_held_too_long(day).values("pk"))


def posts_held_too_long(day: date) -> QuerySet[Post]:
    """Posts that are still held although the tenure has ended by law."""
    return Post.objects.open().filter(pk__in=tenures_ended_by_law(day, day).order_by().values("post"))


def _how_many(rows: QuerySet[Any], what: str) -> Coalesce:
    """How many different ones of a column the rows of a unit have."""
    counted = rows.values("unit").annotate(found=Count(what, distinct=True)).values("found")
    return Coalesce(Subquery(counted), 0)


check(
    Check(
        code="org.lapsed_delegations",
        label=_("Grants that lapsed with their giver"),
        remedy=_("Ask who holds the giving post now to grant it again, or revoke it."),
        severity=Severity.WARN,
        list_code="org.delegations",
        rows=lapsed_delegations,
    ),
    Check(
        code="org.reports_owed",
        label=_("Reports on granted powers that are late"),
        remedy=_("Ask who was granted the powers for the report."),
        severity=Severity.WARN,
        list_code="org.delegations",
        rows=delegations_owing_a_report,
    ),
    Check(
        code="org.handovers_late",
        label=_("Handovers whose day has passed without both signatures"),
        remedy=_("Ask who has yet to sign; for who holds no post any more you sign on the page of the handover."),
        severity=Severity.WARN,
        list_code="org.handovers",
        rows=handovers_not_signed,
    ),
    Check(
        code="org.ends_soon",
        label=_("Posts whose tenure ends by law soon"),
        remedy=_("Prepare who follows; nothing ends by itself until the tenure is ended."),
        severity=Severity.INFO,
        list_code="org.posts",
        rows=posts_that_end_soon,
        kept_only=True,
    ),
    Check(
        code="org.ended_by_law",
        label=_("Posts still held after the tenure ended by law"),
        remedy=_("End the tenure, or correct the birth of the person."),
        severity=Severity.WARN,
        list_code="org.posts",
        rows=posts_held_too_long,
        kept_only=True,
    ),
    Check(
        code="org.members_by_law",
        label=_("Members whose membership has ended by law"),
        remedy=_("End the membership, or open the new term."),
        severity=Severity.WARN,
        list_code="org.members",
        rows=memberships_ended_by_law,
        kept_only=True,
    ),
    Check(
        code="org.no_term",
        label=_("Committees without a running term"),
        remedy=_("Open the term on the page of the unit: numbers of documents are counted by it."),
        severity=Severity.WARN,
        list_code="org.units",
        rows=committees_without_term,
        section="committee",
    ),
    Check(
        code="org.below_quorum",
        label=_("Committees with fewer members than a meeting needs"),
        remedy=_("Enter the members, or have some elected or appointed."),
        severity=Severity.WARN,
        list_code="org.units",
        rows=committees_below_quorum,
        section="committee",
    ),
    Check(
        code="org.over_quota",
        label=_("Units with more people than their quota"),
        remedy=_(
            "Look at the staffing of the unit: release somebody, count a post otherwise, or have the quota raised."
        ),
        severity=Severity.WARN,
        list_code="org.units",
        rows=units_over_quota,
        section="staffing",
    ),
    Check(
        code="org.headless",
        label=_("Units without a head"),
        remedy=_("Appoint a head, or somebody who acts as head."),
        severity=Severity.WARN,
        list_code="org.units",
        rows=units_without_head,
        section="posts",
    ),
    Check(
        code="org.two_holders",
        label=_("Posts with a holder and an acting holder at once"),
        remedy=_("End the tenure of one of them, or make sure that the absence is meant."),
        severity=Severity.INFO,
        list_code="org.posts",
        rows=posts_with_two,
    ),
    Check(
        code="org.over_closed",
        label=_("Mandates over a closed unit"),
        remedy=_("Give the post a mandate over the unit that followed."),
        severity=Severity.WARN,
        list_code="org.posts",
        rows=posts_over_closed_units,
    ),
    Check(
        code="org.closed_held",
        label=_("Closed posts that somebody still holds"),
        remedy=_("End the tenure."),
        severity=Severity.BAD,
        list_code="org.posts",
        rows=closed_posts_with_holder,
    ),
)
