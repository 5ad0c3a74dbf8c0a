"""Mandates: who says what a post may do in a unit, and no further than they reach themselves."""

from __future__ import annotations

import pytest
from django.http import Http404

from baro.kernel.errors import NotPermitted, Refused
from baro.org.actions.mandating import set_mandate
from baro.org.actors import ANYTHING
from baro.org.models import Mandate
from baro.trail.models import Event


def mandate(world, *, by="kim", post=("QN-HL", "Văn thư"), unit="QN-HL", here=(), below=()):
    return set_mandate(world.post(*post).pk, world.unit(unit), here=here, below=below, by=getattr(world, by))


def test_who_keeps_the_organisation_sets_what_a_post_may_do(world):
    mandate(world, here=("documents.see", "documents.sign"), below=("tasks.see",))
    gus = world.gus
    assert gus.holds("documents.sign", world.unit("QN-HL"))
    assert not gus.holds("documents.sign", world.unit("QN-HL-CB"))
    assert not gus.holds("documents.register", world.unit("QN-HL"))
    assert gus.holds("tasks.see", world.unit("QN-HL-CB"))


def test_it_is_told_about_the_post_and_the_unit_in_words(world):
    post = mandate(world, here=("documents.sign",), below=("tasks.see",))
    told = Event.objects.about(post).done("org.mandate").get()
    assert told == Event.objects.about(world.unit("QN-HL")).done("org.mandate").get()
    assert told.sentence.endswith("may do in Đảng ủy phường Hà Lầm: Sign; with everything below: See tasks")


def test_what_the_post_carries_elsewhere_stays(world):
    before = set(world.clo.reaches)
    mandate(world, post=("QN-VP", "Văn thư"), unit="QN-VP", here=("documents.see",))
    assert {r for r in before if not r.root.endswith(f"/{world.unit('QN-VP').pk}/")} <= set(world.clo.reaches)


WIDE = {
    "the power to decide about the organisation": ({"here": ("org.decide",)}, "Decide about it.*more than your own"),
    "everything": ({"here": (ANYTHING,)}, "more than your own"),
    "a duty that nobody declared": ({"below": ("documents.burn",)}, "more than your own"),
}


@pytest.mark.parametrize(("wide", "says"), WIDE.values(), ids=list(WIDE))
def test_a_mandate_wider_than_its_editor_is_refused(world, wide, says):
    before = list(Mandate.objects.order_by("pk").values_list("pk", "duties"))
    with pytest.raises(Refused, match=says):
        mandate(world, **wide)
    assert list(Mandate.objects.order_by("pk").values_list("pk", "duties")) == before


def test_who_keeps_one_unit_gives_nothing_below_it(world):
    Mandate.objects.filter(post__name="Chuyên viên tổ chức").update(unit=world.unit("QN-HL"), reaches_below=False)
    with pytest.raises(Refused, match="cannot reach below it"):
        mandate(world, below=("tasks.see",))
    with pytest.raises(Refused, match="reach further than you do"):
        mandate(world, unit="QN-CX", here=("tasks.see",))
    assert mandate(world, here=("tasks.see",))


def test_nobody_sets_their_own_mandate(world):
    with pytest.raises(NotPermitted, match="their own post"):
        mandate(world, post=("QN-VP", "Chuyên viên tổ chức"), unit="QN-VP", here=("documents.see",))


def test_others_do_not_set_mandates(world):
    with pytest.raises(NotPermitted, match="keeps the organisation"):
        mandate(world, by="eve", here=("documents.sign",))
    with pytest.raises(Http404):
        mandate(world, by="dov", here=("documents.sign",))
