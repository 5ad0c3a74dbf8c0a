"""Carrying a reorganisation out: the real effects, and that they are what was shown before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from baro.documents.models import Document
from baro.kernel.errors import NotPermitted, Refused
from baro.org.models import Mandate, Post, Removal, Succession, Tenure, Unit, UnitFacts, UnitKind
from baro.org.posts.actions.opening import close_post
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.planning import Alteration, NewUnit
from baro.tasks.actions.assigning import assign
from baro.tasks.models import Task
from baro.trail.models import Event
from tests.signing import sign_as_seen

TODAY = timezone.localdate()


@pytest.fixture
def merger(world):
    """The wards Hà Lầm and Cao Xanh become one new ward today."""
    draft = planning.prepare(
        unit=world.unit("QN"),
        title="Sáp nhập hai phường",
        decision="12-NQ/TU",
        decided_on=TODAY - timedelta(days=10),
        effective_on=TODAY,
        by=world.kim,
    )
    ward = NewUnit("QN-HL", "Đảng ủy phường Hà Lầm mới", UnitKind.COMMUNE_COMMITTEE, "ĐU", world.unit("QN"))
    return planning.merge(draft.pk, [world.unit("QN-HL"), world.unit("QN-CX")], into=ward, by=world.kim)


@pytest.fixture
def merged(world, merger):
    """The merger, signed and carried out."""
    sign_as_seen(merger.pk, by=world.ada)
    return reorganising.carry_out(merger.pk, by=world.kim)


def new_ward():
    return Unit.objects.open().get(code="QN-HL")


def given(world, unit="QN-HL", by="eve"):
    """A task that Ada gave to the head of a ward."""
    return assign(
        work="Xây dựng kế hoạch",
        product="Kế hoạch",
        authority="Ban Thường vụ",
        unit=world.unit(unit),
        owner_post=world.post(unit, "Bí thư"),
        accountable_post=world.post(unit, "Bí thư"),
        due_on=world.working_day,
        by=world.ada,
    )


def test_the_old_units_close_and_hang_below_their_successor(world, merged):
    for code in ("QN-HL", "QN-CX"):
        old = Unit.objects.get(pk=world.unit(code).pk)
        assert (old.closed_on, old.path) == (TODAY, f"{new_ward().path}~{old.pk}/")
    assert Succession.objects.filter(successor=new_ward(), is_main=True).count() == 2


def test_what_stood_below_stands_below_the_successor(world, merged):
    cell = Unit.objects.get(code="QN-HL-CB")
    assert (cell.parent, cell.path) == (new_ward(), f"{new_ward().path}{cell.pk}/")


def test_the_facts_say_what_was_and_what_is(world, merged):
    before, after = TODAY - timedelta(days=1), TODAY
    codes = {"QN", "QN-BTV", "QN-VP", "QN-HL", "QN-HL-CB", "QN-CX"}
    assert set(UnitFacts.objects.on(before).values_list("code", flat=True)) == codes
    assert set(UnitFacts.objects.on(after).values_list("code", flat=True)) == codes - {"QN-CX"}
    cell = Unit.objects.get(code="QN-HL-CB")
    assert UnitFacts.objects.on(before).get(unit=cell).parent == world.unit("QN-HL")
    assert UnitFacts.objects.on(after).get(unit=cell).parent == new_ward()


def test_what_was_current_before_can_still_be_asked(world, merger):
    known = timezone.now()
    sign_as_seen(merger.pk, by=world.ada)
    reorganising.carry_out(merger.pk, by=world.kim)
    old = UnitFacts.objects.as_of(known).get(unit=world.unit("QN-CX"))
    assert old.period.upper is None, "then nobody knew that it would end"


def test_an_open_task_goes_with_its_post_to_the_successor(world, merger):
    task = given(world)
    sign_as_seen(merger.pk, by=world.ada)
    reorganising.carry_out(merger.pk, by=world.kim)
    task = Task.objects.get(pk=task.pk)
    assert task.unit == task.owner_post.unit == new_ward()
    assert Removal.objects.get(kind="tasks.owned", record=task.pk).from_unit == world.unit("QN-HL")
    assert "passed from" in Event.objects.about(task)[0].sentence


def test_of_two_posts_of_one_name_the_leading_one_goes_on(world, merged):
    eve, dov = world.post("QN-HL", "Bí thư"), Post.objects.get(unit=world.unit("QN-CX"), name="Bí thư")
    assert (eve.unit, eve.closed_on) == (new_ward(), None)
    assert (dov.closed_on, dov.successor) == (TODAY, eve)
    assert not Tenure.objects.on(TODAY).filter(post=dov).exists()
    assert Tenure.objects.on(TODAY - timedelta(days=1)).filter(post=dov).exists()


def test_a_task_of_a_closed_post_goes_to_the_post_that_answers(world, merger):
    task = given(world, unit="QN-CX")
    sign_as_seen(merger.pk, by=world.ada)
    reorganising.carry_out(merger.pk, by=world.kim)
    task = Task.objects.get(pk=task.pk)
    assert (task.unit, task.owner_post) == (new_ward(), world.post("QN-HL", "Bí thư"))


def test_people_left_without_a_post_are_named(merged):
    assert merged.effects["displaced"] == ["Dov Bí Thư Láng Giềng", "Hue Văn Thư Láng Giềng"]


def test_the_successor_sees_what_both_had(world, merger):
    old = world.issued()
    copies = Document.objects.filter(origin=old)
    sign_as_seen(merger.pk, by=world.ada)
    reorganising.carry_out(merger.pk, by=world.kim)
    seen = Document.objects.visible_to(world.gus)
    assert copies.count() == 2
    assert set(seen.filter(origin=old)) == set(copies), "Gus keeps the register of the new ward, which follows both"


def test_a_mandate_over_the_old_unit_is_one_over_the_new(world, merged):
    assert not Mandate.objects.filter(unit__closed_on__isnull=False, post__closed_on=None).exists()


def test_the_preview_changes_nothing(world, merger):
    before = Event.objects.count(), Unit.objects.open().count(), UnitFacts.objects.count()
    reorganising.preview(merger.pk, by=world.kim)
    assert (Event.objects.count(), Unit.objects.open().count(), UnitFacts.objects.count()) == before


def test_the_effects_are_those_that_were_signed(world, merger):
    given(world)
    agreed = sign_as_seen(merger.pk, by=world.ada).agreed
    done = reorganising.carry_out(merger.pk, by=world.kim)
    assert done.effects == agreed
    assert agreed["counts"]["tasks.owned.move"] == 1


def test_it_does_not_happen_before_its_day(world):
    draft = planning.prepare(
        unit=world.unit("QN"),
        title="Giải thể",
        decision="13-NQ/TU",
        decided_on=TODAY,
        effective_on=TODAY + timedelta(days=30),
        by=world.kim,
    )
    planning.dissolve(draft.pk, world.unit("QN-HL-CB"), successor=None, by=world.kim)
    sign_as_seen(draft.pk, by=world.ada)
    with pytest.raises(Refused, match="happens by itself"):
        reorganising.carry_out(draft.pk, by=world.kim)


def divided(world):
    """A draft by which Hà Lầm is divided in two; the first part leads."""
    draft = prepared(world)
    north = NewUnit("QN-HL1", "Đảng ủy phường Hà Lầm 1", UnitKind.COMMUNE_COMMITTEE, "ĐU", world.unit("QN"))
    south = NewUnit("QN-HL2", "Đảng ủy phường Hà Lầm 2", UnitKind.COMMUNE_COMMITTEE, "ĐU", world.unit("QN"))
    planning.divide(draft.pk, world.unit("QN-HL"), among=[north, south], main=north, by=world.kim)
    return draft


def test_a_divided_unit_places_by_list_and_the_rest_goes_to_the_main_part(world):
    draft = divided(world)
    goal = draft.planned_units.get(code="QN-HL2")
    planning.place(draft.pk, "org.children", {world.unit("QN-HL-CB").pk: goal}, by=world.kim)
    sign_as_seen(draft.pk, by=world.ada)
    reorganising.carry_out(draft.pk, by=world.kim)
    assert Unit.objects.get(code="QN-HL-CB").parent.code == "QN-HL2"
    assert world.post("QN-HL1", "Bí thư").unit.code == "QN-HL1"


def test_the_preview_names_the_parts_that_begin_without_a_head_a_term_or_a_quota(world):
    effects = reorganising.preview(divided(world).pk, by=world.kim)
    assert effects.headless == ["Đảng ủy phường Hà Lầm 2"], "the posts go on in the first part"
    lacking = ("units.headless", "units.without_term", "units.without_quota")
    assert [effects.counts[what] for what in lacking] == [1, 2, 2]


def test_a_unit_moves_with_everything_below_it(world):
    draft = prepared(world)
    planning.alter(draft.pk, Alteration(world.unit("QN-HL"), parent=world.unit("QN-VP")), by=world.kim)
    carried(world, draft)
    assert Unit.objects.get(code="QN-HL-CB").path.startswith(world.unit("QN-VP").path)


def test_nobody_stands_below_themselves(world):
    draft = prepared(world)
    planning.alter(draft.pk, Alteration(world.unit("QN-HL"), parent=world.unit("QN-HL-CB")), by=world.kim)
    with pytest.raises(Refused, match="would stand below itself"):
        sign_as_seen(draft.pk, by=world.ada)


def test_two_neighbours_of_one_name_are_refused(world):
    draft = prepared(world)
    planning.alter(draft.pk, Alteration(world.unit("QN-HL"), name="Đảng ủy phường Cao Xanh"), by=world.kim)
    with pytest.raises(Refused, match="would be called"):
        sign_as_seen(draft.pk, by=world.ada)


def test_a_merge_planned_twice_is_refused_with_the_other_plan(world, merger):
    second = prepared(world)
    with pytest.raises(Refused, match="Sáp nhập hai phường"):
        planning.dissolve(second.pk, world.unit("QN-CX"), successor=None, by=world.kim)


def test_a_reform_before_its_decision_is_refused(world):
    with pytest.raises(Refused, match="on the day of its decision"):
        planning.prepare(
            unit=world.unit("QN"),
            title="x",
            decision="y",
            decided_on=TODAY,
            effective_on=TODAY - timedelta(days=1),
            by=world.kim,
        )


def test_a_code_of_a_unit_that_stays_is_refused(world):
    draft = prepared(world)
    double = NewUnit("QN-CX", "Đảng ủy phường khác", UnitKind.COMMUNE_COMMITTEE, parent=world.unit("QN"))
    planning.found_unit(draft.pk, double, by=world.kim)
    with pytest.raises(Refused, match="QN-CX"):
        sign_as_seen(draft.pk, by=world.ada)


def test_a_refused_reorganisation_leaves_nothing_behind(world):
    draft = prepared(world)
    planning.alter(draft.pk, Alteration(world.unit("QN-HL"), parent=world.unit("QN-HL-CB")), by=world.kim)
    before = Event.objects.count(), list(Unit.objects.order_by("pk").values_list("path", flat=True))
    with pytest.raises(Refused):
        sign_as_seen(draft.pk, by=world.ada)
    assert (Event.objects.count(), list(Unit.objects.order_by("pk").values_list("path", flat=True))) == before


def test_only_who_decides_signs(world, merger):
    with pytest.raises(NotPermitted):
        sign_as_seen(merger.pk, by=world.kim)


@pytest.mark.parametrize("who", ["clo", "eve"])
def test_for_who_does_not_prepare_or_decide_it_the_draft_does_not_exist(world, merger, who):
    with pytest.raises(Http404):
        sign_as_seen(merger.pk, by=getattr(world, who))


def prepared(world, day: date = TODAY):
    return planning.prepare(
        unit=world.unit("QN"), title="Sắp xếp", decision="1-NQ/TU", decided_on=day, effective_on=day, by=world.kim
    )


def carried(world, draft):
    sign_as_seen(draft.pk, by=world.ada)
    return reorganising.carry_out(draft.pk, by=world.kim)


# Found by test_properties


def test_the_same_part_named_twice_is_no_division(world):
    draft = prepared(world)
    with pytest.raises(Refused, match="among two or more"):
        planning.divide(
            draft.pk, world.unit("QN-HL"), among=[world.unit("QN-CX")] * 2, main=world.unit("QN-CX"), by=world.kim
        )


def test_a_unit_takes_no_code_that_another_bears(world):
    draft = prepared(world)
    planning.alter(draft.pk, Alteration(world.unit("QN-HL"), code="QN-CX"), by=world.kim)
    with pytest.raises(Refused, match="The code QN-CX belongs to"):
        sign_as_seen(draft.pk, by=world.ada)


def test_nobody_goes_into_a_unit_that_did_not_exist_then(world, merged):
    late = prepared(world, TODAY - timedelta(days=5))
    planning.dissolve(late.pk, world.unit("QN-HL-CB"), successor=new_ward(), by=world.kim)
    with pytest.raises(Refused, match="choose a later day"):
        sign_as_seen(late.pk, by=world.ada)


def test_a_unit_does_not_move_on_a_day_before_one_below_it_was_closed(world):
    first = prepared(world)
    planning.dissolve(first.pk, world.unit("QN-HL-CB"), successor=None, by=world.kim)
    carried(world, first)
    late = prepared(world, TODAY - timedelta(days=5))
    planning.alter(late.pk, Alteration(world.unit("QN-HL"), parent=world.unit("QN-VP")), by=world.kim)
    with pytest.raises(Refused, match="choose a later day"):
        sign_as_seen(late.pk, by=world.ada)


def test_a_unit_does_not_end_before_one_of_its_posts_did(world):
    close_post(world.gus.post_id, successor=world.post("QN-HL", "Bí thư"), reason="Tinh giản", by=world.kim)
    late = prepared(world, TODAY - timedelta(days=5))
    planning.dissolve(late.pk, world.unit("QN-HL"), successor=world.unit("QN-CX"), by=world.kim)
    with pytest.raises(Refused, match="The post Văn thư changes on"):
        sign_as_seen(late.pk, by=world.ada)
