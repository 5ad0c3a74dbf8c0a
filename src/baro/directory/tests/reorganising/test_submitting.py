"""A plan is submitted for signature: who decides finds it among their permissions, and signs what they were shown."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baro.directory.tests.reforms import merger, prepared
from baro.kernel.errors import NotPermitted, Refused
from baro.org.flow import State
from baro.org.models import Disposition, Reorganisation, UnitKind
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.trail.models import Event, Notice, Reason
from tests.signing import sign_as_seen

LINK = "Sign the reorganisation"


def submitted(world):
    return reorganising.submit_plan(merger(world).pk, by=world.kim)


def told(post_id, reason):
    return Notice.objects.filter(post_id=post_id, reason=reason, subject__startswith="org.reorganisation:").count()


def permissions(world, who):
    return world.browser(getattr(world, who)).get(reverse("ui.my_work"))


def test_who_decides_is_told_and_finds_it_among_their_permissions(world):
    plan = submitted(world)
    assert plan.state == State.SUBMITTED
    assert Event.objects.about(plan)[0].sentence.endswith("submitted the plan for signature")
    assert told(world.ada.post_id, Reason.DECIDE) == 1
    page = permissions(world, "ada")
    assert f"{LINK} {plan}" in page.text
    assert "wait for my signature" in page.text
    assert LINK not in permissions(world, "kim").text, "who keeps the organisation signs nothing"


def test_the_page_of_the_plan_offers_it_and_nothing_afterwards(world):
    draft = merger(world)
    client, url = world.browser(world.kim), reverse("org.reorganisation.submit", args=[draft.pk])
    assert url in client.get(draft.get_absolute_url()).text
    assert client.post(url).status_code == 302
    assert url not in client.get(draft.get_absolute_url()).text
    with pytest.raises(Refused, match="not possible while"):
        reorganising.submit_plan(draft.pk, by=world.kim)


def test_an_empty_plan_is_not_submitted_and_nobody_else_submits(world):
    with pytest.raises(Refused, match="The plan is empty"):
        reorganising.submit_plan(prepared(world).pk, by=world.kim)
    with pytest.raises(NotPermitted):
        reorganising.submit_plan(merger(world).pk, by=world.ada)


def test_what_is_changed_afterwards_is_a_draft_again(world):
    def changed(change):
        plan = submitted(world)
        change(plan)
        plan.refresh_from_db()
        reorganising.withdraw(plan.pk, "x", by=world.kim)
        return plan.state

    cell = planning.NewUnit("X", "Chi bộ X", UnitKind.CELL)
    assert changed(lambda plan: planning.take_out(plan.pk, "QN-CX", by=world.kim)) == State.DRAFT
    assert changed(lambda plan: planning.found_unit(plan.pk, cell, by=world.kim)) == State.DRAFT
    kept = ("documents.leads", Disposition.KEEP)
    assert changed(lambda plan: planning.choose_disposition(plan.pk, *kept, by=world.kim)) == State.DRAFT


def test_the_one_who_decides_signs_it_or_sends_it_back_and_the_keeper_is_told(world):
    plan = submitted(world)
    reorganising.take_back(plan.pk, "Thiếu một đơn vị", by=world.ada)
    assert told(world.kim.post_id, Reason.RETURNED) == 1
    assert Reorganisation.objects.get(pk=plan.pk).state == State.DRAFT
    reorganising.submit_plan(plan.pk, by=world.kim)
    assert sign_as_seen(plan.pk, by=world.ada).state == State.SIGNED
    assert told(world.kim.post_id, Reason.INFORMED) == 1
    assert LINK not in permissions(world, "ada").text


def test_a_unit_of_a_submitted_plan_is_planned_nowhere_else(world):
    submitted(world)
    with pytest.raises(Refused, match="already"):
        merger(world)


def test_the_permissions_of_who_decides_nothing_cost_no_statement_more(world):
    def count():
        client = world.browser(world.eve)
        client.get(reverse("ui.my_work"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("ui.my_work"))
        return len(asked)

    before = count()
    submitted(world)
    assert count() == before
