"""A reorganisation drafts the handovers of the posts that it closes; whoever holds the successors takes over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import NotPermitted
from baro.org.actions.founding import Opening, open_posts
from baro.org.actors import Actor
from baro.org.handovers.actions.handing_over import hand_over, take_over
from baro.org.handovers.items import on_hands, on_the_hands_of
from baro.org.models import Handover, Mandate, Person
from baro.org.posts.actions.appointing import appoint, release
from baro.org.posts.actions.opening import close_post
from baro.org.powers.actions.delegating import Powers, Terms, delegate_powers
from baro.org.queries import actor_of
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.tasks.models import Task
from baro.trail.models import Event, Notice
from tests.organisation.test_checks import given as given_to
from tests.powers.given import by_two
from tests.reorganisation.test_carry_out import carried, given, prepared
from tests.signing import sign_as_seen

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def joined(world):
    """A plan by which Cao Xanh goes into Hà Lầm today: Dov's post closes, Eve's answers for it."""
    return planning.merge(prepared(world).pk, [world.unit("QN-CX")], into=world.unit("QN-HL"), by=world.kim)


@pytest.fixture
def handed(world):
    """Dov had a task when Cao Xanh went into Hà Lầm."""
    given(world, unit="QN-CX")
    carried(world, joined(world))
    return Handover.objects.for_list().get()


def without_head(world):
    """The post of Hà Lầm that Eve has left."""
    release(world.eve.post_id, world.eve.person_id, last=TODAY - DAY, reason="nghỉ hưu", by=by_two(world))
    return world.post("QN-HL", "Bí thư")


def of_dov(world):
    """The handovers of the post that Dov held."""
    return Handover.objects.filter(post=world.post("QN-CX", "Bí thư"))


def keeps_the_ward(world, post):
    """The post keeps the organisation of Hà Lầm, and of nothing below it."""
    Mandate.objects.create(post_id=post, unit=world.unit("QN-HL"), permissions=["org.see", "org.organise"])


def test_what_hung_on_the_closed_post_is_handed_over_to_who_holds_its_successor(world):
    task, dov = given(world, unit="QN-CX"), world.dov
    carried(world, joined(world))
    paper = Handover.objects.get()
    assert (paper.post_id, paper.from_person_id, paper.day, paper.state) == (dov.post_id, dov.person_id, TODAY, "draft")
    assert paper.to_person_id == world.eve.person_id
    assert [(item["kind"], item["record"]) for item in paper.items] == [("tasks.owned", f"tasks.task:{task.pk}")]
    assert Task.objects.get(pk=task.pk).owner_post_id == world.eve.post_id, "the things themselves went on"


def test_who_had_nothing_on_hand_hands_nothing_over(world):
    carried(world, joined(world))
    assert not Handover.objects.exists()


def test_a_post_closed_by_itself_with_nothing_on_hand_leaves_no_paper(world):
    close_post(world.gus.post_id, successor=world.post("QN-HL", "Bí thư"), reason="Tinh giản", by=world.kim)
    assert not Handover.objects.exists()


def test_who_holds_the_successor_as_well_takes_the_things_along(world):
    given(world, unit="QN-CX")
    appoint(without_head(world).pk, world.dov.person_id, since=TODAY, by=by_two(world))
    carried(world, joined(world))
    assert not of_dov(world).exists()


def test_it_is_told_and_brought_to_the_post_that_answers(world, handed):
    event = Event.objects.about(handed)[0]
    assert event.sentence == "A handover of Dov Bí Thư Láng Giềng was drafted (things listed: 1)"
    notice = Notice.objects.get(subject=f"org.handover:{handed.pk}")
    assert (notice.post_id, notice.reason, notice.title) == (world.eve.post_id, "decide", str(handed))


def test_the_preview_says_what_happens_and_drafts_nothing(world):
    given(world, unit="QN-CX")
    draft = joined(world)
    page = world.browser(world.kim).get(reverse("org.effects", args=[draft.pk])).text
    assert "Handovers drafted: who held a closed post leaves what was on hand" in page
    seen = reorganising.preview(draft.pk, by=world.kim).as_facts()
    assert (seen["counts"]["handovers.drafted"], Handover.objects.count()) == (1, 0)
    assert carried(world, draft).effects == seen


def test_the_keeper_of_the_successor_signs_for_who_holds_no_post_any_more(world, handed):
    dov = actor_of(handed.from_person_id)
    assert dov == Actor.nobody()
    with pytest.raises(NotPermitted, match="Only who leaves"):
        hand_over(handed.pk, remark="", by=world.ada)
    keeps_the_ward(world, world.gus.post_id)
    assert hand_over(handed.pk, remark="", by=world.gus).state == "handed"
    assert len(Handover.objects.get().items) == 1, "what hung on the post went on, the paper stays as it was"


def test_who_holds_another_post_signs_oneself_and_the_successor_takes_over(world):
    given(world, unit="QN-CX")
    appoint(world.post("QN-HL", "Phó Bí thư").pk, world.dov.person_id, since=TODAY, by=by_two(world))
    carried(world, joined(world))
    paper = Handover.objects.get()
    with pytest.raises(NotPermitted, match="Only who leaves"):
        hand_over(paper.pk, remark="", by=world.kim)
    for deed, persona, remark in (("hand_over", "dov", ""), ("take_over", "eve", "Thiếu một hồ sơ")):
        client = world.browser(getattr(world, persona))
        assert world.eve.title.partition(", ")[2] in client.get(paper.get_absolute_url()).text, "the heir is named"
        client.post(reverse(f"org.handover.{deed}", args=[paper.pk]), {"remark": remark})
    paper.refresh_from_db()
    assert paper.state == "taken"
    assert Notice.objects.filter(post_id=world.ada.post_id, title=str(paper)).exists(), "Ada is above the new head"


def test_who_is_appointed_to_the_successor_later_sees_it_on_its_page_and_takes_it_over(world):
    given(world, unit="QN-CX")
    successor = without_head(world)
    carried(world, joined(world))
    paper = of_dov(world).get()
    assert paper.to_person is None
    appoint(successor.pk, world.ben.person_id, since=TODAY, by=by_two(world))
    paper.refresh_from_db()
    assert paper.to_person_id == world.ben.person_id
    assert Event.objects.about(paper)[0].verb_code == "org.post.appoint"
    assert paper.get_absolute_url() in world.browser(world.kim).get(successor.get_absolute_url()).text
    hand_over(paper.pk, remark="", by=world.kim)
    assert take_over(paper.pk, remark="", by=world.ben).state == "taken"


def test_who_left_and_is_appointed_to_the_successor_hands_nothing_over(world):
    given(world, unit="QN-CX")
    successor, dov = without_head(world), world.dov
    carried(world, joined(world))
    paper = of_dov(world).get()
    appoint(successor.pk, dov.person_id, since=TODAY, by=by_two(world))
    assert not of_dov(world).exists()
    assert not Notice.objects.unread().filter(subject=f"org.handover:{paper.pk}").exists()


def test_what_waited_for_who_follows_waits_for_the_successor(world):
    given(world, unit="QN-CX")
    dov = world.dov
    release(dov.post_id, dov.person_id, last=TODAY - 7 * DAY, reason="nghỉ hưu", by=by_two(world))
    done = carried(world, joined(world))
    paper = Handover.objects.get()
    assert (paper.day, paper.to_person_id) == (TODAY - 6 * DAY, world.eve.person_id)
    assert (done.effects["counts"].get("handovers.drafted"), done.effects["counts"]["handovers.moved"]) == (None, 1)


@pytest.mark.parametrize("last", [TODAY - DAY, TODAY + 30 * DAY], ids=["that day", "later"])
def test_who_was_to_leave_anyway_hands_over_once(world, last):
    given(world, unit="QN-CX")
    dov, ivy = world.dov, Person.objects.create(name="Ivy Mới")
    release(dov.post_id, dov.person_id, last=last, reason="nghỉ hưu", by=by_two(world))
    appoint(dov.post_id, ivy.pk, since=last + DAY, by=by_two(world))
    carried(world, joined(world))
    paper = Handover.objects.get(from_person=dov.person_id)
    assert (paper.day, paper.to_person_id) == (TODAY, world.eve.person_id), "Ivy never held the post"


def test_what_hangs_on_several_posts_is_what_hangs_on_each(world):
    world.instructed()
    world.drafted()
    given(world)
    terms = Terms(TODAY, TODAY + DAY, "Quy chế làm việc", TODAY)
    delegate_powers(
        world.post("QN-HL", "Văn thư"), Powers(["tasks.see"], world.unit("QN-HL"), below=False), terms, by=world.eve
    )
    found = on_hands([post.pk for post in world.posts])
    assert found == {post.pk: on_the_hands_of(post) for post in world.posts}
    of_both = found[world.eve.post_id], found[world.gus.post_id]
    assert all("org.delegations" in {item["kind"] for item in items} for items in of_both)


def statements_to_close(world, count: int) -> int:
    """How many it takes to close Cao Xanh with so many more posts, each with its holder, a task and a delegation."""
    with transaction.atomic():
        names = [f"Chuyên viên {number}" for number in range(count)]
        open_posts(
            [Opening("QN-CX", name, f"Người {name}") for name in names], since=TODAY - 30 * DAY, by=Actor.system("test")
        )
        terms = Terms(TODAY, TODAY + DAY, "Quy chế làm việc", TODAY)
        for name in names:
            given_to(world, "QN-CX", name)
            delegate_powers(
                world.post("QN-CX", name), Powers(["tasks.see"], world.unit("QN-CX"), below=False), terms, by=world.dov
            )
        draft = joined(world)
        sign_as_seen(draft.pk, by=world.ada)
        with CaptureQueriesContext(connection) as asked:
            reorganising.carry_out(draft.pk, by=world.kim)
        assert Handover.objects.count() == count + 1, "Dov hands over the grants"
        transaction.set_rollback(True)
    return len(asked)


def test_more_closed_posts_take_no_more_statements(world):
    assert statements_to_close(world, 2) == statements_to_close(world, 6)
