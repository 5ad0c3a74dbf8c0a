"""The pages of delegations, absences and mandates, as people meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.directory.web.powers.mandates import carriers_of
from baro.documents.actions.signing import sign
from baro.kernel.permissions import all_permissions
from baro.org.actors import Actor
from baro.org.models import Absence, Delegation, Mandate
from tests.powers.given import delegated


def words(answer) -> str:
    return answer.content.decode()


def test_powers_are_delegated_through_the_form(world):
    client, today = world.browser(world.ada), timezone.localdate()
    typed = {
        "delegate_code": world.post("QN-VP", "Chuyên viên").pk, "unit_code": "QN-VP",
        "permissions": ["documents.document.sign"],
        "types": ["notice"], "urgency": "1", "mark": "K/T", "first": today.isoformat(),
        "last": (today + timedelta(days=9)).isoformat(), "basis": "Quy chế làm việc", "basis_on": today.isoformat(),
    }  # fmt: skip
    answer = client.post(reverse("org.delegation.give"), typed)
    record = Delegation.objects.get()
    assert answer["Location"] == record.get_absolute_url()
    assert (record.limited_to, record.mark, record.may_redelegate) == (
        {"types": ["notice"], "urgency": 1},
        "K/T",
        False,
    )
    page = words(client.get(record.get_absolute_url()))
    assert "only documents of the types: Notice" in page or "only documents of the types" in page


@pytest.mark.parametrize(("persona", "code"), [("ada", "QN"), ("eve", "QN-HL"), ("chi", "QN-VP")])
def test_a_delegation_begins_in_the_unit_of_the_delegator(world, persona, code):
    answer = world.browser(getattr(world, persona)).get(reverse("org.delegation.give"))
    assert answer.context["form"].initial["unit"] == world.unit(code)
    assert f'name="unit_code" value="{code}"' in words(answer)


@pytest.mark.parametrize(("unit", "post"), [("QN-VP", "Chuyên viên"), ("QN-CX", "Bí thư"), ("QN", "Bí thư")])
def test_a_delegate_outside_the_unit_is_named_with_theirs_before_anything_is_delegated(world, unit, post):
    client, today = world.browser(world.eve), timezone.localdate().isoformat()
    assert 'name="also_if_outside"' not in words(client.get(reverse("org.delegation.give")))
    typed = {
        "delegate_code": world.post(unit, post).pk, "permissions": ["documents.document.sign"], "unit_code": "QN-HL",
        "first": today, "last": today, "basis": "x", "basis_on": today,
    }  # fmt: skip
    answer = client.post(reverse("org.delegation.give"), typed)
    assert answer.status_code == 422
    assert f"“{post}” belongs to {world.unit(unit)}, which is neither your unit nor below it" in words(answer)
    assert 'name="also_if_outside"' in words(answer)
    assert not Delegation.objects.exists()
    assert client.post(reverse("org.delegation.give"), typed | {"also_if_outside": "on"}).status_code == 302
    assert Delegation.objects.get().delegate == world.post(unit, post)


@pytest.mark.parametrize(("unit", "post"), [("QN-HL", "Văn thư"), ("QN-HL-CB", "Bí thư chi bộ")])
def test_within_the_unit_and_below_it_nothing_is_asked_before_granting(world, unit, post):
    client, today = world.browser(world.eve), timezone.localdate().isoformat()
    typed = {
        "delegate_code": world.post(unit, post).pk, "permissions": ["documents.document.sign"], "unit_code": "QN-HL",
        "first": today, "last": today, "basis": "x", "basis_on": today,
    }  # fmt: skip
    assert client.post(reverse("org.delegation.give"), typed).status_code == 302


def test_what_is_too_wide_is_said_beside_the_field(world):
    client, today = world.browser(world.ada), timezone.localdate().isoformat()
    answer = client.post(
        reverse("org.delegation.give"),
        {
            "delegate_code": world.post("QN-VP", "Chuyên viên").pk, "unit_code": "QN-CX",
            "permissions": ["documents.document.sign"],
            "first": today, "last": today, "basis": "x", "basis_on": today,
        },
    )  # fmt: skip
    assert answer.status_code == 422
    assert "does not carry “Sign” for Đảng ủy phường Cao Xanh" in words(answer)


def test_the_page_of_a_delegation_lists_what_was_done_under_it(world):
    record = delegated(world, to=("QN-VP", "Chuyên viên"))
    document = world.submitted()
    sign(document.pk, digest=document.digest, by=world.ben)
    page = words(world.browser(world.ada).get(record.get_absolute_url()))
    assert "Done under this grant (1)" in " ".join(page.split())
    assert document.get_absolute_url() in page


def test_the_timeline_and_the_button_name_the_delegation(world):
    record = delegated(world, to=("QN-VP", "Chuyên viên"))
    document = world.submitted()
    client = world.browser(world.ben)
    assert "“Sign”: under a grant of Bí thư, Tỉnh ủy Quảng Ninh" in words(client.get(document.get_absolute_url()))
    sign(document.pk, digest=document.digest, by=world.ben)
    page = words(client.get(document.get_absolute_url()))
    assert f'href="{record.get_absolute_url()}"' in page
    assert "under a grant of Bí thư, Tỉnh ủy Quảng Ninh" in page


@pytest.mark.parametrize("persona", ["eve", "gus", "fay", "kim"])
def test_whoever_holds_a_post_finds_handovers_and_delegations_in_the_navigation(world, persona):
    page = world.browser(getattr(world, persona)).get(reverse("org.units")).content.decode()
    navigation = page[page.index('id="places"') : page.index("</nav>", page.index('id="places"'))]
    assert f'href="{reverse("org.handovers")}"' in navigation
    assert f'href="{reverse("org.delegations")}"' in navigation


def test_the_menu_says_under_which_delegations_one_acts(world):
    assert "You act under grants of" not in words(world.browser(world.ben).get(reverse("org.units")))
    delegated(world, to=("QN-VP", "Chuyên viên"))
    assert "You act under grants of" in words(world.browser(world.ben).get(reverse("org.units")))


@pytest.mark.parametrize(("side", "mine"), [("given", 1), ("received", 0)])
def test_the_list_is_narrowed_to_ones_own(world, side, mine):
    delegated(world)
    page = words(world.browser(world.ada).get(reverse("org.delegations"), {"side": side}))
    assert page.count("/delegations/") - page.count("/delegations/give/") >= mine
    assert ("Văn phòng Tỉnh ủy" in page.split("<tbody")[-1].split("</tbody>")[0]) is bool(mine)


@pytest.mark.parametrize("persona", ["dov", "hue", "fay"])
def test_others_do_not_see_a_delegation(world, persona):
    record = delegated(world)
    assert world.browser(getattr(world, persona)).get(record.get_absolute_url()).status_code == 404


def test_an_absence_is_declared_and_ended_in_the_menu(world):
    client, today = world.browser(world.eve), timezone.localdate().isoformat()
    client.post(reverse("org.absence.declare"), {"first": today, "last": today, "reason": "mission"})
    absence = Absence.objects.get()
    assert "On mission" in words(client.get(reverse("org.absence.declare")))
    client.post(reverse("org.absence.end", args=[absence.pk]))
    assert Absence.objects.get().ended_id


def test_mandates_of_a_unit_are_read_by_who_sees_it_and_edited_by_who_keeps_it(world):
    unit, post = world.unit("QN-HL"), world.post("QN-HL", "Văn thư")
    address = reverse("org.unit.mandates", args=[unit.pk])
    edit = f"{reverse('org.post.set_mandate', args=[post.pk])}?unit={unit.pk}"
    assert edit not in words(world.browser(world.gus).get(address))
    assert world.browser(world.dov).get(address).status_code == 404
    client = world.browser(world.kim)
    assert edit in words(client.get(address))
    assert client.post(edit, {"here": ["documents.document.issue"]})["Location"] == address
    assert world.gus.holds("documents.document.issue", unit)


def carried_by(world, post, unit="QN-HL", who="kim"):
    """How a post carries what it may do in a unit, by the name of the permission."""
    address = reverse("org.unit.mandates", args=[world.unit(unit).pk])
    carriers = world.browser(getattr(world, who)).get(address).context["carriers"]
    found = {row.post: {duty: line for line in row.lines for duty in line.duties} for row in carriers.rows}
    return found.get(world.post(*post))


def test_the_page_shows_what_a_post_may_do_by_a_delegation(world):
    record = delegated(
        world, delegator="eve", unit="QN-HL", to=("QN-HL", "Văn thư"), permissions=("documents.document.sign",)
    )
    lines = carried_by(world, ("QN-HL", "Văn thư"))
    assert (lines["Sign"].scope, lines["Sign"].delegation) == ("", record)
    assert {line.delegation for permission, line in lines.items() if permission != "Sign"} == {None}
    page = words(world.browser(world.kim).get(reverse("org.unit.mandates", args=[world.unit("QN-HL").pk])))
    assert f'<a href="{record.get_absolute_url()}">By a grant in force</a>: Sign' in page


def test_the_page_has_posts_of_other_units_to_which_something_was_delegated(world):
    clerk, today = ("QN-CX", "Văn thư"), timezone.localdate()
    assert carried_by(world, clerk) is None
    delegated(world, delegator="eve", unit="QN-HL", to=clerk, first=today + timedelta(days=1))
    assert carried_by(world, clerk) is None, "it is not in force yet"
    delegated(world, delegator="eve", unit="QN-HL", to=clerk)
    assert list(carried_by(world, clerk)) == ["Sign"]


def test_the_page_links_only_delegations_that_the_reader_may_open(world):
    record = delegated(world, unit="QN-VP")
    assert carried_by(world, ("QN-VP", "Chánh Văn phòng"), "QN-VP")["Sign"].is_open
    line = carried_by(world, ("QN-VP", "Chánh Văn phòng"), "QN-VP", "ben")["Sign"]
    assert line.delegation == record
    assert line.is_open is (world.browser(world.ben).get(record.get_absolute_url()).status_code == 200)


def test_the_page_costs_the_same_for_one_delegation_and_for_many(world, django_assert_num_queries):
    kim, unit = world.kim, world.unit("QN-HL")
    for clerk in (("QN-HL", "Văn thư"), ("QN-CX", "Văn thư"), ("QN-VP", "Văn thư")):
        delegated(world, delegator="eve", unit="QN-HL", to=clerk)
        with django_assert_num_queries(5):
            assert carriers_of(unit, kim).rows


def test_why_names_the_mandate_or_the_delegation_that_opens_a_unit(world):
    record = delegated(world, delegator="eve", unit="QN-HL", to=("QN-HL", "Văn thư"))
    page = words(world.browser(world.gus).get(reverse("org.unit.why", args=[world.unit("QN-HL").pk])))
    assert "the mandate of your post" in page
    assert f'href="{record.get_absolute_url()}"' in page
    assert "Write instruction" in page.split("may-not-title")[-1]


def test_who_keeps_the_organisation_is_not_sent_to_themselves_for_a_mandate(world):
    ward = world.unit("QN-HL")
    url, matrix = reverse("org.unit.why", args=[ward.pk]), reverse("org.unit.mandates", args=[ward.pk])
    keeper, clerk = (words(world.browser(one).get(url)) for one in (world.kim, world.gus))
    assert "You keep the organisation of the unit and give mandates to its posts" in keeper
    assert f'href="{matrix}"' in keeper
    assert "Ask who keeps the organisation of the unit" not in keeper
    assert "Ask who keeps the organisation of the unit" in clerk
    assert f'href="{matrix}"' not in clerk


def test_the_page_and_the_way_to_it_ask_what_one_may_do(world):
    client, ward = world.browser(world.gus), world.unit("QN-HL")
    asked = "What may I do here, and why?"
    assert asked in words(client.get(ward.get_absolute_url()))
    assert f"<title>{asked} · {ward}" in words(client.get(reverse("org.unit.why", args=[ward.pk])))


def test_every_permission_that_a_post_of_the_town_carries_is_declared(world):
    carried = {
        permission
        for permissions in Mandate.objects.values_list("permissions", flat=True)
        for permission in permissions
    }
    assert carried <= set(all_permissions())
    assert Actor.nobody().delegations == ()
