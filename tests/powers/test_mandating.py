"""Mandates: who says what a post may do in a unit, and no further than they reach themselves."""

from __future__ import annotations

import json
from itertools import product

import pytest
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from baro.documents.models import Document
from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import ANYTHING, UNLIMITED, Limits
from baro.org.models import Mandate, PostRank
from baro.org.posts.actions.opening import open_post
from baro.org.powers.actions.mandating import set_mandate
from baro.trail.models import Event
from tests.powers.given import by_two, delegated

TODAY = timezone.localdate()


def mandate(world, *, by="two", post=("QN-HL", "Văn thư"), unit="QN-HL", here=(), below=(), **limits):
    by = by_two(world) if by == "two" else getattr(world, by)
    return set_mandate(world.post(*post).pk, world.unit(unit), here=here, below=below, by=by, **limits)


def test_who_keeps_the_organisation_sets_what_a_post_may_do(world):
    mandate(world, here=("documents.see", "documents.document.sign"), below=("tasks.see",))
    gus = world.gus
    assert gus.holds("documents.document.sign", world.unit("QN-HL"))
    assert not gus.holds("documents.document.sign", world.unit("QN-HL-CB"))
    assert not gus.holds("documents.document.register", world.unit("QN-HL"))
    assert gus.holds("tasks.see", world.unit("QN-HL-CB"))


def test_it_is_told_about_the_post_and_the_unit_in_words(world):
    post = mandate(world, here=("documents.document.sign",), below=("tasks.see",))
    told = Event.objects.about(post).done("org.post.set_mandate").get()
    assert told == Event.objects.about(world.unit("QN-HL")).done("org.post.set_mandate").get()
    assert told.sentence.endswith("may do in Đảng ủy phường Hà Lầm: Sign; with everything below: See tasks")


def test_what_the_post_carries_elsewhere_stays(world):
    before = set(world.clo.scopes)
    mandate(world, post=("QN-VP", "Văn thư"), unit="QN-VP", here=("documents.see",))
    assert {r for r in before if not r.root.endswith(f"/{world.unit('QN-VP').pk}/")} <= set(world.clo.scopes)


WIDE = {
    "the power to decide about the organisation": ({"here": ("org.decide",)}, "Decide about it.*more than your own"),
    "everything": ({"here": (ANYTHING,)}, "more than your own"),
    "a duty that nobody declared": ({"below": ("documents.burn",)}, "more than your own"),
}


@pytest.mark.parametrize(("wide", "says"), WIDE.values(), ids=list(WIDE))
def test_a_mandate_wider_than_its_editor_is_refused(world, wide, says):
    before = list(Mandate.objects.order_by("pk").values_list("pk", "permissions"))
    with pytest.raises(Refused, match=says):
        mandate(world, by="kim", **wide)
    assert list(Mandate.objects.order_by("pk").values_list("pk", "permissions")) == before


def test_who_keeps_one_unit_gives_nothing_below_it(world):
    Mandate.objects.filter(post__name="Chuyên viên tổ chức").update(unit=world.unit("QN-HL"), includes_below=False)
    with pytest.raises(Refused, match="cannot reach below it"):
        mandate(world, by="kim", below=("tasks.see",))
    with pytest.raises(Refused, match="reach further than you do"):
        mandate(world, by="kim", unit="QN-CX", here=("tasks.see",))
    assert mandate(world, by="kim", here=("tasks.see",))


def test_nobody_sets_their_own_mandate(world):
    with pytest.raises(NotPermitted, match="their own post"):
        mandate(world, by="kim", post=("QN-VP", "Chuyên viên tổ chức"), unit="QN-VP", here=("documents.see",))


def test_others_do_not_set_mandates(world):
    with pytest.raises(NotPermitted, match="keeps the organisation"):
        mandate(world, by="eve", here=("documents.document.sign",))
    with pytest.raises(Http404):
        mandate(world, by="dov", here=("documents.document.sign",))


# Ceilings

NOTICES = Limits(types=("notice",))
OFFICE = {"by": "two", "post": ("QN-VP", "Chánh Văn phòng"), "unit": "QN-VP", "here": ("documents.document.sign",)}


def test_a_limited_permission_opens_the_records_below_its_ceiling_and_the_others_stay_without_limit(world):
    mandate(
        world,
        here=("documents.document.sign", "tasks.task.assign"),
        limited=("documents.document.sign",),
        limits=NOTICES,
    )
    unit = world.unit("QN-HL")
    assert world.gus.holds("documents.document.sign", unit, Document(type="notice"))
    assert not world.gus.holds("documents.document.sign", unit, Document(type="decision"))
    assert not world.gus.holds("documents.document.sign", unit), "without a record a limited duty opens nothing"
    assert world.gus.holds("tasks.task.assign", unit)


