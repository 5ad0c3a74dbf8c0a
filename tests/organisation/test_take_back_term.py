"""Taking back a term that was opened by mistake: everything is as it was, and only while nothing depends on it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.documents.actions.numbering import give_number
from baro.kernel.errors import NotPermitted, Refused
from baro.org.committees.actions.electing import cancel_term, elect
from baro.org.committees.tests.test_elect import named
from baro.org.models import Membership, Term
from baro.org.queries import term_of
from baro.trail.models import Event
from tests.organisation.test_open_term import DAY, TODAY, congress, periods


def taken_back(world, unit="QN", by="kim"):
    return cancel_term(world.unit(unit).pk, reason="Mở nhầm đơn vị", by=getattr(world, by))


def sitting(day):
    """Who is believed to be a member of what, in which period."""
    rows = Membership.objects.on(day).select_related("person", "unit")
    return {(one.person.name, one.unit.code, one.role, one.period.lower, one.period.upper) for one in rows}


def test_the_term_before_and_its_members_go_on_as_they_were(world):
    for code, role in (("QN", "member"), ("QN-BTV", "standing_member")):
        elect(world.unit(code).pk, named(f"Người {code}", role=role), since=TODAY - 9 * DAY, by=world.kim)
    before = periods(world.unit("QN")), sitting(TODAY)
    congress(world, seats=55)
    assert sitting(TODAY) == set()
    qn = taken_back(world)
    assert (periods(qn), sitting(TODAY)) == before
    assert term_of(qn, TODAY).name == "2020-2025"
    assert "took back the term 2025-2030" in Event.objects.about(qn)[0].sentence
    assert Event.objects.about(qn)[0].sentence.endswith("Mở nhầm đơn vị")


def test_a_former_end_that_was_decided_is_restored(world):
    end = TODAY + 30 * DAY
    Term.objects.filter(unit=world.unit("QN")).update(period=(date(2020, 9, 28), end))
    congress(world)
    assert periods(taken_back(world)) == {"2020-2025": (date(2020, 9, 28), end)}


def test_a_first_term_leaves_none_and_may_be_opened_again(world):
    Term.objects.filter(unit=world.unit("QN-HL")).delete()
    congress(world, "QN-HL")
    assert periods(taken_back(world, "QN-HL")) == {}
    congress(world, "QN-HL", congress=TODAY - 3 * DAY)
    assert periods(world.unit("QN-HL")) == {"2025-2030": (TODAY - 2 * DAY, None)}
    assert periods(taken_back(world, "QN-HL")) == {}


def test_what_was_current_meanwhile_stays_with_its_deeds(world):
    elect(world.unit("QN").pk, named("Người QN"), since=TODAY - 9 * DAY, by=world.kim)
    congress(world)
    between = timezone.now()
    taken_back(world)
    then = Membership.objects.as_of(between).get()
    assert then.period.upper == TODAY


def test_who_was_entered_in_the_term_goes_with_it_and_was_current_until_then(world):
    elect(world.unit("QN").pk, named("Người cũ"), since=TODAY - 9 * DAY, by=world.kim)
    before = sitting(TODAY)
    congress(world)
    elect(world.unit("QN-BTV").pk, named("Người BTV", role="standing_member"), since=TODAY, by=world.kim)
    url = reverse("org.unit.cancel_term", args=[world.unit("QN").pk])
    assert "entered in it and go with it: 1." in world.browser(world.kim).get(url).content.decode()
    between = timezone.now()
    event = Event.objects.about(taken_back(world))[0]
    assert sitting(TODAY) == before
    gone = Membership.objects.as_of(between).get(person__name="Người BTV")
    assert gone.superseded == event


def test_a_term_in_which_a_document_has_its_number_stays(world):
    Term.objects.filter(unit=world.unit("QN")).update(period=(TODAY - 99 * DAY, None))
    congress(world)
    world.issued()
    with pytest.raises(Refused, match=r"in use already \(document\)"):
        taken_back(world)


def test_after_members_were_entered_for_days_before_it_the_term_stays(world):
    congress(world)
    elect(world.unit("QN").pk, named("Người muộn"), since=TODAY - 9 * DAY, by=world.kim)
    with pytest.raises(Refused, match="Members have been entered or have left"):
        taken_back(world)


def test_a_term_whose_opening_is_not_told_stays(world):
    with pytest.raises(Refused, match="What the opening of the term 2020-2025 changed is not recorded"):
        taken_back(world)
    congress(world)
    taken_back(world)
    with pytest.raises(Refused, match="2020-2025"):
        taken_back(world)


def test_only_who_opens_terms_takes_one_back(world):
    congress(world)
    with pytest.raises(NotPermitted):
        taken_back(world, by="ada")
    with pytest.raises(Refused, match="open the term there"):
        taken_back(world, "QN-BTV")


def test_the_page_has_the_button_or_says_why_not(world):
    unit, page = world.unit("QN"), world.browser(world.kim)
    url = reverse("org.unit.cancel_term", args=[unit.pk])
    assert "What the opening of the term 2020-2025 changed" in page.get(unit.get_absolute_url()).content.decode()
    congress(world)
    assert url in page.get(unit.get_absolute_url()).content.decode()
    assert "The term 2025-2030, which begins on" in page.get(url).content.decode()
    assert page.post(url, {"reason": ""}).status_code == 422
    assert page.post(url, {"reason": "Nhầm"}).status_code == 302
    assert set(periods(unit)) == {"2020-2025"}


def test_numbers_go_on_where_they_were(world):
    numbers = [give_number(world.unit("QN"), "plan", on=TODAY - DAY).number for _twice in range(2)]
    congress(world)
    qn = taken_back(world)
    assert [*numbers, give_number(qn, "plan", on=TODAY).number] == [1, 2, 3]
