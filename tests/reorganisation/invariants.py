"""What must be true of the town after any history."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from baro.documents.models import Document
from baro.org.actors import ANYTHING, CLOSED, Actor
from baro.org.checks import check_of
from baro.org.lineage import lineage
from baro.org.models import (
    Absence,
    Delegation,
    Mandate,
    Membership,
    Person,
    Post,
    PostFacts,
    PostRank,
    Tenure,
    Unit,
    UnitFacts,
)
from baro.org.queries import actor_in
from baro.statistics.boards.tasks import TASKS
from baro.statistics.organisation import Organisation
from baro.tasks.models import Task
from tests.reorganisation.histories import START
from tests.reorganisation.powers_in_histories import TODAY, acting_today

ONE = timedelta(days=1)
FACTS = ("parent_id", "code", "name", "kind", "suffix")


def probed_days() -> list[date]:
    """Every day on which something about units or posts begins or ends, and the days around it."""
    days = {START, TODAY}
    for model in (UnitFacts, PostFacts):
        for period in model.objects.current().values_list("period", flat=True):
            for end in (period.lower, period.upper):
                days |= {end - ONE, end} if end else set()
    return sorted(days)


def no_tenures_overlap(_history: Any) -> None:
    """One holder of a post at a time, and nobody in a closed one."""
    rows = Tenure.objects.current().order_by("post", "kind", "period").select_related("post")
    for one, other in pairwise(rows):
        if (one.post_id, one.kind) == (other.post_id, other.kind):
            assert one.period.upper is not None, f"{one} never ends"
            assert one.period.upper <= other.period.lower, f"{one} and {other}"
    for one in rows:
        closed = one.post.closed_on
        assert not closed or (one.period.upper and one.period.upper <= closed), f"{one} in a post closed on {closed}"


def nothing_hangs_on_the_closed(_history: Any) -> None:
    """No open task of a closed unit or post; no mandate over one; no closed post that is held."""
    for code in ("tasks.of_the_closed", "org.over_closed", "org.closed_held"):
        found = list(check_of(code).rows(TODAY))
        assert not found, f"{code}: {found}"
    for task in Task.objects.open().select_related("owner_post"):
        assert task.unit_id == task.owner_post.unit_id, f"{task} is of another unit than its owner's post"


def open_posts_stand_in_open_units(_history: Any) -> None:
    """Whoever answers for a closed post or unit is open in the end."""
    lost = Post.objects.open().filter(unit__closed_on__isnull=False)
    assert not lost, f"open posts of closed units: {list(lost)}"
    for post in Post.objects.exclude(closed_on=None):
        successor = post
        while successor.successor and successor.closed_on:
            successor = successor.successor
        assert successor.closed_on is None, f"nobody answers for {post}"
    for unit in Unit.objects.exclude(closed_on=None):
        assert Unit.objects.get(pk=lineage().on(unit.pk, None)).closed_on is None, f"nobody answers for {unit}"


def head_of(unit_id: int) -> Actor | None:
    """Whoever heads the unit, held or vacant; None when it has no post of a head."""
    post = Post.objects.open().filter(unit=unit_id, rank=PostRank.HEAD).select_related("unit").order_by("pk").first()
    return actor_in(Tenure(post=post, person=Person(name="whoever")), among=()) if post else None


def whoever_answers_sees_everything(history: Any) -> None:
    """The head of the unit that answers today for the unit of a record sees the record."""
    now, heads = lineage(), {}
    for model, units in (
        (Task, history.first_units),
        (Document, dict(Document.objects.values_list("pk", "unit_id"))),
    ):
        for pk, first in units.items():
            unit = now.on(first, None)
            head = heads.setdefault(unit, head_of(unit))
            if head and head.holds_anywhere(model.objects.none().see_permission):
                assert model.objects.visible_to(head).filter(pk=pk).exists(), (
                    f"{model.__name__} {pk} of unit {first} is hidden from {head.title}"
                )


def every_way_of_counting_gives_the_same_total(history: Any) -> None:
    """As it was, as it is, as of any day: every task once."""
    all_tasks, root = Task.objects.live().count(), Unit.objects.get(parent=None, closed_on=None)
    for way in (Organisation(), Organisation("then"), *(Organisation("day", day) for day in probed_days()[::3])):
        rows = TASKS.table(history.by, root, TASKS.groupings(way)["unit"]).rows
        assert sum(row.counts["assigned"] for row in rows) == all_tasks, f"{way}: {rows}"


def _carried(post_id: int, permission: str, unit: Unit, *, below: bool) -> bool:
    """Whether a mandate of the post itself carries the permission that far, said anew from the rows."""
    for mandate in Mandate.objects.filter(post=post_id).select_related("unit"):
        root = mandate.unit.path
        inside = unit.path.startswith(root) if mandate.includes_below else unit.path == root
        inherited = unit.path.startswith(root + CLOSED)
        if (
            {permission, ANYTHING} & set(mandate.permissions)
            and (inside or inherited)
            and (mandate.includes_below or not below)
        ):
            return True
    return False


def _binds(delegation: Delegation) -> bool:
    """Not revoked, within its days, its delegator still in the post, and away if it waits for that."""
    there = Tenure.objects.on(TODAY).filter(post=delegation.delegator_id, person=delegation.given_by_id).exists()
    away = Absence.objects.filter(person=delegation.given_by_id, ended=None, period__contains=TODAY).exists()
    return (
        delegation.revoked_id is None
        and TODAY in delegation.period
        and there
        and (away or not delegation.only_in_absence)
    )


def delegations_give_what_their_delegators_have(_history: Any) -> None:
    """No more and no less, whatever became of posts, people and units since; passed on once at most."""
    for delegation in Delegation.objects.with_state(TODAY).select_related("unit", "redelegated_from"):
        source, given = delegation.redelegated_from, set()
        if _binds(delegation) and (source is None or _binds(source)):
            first = source or delegation
            wide = [
                d
                for d in delegation.permissions
                if _carried(first.delegator_id, d, delegation.unit, below=delegation.includes_below)
            ]
            given = {permission for permission in wide if source is None or permission in source.permissions}
        assert set(delegation.delegated or ()) == given, (
            f"{delegation} gives {delegation.delegated}, its giver has {given}"
        )
        if source:
            assert source.may_redelegate, f"{delegation} passes on what may not be"
            assert source.redelegated_from_id is None, f"{delegation} was passed on twice"
            assert delegation.period.upper <= source.period.upper, f"{delegation} lasts longer than what it passes on"


def nothing_is_of_a_duplicate(_history: Any) -> None:
    """What is believed, lasts or waits is of the one who stays."""
    gone = Person.objects.exclude(merged_into=None)
    assert not Person.objects.filter(merged_into__in=gone), "merged into somebody who is merged"
    for rows in (Tenure.objects.current(), Membership.objects.current(), Absence.objects.filter(ended=None)):
        assert not rows.filter(person__in=gone), f"{rows.model.__name__} of a duplicate"


def no_member_sits_in_a_closed_committee(_history: Any) -> None:
    """A membership ends with its committee."""
    for one in Membership.objects.current().exclude(unit__closed_on=None).select_related("unit"):
        assert one.period.upper, f"{one} never ends"
        assert one.period.upper <= one.unit.closed_on, f"{one} ends {one.period.upper}, after {one.unit.closed_on}"


def no_neighbours_bear_one_name(_history: Any) -> None:
    """On no day do two units of one kind below one parent bear the same name, or two units one code."""
    for day in (*probed_days(), TODAY + timedelta(days=60)):
        names: set[Any] = set()
        for one in UnitFacts.objects.on(day):
            for key in ((one.parent_id, one.kind, one.name), one.code):
                assert key not in names, f"{day}: {key} twice"
                names.add(key)


def whoever_received_uses_no_more(_history: Any) -> None:
    """What somebody may do today is in the mandates of their post or in a delegation that gives it."""
    in_force = {
        delegation.pk: set(delegation.delegated)
        for delegation in Delegation.objects.with_state(TODAY)
        if delegation.delegated
    }
    for actor in acting_today():
        for scope in actor.scopes:
            if scope.delegated is None:
                assert Mandate.objects.filter(post=actor.post_id, permissions__contains=[scope.permission]).exists()
            else:
                assert scope.permission in in_force[scope.delegated.pk], (
                    f"{actor.title} uses {scope}, which nothing gives"
                )


def _whole(identity: Any, facts: list[Any]) -> None:
    """Facts from the first day to the last without gap or overlap."""
    for one, other in pairwise(facts):
        assert one.period.upper == other.period.lower, f"{identity}: between {one} and {other}"
    if facts:
        assert facts[-1].period.upper == identity.closed_on, f"{identity}, closed {identity.closed_on}: {facts}"
    else:
        assert identity.closed_on is not None, f"{identity} stands and nothing is said of it"


def facts_are_without_gap_or_overlap(_history: Any) -> None:
    """Of units and of posts; today's copy says the same as the facts."""
    for unit in Unit.objects.all():
        facts = list(UnitFacts.objects.current().filter(unit=unit).order_by("period"))
        _whole(unit, facts)
        if unit.closed_on is None:
            now = next(one for one in facts if TODAY in one.period)
            for name in (*FACTS, "path"):
                assert getattr(unit, name) == getattr(now, name), f"{unit}: {name}"
    for post in Post.objects.select_related("unit"):
        facts = list(PostFacts.objects.current().filter(post=post).order_by("period"))
        _whole(post, facts)
        if post.closed_on is None:
            now = next(one for one in facts if TODAY in one.period)
            for name in ("unit_id", "name", "rank", "quota"):
                assert getattr(post, name) == getattr(now, name), f"{post}: {name}"


