"""Beginning, writing and submitting a review; deciding about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.programmes.actions import reviewing
from baro.programmes.actions.reviewing import approve, cancel, return_, sealed, submit, withdraw, write
from baro.programmes.models import Figure, Review
from baro.programmes.queries import counted_again
from baro.programmes.rulebook import Line
from baro.programmes.tests.filling import TEXTS, approved, begun, programme, returned, submitted, with_tasks
from baro.tasks.actions.assigning import assign
from baro.tasks.actions.extending import extend
from baro.tasks.tests.conftest import working_days_ahead
from baro.trail.models import Event, Notice
from baro.urging.actions.obstacles import record, remove

TODAY = timezone.localdate()


def test_a_review_begins_with_its_figures_and_the_rows_of_each(able):
    review = begun(able, with_tasks(able))
    counts = dict(review.figures.values_list("code", "count"))
    assert (counts["tasks"], counts["done"], counts["on_time"]) == (4, 1, 1)
    assert (counts["clauses_partly"], counts["clauses_not"], counts["clauses_without_task"]) == (1, 1, 2)
    done = review.figures.get(code="done")
    assert [len(done.keys), done.count] == [1, 1]
    assert review.source == review.programme.source
    assert Event.objects.about(review.source).filter(verb_code="programmes.review.begin").exists()


def test_reasons_that_were_told_are_drafted_into_their_chapters(able, given):
    made = programme(able)
    given.declined(source=made.source)
    task = given.assigned(source=made.source, work="Lập báo cáo quý này")
    extend(task.pk, due_on=working_days_ahead(30), reason="Chờ số liệu", by=able.chi)
    texts = begun(able, made).texts
    assert "Không đúng chức năng" in texts["obstacles"]
    assert texts["extensions"] == "- Lập báo cáo quý này (Đảng ủy phường Hà Lầm): Chờ số liệu"


def test_an_obstacle_is_counted_and_drafted_until_it_is_removed(able, given):
    made = programme(able)
    task = given.underway(source=made.source)
    what = "Chưa có số liệu của Văn phòng Tỉnh ủy"
    chief = able.post("QN-VP", "Chánh Văn phòng")
    obstacle = record(task=task, what=what, unit=None, post=chief, until=able.working_day, by=able.eve)
    review = begun(able, made)
    assert what in review.texts["obstacles"]
    assert review.figures.get(code="held_up").keys == [task.pk]
    remove(obstacle.pk, answer="Đã gửi số liệu", by=able.chi)
    assert begun(able, made).figures.get(code="held_up").count == 0


def test_a_part_is_not_counted_beside_its_whole(able, given):
    made = programme(able)
    whole = given.underway(source=made.source)
    before = begun(able, made).figures.get(code="tasks").count
    assign(**(given.asked | {"parent": whole, "by": able.eve, "due_on": whole.due_on}))
    assert begun(able, made).figures.get(code="tasks").count == before


def test_a_final_review_begins_with_the_lessons_of_the_interim_ones(able):
    made = programme(able)
    approved(able, made)
    assert begun(able, made, kind="final").texts["lessons"] == TEXTS["lessons"]


def test_a_period_that_has_not_begun_is_not_reviewed(able):
    with pytest.raises(Refused, match="The period has not begun yet"):
        begun(able, first_on=TODAY + timedelta(days=1), last_on=TODAY + timedelta(days=9))
    assert not Review.objects.exists()


def test_who_was_given_no_power_begins_none(world, able):
    with pytest.raises(NotPermitted, match="You cannot write reviews in this unit"):
        begun(able, by=able.fay, programme=None)


def test_a_programme_out_of_sight_is_not_reviewed(able):
    made = programme(able)
    with pytest.raises(Http404):
        reviewing.begin(
            kind="interim",
            unit=able.unit("QN-CX"),
            title="x",
            first_on=TODAY,
            last_on=TODAY,
            programme=made,
            by=able.dov,
        )


def test_chapters_that_need_a_text_are_named_before_the_review_is_submitted(able):
    with pytest.raises(Refused, match=r"no text yet: Results, Lessons\. Write them first\."):
        submit(begun(able).pk, by=able.gus)


def test_texts_of_unknown_chapters_are_left_out(able):
    review = write(begun(able).pk, title="Sơ kết", texts={**TEXTS, "x": "y", "ahead": " "}, by=able.gus)
    assert review.texts == TEXTS


def test_who_approves_reviews_is_told_of_one_and_its_writer_of_the_approval(able):
    review = submitted(able)
    assert Notice.objects.to(able.eve.post_id).filter(subject=f"programmes.review:{review.pk}").exists()
    review = approve(review.pk, by=able.eve)
    assert (review.state, review.approver_title) == ("approved", able.eve.title)
    assert review.digest == sealed(review)
    assert Notice.objects.to(able.gus.post_id).filter(subject=f"programmes.review:{review.pk}").exists()
    assert Event.objects.about(review.source).filter(verb_code="programmes.review.approve").exists()


def test_nobody_approves_what_they_wrote(able):
    own = submitted(able, by=able.eve)
    with pytest.raises(NotPermitted, match="You cannot decide about a review that you wrote"):
        approve(own.pk, by=able.eve)
    written = begun(able)
    write(written.pk, title="x", texts=TEXTS, by=able.eve)
    submit(written.pk, by=able.gus)
    with pytest.raises(NotPermitted, match="You cannot decide about a review that you wrote"):
        return_(written.pk, reason="x", by=able.eve)


def test_who_holds_no_power_approves_nothing(able):
    with pytest.raises(NotPermitted, match="Only a person who approves reviews of this unit"):
        approve(submitted(able).pk, by=able.ada)


def test_a_returned_review_says_why_and_is_submitted_again(able):
    review = returned(able)
    assert (review.state, review.reason) == ("returned", "Bổ sung nguyên nhân")
    again = submit(review.pk, by=able.gus)
    assert (again.state, again.reason) == ("submitted", "")


def test_a_submitted_review_is_withdrawn_and_a_draft_cancelled(able):
    review = withdraw(submitted(able).pk, by=able.gus)
    assert review.state == "draft"
    assert cancel(review.pk, reason="Gộp vào tổng kết", by=able.gus).state == "cancelled"
    with pytest.raises(Refused, match="not possible any more"):
        submit(review.pk, by=able.gus)


def test_an_approved_review_keeps_its_rows_while_the_work_goes_on(able, given):
    made = with_tasks(able)
    review = approved(able, made)
    given.assigned(source=made.source, clause="II.2")
    kept = review.figures.get(code="tasks")
    assert (kept.count, len(kept.keys)) == (4, 4)
    assert counted_again(review, TODAY)[Line.TASKS] == 5


def test_a_changed_figure_no_longer_matches_the_fingerprint(able):
    review = approved(able)
    Figure.objects.filter(review=review, code="tasks").update(count=7)
    assert sealed(review) != review.digest


def test_a_review_of_a_period_counts_what_was_open_in_the_unit_and_below(able, given):
    given.assigned()
    post = able.post("QN-CX", "Bí thư")
    given.assigned(unit=post.unit, owner_post=post, accountable_post=post)
    made = programme(able)
    review = begun(able, made, programme=None, first_on=TODAY)
    assert review.figures.get(code="tasks").count == 1


def test_a_review_of_a_period_counts_a_whole_and_not_its_parts_beside_it(able, given):
    given.part(given.assigned())
    review = begun(able, programme(able), programme=None, first_on=TODAY)
    assert review.figures.get(code="tasks").count == 1
