"""Deeds under a delegation: each names it, is signed with its mark, and can be found by it."""

from __future__ import annotations

from baro.documents.actions.signing import sign
from baro.org.queries import actor_of
from baro.tasks.actions import assigning
from baro.trail.models import Event
from baro.trail.verifying import verify
from tests.powers.given import delegated


def test_a_deed_under_a_delegation_names_it_and_the_signature_bears_its_mark(world):
    record = delegated(world, to=("QN-VP", "Chuyên viên"), mark="K/T")
    document = world.submitted()
    signed = sign(document.pk, digest=document.digest, by=world.ben)
    (told,) = Event.objects.under(record)
    assert (told.verb_code, told.facts["under"]) == ("documents.document.sign", "Bí thư, Tỉnh ủy Quảng Ninh")
    assert told.delegations == [f"org.delegation:{record.pk}"]
    assert signed.signing_mark == "K/T CHÁNH VĂN PHÒNG"


def test_without_a_mark_the_delegate_signs_by_order(world):
    delegated(world, to=("QN-VP", "Chuyên viên"))
    document = world.submitted()
    assert sign(document.pk, digest=document.digest, by=world.ben).signing_mark == "T/L CHÁNH VĂN PHÒNG"


def test_what_the_post_may_by_itself_is_not_done_under_a_delegation(world):
    record = delegated(world, to=("QN-VP", "Chuyên viên"), permissions=("documents.document.sign",))
    document = world.drafted(by=world.ben)
    assert Event.objects.about(document).latest("pk").delegations == []
    assert not Event.objects.under(record).exists()


def test_the_acts_done_under_a_delegation_are_the_events_that_name_it(world):
    record = delegated(
        world, delegator="ada", to=("QN-VP", "Chuyên viên"), unit="QN", below=True, permissions=("tasks.task.assign",)
    )
    wording = {
        "work": "Báo cáo", "product": "Báo cáo", "authority": "Bí thư", "due_on": world.working_day,
        "accountable_post": world.post("QN", "Bí thư"),
    }  # fmt: skip
    one = assigning.assign(unit=world.unit("QN-HL"), owner_post=world.post("QN-HL", "Bí thư"), by=world.ben, **wording)
    many = assigning.assign_many([world.unit("QN-HL"), world.unit("QN-CX")], by=world.ben, **wording)
    acts = Event.objects.under(record)
    told = Event.objects.about(one, *many.records).done("tasks.task.assign")
    assert list(acts) == list(told)
    assert len(acts) == 3


def test_who_sees_a_delegation_reads_only_deeds_to_records_that_they_see(world):
    record = delegated(world, to=("QN-VP", "Chuyên viên"))
    document = world.submitted()
    sign(document.pk, digest=document.digest, by=world.ben)
    pages = {name: world.browser(getattr(world, name)).get(record.get_absolute_url()) for name in ("ada", "ben", "kim")}
    assert all("Done under this grant (1)" in page.content.decode() for page in pages.values())
    assert {name for name, page in pages.items() if document.get_absolute_url() in page.content.decode()} == {
        "ada",
        "ben",
    }
    assert "because you may not see them: 1." in pages["kim"].content.decode()


def test_events_from_before_and_under_delegations_both_verify(world):
    delegated(world, to=("QN-VP", "Chuyên viên"))
    document = world.submitted()
    sign(document.pk, digest=document.digest, by=world.ben)
    assert verify().broken == ""


def test_an_actor_with_delegations_costs_no_query_more(world, django_assert_num_queries):
    person = world.chi.person_id
    delegated(world, permissions=("documents.document.sign",))
    with django_assert_num_queries(2):
        assert actor_of(person).delegations