def paths_are_made_of_parents(_history: Any) -> None:
    """On every day, the path of a unit is its parent's path of that day and its own key."""
    for day in probed_days():
        facts = {one.unit_id: one for one in UnitFacts.objects.on(day)}
        for one in facts.values():
            if one.parent_id is None:
                assert one.path == f"{one.unit_id}/"
                continue
            parent = facts.get(one.parent_id)
            assert parent, f"{day}: {one} stands below a unit that does not exist then"
            assert one.path == f"{parent.path}{one.unit_id}/", f"{day}: {one}"
        for post in PostFacts.objects.on(day):
            assert post.unit_id in facts, f"{day}: {post} is in a unit that does not exist then"


def paths_of_today_lead_to_everything(_history: Any) -> None:
    """Closed units hang below their main successors, with a tilde."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in units.values():
        above = units[unit.parent_id].path if unit.parent_id else ""
        assert unit.path == f"{above}{CLOSED if unit.closed_on else ''}{unit.pk}/", f"{unit}: {unit.path}"


INVARIANTS = (
    no_tenures_overlap,
    nothing_hangs_on_the_closed,
    open_posts_stand_in_open_units,
    whoever_answers_sees_everything,
    facts_are_without_gap_or_overlap,
    paths_are_made_of_parents,
    paths_of_today_lead_to_everything,
    every_way_of_counting_gives_the_same_total,
    delegations_give_what_their_delegators_have,
    nothing_is_of_a_duplicate,
    no_member_sits_in_a_closed_committee,
    no_neighbours_bear_one_name,
    whoever_received_uses_no_more,
)