@pytest.mark.parametrize(
    ("limits", "field"),
    [
        ({"limited": ("documents.document.sign",)}, "types"),
        ({"limits": NOTICES}, "limited"),
        ({"limited": ("documents.document.issue",), "limits": NOTICES}, "limited"),
        ({"limited": ("documents.see",), "limits": NOTICES}, "limited"),
    ],
    ids=["no ceiling", "nothing limited", "not carried", "only shows"],
)
def test_loose_limits_are_refused_beside_their_field(world, limits, field):
    with pytest.raises(Refused) as refused:
        mandate(world, here=("documents.document.sign", "documents.see"), **limits)
    assert list(refused.value.fields) == [field]


DECISIONS = Limits(types=("decision",))


@pytest.mark.parametrize(("asked", "given"), [(UNLIMITED, False), (DECISIONS, False), (NOTICES, True)])
def test_nobody_delegations_beyond_the_ceiling_of_their_own_mandate(world, asked, given):
    mandate(world, **OFFICE, limited=("documents.document.sign",), limits=NOTICES)
    to = {"delegator": "chi", "to": ("QN-VP", "Chuyên viên"), "limits": asked}
    if given:
        assert delegated(world, **to)
    else:
        with pytest.raises(Refused, match="within limits only"):
            delegated(world, **to)


def test_a_delegation_gives_nothing_once_the_mandate_behind_it_is_limited_further(world):
    mandate(world, **OFFICE)
    delegated(world, delegator="chi", to=("QN-VP", "Chuyên viên"), limits=Limits(urgency=1))
    notice = Document(type="notice", urgency=0)
    assert world.ben.holds("documents.document.sign", world.unit("QN-VP"), notice)
    mandate(world, **OFFICE, limited=("documents.document.sign",), limits=NOTICES)
    assert not world.ben.holds("documents.document.sign", world.unit("QN-VP"), notice)


LIMITS = [
    UNLIMITED,
    NOTICES,
    Limits(types=("notice", "decision")),
    Limits(urgency=1),
    Limits(("notice",), 2, ("a",)),
]


@pytest.mark.parametrize(("inner", "outer"), list(product(LIMITS, LIMITS)))
def test_the_database_knows_ceilings_as_the_actor_does(db, inner, outer):
    with connection.cursor() as cursor:
        kept = [json.dumps(limits.as_kept()) for limits in (inner, outer)]
        cursor.execute("SELECT baro_limits_within(%s::jsonb, %s::jsonb)", kept)
        assert cursor.fetchone() == (inner.within(outer),)


def test_a_post_that_is_opened_like_another_has_its_limits(world):
    mandate(world, here=("documents.document.sign",), limited=("documents.document.sign",), limits=NOTICES)
    like, unit = world.post("QN-HL", "Văn thư"), world.unit("QN-HL")
    post = open_post(unit.pk, name="Văn thư 2", rank=PostRank.STAFF, since=TODAY, like=like, by=world.kim)
    assert [one.limits for one in Mandate.objects.filter(post=post)] == [NOTICES]


def test_limits_are_set_and_read_on_the_page(world):
    post, url = (
        world.post("QN-HL", "Văn thư"),
        reverse("org.post.set_mandate", args=[world.post("QN-HL", "Văn thư").pk]),
    )
    typed = {
        "here": ["org.see", "documents.document.issue"],
        "limited": ["documents.document.issue"],
        "types": ["notice"],
        "urgency": "",
    }
    assert world.browser(world.kim).post(url, typed).status_code == 302
    assert {one.permissions[0]: one.limits for one in Mandate.objects.filter(post=post)} == {
        "org.see": UNLIMITED,
        "documents.document.issue": NOTICES,
    }
    form = world.browser(world.kim).get(url).context["form"]
    assert (form["limited"].value(), form["types"].value()) == (["documents.document.issue"], ["notice"])
    matrix = world.browser(world.kim).get(reverse("org.unit.mandates", args=[post.unit_id])).content.decode()
    assert "only documents of the types" in matrix
    page = world.browser(world.gus).get(reverse("org.unit.why", args=[world.unit("QN-HL").pk])).content.decode()
    assert "only documents of the types" in page
