"""The page of a unit: what was, is and will be true of it, who recorded that, whom it followed and who followed it."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.directory.tests.reforms import merged, merger, prepared
from baro.directory.web.units.portraits import portrait_of
from baro.org.models import Unit
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.planning import Alteration
from tests.signing import sign_as_seen

TODAY = timezone.localdate()


def page(world, unit, who="kim"):
    response = world.browser(getattr(world, who)).get(reverse("org.unit", args=[unit.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_closed_unit_says_so_and_leads_to_who_followed(world):
    merged(world)
    shown = page(world, world.unit("QN-CX"))
    assert "This unit was closed on" in shown
    assert "Sáp nhập hai phường" in shown
    assert Unit.objects.open().get(code="QN-HL").get_absolute_url() in shown


def test_a_closed_unit_shows_its_posts_and_holders_of_the_last_day(world):
    merged(world)
    closed = Unit.objects.get(pk=world.unit("QN-CX").pk)
    seats = portrait_of(closed, actor=world.kim).seats
    assert [(seat.name, seat.holder) for seat in seats] == [
        ("Bí thư", "Dov Bí Thư Láng Giềng"),
        ("Văn thư", "Hue Văn Thư Láng Giềng"),
    ]


def test_a_successor_names_its_predecessors(world):
    merged(world)
    portrait = portrait_of(Unit.objects.open().get(code="QN-HL"), actor=world.kim)
    assert [kin.unit.code for kin in portrait.predecessors] == ["QN-HL", "QN-CX"]
    assert not portrait.successors


def test_a_signed_closing_stands_among_what_is_planned(world):
    reform = merger(world, day=TODAY + timedelta(days=20))
    assert "It is closed" not in page(world, world.unit("QN-CX"))
    sign_as_seen(reform.pk, by=world.ada)
    assert "It is closed, followed by Đảng ủy phường Hà Lầm mới" in page(world, world.unit("QN-CX"))


def test_a_signed_change_tells_the_new_name_among_what_is_planned(world):
    draft = prepared(world, day=TODAY + timedelta(days=20), title="Đổi tên")
    planning.alter(draft.pk, Alteration(world.unit("QN-CX"), name="Đảng ủy phường Cao Thắng"), by=world.kim)
    sign_as_seen(draft.pk, by=world.ada)
    assert "It changes, is called Đảng ủy phường Cao Thắng" in page(world, world.unit("QN-CX"))


def test_past_and_present_stand_apart_after_a_change_of_name(world):
    draft = prepared(world, title="Đổi tên")
    planning.alter(draft.pk, Alteration(world.unit("QN-CX"), name="Đảng ủy phường Cao Thắng"), by=world.kim)
    sign_as_seen(draft.pk, by=world.ada)
    reorganising.carry_out(draft.pk, by=world.kim)
    portrait = portrait_of(Unit.objects.get(code="QN-CX"), actor=world.kim)
    assert portrait.history.now.facts.name == "Đảng ủy phường Cao Thắng"
    assert [one.facts.name for one in portrait.history.past] == ["Đảng ủy phường Cao Xanh"]


def test_what_was_current_before_stays_with_the_deeds_around_it(world):
    merged(world)
    records = portrait_of(Unit.objects.get(pk=world.unit("QN-CX").pk), actor=world.kim).history.records
    newest, oldest = records
    assert newest.superseded is None
    assert newest.changed == {"period"}
    assert oldest.superseded == newest.recorded
    assert newest.recorded.actor_title.startswith("Kim Tổ Chức, Chuyên viên tổ chức")


def test_who_may_not_see_the_successor_reads_its_name_without_a_link(world):
    draft = prepared(world)
    planning.merge(draft.pk, [world.unit("QN-CX")], into=world.unit("QN-HL"), by=world.kim)
    sign_as_seen(draft.pk, by=world.ada)
    reorganising.carry_out(draft.pk, by=world.kim)
    shown = page(world, world.unit("QN-CX"), "eve")
    assert "Đảng ủy phường Hà Lầm" in shown
    assert reverse("org.reorganisation", args=[draft.pk]) not in shown


def test_the_page_costs_the_same_however_much_was_recorded(world):
    client, unit = world.browser(world.kim), world.unit("QN-HL")
    url = reverse("org.unit", args=[unit.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for name in ("Một", "Hai"):
        draft = prepared(world, title=name, day=TODAY - timedelta(days=9 if name == "Một" else 5))
        planning.alter(draft.pk, Alteration(unit, name=f"Đảng ủy phường {name}"), by=world.kim)
        sign_as_seen(draft.pk, by=world.ada)
        reorganising.carry_out(draft.pk, by=world.kim)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many), "\n".join(q["sql"][:150] for q in many)
