"""The steps of a history that concern what is recorded: facts changed or corrected, members elected, records merged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from baro.org.actors import Actor
from baro.org.committees.actions.electing import Member, elect, end_membership
from baro.org.facts.actions.changing import Told, change_post, change_unit
from baro.org.models import Membership, Person, Post, Tenure, Unit
from baro.org.people.actions.merging import merge
from baro.org.posts.actions.appointing import correct_tenure
from tests.reorganisation.powers_in_histories import TODAY


class RecordsInHistories:
    """What is told speaks of the day of the step, of a day to come, or (corrections) of all the time before."""

    day: date
    by: Actor
    count: int

    if TYPE_CHECKING:

        def post(self, number: int) -> Post: ...
        def unit(self, number: int) -> Unit: ...

    def _since(self, c: int) -> date | None:
        return (None, self.day, TODAY + timedelta(days=1 + c))[c % 3]

    def _change(self, a: int, b: int, c: int) -> None:
        values = {"name": f"Đổi {self.count}"} if b % 2 else {"code": f"Đ{self.count}", "suffix": "ĐU"}
        change_unit(self.unit(a).pk, Told(values, self._since(c)), reason="đổi", by=self.by)

    def _retitle(self, a: int, b: int, c: int) -> None:
        values = {"name": f"Chức danh {self.count}"} if b % 2 else {"quota": "cadre" if b % 4 else ""}
        change_post(self.post(a).pk, Told(values, self._since(c)), reason="đổi", by=self.by)

    def _redate(self, a: int, b: int, c: int) -> None:
        """A tenure always began some days earlier or later."""
        held = list(Tenure.objects.current().filter(post__closed_on=None).order_by("pk"))
        if held:
            one = held[a % len(held)]
            first, after = one.period.lower + timedelta(days=b - 20), one.period.upper
            last = after - timedelta(days=1) if after else None
            correct_tenure(one.post_id, one.pk, first=first, last=last, reason="nhầm ngày", by=self.by)

    def _elect(self, a: int, b: int, c: int) -> None:
        people = list(Person.objects.order_by("pk"))
        elect(self.unit(a).pk, [Member("member", people[b % len(people)])], since=self.day, by=self.by)

    def _resign(self, a: int, b: int, c: int) -> None:
        sitting = list(Membership.objects.on(self.day).order_by("pk"))
        if sitting:
            one = sitting[a % len(sitting)]
            end_membership(one.unit_id, one.person_id, last=self.day, reason="thôi", by=self.by)

    def _same(self, a: int, b: int, c: int) -> None:
        """Two records turn out to be of one person."""
        people = list(Person.objects.order_by("pk"))
        staying = [person for person in people if person.merged_into_id is None]
        merge(staying[a % len(staying)].pk, people[b % len(people)], reason="trùng", by=self.by)
