"""The pages on which a reorganisation is prepared, planned, seen through, signed and carried out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from baro.directory.jobs import long_deed
from baro.directory.tests.reforms import merged, merger, prepared
from baro.directory.web.reorganising.planning import STEPS
from baro.directory.web.reorganising.plans import plan_of
from baro.org.flow import State
from baro.org.models import Disposition, Post, Reorganisation, Unit, UnitKind
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.planning import Alteration, NewUnit
from baro.trail.models import Event
from baro.ui.models import Work
from baro.ui.work import working
from tests.signing import sign_as_seen

TODAY = timezone.localdate()


def page(world, name, record=None, who="kim", *, htmx=False, status=200, **asked):
    url = reverse(name, args=[record.pk] if record else [])
    response = world.browser(getattr(world, who), htmx=htmx).get(url, asked)
    assert response.status_code == status
    return response.content.decode()


def send(world, verb, record=None, who="kim", /, *, step="", **typed):
    url = reverse(verb, args=[record.pk] if record else [])
    return world.browser(getattr(world, who)).post(f"{url}?step={step}" if step else url, typed)


def test_a_reorganisation_is_prepared_on_its_page(world):
    typed = {"unit": "QN", "title": "Sắp xếp", "decision": "1-NQ/TU", "decided_on": TODAY, "effective_on": TODAY}
    response = send(world, "org.reorganisation.prepare", **typed)
    record = Reorganisation.objects.get()
    assert response["Location"] == record.get_absolute_url()
    assert "Nothing is planned yet." in page(world, "org.reorganisation", record)


def test_a_day_before_the_decision_is_said_beside_the_field(world):
    typed = {
        "unit": "QN",
        "title": "x",
        "decision": "1",
        "decided_on": TODAY,
        "effective_on": TODAY - timedelta(days=1),
    }
    response = send(world, "org.reorganisation.prepare", **typed)
    assert response.status_code == 422
    assert "on the day of its decision" in response.content.decode()


@pytest.mark.parametrize("who", ["clo", "ada"])
def test_who_does_not_keep_the_organisation_prepares_nothing(world, who):
    page(world, "org.reorganisation.prepare", who=who, status=403)


def test_units_are_merged_into_a_new_one(world):
    draft = prepared(world)
    typed = {"units": "QN-HL;QN-CX", "name": "Đảng ủy phường mới", "code": "QN-M", "kind": "commune_committee"}
    assert send(world, "org.reorganisation.plan", draft, step="merge", **typed).status_code == 302
    assert [str(e) for e in draft.endings.all()] == ["Đảng ủy phường Hà Lầm", "Đảng ủy phường Cao Xanh"]
    shown = page(world, "org.reorganisation", draft)
    assert "goes into" in shown
    assert "Đảng ủy phường mới" in shown


def test_a_merger_without_a_goal_or_with_two_is_refused(world):
    draft = prepared(world)
    for goals in ({}, {"into": "QN-VP", "name": "Mới"}):
        response = send(world, "org.reorganisation.plan", draft, step="merge", units="QN-CX", **goals)
        assert response.status_code == 422
        assert "Choose one unit" in response.content.decode()


def offered(world, draft, what="name"):
    """The things that can be placed, by what they are called, each with the name of its choice or what is chosen."""
    form = (
        world.browser(world.kim)
        .get(reverse("org.reorganisation.plan", args=[draft.pk]), {"step": "place"})
        .context["form"]
    )
    named = {str(form.fields[name].label): name for name in form.places}
    return named if what == "name" else {label: form.fields[name].initial for label, name in named.items()}


def test_a_unit_is_divided_and_what_stands_below_goes_to_a_part(world):
    draft = prepared(world)
    typed = {"unit": "QN-HL", "among": "QN-CX", "parts": "QN-HL2; Đảng ủy phường Hà Lầm 2", "main": "QN-CX"}
    assert send(world, "org.reorganisation.plan", draft, step="divide", **typed).status_code == 302
    part = draft.planned_units.get(code="QN-HL2")
    successor = draft.endings.get().successors.get(to_planned=part)
    places = offered(world, draft)
    cell, clerk = places["Chi bộ khu phố 1"], places["Văn thư, Đảng ủy phường Hà Lầm"]
    typed = {cell: successor.pk, clerk: successor.pk}
    rest = {name: draft.endings.get().successors.get(is_main=True).pk for name in places.values()}
    assert send(world, "org.reorganisation.plan", draft, step="place", **(rest | typed)).status_code == 302
    assert offered(world, draft, "initial")["Văn thư, Đảng ủy phường Hà Lầm"] == str(successor.pk), "and stays chosen"
    signing = world.browser(world.ada).get(reverse("org.reorganisation.sign", args=[draft.pk]))
    assert [(one.goal, one.names) for one in signing.context["plan"].placed] == [
        ("Đảng ủy phường Hà Lầm 2", ["Chi bộ khu phố 1", "Văn thư, Đảng ủy phường Hà Lầm"])
    ]
    assert "Chi bộ khu phố 1 → Đảng ủy phường Hà Lầm 2" in page(world, "org.reorganisation", draft)
    sign_as_seen(draft.pk, by=world.ada)
    reorganising.carry_out(draft.pk, by=world.kim)
    assert Unit.objects.get(code="QN-HL-CB").parent.code == "QN-HL2"
    assert Post.objects.open().get(name="Văn thư", unit__code="QN-HL2").pk == world.gus.post_id


def test_a_unit_is_dissolved_transferred_founded_and_taken_out_again(world):
    draft = prepared(world)
    assert send(world, "org.reorganisation.plan", draft, step="dissolve", unit="QN-HL-CB").status_code == 302
    assert (
        send(world, "org.reorganisation.plan", draft, step="alter", unit="QN-CX", name="Cao Thắng").status_code == 302
    )
    new = {"name": "Đảng ủy đặc khu", "code": "QN-DK", "kind": "commune_committee"}
    assert send(world, "org.reorganisation.plan", draft, step="found", **new).status_code == 302
    shown = page(world, "org.reorganisation.plan", draft, step="take_out")
    assert "is called Cao Thắng" in shown
    for code in ("QN-HL-CB", "QN-CX", "QN-DK"):
        assert send(world, "org.reorganisation.plan", draft, step="take_out", unit_code=code).status_code == 302
    assert "Nothing is planned yet." in page(world, "org.reorganisation.plan", draft)


def test_a_unit_changed_twice_in_a_plan_is_refused_with_a_sentence(world):
    draft = prepared(world)
    send(world, "org.reorganisation.plan", draft, step="alter", unit="QN-CX", name="Cao Thắng")
    response = send(world, "org.reorganisation.plan", draft, step="alter", unit="QN-CX", name="Cao Xanh 2")
    assert "is changed by this plan already" in response.content.decode()


def test_the_disposition_of_a_kind_of_thing_is_chosen(world):
    draft = merger(world)
    asked = re.findall(r'name="(disposition_\w+)"', page(world, "org.reorganisation.plan", draft, step="dispositions"))
    fields = dict.fromkeys(asked, "move") | {"disposition_documents_drafts": "keep"}
    assert send(world, "org.reorganisation.plan", draft, step="dispositions", **fields).status_code == 302
    draft.refresh_from_db()
    assert draft.dispositions == {"documents.drafts": Disposition.KEEP}
    assert "stays as history" in page(world, "org.reorganisation", draft)


def test_the_effects_are_shown_on_demand_and_change_nothing(world):
    draft = merger(world)
    shown = page(world, "org.effects", draft, htmx=True)
    assert "Units closed" in shown
    assert "2 people are left without a post" in shown
    assert Unit.objects.open().filter(pk=world.unit("QN-CX").pk).exists()


def test_a_plan_that_cannot_be_says_so_instead_of_effects(world):
    draft = prepared(world)
    planning.alter(draft.pk, Alteration(world.unit("QN-HL"), parent=world.unit("QN-HL-CB")), by=world.kim)
    assert "would stand below itself" in page(world, "org.effects", draft)


def test_the_effects_stand_before_the_button_that_signs_them(world):
    draft = merger(world)
    shown = page(world, "org.reorganisation.sign", draft, "ada")
    digest = shown.split('name="digest" value="')[1].split('"')[0]
    assert "Units closed" in shown
    assert send(world, "org.reorganisation.sign", draft, "ada", digest=digest).status_code == 302
    draft.refresh_from_db()
    assert draft.state == State.SIGNED
    assert "Agreed to at the signing" in page(world, "org.reorganisation", draft)


def test_other_effects_than_those_seen_are_not_signed(world):
    draft = merger(world)
    response = send(world, "org.reorganisation.sign", draft, "ada", digest="of another day")
    assert response.status_code == 422
    assert "look at them again" in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_after_a_refusal_the_effects_that_stand_on_the_page_are_signed(world):
    draft = merger(world)
    refused = send(world, "org.reorganisation.sign", draft, "ada", digest="of another day")
    digest = refused.text.split('name="digest" value="')[1].split('"')[0]
    assert send(world, "org.reorganisation.sign", draft, "ada", digest=digest).status_code == 302
    draft.refresh_from_db()
    assert draft.state == State.SIGNED


def test_a_signed_plan_is_opened_again_and_withdrawn_with_a_reason(world):
    draft = merger(world)
    sign_as_seen(draft.pk, by=world.ada)
    assert send(world, "org.reorganisation.reopen", draft, "ada", reason="Thiếu một phường").status_code == 302
    assert send(world, "org.reorganisation.withdraw", draft, reason="Chưa đủ điều kiện").status_code == 302
    draft.refresh_from_db()
    assert draft.state == State.WITHDRAWN


def test_it_is_carried_out_by_its_button_and_says_what_happened(world):
    draft = merger(world)
    sign_as_seen(draft.pk, by=world.ada)
    assert "Carry out now" in page(world, "org.reorganisation", draft)
    assert send(world, "org.reorganisation.carry_out", draft).status_code == 302
    assert "Exactly what was agreed to at the signing." in page(world, "org.reorganisation", draft)


def test_what_differs_from_the_agreement_is_marked(world):
    draft = merger(world)
    sign_as_seen(draft.pk, by=world.ada)
    world.drafted(unit=world.unit("QN-HL"), by=world.gus)
    reorganising.carry_out(draft.pk, by=world.kim)
    shown = page(world, "org.reorganisation", draft)
    assert "Some effects differ" in shown
    assert "differs" in shown


def test_before_its_day_the_button_says_why_not(world):
    draft = merger(world, day=TODAY + timedelta(days=3))
    sign_as_seen(draft.pk, by=world.ada)
    assert "happens by itself that morning" in page(world, "org.reorganisation", draft)
    assert send(world, "org.reorganisation.carry_out", draft).status_code == 409


def test_for_who_does_not_see_the_unit_the_pages_do_not_exist(world):
    draft = merger(world)
    for name in (
        "org.reorganisation",
        "org.effects",
        "org.reorganisation.plan",
        "org.reorganisation.sign",
        "org.reorganisation.reopen",
        "org.reorganisation.withdraw",
    ):
        page(world, name, draft, "eve", status=404)


def test_a_large_plan_is_worked_out_in_the_background(world, monkeypatch):
    monkeypatch.setattr("baro.directory.previews.LARGE", 1)
    draft = merger(world)
    assert "worked out in the background" in page(world, "org.reorganisation.sign", draft, "ada")
    response = send(world, "org.work_out", draft, "ada")
    assert response["Location"] == reverse("ui.work", args=[Work.objects.get().pk])


@pytest.mark.parametrize(("verb", "who"), [("sign", "ada"), ("carry_out", "kim")])
def test_what_begins_in_the_background_is_not_said_to_be_done(world, monkeypatch, verb, who):
    draft = merger(world)
    if verb == "carry_out":
        sign_as_seen(draft.pk, by=world.ada)
    monkeypatch.setattr("baro.directory.previews.LARGE", 1)
    client = world.browser(getattr(world, who))
    page = client.post(reverse(f"org.reorganisation.{verb}", args=[draft.pk]), {"digest": "any"}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("ui.work", args=[Work.objects.get().pk])
    assert not [str(said) for said in page.context["messages"] if "Done" in str(said)]


def test_a_large_plan_is_signed_and_carried_out_in_the_background(world, monkeypatch):
    monkeypatch.setattr("baro.directory.previews.LARGE", 1)
    draft = merger(world)

    def done(deed, by, **more):
        world.account(by)
        work = working.begin(deed, by=by)
        who = {"person_id": by.person_id, "post_id": by.post_id, "language": "en"}
        long_deed(deed, reorganisation_id=draft.pk, work_id=work.pk, **who, **more)
        work.refresh_from_db()
        return work.sentence

    assert done("preview", world.ada) == "The effects are worked out."
    shown = page(world, "org.reorganisation.sign", draft, "ada")
    digest = shown.split('name="digest" value="')[1].split('"')[0]
    assert "Units closed" in shown
    assert done("sign", world.ada, digest=digest) == "It is signed."
    assert done("carry_out", world.kim) == "It is carried out."
    draft.refresh_from_db()
    assert draft.state == State.DONE


def test_the_page_costs_the_same_however_large_the_plan_is(world):
    draft = merger(world)
    client, url = world.browser(world.kim), reverse("org.reorganisation", args=[draft.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(10):
        new = NewUnit(f"QN-{number}", f"Phường {number}", UnitKind.COMMUNE_COMMITTEE)
        planning.found_unit(draft.pk, new, by=world.kim)
    planning.dissolve(draft.pk, world.unit("QN-HL-CB"), successor=world.unit("QN-VP"), by=world.kim)
    planning.alter(draft.pk, Alteration(world.unit("QN-VP"), name="Văn phòng"), by=world.kim)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many), "\n".join(q["sql"][:150] for q in many)


def test_the_list_is_narrowed_by_words_without_marks_and_by_state(world):
    merged(world)
    prepared(world, title="Giải thể chi bộ")
    assert "Giải thể chi bộ" in page(world, "org.reorganisations", q="giai the")
    assert "Giải thể chi bộ" not in page(world, "org.reorganisations", state="done")


@pytest.mark.parametrize(
    ("before", "typed", "field", "said"),
    [
        (None, {"step": "dissolve", "unit": "QN", "successor": "QN-CX"}, "successor", "stands below"),
        (None, {"step": "merge", "units": "QN-HL", "into": "QN-HL-CB"}, "into", "stands below"),
        (
            "QN-HL",
            {"step": "dissolve", "unit": "QN-CX", "successor": "QN-HL"},
            "successor",
            "closed by this plan itself",
        ),
        ("QN-HL", {"step": "dissolve", "unit": "QN-VP"}, "unit", "so it cannot close"),
        ("QN-HL", {"step": "dissolve", "unit": "QN-HL"}, "unit", "is closed by this plan already"),
        ("QN-HL", {"step": "merge", "units": "QN-HL", "into": "QN-CX"}, "units", "is closed by this plan already"),
    ],
)
def test_who_cannot_follow_or_close_is_refused_at_the_step_beside_the_field(world, before, typed, field, said):
    draft = prepared(world)
    if before:
        planning.dissolve(draft.pk, world.unit(before), successor=world.unit("QN-VP"), by=world.kim)
    step = typed.pop("step")
    form = send(world, "org.reorganisation.plan", draft, step=step, **typed).context["form"]
    assert said in str(form.errors[field])
    assert not form.non_field_errors()


def test_beside_each_field_of_a_new_unit_stands_only_what_is_missing_there(world):
    typed = {"units": "QN-CX", "name": "Đảng ủy phường Hồng Hà"}
    shown = send(world, "org.reorganisation.plan", prepared(world), step="merge", **typed)
    errors = shown.context["form"].errors
    assert (errors["code"], errors["kind"]) == (["A new unit needs a code."], ["A new unit needs a kind."])
    assert "name" not in errors
    assert shown.text.count("A new unit needs a code.") == 2, "in the summary, and beside the field"


def test_a_dissolved_unit_stands_under_its_own_head_whoever_answers_for_it(world):
    draft = prepared(world)
    planning.dissolve(draft.pk, world.unit("QN-CX"), successor=world.unit("QN-HL"), by=world.kim)
    planning.merge(draft.pk, [world.unit("QN-HL-CB")], into=world.unit("QN-HL"), by=world.kim)
    for state in ("planned", "done"):
        plan = plan_of(draft)
        assert [str(going.units[0]) for going in plan.dissolved] == [str(world.unit("QN-CX"))], state
        assert [str(going.units[0]) for going in plan.merged] == [str(world.unit("QN-HL-CB"))]
        if state == "planned":
            sign_as_seen(draft.pk, by=world.ada)
            reorganising.carry_out(draft.pk, by=world.kim)


def test_the_trail_names_what_was_taken_out(world):
    draft = prepared(world)
    planning.alter(draft.pk, Alteration(world.unit("QN-CX"), name="Cao Thắng"), by=world.kim)
    planning.take_out(draft.pk, "QN-CX", by=world.kim)
    assert "took Đảng ủy phường Cao Xanh out of the plan" in Event.objects.about(draft)[0].sentence


def test_lines_without_a_name_are_said_once_with_their_numbers(world):
    typed = {"unit": "QN-HL", "parts": "A; Phường A\nB\n\n; Phường C", "main": "A"}
    errors = send(world, "org.reorganisation.plan", prepared(world), step="divide", **typed).context["form"].errors
    assert errors["parts"] == ["Write a code, a semicolon and a name on each line; look at these: 2, 4."]


@pytest.mark.parametrize("language", ["en", "vi", "ar"])
def test_the_tabs_of_a_plan_fit_into_one_row(language):
    with translation.override(language):
        names = [str(step.label) for step in STEPS]
    assert sum(map(len, names)) <= 72, f"the tabs would not fit beside each other: {names}"
    assert not [name for name in names if len(name) > 14]


def test_a_step_whose_name_does_not_say_it_all_says_what_it_is_for(world):
    assert "stands below another unit, or changes its level" in page(
        world, "org.reorganisation.plan", prepared(world), step="alter"
    )
