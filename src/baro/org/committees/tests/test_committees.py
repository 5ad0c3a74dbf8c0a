"""Terms and members of committees: what the page shows, what is warned of, what becomes of them in a reorganisation."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.kernel.rulebook import in_force
from baro.org.checks import check_of
from baro.org.committees.actions.electing import Member, elect
from baro.org.committees.rules import breaches
from baro.org.committees.tests.test_elect import entered, named, person
from baro.org.models import Membership, Term, Unit
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.rulebook import Committees
from tests.organisation.test_open_term import congress
from tests.signing import sign_as_seen

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def page(world, who="kim", unit="QN"):
    return world.browser(getattr(world, who)).get(world.unit(unit).get_absolute_url())


def test_the_page_of_a_unit_shows_its_term_and_its_members_by_role(world):
    entered(world, Member("member", person(world, "ben")), Member("secretary", person(world, "ada")))
    committee = page(world, "ada").context["committee"]
    assert [(group.role, len(group.seats)) for group in committee.groups] == [("Secretary", 1), ("Member", 1)]
    assert (committee.term.name, committee.is_own_term) == ("2020-2025", True)
    assert [body.name for body in committee.bodies] == ["Ban Thường vụ Tỉnh ủy"]
    assert page(world, unit="QN-VP").context["committee"] is None
    assert page(world, unit="QN-BTV").context["committee"].is_own_term is False


def test_the_page_costs_the_same_for_one_member_and_for_many(world):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            page(world)
        return len(asked)

    entered(world, *named("Một"))
    page(world)
    few = cost()
    entered(world, *named(*(f"Người {number}" for number in range(20))))
    assert cost() == few


def test_past_terms_and_former_members_stay_on_the_page(world):
    entered(world, *named("Một"))
    congress(world)
    committee = page(world).context["committee"]
    assert [seat.why for seat in committee.former] == ["the term ended"]
    assert [(one.term.name, one.term.members) for one in committee.other_terms] == [("2020-2025", 1)]


def test_a_member_who_left_is_shown_with_the_reason(world):
    entered(world, Member("member", person(world, "ben")))
    url = reverse("org.unit.end_membership", args=[world.unit("QN").pk])
    typed = {"person": world.ben.person_id, "last": TODAY - DAY, "reason": "Chuyển công tác"}
    assert world.browser(world.kim).post(url, typed).status_code == 302
    committee = page(world).context["committee"]
    assert [(seat.why, seat.last) for seat in committee.former] == [("Chuyển công tác", TODAY - DAY)]
    assert committee.count == 0


def test_a_breach_is_shown_with_its_source(world):
    entered(world, *named("A", "B", role="standing_member"))
    answer = page(world)
    assert "The standing committee is at most one third of the committee" in answer.text
    (breach,) = answer.context["committee"].warnings
    assert not breach.binds
    assert "taken to be as in 294-QĐ/TW" in breach.source


def test_more_members_than_seats_and_fewer_than_a_quorum_are_said(world):
    congress(world, seats=3)
    qn, term = world.unit("QN"), Term.objects.get(name="2025-2030")
    said = {n: [b.sentence for b in breaches(qn, ["member"] * n, TODAY, term)] for n in (1, 2, 3, 4)}
    assert "fewer than a meeting needs" in said[1][0]
    assert said[2] == said[3] == []
    assert "the congress decided on 3" in said[4][0]


def test_what_is_read_in_the_regulation_binds_and_what_is_assumed_warns(world):
    cell, day = world.unit("QN-HL-CB"), date(2025, 6, 1)
    (read,) = breaches(cell, ["member"] * 8, day, None)
    (assumed,) = breaches(cell, ["member"] * 8, date(2026, 8, 1), None)
    assert (read.binds, read.source) == (True, "294-QĐ/TW, 26-05-2025")
    assert (assumed.binds, assumed.certainty) == (False, "assumed")
    assert in_force(Committees, on=day).body.broken("cell", ["member"] * 7) == []


def test_a_committee_without_a_term_is_counted_by_a_check(world):
    found = check_of("org.no_term").rows(TODAY)
    assert [unit.code for unit in found] == ["QN-HL-CB"]
    Term.objects.create(unit=world.unit("QN-HL-CB"), name="2025-2030", period=(TODAY, None))
    assert not check_of("org.no_term").rows(TODAY).exists()


def test_a_committee_below_its_quorum_is_counted_by_a_check(world):
    below = check_of("org.below_quorum")
    assert not below.rows(TODAY).exists()
    congress(world, seats=3)
    entered(world, *named("A"), since=TODAY)
    assert [unit.code for unit in below.rows(TODAY)] == ["QN"]
    entered(world, *named("B"), since=TODAY)
    assert not below.rows(TODAY).exists()


def test_a_committee_without_seats_is_measured_by_who_was_a_member(world):
    entered(world, *named("A", "B", "C", "D"))
    Membership.objects.filter(person__name__in="AB").update(period=(TODAY - 9 * DAY, TODAY))
    assert [unit.code for unit in check_of("org.below_quorum").rows(TODAY)] == ["QN"]


def test_the_members_are_a_list_of_their_own(world):
    entered(world, *named("Một Ủy Viên"), Member("secretary", person(world, "ada")))
    answer = world.browser(world.kim).get(reverse("org.members"), {"role": "member"})
    assert [row.person.name for row in answer.context["list"].records] == ["Một Ủy Viên"]
    csv = b"".join(world.browser(world.kim).get(reverse("org.members"), {"as": "csv"}).streaming_content).decode()
    assert "Secretary" in csv
    assert not world.browser(world.dov).get(reverse("org.members")).context["list"].records


def test_a_closed_committee_ends_with_its_members_and_the_preview_says_so(world):
    hl = world.unit("QN-HL")
    elect(hl.pk, named("A", "B"), since=TODAY - DAY, by=world.kim)
    facts = {"title": "Nhập", "decision": "1-NQ/TU", "decided_on": TODAY, "effective_on": TODAY}
    plan = planning.prepare(unit=world.unit("QN"), by=world.kim, **facts)
    planning.merge(plan.pk, [hl], into=world.unit("QN-CX"), by=world.kim)
    effects = reorganising.preview(plan.pk, by=world.kim)
    assert effects.counts["memberships.ended"] == 2
    sign_as_seen(plan.pk, by=world.ada)
    reorganising.carry_out(plan.pk, by=world.kim)
    ended = Membership.objects.current().filter(unit=hl)
    assert [one.period.upper for one in ended] == [TODAY, TODAY]
    committee = page(world, "kim", "QN-HL").context["committee"]
    assert Unit.objects.get(pk=hl.pk).closed_on == TODAY
    assert committee.count == 2
