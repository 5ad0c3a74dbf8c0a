"""Random histories of the town, lived through the real actions; what the house refuses does not happen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st

from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.handovers.items import Items, on_hands
from baro.org.models import Handover, Person, Post, PostRank, Tenure, TenureKind, Unit, UnitKind
from baro.org.posts.actions.appointing import appoint, release
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.planning import Alteration, NewUnit
from baro.tasks.actions.assigning import assign
from baro.tasks.models import Task
from tests.reorganisation.powers_in_histories import TODAY, PowersInHistories
from tests.reorganisation.records_in_histories import RecordsInHistories
from tests.signing import sign_as_seen

START = TODAY - timedelta(days=400)

DEEDS = [
    *("appoint", "act", "release", "give"),
    *("change", "retitle", "redate", "elect", "resign", "same"),
    *("delegation", "delegation", "delegation", "revoke", "away", "back", "hand", "close"),
    *("merge", "join", "divide", "share", "dissolve", "rename", "transfer", "found", "together"),
]
numbers = st.integers(0, 40)
steps = st.tuples(
    st.sampled_from(DEEDS),
    numbers,
    numbers,
    numbers,
    st.integers(-30, 60),
)


@dataclass
class History(PowersInHistories, RecordsInHistories):
    """The town on its way through time: the day of the next step, and where each record was at first."""

    world: Any
    day: date = START
    count: int = 0
    first_units: dict[int, int] = field(default_factory=dict)
    by: Actor = field(default_factory=lambda: Actor.system("history"))

    def begin(self) -> None:
        """Some open and some finished work, some documents and delegations, all from before the first step."""
        for unit in ("QN-HL", "QN-CX"):
            self.given(self.world.post(unit, "Bí thư"))
            self.given(self.world.post(unit, "Văn thư"))
        self.given(self.world.post("QN-HL-CB", "Bí thư chi bộ"))
        self.world.issued()
        self.world.instructed()
        self.world.drafted()
        self.delegated()
        done = self.given(self.world.post("QN-HL", "Bí thư"))
        Task.objects.filter(pk=done.pk).update(
            state="done", handed_in_on=START, finished_on=START, approved_at=timezone.now()
        )
        Task.objects.update(assigned_at=timezone.now() - timedelta(days=450))

    def copy(self) -> History:
        """The same town at its beginning."""
        return History(self.world, first_units=dict(self.first_units))

    def given(self, post: Post) -> Task:
        """A task of the post, given on the day."""
        task = assign(
            work=f"Việc số {Task.objects.count()} của lịch sử",
            product="Báo cáo",
            authority="Ban Thường vụ",
            unit=post.unit,
            owner_post=post,
            accountable_post=post,
            due_on=self.world.working_day,
            by=self.world.ada if self.count == 0 else self.by_head(),
        )
        moment = timezone.make_aware(datetime.combine(self.day, time(9)))
        Task.objects.filter(pk=task.pk).update(assigned_at=moment)
        self.first_units[task.pk] = post.unit_id
        return task

    def by_head(self) -> Actor:
        """The system in a post, because a task needs somebody who gave it."""
        root = Post.objects.select_related("unit").filter(unit__parent=None, rank=PostRank.HEAD).first()
        return Actor(None, root.pk, root.unit_id, root.unit.path, "h", "h", self.by.scopes)

    # Steps

    def live(self, step: tuple[str, int, int, int, int]) -> None:
        """Do one step on its day; a refusal leaves everything as it was."""
        kind, a, b, c, days = step
        self.day = min(self.day + timedelta(days=days), TODAY)
        self.count += 1
        try:
            with transaction.atomic():
                getattr(self, f"_{kind}")(a, b, c)
        except Refused:
            return

    def unit(self, number: int) -> Unit:
        """One of the open units below the root."""
        units = list(Unit.objects.open().exclude(parent=None).order_by("pk"))
        return units[number % len(units)]

    def post(self, number: int) -> Post:
        """One of the open posts."""
        posts = list(Post.objects.open().select_related("unit").order_by("pk"))
        return posts[number % len(posts)]

    def _appoint(self, a: int, b: int, c: int) -> None:
        people = list(Person.objects.order_by("pk"))
        until = self.day + timedelta(days=c * 10) if c % 2 else None
        vacant = list(Post.objects.open().vacant_on(self.day).order_by("pk"))
        post = vacant[a % len(vacant)] if vacant and b % 3 else self.post(a)
        appoint(post.pk, people[b % len(people)].pk, since=self.day, until=until, by=self.by)

    def _act(self, a: int, b: int, c: int) -> None:
        people = list(Person.objects.order_by("pk"))
        until = self.day + timedelta(days=c)
        post, person = self.post(a), people[b % len(people)]
        appoint(post.pk, person.pk, since=self.day, until=until, kind=TenureKind.ACTING, by=self.by)

    def _release(self, a: int, b: int, c: int) -> None:
        held = list(Tenure.objects.on(self.day).filter(post__closed_on=None).order_by("pk"))
        if held:
            one = held[a % len(held)]
            release(one.post_id, one.person_id, last=self.day, reason="điều động", by=self.by)

    def _give(self, a: int, b: int, c: int) -> None:
        self.given(self.post(a))

    def _plan(self) -> int:
        root = Unit.objects.get(parent=None, closed_on=None)
        return planning.prepare(
            unit=root, title="Sắp xếp", decision="1-NQ/TU", decided_on=self.day, effective_on=self.day, by=self.by
        ).pk

    def _done(self, pk: int) -> None:
        sign_as_seen(pk, by=self.by)
        held = Tenure.objects.on(self.day - timedelta(days=1)).filter(kind=TenureKind.HOLDER, post__closed_on=None)
        leaving = list(held.values_list("post_id", "person_id"))
        items = on_hands(post for post, _person in leaving)
        reorganising.carry_out(pk, by=self.by)
        self._handed_over(leaving, items)

    def _handed_over(self, leaving: list[tuple[int, int]], items: dict[int, Items]) -> None:
        """Whoever held a post that was closed with something on hand hands it over, or holds the successor."""
        closed = Post.objects.in_bulk(post for post, _person in leaving)
        for post, person in leaving:
            successor = closed[post].answering
            goes_along = Tenure.objects.on(self.day).filter(post=successor, person=person, kind=TenureKind.HOLDER)
            if successor.pk != post and items[post] and not goes_along.exists():
                papers = Handover.objects.filter(post=post, from_person=person, day=self.day)
                assert papers.exists(), f"nobody hands {closed[post]} over"

    def _new(self, letter: str = "", parent: Unit | None = None) -> NewUnit:
        code = f"N{self.count}{letter}"
        return NewUnit(code, f"Đảng ủy {code}", UnitKind.COMMUNE_COMMITTEE, "ĐU", parent)

    def _merge(self, a: int, b: int, c: int) -> None:
        """Two units, or three, become a new one."""
        units = list(dict.fromkeys([self.unit(a), self.unit(b), *([self.unit(c)] if c % 2 else [])]))
        plan = self._plan()
        planning.merge(plan, units, into=self._new(), by=self.by)
        self._done(plan)

    def _join(self, a: int, b: int, c: int) -> None:
        """A unit goes into another that stands."""
        plan = self._plan()
        planning.merge(plan, [self.unit(a)], into=self.unit(b), by=self.by)
        self._done(plan)

    def _divide(self, a: int, b: int, c: int) -> None:
        """A unit becomes two new ones; some posts and children go to the second by list."""
        unit, plan = self.unit(a), self._plan()
        main, other = self._new("a"), self._new("b")
        record = planning.divide(plan, unit, among=[main, other], main=main, by=self.by)
        goal = record.planned_units.get(code=other.code)
        if b % 2:
            posts = unit.posts.filter(closed_on=None).order_by("-pk")[: c % 3]
            planning.place(plan, "org.posts", {post.pk: goal for post in posts}, by=self.by)
        if b % 3:
            children = unit.children.filter(closed_on=None).order_by("pk")[:1]
            planning.place(plan, "org.children", {child.pk: goal for child in children}, by=self.by)
        self._done(plan)

    def _share(self, a: int, b: int, c: int) -> None:
        """A unit goes in parts to two that stand."""
        plan, main, other = self._plan(), self.unit(b), self.unit(c)
        planning.divide(plan, self.unit(a), among=[main, other], main=main, by=self.by)
        self._done(plan)

    def _dissolve(self, a: int, b: int, c: int) -> None:
        plan = self._plan()
        planning.dissolve(plan, self.unit(a), successor=self.unit(b) if c % 2 else None, by=self.by)
        self._done(plan)

    def _rename(self, a: int, b: int, c: int) -> None:
        plan, name = self._plan(), f"Tên mới {self.count}"
        code = self.unit(b).code if c % 4 == 1 else ""
        kind = UnitKind.GRASSROOTS_COMMITTEE if c % 4 == 2 else None
        planning.alter(plan, Alteration(self.unit(a), name=name, code=code, kind=kind), by=self.by)
        self._done(plan)

    def _transfer(self, a: int, b: int, c: int) -> None:
        plan = self._plan()
        planning.alter(plan, Alteration(self.unit(a), parent=self.unit(b)), by=self.by)
        self._done(plan)

    def _found(self, a: int, b: int, c: int) -> None:
        plan = self._plan()
        planning.found_unit(plan, self._new(parent=self.unit(a)), by=self.by)
        self._done(plan)

    def _together(self, a: int, b: int, c: int) -> None:
        """Several things in one act: a merger, a dissolution and a renaming."""
        plan = self._plan()
        planning.merge(plan, list(dict.fromkeys([self.unit(a), self.unit(b)])), into=self._new(), by=self.by)
        planning.dissolve(plan, self.unit(c), successor=None, by=self.by)
        planning.alter(plan, Alteration(self.unit(a + b + c), name=f"Chung {self.count}"), by=self.by)
        self._done(plan)
