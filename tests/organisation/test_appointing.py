"""Appointing and releasing in the browser: who may, what is refused beside which field, what is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from baro.directory.tests.reforms import merged
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import spoken_day
from baro.org.models import Mandate, Person, Post, PostFacts, PostRank, Tenure, TenureKind, Unit
from baro.org.posts.actions.appointing import appoint, release
from baro.org.posts.actions.opening import close_post, open_post
from baro.org.queries import holder_of
from baro.tasks.models import Task
from baro.trail.models import Event
from baro.ui.forms.choices import choosable_of
from tests.organisation.test_checks import given
from tests.powers.given import by_two, lightened

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def vacant(world):
    return lightened(world.post("QN-HL", "Phó Bí thư"))


def page(world, address, post, who="kim", **typed):
    client = world.browser(getattr(world, who))
    url = reverse(address, args=[post.pk])
    return client.post(url, typed) if typed else client.get(url)


def test_somebody_known_is_appointed_and_the_trail_says_so(world):
    post, ben = vacant(world), world.ben
    typed = {"kind": "holder", "since": TODAY.isoformat(), "keeps_posts": "on"}
    answer = page(world, "org.post.appoint", post, person_code=ben.person_id, **typed)
    assert answer["Location"] == reverse("org.post", args=[post.pk])
    assert holder_of(post, TODAY) == ben.name
    assert "appointed Ben Chuyên Viên from" in Event.objects.about(post)[0].sentence


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("holder", "appointed Ivy Mới from %s by 12-QĐ/TU"),
        ("acting", "let Ivy Mới act in the post from %s by 12-QĐ/TU"),
    ],
)
def test_the_decision_is_kept_in_the_trail_and_read_there_when_it_is_given(world, kind, said):
    post, typed = vacant(world), {"name": "Ivy Mới", "kind": kind, "since": TODAY.isoformat()}
    page(world, "org.post.appoint", post, **typed, basis=" 12-QĐ/TU ")
    event = Event.objects.about(post)[0]
    assert event.facts["basis"] == "12-QĐ/TU"
    assert event.sentence.endswith(said % date_format(TODAY, "SHORT_DATE_FORMAT"))
    with translation.override("vi"):
        assert event.sentence.endswith("theo 12-QĐ/TU")


def test_without_a_decision_the_sentence_is_as_before(world):
    post = vacant(world)
    page(world, "org.post.appoint", post, name="Ivy Mới", kind="holder", since=TODAY.isoformat())
    event = Event.objects.about(post)[0]
    assert "basis" not in event.facts
    assert event.sentence.endswith(f"appointed Ivy Mới from {date_format(TODAY, 'SHORT_DATE_FORMAT')}")


def test_a_decision_is_no_longer_than_a_number_and_symbol(world):
    typed = {"name": "Ivy Mới", "kind": "holder", "since": TODAY.isoformat(), "basis": "x" * 121}
    assert "basis" in page(world, "org.post.appoint", vacant(world), **typed).context["form"].errors


def test_people_are_found_without_tone_marks(world):
    found = choosable_of("org.persons").search(world.kim, "chuyen vien", 5)
    assert [(one.title, one.detail) for one in found] == [
        ("Ben Chuyên Viên", "Chuyên viên, Văn phòng Tỉnh ủy"),
        ("Kim Tổ Chức", "Chuyên viên tổ chức, Văn phòng Tỉnh ủy"),
    ], "who is called so stands before who is that"


def test_people_are_found_by_name_and_post_together(world):
    found = choosable_of("org.persons").search(world.kim, "eve bi thu ha lam", 5)
    assert [one.title for one in found] == ["Eve Bí Thư Phường"]


def test_somebody_new_is_let_act_by_name(world):
    post = vacant(world)
    page(world, "org.post.appoint", post, name="  Ivy   Người Mới ", kind="acting", since=TODAY.isoformat())
    tenure = Tenure.objects.on(TODAY).get(post=post)
    assert (tenure.person.name, tenure.kind) == ("Ivy Người Mới", TenureKind.ACTING)
    assert "let Ivy Người Mới act in the post" in Event.objects.about(post)[0].sentence


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"since": TODAY}, "person", "Choose a person, or write"),
        ({"since": TODAY, "name": "BEN chuyên viên"}, "also_if_known", "is known here"),
        ({"since": TODAY, "name": "A", "until": TODAY - DAY}, "until", "lies before the first"),
        ({"since": date(2019, 1, 1), "name": "A"}, "since", "exists since"),
    ],
)
def test_what_is_refused_stands_beside_its_field(world, typed, field, said):
    answer = page(world, "org.post.appoint", vacant(world), kind="holder", **typed)
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    assert not Person.objects.filter(name="A").exists()


@pytest.mark.parametrize("typed", [{}, {"person": "Không Ai Cả"}])
def test_what_is_wrong_with_the_person_and_with_the_days_is_said_at_once(world, typed):
    answer = page(world, "org.post.appoint", vacant(world), kind="holder", since=TODAY, until=TODAY - DAY, **typed)
    assert {"person", "until"} <= answer.context["form"].errors.keys()


def test_a_held_post_is_refused_with_the_holder(world):
    answer = page(world, "org.post.appoint", world.post("QN-HL", "Bí thư"), kind="holder", name="A", since=TODAY)
    said = str(answer.context["form"].errors["since"])
    assert "Eve Bí Thư Phường holds the post, and no last day is recorded; end that first." in said


def test_before_somebody_who_is_planned_a_last_day_is_asked_for(world):
    post, planned = vacant(world), TODAY + 90 * DAY
    appoint(post.pk, name="Mai Sau", since=planned, by=by_two(world))
    typed = {"person_code": world.ben.person_id, "kind": "holder", "since": TODAY.isoformat(), "keeps_posts": "on"}
    said = str(page(world, "org.post.appoint", post, **typed).context["form"].errors["until"])
    assert f"Mai Sau holds the post from {spoken_day(planned)} on; choose a last day before that" in said
    until = (planned - DAY).isoformat()
    assert page(world, "org.post.appoint", post, **typed, until=until)["Location"] == post.get_absolute_url()


def test_after_somebody_who_leaves_a_later_first_day_is_asked_for(world):
    post, last = vacant(world), TODAY + 9 * DAY
    appoint(post.pk, name="Nam Trước", since=TODAY, until=last, by=by_two(world))
    with pytest.raises(Refused, match=f"Nam Trước holds the post until {spoken_day(last)}; choose a first day after"):
        appoint(post.pk, world.ben.person_id, since=TODAY + DAY, by=by_two(world))


def test_another_person_of_the_same_name_is_ticked(world):
    post, box = vacant(world), 'name="also_if_known"'
    typed = {"kind": "holder", "name": "Ben Chuyên Viên", "since": TODAY}
    assert box not in world.browser(world.kim).get(reverse("org.post.appoint", args=[post.pk])).text, (
        "nobody needs it yet"
    )
    assert box in page(world, "org.post.appoint", post, **typed).text
    page(world, "org.post.appoint", post, **typed, also_if_known="on")
    assert Person.objects.filter(name="Ben Chuyên Viên").count() == 2


def test_somebody_who_holds_posts_is_appointed_to_another_only_when_it_is_ticked_that_they_keep_them(world):
    post, eve, box = vacant(world), world.eve, 'name="keeps_posts"'
    appoint(world.post("QN-CX", "Bí thư").pk, eve.person_id, since=TODAY, kind=TenureKind.ACTING, by=by_two(world))
    typed = {"person_code": eve.person_id, "kind": "holder", "since": TODAY.isoformat()}
    assert box not in page(world, "org.post.appoint", post).text, "nobody needs it yet"
    asked = page(world, "org.post.appoint", post, **typed)
    assert asked.status_code == 422
    said = str(asked.context["form"].errors["keeps_posts"])
    held = "Bí thư, Đảng ủy phường Hà Lầm; Bí thư, Đảng ủy phường Cao Xanh"
    assert f"Eve Bí Thư Phường holds: {held}. Tick that they keep it" in said
    assert box in asked.text
    assert world.post("QN-HL", "Bí thư").get_absolute_url() in asked.text
    assert holder_of(post, TODAY) == ""
    assert page(world, "org.post.appoint", post, **typed, keeps_posts="on").status_code == 302
    assert Tenure.objects.on(TODAY).filter(person=eve.person_id).count() == 3


def test_what_ends_before_the_first_day_or_begins_after_the_last_is_not_asked_about(world):
    post, eve, ward = vacant(world), world.eve, world.post("QN-HL", "Bí thư")
    release(ward.pk, eve.person_id, last=TODAY + 4 * DAY, reason="x", by=by_two(world))
    appoint(world.post("QN-CX", "Bí thư").pk, eve.person_id, since=TODAY + 9 * DAY, kind="acting", by=by_two(world))
    typed = {"person_code": eve.person_id, "kind": "holder", "until": (TODAY + 8 * DAY).isoformat()}
    early = page(world, "org.post.appoint", post, **typed, since=(TODAY + 4 * DAY).isoformat())
    assert "holds: Bí thư, Đảng ủy phường Hà Lầm. " in str(early.context["form"].errors["keeps_posts"])
    assert page(world, "org.post.appoint", post, **typed, since=(TODAY + 5 * DAY).isoformat()).status_code == 302


def test_a_tenure_ends_with_its_last_day_and_a_reason(world):
    eve, post = world.eve, lightened(world.post("QN-HL", "Bí thư"))
    page(world, "org.post.release", post, person=eve.person_id, last=TODAY, reason="Nghỉ hưu")
    assert holder_of(post, TODAY) == eve.name
    assert holder_of(post, TODAY + DAY) == ""
    assert "Nghỉ hưu" in Event.objects.about(post).done("org.post.release")[0].sentence


def test_from_a_vacant_post_nobody_is_released(world):
    url = reverse("org.post.release", args=[vacant(world).pk])
    assert world.browser(world.kim).get(url).status_code == 409
    assert "Nobody holds or will hold this post" in world.browser(world.kim).get(vacant(world).get_absolute_url()).text


def test_a_last_day_outside_the_tenure_is_refused(world):
    eve, post = world.eve, lightened(world.post("QN-HL", "Bí thư"))
    answer = page(world, "org.post.release", post, person=eve.person_id, last=date(2019, 1, 1), reason="x")
    assert "choose a day of the tenure" in str(answer.context["form"].errors["last"])


@pytest.mark.parametrize("name", ["org.post.appoint", "org.post.release", "org.post.close"])
def test_only_who_keeps_the_organisation_may(world, name):
    assert page(world, name, vacant(world), who="ada").status_code == 403
    assert page(world, name, vacant(world), who="dov").status_code == 404


def test_a_post_is_opened_with_the_mandate_of_another(world):
    hl = world.unit("QN-HL")
    url = reverse("org.post.open", args=[hl.pk])
    like = world.post("QN-CX", "Bí thư")
    assert url in world.browser(world.kim).get(hl.get_absolute_url()).text
    assert url not in world.browser(world.ada).get(hl.get_absolute_url()).text
    typed = {"name": "Phó Bí thư Thường trực", "rank": "deputy", "since": TODAY, "like_code": like.pk}
    answer = world.browser(world.kim).post(url, typed)
    post = Post.objects.get(name="Phó Bí thư Thường trực")
    assert answer["Location"] == post.get_absolute_url()
    assert PostFacts.objects.on(TODAY).get(post=post).unit == hl
    mandate = Mandate.objects.get(post=post)
    assert (mandate.unit, mandate.includes_below) == (hl, True)


def test_in_a_closed_unit_no_post_is_opened(world):
    merged(world)
    closed = Unit.objects.get(pk=world.unit("QN-CX").pk)
    url = reverse("org.post.open", args=[closed.pk])
    answer = world.browser(world.kim).get(url)
    assert answer.status_code == 409
    assert "The unit is closed." in answer.text
    assert [way.url for way in answer.context["ways"]] == [closed.get_absolute_url()]
    assert url not in world.browser(world.kim).get(closed.get_absolute_url()).text


def test_nobody_copies_power_over_the_organisation_that_they_lack(world):
    like, url = world.post("QN", "Bí thư"), reverse("org.post.open", args=[world.unit("QN").pk])
    typed = {"name": "Bí thư thứ hai", "rank": "head", "since": TODAY, "like_code": like.pk}
    answer = world.browser(world.kim).post(url, typed)
    assert "nobody gives what they do not have" in str(answer.context["form"].errors["like"])
    assert not Post.objects.filter(name="Bí thư thứ hai").exists()


def test_a_name_that_stands_in_the_unit_is_refused(world):
    unit = world.unit("QN-HL").pk
    with pytest.raises(Refused, match="call this one otherwise"):
        open_post(unit, name="văn thư", rank=PostRank.STAFF, since=TODAY, by=world.kim)
    with pytest.raises(Refused, match="from the founding"):
        open_post(unit, name="Khác", rank=PostRank.STAFF, since=date(2019, 1, 1), by=world.kim)
    with pytest.raises(NotPermitted):
        open_post(unit, name="Khác", rank=PostRank.STAFF, since=TODAY, by=world.ada)


def test_a_closed_post_gives_its_work_to_the_one_that_answers(world):
    task, gus, eve = given(world, post="Văn thư"), world.gus, world.eve
    head = world.post("QN-HL", "Bí thư")
    page(world, "org.post.close", world.post("QN-HL", "Văn thư"), successor=head.pk, reason="Tinh giản")
    post = Post.objects.get(pk=gus.post_id)
    assert (post.closed_on, post.successor) == (TODAY, head)
    assert Task.objects.get(pk=task.pk).owner_post == head
    assert not Tenure.objects.on(TODAY).filter(post=post).exists()
    assert PostFacts.objects.current().get(post=post).period.upper == TODAY
    assert post.handovers.get().to_person_id == eve.person_id


def test_only_a_post_of_the_same_unit_answers(world):
    with pytest.raises(Refused, match="of the same unit"):
        close_post(vacant(world).pk, successor=world.post("QN-CX", "Bí thư"), reason="x", by=by_two(world))


def test_nobody_appoints_themselves(world):
    with pytest.raises(Refused, match="Nobody appoints themselves"):
        appoint(vacant(world).pk, world.kim.person_id, since=TODAY, by=world.kim)


def test_in_a_closed_post_nobody_is_appointed(world):
    post = vacant(world)
    close_post(post.pk, successor=world.post("QN-HL", "Bí thư"), reason="x", by=by_two(world))
    with pytest.raises(Refused, match="was closed on"):
        appoint(post.pk, world.ben.person_id, since=TODAY, by=by_two(world))


def test_for_who_does_not_see_the_unit_the_post_does_not_exist(world):
    with pytest.raises(Http404):
        release(world.eve.post_id, world.eve.person_id, last=TODAY, reason="x", by=world.dov)
