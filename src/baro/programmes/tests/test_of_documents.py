"""What became of a document clause by clause, on its page."""

from __future__ import annotations

from django.utils import timezone

from baro.programmes.of_documents import clauses_of
from baro.programmes.rulebook import ClauseStanding

TODAY = timezone.localdate()
CLAUSES = """Lịch trực kèm theo thông báo này.
Đảng ủy phường Hà Lầm báo cáo quân số trực trước ngày 15/12/2026.
Đảng ủy phường Cao Xanh kiểm tra việc trực, hoàn thành trước ngày 20/12/2026.
Văn phòng tổng hợp, báo cáo kết quả trước ngày 31/12/2026."""


def test_each_clause_tells_how_far_it_is_carried_out(able, given):
    document = able.issued(clauses=CLAUSES)
    first, second, third, last = CLAUSES.splitlines()
    given.done(source=document, clause=second)
    given.done(source=document, clause=f"3. {third}")
    given.assigned(source=document, clause=third)
    given.assigned(source=document, clause="")
    assert [(one.words, one.standing, one.done, one.tasks) for one in clauses_of(able.chi, document, TODAY)] == [
        (first, None, 0, 0),
        (second, ClauseStanding.CARRIED_OUT, 1, 1),
        (third, ClauseStanding.PARTLY, 1, 2),
        (last, ClauseStanding.WITHOUT_TASK, 0, 0),
    ]


def test_who_sees_no_task_learns_of_none(able, given):
    document = able.issued(clauses=CLAUSES)
    given.done(source=document, clause=CLAUSES.splitlines()[1])
    assert all(not one.tasks for one in clauses_of(able.stranger, document, TODAY))


def test_the_page_of_the_document_shows_it_and_that_of_a_draft_does_not(able, given):
    document, draft = able.issued(clauses=CLAUSES), able.drafted(clauses=CLAUSES)
    given.done(source=document, clause=CLAUSES.splitlines()[1])
    browser = able.browser(able.chi)
    assert "Clause by clause" in browser.get(document.get_absolute_url()).content.decode()
    assert "Clause by clause" not in browser.get(draft.get_absolute_url()).content.decode()
