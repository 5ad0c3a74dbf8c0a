"""Who reads a reorganisation: a draft is for those who prepare and decide it, what was signed for more."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.directory.tests.reforms import merger, prepared
from baro.org.models import Mandate, Reorganisation
from baro.org.queries import actor_of
from baro.org.reorganising.actions import signing as reorganising
from tests.signing import sign_as_seen


def reader(world):
    """Dov, who sees the organisation of the whole province, keeps and decides nothing."""
    Mandate.objects.create(post=world.post("QN-CX", "Bí thư"), unit=world.unit("QN"), permissions=["org.see"])
    return world.dov


def seen_by(actor):
    """The titles that an actor sees."""
    return set(Reorganisation.objects.visible_to(actor).values_list("title", flat=True))


def test_a_draft_is_read_by_who_organises_and_who_decides_there_alone(world):
    draft, dov = merger(world), reader(world)
    assert seen_by(world.kim) == seen_by(world.ada) == {draft.title}
    for other in (dov, world.chi, world.eve, world.stranger):
        assert seen_by(other) == set()
    browser = world.browser(dov)
    for page in (
        "org.reorganisation",
        "org.effects",
        "org.reorganisation.sign",
        "org.reorganisation.plan",
        "org.plans.template",
    ):
        assert browser.get(reverse(page, args=[draft.pk])).status_code == 404, page
    assert browser.get(reverse("org.attached", args=[draft.pk, "tasks.owned"])).status_code == 404
    listed = browser.get(reverse("org.reorganisations"))
    assert draft.title not in listed.text
    assert listed.context["list"].count == 0


def test_once_signed_it_is_read_by_everybody_whom_its_unit_shows_it(world):
    draft, dov = merger(world), reader(world)
    sign_as_seen(draft.pk, by=world.ada)
    assert seen_by(dov) == seen_by(world.chi) == {draft.title}
    assert world.browser(dov).get(draft.get_absolute_url()).status_code == 200
    assert seen_by(world.stranger) == set()
    reorganising.carry_out(draft.pk, by=world.kim)
    assert seen_by(dov) == {draft.title}


def test_a_plan_that_was_opened_again_is_a_draft_again(world):
    draft, dov = merger(world), reader(world)
    sign_as_seen(draft.pk, by=world.ada)
    reorganising.take_back(draft.pk, "Sửa", by=world.ada)
    assert seen_by(dov) == set()


@pytest.mark.parametrize("signed", [False, True], ids=["as a draft", "once signed"])
def test_a_withdrawn_plan_is_read_by_who_could_read_it_before(world, signed):
    draft, dov = merger(world), reader(world)
    if signed:
        sign_as_seen(draft.pk, by=world.ada)
    reorganising.withdraw(draft.pk, "Thôi", by=world.kim)
    assert seen_by(dov) == ({draft.title} if signed else set())
    assert seen_by(world.kim) == {draft.title}


def test_who_prepared_a_draft_goes_on_reading_it(world):
    draft, kim = prepared(world), world.kim
    Mandate.objects.filter(post=kim.post_id).update(permissions=["org.see"])
    lost = actor_of(kim.person_id)
    assert not lost.holds_anywhere("org.organise")
    assert seen_by(lost) == {draft.title}
    assert seen_by(world.chi) == set()


def test_who_keeps_the_organisation_of_a_unit_below_does_not_read_the_draft_of_the_one_above(world):
    prepared(world)
    Mandate.objects.create(post=world.post("QN-HL", "Bí thư"), unit=world.unit("QN-HL"), permissions=["org.organise"])
    assert seen_by(world.eve) == set()


def test_it_costs_one_query_for_many_drafts(world, django_assert_num_queries):
    for number in range(5):
        prepared(world, title=f"Đề án {number}")
    for actor, count in ((reader(world), 0), (world.kim, 5)):
        with django_assert_num_queries(1):
            assert len(seen_by(actor)) == count
