"""Cascades through their pages: drafted, sent, answered on the task's page, counted."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.cascades.actions import sending
from baro.cascades.models import Cascade, UnitSet
from baro.org.checks import check_of
from baro.org.models import Unit, UnitKind
from baro.org.reorganising.actions import planning, signing
from baro.org.reorganising.actions.planning import NewUnit
from baro.tasks.actions.approving import approve_many
from baro.tasks.models import Task
from baro.trail.replaying import strange_records
from tests.signing import sign_as_seen

TODAY = timezone.localdate()


def strange():
    """What is otherwise than told, but for accounts, which the town makes by hand for its browsers."""
    return [found for found in strange_records() if "account" not in str(found)]


def typed(world, **other):
    words = {
        "work": "Báo cáo số đảng viên mới kết nạp",
        "product": "Số đảng viên mới",
        "authority": "Ban Thường vụ Tỉnh ủy",
        "asks": "number",
        "below_code": "QN",
        "kind": "commune_committee",
        "due_on": world.working_day.strftime("%d/%m/%Y"),
    }
    return words | other


def test_from_the_draft_to_the_sum(given, world):
    chi, eve = world.browser(world.chi), world.browser(world.eve)
    drafted = chi.post(reverse("cascades.cascade.draft"), typed(world))
    cascade = Cascade.objects.get()
    assert drafted["Location"] == cascade.get_absolute_url()
    page = chi.get(reverse("cascades.cascade.send", args=[cascade.pk]))
    assert "2 units will receive this work" in page.text
    seen = page.context["foreseen"].digest
    chi.post(reverse("cascades.cascade.send", args=[cascade.pk]), {"seen": seen})
    recipient = given.of(cascade, "QN-HL")
    answer = reverse("cascades.recipient.answer", args=[recipient.pk])
    task = eve.get(recipient.get_absolute_url()).text
    assert answer in task
    assert "What must come back" in task
    assert cascade.get_absolute_url() not in task, "a recipient does not see the others"
    once = eve.get(answer).context["form"]
    assert list(once.fields) == ["field_f1", "words"]
    sent = eve.post(answer, {"field_f1": "1 500,5", "words": ""})
    assert sent["Location"] == recipient.get_absolute_url()
    page = chi.get(cascade.get_absolute_url()).text
    assert "1,500.5" in page
    assert "1 of 2 answered" in page
    answers = chi.get(reverse("cascades.answers", args=[cascade.pk])).text
    assert "1,500.5" in answers


def test_a_list_of_recipients_that_changed_is_shown_again(given, world):
    chi, cascade = world.browser(world.chi), given.drafted()
    answer = chi.post(reverse("cascades.cascade.send", args=[cascade.pk]), {"seen": "other"})
    assert answer.status_code == 422
    assert "Look at them again before you send" in answer.text
    assert sending.look(cascade, by=world.chi).digest in answer.text
    assert not Task.objects.exists()


def test_wrong_answers_are_named_in_the_form(given, world):
    cascade = given.sent(given.with_form())
    answer = reverse("cascades.recipient.answer", args=[given.of(cascade, "QN-HL").pk])
    page = world.browser(world.eve).post(answer, {"field_f1": "1.234", "field_f3": "Kém", "field_f5": ""})
    assert page.status_code == 422
    assert "not a clear number" in page.text
    assert set(page.context["form"].errors) == {"field_f1", "field_f3", "field_f4", "field_f5"}


def test_a_set_takes_the_place_of_the_unit_in_the_form(given, world):
    kept = given.saved("QN-CX")
    world.browser(world.chi).post(reverse("cascades.cascade.draft"), typed(world, named=kept.pk))
    cascade = Cascade.objects.get()
    assert (cascade.below, cascade.kind, cascade.expected) == (None, "", [world.unit("QN-CX").pk])


def test_the_cells_of_the_matrix_lead_to_the_tasks(given, world):
    chi, cascade = world.browser(world.chi), given.sent()
    page = chi.get(reverse("cascades.matrix", args=[cascade.pk]))
    url = reverse("cascades.tasks", args=[cascade.pk, 0, "branch", "not_taken_on"])
    assert f'href="{url}">2</a>' in page.text
    assert chi.get(url).context["list"].count == 2
    assert chi.get(reverse("cascades.tasks", args=[cascade.pk, 0, "branch", "nothing"])).status_code == 404


def test_the_matrix_is_nothing_for_recipients(given, world):
    cascade = given.sent()
    for name in ("cascades.matrix", "cascades.answers", "cascades.cascade"):
        assert world.browser(world.eve).get(reverse(name, args=[cascade.pk])).status_code == 404


def test_a_document_names_its_cascades_and_offers_another(given, world):
    document = world.instructed()
    given.drafted(source=document)
    page = world.browser(world.chi).get(document.get_absolute_url()).text
    assert "Báo cáo số đảng viên mới" in page
    assert f"{reverse('cascades.cascade.draft')}?source={document.pk}" in page


def test_a_set_is_saved_changed_and_removed(world):
    chi = world.browser(world.chi)
    chi.post(reverse("cascades.unitset.keep"), {"name": "Hai phường", "below_code": "QN", "kind": "commune_committee"})
    kept = UnitSet.objects.get()
    assert kept.units.count() == 2
    chi.post(reverse("cascades.unitset.change", args=[kept.pk]), {"name": "Một phường", "units_code": "QN-HL"})
    kept.refresh_from_db()
    assert (kept.name, kept.units.count()) == ("Một phường", 1)
    assert "Một phường" in chi.get(reverse("cascades.sets")).text
    chi.post(reverse("cascades.unitset.retire", args=[kept.pk]))
    assert "Một phường" not in chi.get(reverse("cascades.sets")).text
    again = chi.post(reverse("cascades.unitset.keep"), {"name": "Trống"})
    assert again.status_code == 422
    assert not strange()


@pytest.fixture
def merged(given, world):
    """A cascade to both wards, which become one new ward afterwards."""
    cascade = given.sent()
    draft = planning.prepare(
        unit=world.unit("QN"),
        title="Sáp nhập hai phường",
        decision="12-NQ/TU",
        decided_on=TODAY - timedelta(days=10),
        effective_on=TODAY,
        by=world.kim,
    )
    ward = NewUnit("QN-HL", "Đảng ủy phường Hà Lầm mới", UnitKind.COMMUNE_COMMITTEE, "ĐU", world.unit("QN"))
    plan = planning.merge(draft.pk, [world.unit("QN-HL"), world.unit("QN-CX")], into=ward, by=world.kim)
    sign_as_seen(plan.pk, by=world.ada)
    signing.carry_out(plan.pk, by=world.kim)
    return cascade


def test_recipients_that_were_merged_are_shown_with_their_successor(merged, world):
    chi = world.browser(world.chi)
    page = chi.get(merged.get_absolute_url()).text
    assert "Recipients closed since" in page
    assert page.count("Đảng ủy phường Hà Lầm mới") >= 2
    assert chi.get(reverse("cascades.matrix", args=[merged.pk])).status_code == 200
    check = check_of("cascades.of_closed_recipients")
    assert list(check.rows_for(world.chi, TODAY)) == [merged]
    assert not strange()


def test_a_rule_as_of_a_day_reaches_the_successor_once(merged, given, world):
    province = Unit.objects.get(code="QN")
    again = given.drafted(below=province, as_of=TODAY - timedelta(days=1))
    assert again.expected == [Unit.objects.open().get(code="QN-HL").pk]


def test_what_stands_open_though_all_is_accepted_breaks_the_check(given, world):
    cascade = given.sent()
    check = check_of("cascades.past_and_open")
    later = cascade.due_on + timedelta(days=1)
    for code in ("QN-HL", "QN-CX"):
        given.answered(cascade, code, number=Decimal(1))
    assert not list(check.rows_for(world.chi, later))
    approve_many(list(cascade.recipients.values_list("task_id", flat=True)), by=world.chi)
    assert list(check.rows_for(world.chi, later)) == [cascade]
    assert not list(check.rows_for(world.chi, cascade.due_on))
    assert not list(check_of("cascades.of_closed_recipients").rows_for(world.chi, later))
