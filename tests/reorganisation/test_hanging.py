"""The records behind the counts of what hangs on the units that a plan closes."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.directory.tests.reforms import merger, prepared
from baro.directory.web.reorganising.effects import lines
from baro.directory.web.reorganising.hanging import BY_THEMSELVES, MEMBERS, hanging_on, with_places
from baro.org.committees.actions.electing import Member, elect
from baro.org.dependent_rows import unit_dependents
from baro.org.models import Disposition, Removal, UnitKind
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.carrying_out.posts import POSTS
from baro.org.reorganising.actions.carrying_out.units import CHILDREN
from baro.org.reorganising.actions.planning import NewUnit
from baro.tasks.actions.assigning import assign
from tests.signing import sign_as_seen

TODAY = timezone.localdate()


def address(record, code):
    return reverse("org.attached", args=[record.pk, code])


def opened(world, record, code, who="ada", **asked):
    response = world.browser(getattr(world, who)).get(address(record, code), asked)
    assert response.status_code == 200
    return response


def given(world, unit="QN-HL", by="ada"):
    head = world.post(unit, "Bí thư")
    return assign(
        work=f"Xây dựng kế hoạch của {unit}",
        product="Kế hoạch",
        authority="Ban Thường vụ",
        unit=world.unit(unit),
        owner_post=head,
        accountable_post=head,
        due_on=world.working_day,
        by=getattr(world, by),
    )


def ward_draft(world, unit="QN-HL", by="gus"):
    return world.drafted(unit=world.unit(unit), recipients=[world.unit("QN-CX")], by=getattr(world, by))


def divided(world):
    """Hà Lầm becomes two wards; its head and one of its drafts go to the second by list."""
    draft = prepared(world)
    parts = [NewUnit(f"QN-HL{n}", f"Phường Hà Lầm {n}", UnitKind.COMMUNE_COMMITTEE) for n in (1, 2)]
    planning.divide(draft.pk, world.unit("QN-HL"), among=parts, main=parts[0], by=world.kim)
    return draft, draft.planned_units.get(code="QN-HL2")


def test_every_count_of_the_plan_leads_to_its_records_and_nothing_leads_nowhere(world):
    draft = merger(world)
    task = given(world)
    shown = world.browser(world.ada).get(draft.get_absolute_url()).content.decode()
    assert f'<a href="{address(draft, "tasks.owned")}" aria-label="1: ' in shown
    assert address(draft, "tasks.given") not in shown, "no unit that closes gave a task"
    page = opened(world, draft, "tasks.owned").content.decode()
    for said in (task.get_absolute_url(), "Đảng ủy phường Hà Lầm", "Đảng ủy phường Hà Lầm mới"):
        assert said in page
    assert "goes to the main successor" in page


def test_as_many_records_stand_there_as_the_count_says(world):
    draft = merger(world)
    given(world), given(world, "QN-CX"), world.instructed(), ward_draft(world)
    for one in hanging_on(draft):
        page = opened(world, draft, one.code).context["list"]
        assert page.count + page.hidden == one.count, one.code


def test_the_effects_lead_to_the_same_records_before_the_signature(world):
    draft = merger(world)
    given(world)
    link = f'<a href="{address(draft, "tasks.owned")}"'
    for name, who in (("org.effects", "kim"), ("org.reorganisation.sign", "ada")):
        shown = world.browser(getattr(world, who)).get(reverse(name, args=[draft.pk])).content.decode()
        assert shown.count(link) == 1, name


def test_a_document_that_a_unit_leads_opens_as_the_document(world):
    document = world.instructed()
    page = opened(world, merger(world), "documents.leads").content.decode()
    assert document.get_absolute_url() in page
    assert "Đảng ủy phường Hà Lầm mới" in page


def test_what_the_reader_may_not_see_is_counted_and_not_named(world):
    draft, hidden = merger(world), ward_draft(world)
    page = opened(world, draft, "documents.drafts").content.decode()
    assert "Not listed, because you may not see them: 1." in page
    assert "Your post does not open this list" in page
    for told in (hidden.get_absolute_url(), hidden.abstract):
        assert told not in page
    document = world.instructed()
    shown = opened(world, draft, "documents.leads", "kim").content.decode()
    assert "may not see them: 1." in shown, "who keeps the organisation reads no documents"
    assert document.abstract not in shown


def test_what_stays_as_history_goes_nowhere(world):
    draft = merger(world)
    world.instructed()
    planning.choose_disposition(draft.pk, "documents.leads", Disposition.KEEP, by=world.kim)
    response = opened(world, draft, "documents.leads")
    assert "stays as history" in response.content.decode()
    assert [str(head.label) for head in response.context["list"].heads] == ["What", "Hangs on"]


@pytest.mark.parametrize("listed", [True, False])
def test_where_records_go_is_what_carrying_out_does(world, listed):
    for by in ("ada", "eve"):
        given(world, "QN-HL", by)
    first, second = ward_draft(world), ward_draft(world)
    world.instructed()
    draft, part = divided(world)
    if listed:
        head = world.post("QN-HL", "Bí thư")
        planning.place(draft.pk, POSTS, {head.pk: part}, by=world.kim)
        planning.place(draft.pk, "documents.drafts", {second.pk: part}, by=world.kim)
        draft.refresh_from_db()
    told = {}
    for actor, one in product((world.ada, world.gus), unit_dependents()):
        rows = with_places(one.seen_by(actor, draft.endings.values("unit")), draft, one)
        told |= {(one.code, row.pk): row.goes_to for row in rows}
    assert len({code for code, _pk in told}) == 4
    assert told["documents.drafts", first.pk] == "Phường Hà Lầm 1"
    assert told["documents.drafts", second.pk] == ("Phường Hà Lầm 2" if listed else "Phường Hà Lầm 1")
    sign_as_seen(draft.pk, by=world.ada)
    reorganising.carry_out(draft.pk, by=world.kim)
    assert told == {(one.kind, one.record): str(one.to_unit) for one in Removal.objects.select_related("to_unit")}


def test_posts_stand_there_with_who_holds_them_and_where_they_go(world):
    draft, part = divided(world)
    head, deputy = world.post("QN-HL", "Bí thư"), world.post("QN-HL", "Phó Bí thư")
    planning.place(draft.pk, POSTS, {head.pk: part}, by=world.kim)
    rows = {row.pk: row for row in opened(world, draft, POSTS, "kim").context["list"].records}
    assert (rows[head.pk].holder, rows[head.pk].goes_to) == ("Eve Bí Thư Phường", "Phường Hà Lầm 2")
    assert (rows[deputy.pk].holder, rows[deputy.pk].goes_to) == (None, "Phường Hà Lầm 1")
    shown = opened(world, draft, POSTS, "kim").text
    assert "go on in the successor, or another post there answers for their duties" in shown


def test_units_below_and_members_stand_there_too(world):
    draft, part = divided(world)
    cell = world.unit("QN-HL-CB")
    planning.place(draft.pk, CHILDREN, {cell.pk: part}, by=world.kim)
    elect(world.unit("QN-HL").pk, [Member("member", name="Mai Ủy Viên")], since=TODAY, by=world.kim)
    (below,) = opened(world, draft, CHILDREN, "kim").context["list"].records
    assert (below, below.goes_to) == (cell, "Phường Hà Lầm 2")
    page = opened(world, draft, MEMBERS, "kim")
    assert [str(one.person) for one in page.context["list"].records] == ["Mai Ủy Viên"]
    assert [str(head.label) for head in page.context["list"].heads] == ["What", "Hangs on"]


def test_a_unit_below_that_closes_itself_goes_below_no_successor(world):
    draft, _part = divided(world)
    planning.dissolve(draft.pk, world.unit("QN-HL-CB"), successor=world.unit("QN"), by=world.kim)
    assert {one.code: one.count for one in hanging_on(draft)}[CHILDREN] == 0


@pytest.mark.parametrize("code", [*BY_THEMSELVES, *(thing.code for thing in unit_dependents())])
def test_the_page_asks_as_often_for_one_record_as_for_many(world, code):
    draft = merger(world)
    client, url = world.browser(world.ada), address(draft, code)

    def more():
        given(world), given(world, "QN-HL", "eve"), world.instructed()

    more()
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(5):
        more()
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many), "\n".join(q["sql"][:150] for q in many)


def test_a_long_count_is_turned_page_by_page_and_taken_along(world, monkeypatch):
    monkeypatch.setattr("baro.directory.web.reorganising.hanging.HangingList.per_page", 2)
    draft = merger(world)
    for unit in ("QN-HL", "QN-CX", "QN-HL"):
        given(world, unit)
    assert len(opened(world, draft, "tasks.owned", page=2).context["list"].records) == 1
    file = b"".join(opened(world, draft, "tasks.owned", **{"as": "csv"}).streaming_content).decode()
    assert file.count("Đảng ủy phường Hà Lầm mới") == 3


def test_for_who_does_not_see_the_plan_or_asks_for_no_kind_there_is_no_page(world):
    draft = merger(world)
    given(world)
    for who, code in (("eve", "tasks.owned"), ("dov", "tasks.owned"), ("ada", "tasks.lost")):
        response = world.browser(getattr(world, who)).get(address(draft, code))
        assert response.status_code == 404, (who, code)


def test_the_address_of_a_plan_that_was_carried_out_leads_to_what_happened(world):
    draft = merger(world)
    given(world)
    sign_as_seen(draft.pk, by=world.ada)
    reorganising.carry_out(draft.pk, by=world.kim)
    response = world.browser(world.ada).get(address(draft, "tasks.owned"))
    assert (response.status_code, response["Location"]) == (302, draft.get_absolute_url())


def test_why_fewer_handovers_are_drafted_than_posts_are_lost_is_said_beside_them(world):
    draft, sentence = merger(world), "only where the holder leaves something open to somebody else"
    assert sentence in world.browser(world.ada).get(reverse("org.effects", args=[draft.pk])).content.decode()
    for drafted, said in ((1, True), (2, False)):
        found = lines({"counts": {"tenures.ended": 2, "handovers.drafted": drafted}})
        assert any(sentence in line.note for line in found) is said
