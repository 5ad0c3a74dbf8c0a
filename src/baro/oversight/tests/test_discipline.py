"""Discipline by the rules: tables over forms, bodies and days; the hearing, the vote, the lapse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.oversight import discipline
from baro.oversight.actions import disciplining
from baro.oversight.models import Penalty
from baro.oversight.tests.filling import announced, decided, heard, presented, proposed

DAYS = (date(2023, 5, 1), date(2025, 8, 1), date(2026, 9, 1))  # each in another version of the rules
TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("standing", "holds_post", "forms"),
    [
        ("official", True, ["reprimand", "warning", "dismissal", "expulsion"]),
        ("official", False, ["reprimand", "warning", "expulsion"]),
        ("probationary", True, ["reprimand", "warning"]),
        ("unit", False, ["reprimand", "warning", "dissolution"]),
    ],
)
@pytest.mark.parametrize("day", DAYS)
def test_forms_by_subject(standing, holds_post, forms, day):
    assert [one.id for one in discipline.forms_for(standing, holds_post=holds_post, act_on=day)] == forms


DECIDES, PROPOSES, NOTHING = "decides", "proposes", "nothing"
BODIES = {
    "cell": (DECIDES, DECIDES, PROPOSES, PROPOSES, PROPOSES),
    "grassroots_committee": (DECIDES, DECIDES, DECIDES, PROPOSES, PROPOSES),
    "commune_committee": (DECIDES, DECIDES, DECIDES, PROPOSES, PROPOSES),
    "inspection_commission": (DECIDES, DECIDES, DECIDES, DECIDES, PROPOSES),
    "standing_committee": (DECIDES,) * 5,
    "provincial_committee": (DECIDES,) * 5,
    "office": (NOTHING,) * 5,
    "organisation_board": (NOTHING,) * 5,
}
FORMS = ("reprimand", "warning", "dismissal", "expulsion", "dissolution")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("form", FORMS)
def test_who_decides_which_form(body, form, day):
    found = discipline.ruling(body, form, managed=False, on=day)
    said = DECIDES if found.decides else PROPOSES if found.proposes else NOTHING
    assert said == BODIES[body][FORMS.index(form)]


@pytest.mark.parametrize("day", DAYS)
def test_a_cell_only_proposes_about_members_whom_a_level_above_manages(day):
    found = discipline.ruling("cell", "warning", managed=True, on=day)
    assert not found.decides
    assert found.proposes
    assert discipline.ruling("provincial_committee", "warning", managed=True, on=day).decides


@pytest.mark.parametrize(
    ("body", "form", "base", "needed"),
    [
        ("commune_committee", "warning", 11, 6),
        ("commune_committee", "warning", 12, 7),
        ("commune_committee", "expulsion", 11, 8),  # proposes: two thirds
        ("commune_committee", "expulsion", 12, 8),
        ("provincial_committee", "expulsion", 12, 7),  # decides: more than half
        ("cell", "reprimand", 20, 11),
    ],
)
def test_how_many_votes_are_needed(body, form, base, needed):
    assert discipline.ruling(body, form, managed=False, on=DAYS[2]).needed(base) == needed


@pytest.mark.parametrize(
    ("form", "standing", "ground", "last"),
    [
        ("reprimand", "official", "", date(2025, 3, 1)),
        ("warning", "official", "", date(2030, 3, 1)),
        ("dismissal", "official", "", date(2030, 3, 1)),
        ("expulsion", "official", "", None),
        ("reprimand", "unit", "", date(2025, 3, 1)),
        ("dissolution", "unit", "", None),
        ("reprimand", "official", "certificates", None),
        ("warning", "official", "politics", None),
    ],
)
def test_limitation_by_form_and_subject(form, standing, ground, last):
    # An act of 29 February: its limitation ends a day later where the year has no such day.
    assert discipline.limitation_ends(form, standing, act_on=date(2020, 2, 29), ground=ground) == last


@pytest.mark.parametrize(
    ("form", "day", "lapses"),
    [
        ("reprimand", date(2026, 1, 31), date(2027, 1, 31)),
        ("warning", date(2024, 2, 29), date(2025, 2, 28)),
        ("dismissal", date(2025, 12, 31), date(2026, 12, 31)),
        ("expulsion", date(2026, 1, 31), None),
        ("dissolution", date(2026, 1, 31), None),
    ],
)
def test_it_lapses_by_itself(form, day, lapses):
    assert discipline.lapses_on(form, day) == lapses


def test_what_is_not_possible_after_it():
    later = {(row.names.en, row.months): day for row, day in discipline.consequences("reprimand", date(2026, 8, 31))}
    assert later == {("Party badge", 6): date(2027, 2, 28), ("A higher post", 24): date(2028, 8, 31)}


def test_the_time_for_complaints_is_counted_in_working_days_over_the_lunar_new_year():
    until = discipline.complaint_until(date(2026, 2, 2))
    assert until > date(2026, 3, 16)  # thirty working days, of which the feast takes at least five


def test_a_body_that_may_not_decide_is_told_to_whom_it_proposes_and_by_which_majority(town):
    with pytest.raises(Refused) as refused:
        proposed(town, form="expulsion")
    assert refused.value.fields["unit"] == (
        "“Đảng ủy phường Hà Lầm” may not decide “Expulsion”. It proposes it to “Tỉnh ủy Quảng Ninh”, by at least 2/3."
    )
    assert not Penalty.objects.exists()


@pytest.mark.parametrize(
    ("other", "field", "said"),
    [
        ({"standing": "unit"}, "standing", "as the case concerns one or the other"),
        ({"form": "dismissal"}, "form", "There is no “Dismissal” for this subject"),
        ({"act_on": date(2010, 1, 1), "form": "reprimand"}, "act_on", "The limitation of “Reprimand” ended on"),
        ({"act_on": TODAY + timedelta(days=1)}, "act_on", "still to come"),
        ({"unit": "QN-CX"}, "unit", "does not stand above"),
        ({"unit": "QN-VP"}, "unit", "decides and proposes no discipline"),
    ],
)
def test_what_may_not_be_proposed_is_refused_beside_its_field(town, other, field, said):
    if "unit" in other:
        other["unit"] = town.unit(other["unit"])
    with pytest.raises(Refused) as refused:
        proposed(town, **other)
    assert said in refused.value.fields[field]


def test_an_old_act_without_limitation_can_still_be_punished(town):
    assert proposed(town, act_on=date(2010, 1, 1), form="reprimand", ground="certificates").state == "proposed"


def test_discipline_follows_from_a_violation_alone(town):
    found = presented(town, nature="shortcoming")
    with pytest.raises(Refused, match="No violation was found"):
        disciplining.penalise(
            found.pk,
            unit=town.unit("QN-HL"),
            standing="official",
            form="warning",
            act_on=TODAY,
            reason="?",
            by=town.gus,
        )
    assert announced(town).penalties.count() == 0


def test_nobody_is_disciplined_unheard(town):
    with pytest.raises(Refused, match="Needed first: “Record the hearing”"):
        disciplining.decide(proposed(town).pk, decision="Cảnh cáo", yes=11, base=11, by=town.eve)


def test_after_three_refused_invitations_the_body_goes_on(town):
    found = proposed(town)
    with pytest.raises(Refused, match="after 3 refused invitations"):
        disciplining.hear(found.pk, hearing="Vắng", refused=True, invitations=2, by=town.gus)
    assert disciplining.hear(found.pk, hearing="Vắng lần 3", refused=True, invitations=3, by=town.gus).state == "heard"


def test_whom_it_concerns_sees_it_once_they_were_heard(town):
    found = proposed(town)
    assert not Penalty.objects.visible_to(town.fay).exists()
    disciplining.hear(found.pk, hearing="Đã nghe", by=town.gus)
    assert Penalty.objects.visible_to(town.fay).get() == found


@pytest.mark.parametrize(("yes", "base"), [(5, 11), (5, 10), (0, 0), (12, 11)])
def test_too_few_votes_decide_nothing(town, yes, base):
    with pytest.raises(Refused):
        disciplining.decide(heard(town).pk, decision="Cảnh cáo", yes=yes, base=base, by=town.eve)


def test_the_vote_of_a_meeting_is_taken_over(town):
    from baro.meetings.actions import conducting, voting
    from baro.meetings.tests import filling as meetings

    found = heard(town)
    meetings.powers(town)
    met = meetings.under_way(town)
    about = meetings.item(town, meeting=met, title="Xem xét kỷ luật")
    vote = meetings.vote(town, about, matter="discipline", way="paper", question="Cảnh cáo?")
    for counter in (town.gus, town.eve):
        voting.count(vote.pk, yes=4, no=1, by=counter)
    voting.close(vote.pk, by=town.gus)
    conducting.conclude(about.pk, conclusion="adopted", decision="Cảnh cáo", by=town.gus)
    done = disciplining.decide(found.pk, decision="Cảnh cáo", item=about, by=town.eve)
    assert (done.yes, done.base, done.item) == (4, 5, about)


def test_who_enters_no_decisions_of_the_body_is_refused(town):
    with pytest.raises(NotPermitted, match="Only a person who enters decisions"):
        disciplining.decide(heard(town).pk, decision="Cảnh cáo", yes=11, base=11, by=town.gus)


def test_it_lapses_at_night_unless_a_complaint_is_open(town):
    found = decided(town)
    assert disciplining.lapse(found.lapses_on - timedelta(days=1)) == 0
    assert disciplining.lapse(found.lapses_on) == 1
    found.refresh_from_db()
    assert found.state == "lapsed"
    open_ = decided(town)
    disciplining.appeal(open_.pk, words="Không đúng", by=town.fay)
    assert disciplining.lapse(open_.lapses_on) == 0


def test_too_few_votes_end_it_without_discipline(town):
    assert disciplining.drop(heard(town).pk, reason="Không đủ phiếu", by=town.eve).state == "dropped"
