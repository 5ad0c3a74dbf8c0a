"""Who reads a handover: the two, who keeps or decides about the organisation, and every post that was told of it."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from baro.org.checks import check_of
from baro.org.handovers.actions.handing_over import hand_over, take_over
from baro.org.models import Handover, Mandate
from baro.org.posts.actions.appointing import appoint, release
from tests.organisation.test_checks import given

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def gus_left(world):
    """Gus has left the register of Hà Lầm, of which Eve is the head; Ben follows."""
    given(world)
    gus, post = world.gus, world.gus.post_id
    release(post, gus.person_id, last=TODAY - DAY, reason="nghỉ hưu", by=world.kim)
    appoint(post, world.ben.person_id, since=TODAY, by=world.kim)
    return Handover.objects.get(post=post)


def sees(actor, handover):
    """Whether the actor finds it."""
    return Handover.objects.visible_to(actor).filter(pk=handover.pk).exists()


def test_the_two_who_keeps_and_who_decides_see_it_and_nobody_else_for_seeing_the_unit(world):
    handover = gus_left(world)
    assert all(sees(getattr(world, name), handover) for name in ("ben", "kim", "ada"))
    assert not any(sees(getattr(world, name), handover) for name in ("chi", "clo", "eve", "dov"))
    assert not sees(world.stranger, handover)
    client = world.browser(world.chi)
    assert client.get(handover.get_absolute_url()).status_code == 404
    assert client.get(reverse("org.handovers")).context["list"].count == 0
    assert handover.get_absolute_url() not in client.get(handover.post.get_absolute_url()).text


def test_a_head_who_is_told_of_a_difference_opens_what_the_notice_leads_to(world):
    handover = gus_left(world)
    hand_over(handover.pk, remark="", by=world.kim)
    assert not sees(world.eve, handover)
    take_over(handover.pk, remark="Thiếu một hồ sơ", by=world.ben)
    client = world.browser(world.eve)
    assert str(handover) in client.get(reverse("ui.notices")).text
    page = client.get(handover.get_absolute_url())
    assert page.status_code == 200
    assert "Thiếu một hồ sơ" in page.text
    assert client.get(reverse("org.handovers")).context["list"].count == 1
    assert not sees(world.dov, handover)


def test_the_check_counts_the_late_ones_that_one_sees(world):
    handover = gus_left(world)
    Handover.objects.filter(pk=handover.pk).update(day=TODAY - DAY)
    late = check_of("org.handovers_late")
    assert late.rows_for(world.kim, TODAY).count() == 1
    assert late.rows_for(world.chi, TODAY).count() == 0


def test_it_costs_one_query_for_whomever(world, django_assert_num_queries):
    handover = gus_left(world)
    Mandate.objects.create(post=world.post("QN-CX", "Bí thư"), unit=world.unit("QN"), permissions=["org.see"])
    for actor, seen in ((world.kim, True), (world.ben, True), (world.dov, False)):
        with django_assert_num_queries(1):
            assert sees(actor, handover) is seen


def test_the_check_counts_those_alone_whose_day_has_passed_and_is_called_so(world):
    handover = gus_left(world)
    late = check_of("org.handovers_late")
    assert str(late.label) == "Handovers whose day has passed without both signatures"
    assert handover.day == TODAY
    assert handover not in late.rows(TODAY), "they may sign today"
    assert handover in late.rows(TODAY + DAY)
