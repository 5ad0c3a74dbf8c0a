"""Assigning: what must be clear, who may, what it leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from baro.documents.actions import handling, recalling
from baro.kernel.errors import NotPermitted, Refused
from baro.org.models import Tenure
from baro.tasks.flow import State
from baro.tasks.models import Task, TaskRole
from baro.tasks.tests.conftest import day_off
from baro.trail.models import Event, Notice
from baro.ui.words.cells import written_day


def refused(given, **wrong):
    with pytest.raises(Refused) as refusal:
        given.assigned(**wrong)
    return refusal.value


def test_a_clear_task_reaches_its_owner(given):
    task = given.assigned()
    assert (task.state, task.first_due_on, task.motto) == (State.ASSIGNED, task.due_on, "tasks.motto@2025-11-01")
    notice = Notice.objects.get(post_id=task.owner_post_id, subject=f"tasks.task:{task.pk}")
    assert notice.reason == "assigned"


def test_the_timeline_says_who_gave_it_to_whom_until_when(given):
    task = given.assigned()
    assert Event.objects.about(task)[0].sentence == (
        "Chi Chánh Văn Phòng, Chánh Văn phòng, Văn phòng Tỉnh ủy assigned “Báo cáo kết quả chuyển đổi số quý này” to"
        f" Eve Bí Thư Phường, Bí thư, Đảng ủy phường Hà Lầm, due {written_day(task.due_on)}"
    )


@pytest.mark.parametrize(
    ("field", "words"), [("work", "X"), ("work", "Họp 12/12"), ("product", "Y"), ("authority", "Z.")]
)
def test_words_that_say_nothing_are_refused_beside_their_field(given, field, words):
    refusal = refused(given, **{field: words})
    assert set(refusal.fields) == {field}
    assert f"“{words}” is too short to be clear" in refusal.fields[field]


def test_a_deadline_and_a_reason_for_none_are_refused_together(given):
    assert set(refused(given, no_deadline_reason="việc thường xuyên").fields) == {"no_deadline_reason"}


def test_an_unclear_task_is_refused_with_everything_that_is_missing(given):
    refusal = refused(
        given,
        work=" ",
        unit=None,
        owner_post=None,
        due_on=None,
        product="",
        authority="",
        accountable_post=None,
    )
    assert set(refusal.fields) == {"work", "unit", "owner_post", "due_on", "product", "accountable_post", "authority"}
    assert "6 clears" in str(refusal)
    assert "Clear owner" in str(refusal)
    assert not Task.objects.exists()


def test_a_missing_product_is_named_beside_its_field_alone(given):
    refusal = refused(given, product="  ")
    assert refusal.fields == {"product": "Say what will prove that the work is done."}
    assert str(refusal).endswith("Missing: Clear product.")


def test_a_task_without_deadline_needs_a_reason(given):
    assert set(refused(given, due_on=None).fields) == {"due_on"}
    task = given.assigned(due_on=None, no_deadline_reason="Nhiệm vụ thường xuyên")
    assert (task.due_on, task.no_deadline_reason) == (None, "Nhiệm vụ thường xuyên")


def test_a_deadline_in_the_past_is_refused(given):
    refusal = refused(given, due_on=timezone.localdate() - timedelta(days=1))
    assert "is past; choose a day from today on." in refusal.fields["due_on"]


def test_a_deadline_on_a_day_off_says_why_and_proposes_the_next_working_day(given):
    refusal = refused(given, due_on=day_off())
    assert "is not a working day" in refusal.fields["due_on"]
    assert "The next working day is " in refusal.fields["due_on"]


def test_a_post_without_a_holder_owns_nothing(given, world):
    vacant = world.post("QN-HL", "Phó Bí thư")
    assert refused(given, owner_post=vacant).fields == {
        "owner_post": "“Phó Bí thư, Đảng ủy phường Hà Lầm” has no holder today; choose another post or appoint one"
        " first."
    }


def test_a_former_holder_is_no_holder(given):
    yesterday = timezone.localdate() - timedelta(days=1)
    Tenure.objects.filter(post=given.eve_post).update(period=(None, yesterday))
    assert "has no holder today" in refused(given).fields["owner_post"]


def test_the_owner_belongs_to_the_owner_unit(given, world):
    assert "is not a post of" in refused(given, owner_post=world.post("QN-CX", "Bí thư")).fields["owner_post"]


def test_other_units_coordinate_or_are_informed_and_their_heads_are_told(given, world):
    task = given.assigned(coordinates=[world.unit("QN-CX")], informs=[world.unit("QN-HL-CB")])
    roles = set(task.units.values_list("unit__code", "role"))
    assert roles == {
        ("QN-HL", TaskRole.OWNER),
        ("QN-HL", TaskRole.ACCOUNTABLE),
        ("QN-VP", TaskRole.ASSIGNER),
        ("QN-CX", TaskRole.COORDINATE),
        ("QN-HL-CB", TaskRole.INFORM),
    }
    told = set(
        Notice.objects.filter(subject=f"tasks.task:{task.pk}", reason="informed").values_list("post_id", flat=True)
    )
    assert told == {world.post("QN-CX", "Bí thư").pk, world.post("QN-HL-CB", "Bí thư chi bộ").pk}


def test_a_unit_has_one_part_in_a_task(given, world):
    assert "is named twice" in refused(given, coordinates=[world.unit("QN-HL")]).fields["coordinates"]
    both = {"coordinates": [world.unit("QN-CX")], "informs": [world.unit("QN-CX")]}
    assert "is named twice" in refused(given, **both).fields["informs"]


def test_who_assigns_no_work_to_a_unit_is_refused(given, world):
    with pytest.raises(NotPermitted, match="You do not assign work to this unit"):
        given.assigned(by=world.ben)
    with pytest.raises(NotPermitted, match="You do not assign work to this unit"):
        given.assigned(by=world.dov)


def test_a_task_may_follow_from_an_instructed_document_and_shows_in_its_timeline(given, world):
    document = world.instructed()
    task = given.assigned(source=document, clause="Khoản 2: báo cáo hằng quý")
    assert Event.objects.about(document)[0].verb_code == "tasks.task.assign"
    assert task.source == document


def test_the_unit_that_leads_by_the_instruction_may_be_given_work_without_a_mandate_over_it(given, world):
    document = world.instructed()
    chi = world.chi
    exact = replace(chi, scopes=tuple(scope for scope in chi.scopes if not scope.below))
    assert given.assigned(by=exact, source=document).state == State.ASSIGNED
    with pytest.raises(NotPermitted):
        given.assigned(by=exact, source=document, unit=world.unit("QN-CX"), owner_post=world.post("QN-CX", "Bí thư"))


def test_no_task_follows_from_a_closed_document(given, world):
    document = handling.file(world.registered().pk, by=world.chi)
    assert "filed for information" in str(refused(given, source=document))


def test_no_task_follows_from_what_its_issuer_recalled(given, world):
    document = recalling.recall(world.issued().pk, reason="sai ngày", by=world.ada)
    assert "was recalled by its issuer" in str(refused(given, source=document, by=world.ada))


def test_no_task_names_a_secret_document(given, world):
    secret = world.registered(secrecy="mat", abstract="")
    assert "secret" in str(refused(given, source=secret))


def test_a_document_out_of_sight_is_no_source(given, world):
    with pytest.raises(Http404):
        given.assigned(by=world.dov, source=world.instructed(), unit=world.unit("QN-CX"))


def test_refusal_leaves_nothing_behind(given):
    before = Event.objects.count(), Notice.objects.count()
    refused(given, authority="")
    assert (Event.objects.count(), Notice.objects.count(), Task.objects.count()) == (*before, 0)


def test_the_form_takes_over_who_coordinates_and_who_is_informed(world):
    others = {"coordinates": [world.unit("QN-CX")], "informs": [world.unit("QN-VP")]}
    document = world.presented()
    handling.instruct(document.pk, instruction="x", lead=world.unit("QN-HL"), due_on=None, by=world.ada, **others)
    page = world.browser(world.chi).get(reverse("tasks.task.assign"), {"source": document.pk}).content.decode()
    assert 'name="coordinates_code" value="QN-CX"' in page
    assert 'name="informs_code" value="QN-VP"' in page
