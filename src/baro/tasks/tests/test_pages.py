"""The pages of tasks: what they show, what they cost, whom they let in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.documents import storing
from baro.documents.flow import State as DocumentState
from baro.documents.reading.tests.hostile import word
from baro.tasks.actions import extending, working
from baro.tasks.flow import State
from baro.tasks.models import Evidence, Task
from baro.tasks.tests.conftest import working_days_ahead
from baro.tasks.verbs import ACCEPT, REPORT


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def text(response):
    return response.content.decode()


def typed(given, **other):
    """What Chi types into the form."""
    task = given.asked
    return {
        "work": task["work"],
        "unit_code": "QN-HL",
        "owner_post_code": given.eve_post.pk,
        "accountable_post_code": given.eve_post.pk,
        "due_on": task["due_on"].isoformat(),
        "product": task["product"],
        "authority": task["authority"],
    } | other


# My work


def test_my_work_counts_what_waits_and_leads_to_exactly_that(given, world):
    given.assigned()
    given.due(given.underway(), timezone.localdate() - timedelta(days=3))
    client = world.browser(world.eve)
    cards = page(client, "ui.my_work").context["cards"]
    assert [(str(card.label), card.count) for card in cards] == [("To take on", 1), ("Overdue", 1), ("Underway", 1)]
    for card in cards:
        assert client.get(card.url).context["list"].count == card.count


def test_my_work_shows_the_assigner_what_waits_for_a_decision(given, world):
    given.handed_in()
    given.declined()
    task = given.underway()
    extending.ask_extension(task.pk, due_on=working_days_ahead(20), reason="Chờ số liệu", by=world.eve)
    client = world.browser(world.chi)
    answer = page(client, "ui.my_work")
    cards = answer.context["cards"]
    assert [(str(card.label), card.count) for card in cards] == [
        ("Waiting for my approval", 1),
        ("Declined", 1),
        ("More time asked", 1),
    ]
    states = {task.get_absolute_url(): task.state for task in Task.objects.all()}
    assert [states[row.url] for row in answer.context["decisions"]] == [
        State.HANDED_IN,
        State.DECLINED,
        State.UNDERWAY,
    ]
    for card in cards:
        assert client.get(card.url).context["list"].count == card.count


def test_nothing_left_to_do_is_praised(world):
    assert "Nothing waits for you" in text(page(world.browser(world.eve), "ui.my_work"))


def test_my_work_costs_the_same_for_one_task_and_for_eight(given, world, django_assert_num_queries):
    client = world.browser(world.eve)
    given.assigned()
    page(client, "ui.my_work")
    with CaptureQueriesContext(connection) as one:
        page(client, "ui.my_work")
    for _ in range(7):
        given.assigned(source=None)
    with django_assert_num_queries(len(one)):
        page(client, "ui.my_work")


# The list


def found(client, **query):
    return {task.pk for task in page(client, "tasks.list", **query).context["list"].records}


def test_the_list_narrows_by_class_state_unit_words_document_and_day(given, world):
    document = world.instructed()
    plain, of_document = given.assigned(), given.underway(source=document, work="Rà soát hồ sơ đảng viên")
    late = given.due(given.assigned(work="Tập huấn chuyển đổi số"), timezone.localdate() - timedelta(days=3))
    client = world.browser(world.chi)
    everything = {plain.pk, of_document.pk, late.pk}
    assert found(client) == everything
    assert found(client, standing="overdue") == {late.pk}
    assert found(client, standing=["overdue", "open"]) == everything
    assert found(client, state="underway") == {of_document.pk}
    assert found(client, q="ra soat ho so dang vien") == {of_document.pk}
    assert found(client, document=document.pk) == {of_document.pk}
    assert found(client, source="50-CT/TW") == {of_document.pk}
    assert found(client, unit_code="QN-HL") == everything
    assert found(client, unit_code="QN-CX") == set()
    assert found(client, assigner_code="QN-VP") == everything
    assert found(client, mine="given") == everything
    assert found(client, due_to=timezone.localdate().isoformat()) == {late.pk}


def test_outsiders_find_nothing_in_the_list(given, world):
    given.assigned()
    assert found(world.browser(world.dov)) == set()


def test_a_document_out_of_sight_is_not_named_in_the_filter(given, world):
    document = world.instructed()
    answer = page(world.browser(world.dov), "tasks.list", document=document.pk)
    assert document.symbol not in text(answer)


def test_the_list_costs_the_same_for_one_row_and_for_twenty(given, world, django_assert_num_queries):
    client = world.browser(world.chi)
    document = world.instructed()
    given.assigned(source=document)
    page(client, "tasks.list")
    with CaptureQueriesContext(connection) as one:
        page(client, "tasks.list")
    for _ in range(19):
        given.assigned(source=document)
    with django_assert_num_queries(len(one)):
        page(client, "tasks.list")


def test_the_file_says_what_the_screen_says(given, world):
    given.assigned()
    answer = page(world.browser(world.chi), "tasks.list", **{"as": "csv"})
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert rows[1].startswith(
        'Báo cáo kết quả chuyển đổi số quý này,"Eve Bí Thư Phường, Bí thư, Đảng ủy phường Hà Lầm",'
    )
    assert "Open, within deadline" in rows[1]


# One task


def test_the_page_of_a_task_shows_what_is_clear_about_it(given, world):
    shown = text(page(world.browser(world.eve), "tasks.task", given.assigned().pk))
    for words in ("Clear owner", "Báo cáo có phụ lục số liệu", "Đảng ủy phường Hà Lầm", "Open, within deadline"):
        assert words in shown
    assert "10 working days left" in shown


def test_outsiders_get_no_page(given, world):
    task = given.assigned()
    assert page(world.browser(world.dov), "tasks.task", task.pk).status_code == 404


def test_the_page_after_a_deed_says_once_what_was_done(given, world):
    task, eve = given.assigned(), world.browser(world.eve)
    page = eve.post(reverse("tasks.task.accept", args=[task.pk]), follow=True)
    assert [str(said) for said in page.context["messages"]] == [f"Done: {ACCEPT.label}"]
    again = eve.get(task.get_absolute_url())
    assert not list(again.context["messages"])
    report = {"percent": "50", "words": "Xong một nửa"}
    page = eve.post(reverse("tasks.task.report", args=[task.pk]), report, follow=True)
    assert [str(said) for said in page.context["messages"]] == [f"Done: {REPORT.label}"]


def test_the_buttons_do_what_they_say(given, world):
    task = given.assigned()
    eve, chi = world.browser(world.eve), world.browser(world.chi)
    assert eve.post(reverse("tasks.task.accept", args=[task.pk])).status_code == 302
    report = {"percent": "50", "words": "Xong một nửa", "files": world.paper("bang-chung.pdf")}
    assert eve.post(reverse("tasks.task.report", args=[task.pk]), report).status_code == 302
    result = {"result": "Đã xong", "files": [world.paper("a.pdf"), world.paper("b.pdf")]}
    assert eve.post(reverse("tasks.task.hand_in", args=[task.pk]), result).status_code == 302
    assert chi.post(reverse("tasks.task.return", args=[task.pk]), {"reason": "Thiếu"}).status_code == 302
    assert eve.post(reverse("tasks.task.hand_in", args=[task.pk]), {"result": "Đã bổ sung"}).status_code == 302
    assert chi.post(reverse("tasks.task.approve", args=[task.pk])).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.returned_count, Evidence.objects.count()) == (State.DONE, 1, 3)
    shown = text(page(eve, "tasks.task", task.pk))
    assert "bang-chung.pdf" in shown
    assert "Done on time" in shown


FORMS = (
    "decline",
    "report",
    "hand_in",
    "return",
    "reassign",
    "ask_extension",
    "extend",
    "refuse_extension",
    "cancel",
    "urge",
)


@pytest.mark.parametrize("verb", FORMS)
def test_a_deed_that_is_not_allowed_is_refused_before_anything_is_typed(given, world, verb):
    answer = page(world.browser(world.gus), f"tasks.task.{verb}", given.handed_in().pk)
    assert answer.status_code == 403


@pytest.mark.parametrize("verb", ["accept", "approve"])
def test_what_acts_at_once_is_never_done_by_looking(given, world, verb):
    assert page(world.browser(world.eve), f"tasks.task.{verb}", given.assigned().pk).status_code == 405


def test_more_time_is_asked_for_and_given(given, world):
    task = given.underway()
    later = working_days_ahead(20).isoformat()
    asked = {"due_on": later, "reason": "Chờ số liệu"}
    world.browser(world.eve).post(reverse("tasks.task.ask_extension", args=[task.pk]), asked)
    chi = world.browser(world.chi)
    assert "Chờ số liệu" in text(page(chi, "tasks.task", task.pk))
    assert later in text(page(chi, "tasks.task.extend", task.pk))
    chi.post(reverse("tasks.task.extend", args=[task.pk]), {"due_on": later, "reason": "Đồng ý"})
    task.refresh_from_db()
    assert task.due_on.isoformat() == later


def test_a_bad_day_comes_back_beside_its_field(given, world):
    task = given.underway()
    wrong = {"due_on": "31/02/2027", "reason": "x"}
    answer = world.browser(world.eve).post(reverse("tasks.task.ask_extension", args=[task.pk]), wrong)
    assert answer.status_code == 422
    assert "“31/02/2027” is not a date" in text(answer)


def test_bad_evidence_comes_back_with_its_sentence_and_keeps_nothing(given, world):
    task = given.underway()
    renamed = SimpleUploadedFile("bao-cao.pdf", b"MZ\x90\x00 this program", content_type="application/pdf")
    sent = {"percent": "50", "words": "x", "files": renamed}
    answer = world.browser(world.eve).post(reverse("tasks.task.report", args=[task.pk]), sent)
    task.refresh_from_db()
    assert (answer.status_code, task.progress_percent) == (422, 0)


def test_evidence_is_shown_to_who_sees_the_task_and_to_nobody_else(given, world):
    task = given.underway()
    working.report(task.pk, percent=50, words="x", files=[world.paper("a.pdf")], by=world.eve)
    proof = Evidence.objects.get()
    answer = page(world.browser(world.chi), "tasks.evidence", proof.pk)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert page(world.browser(world.dov), "tasks.evidence", proof.pk).status_code == 404


def test_the_pages_of_evidence_are_shown_to_who_sees_the_task_and_to_nobody_else(given, world):
    task = given.underway()
    working.report(task.pk, percent=50, words="x", files=[world.paper("a.pdf")], by=world.eve)
    proof = Evidence.objects.get()
    address = reverse("tasks.evidence.sheet", args=[proof.pk, 1])
    assert f'<img src="{address}"' in world.browser(world.chi).get(task.get_absolute_url()).content.decode()
    assert b"".join(world.browser(world.chi).get(address).streaming_content).startswith(b"\x89PNG")
    assert world.browser(world.dov).get(address).status_code == 404
    assert world.browser(world.chi).get(reverse("tasks.evidence.sheet", args=[proof.pk, 2])).status_code == 404


def test_a_word_document_among_evidence_is_shown_to_who_sees_the_task_and_to_nobody_else(given, world):
    working.report(given.underway().pk, percent=50, words="x", files=[world.paper("a.docx", word())], by=world.eve)
    address = reverse("tasks.evidence.words", args=[Evidence.objects.get().pk])
    assert "Kế hoạch công tác" in world.browser(world.chi).get(address).content.decode()
    assert world.browser(world.dov).get(address).status_code == 404


def test_evidence_that_was_replaced_is_not_handed_out(given, world):
    working.report(given.underway().pk, percent=50, words="x", files=[world.paper("a.pdf")], by=world.eve)
    proof = Evidence.objects.get()
    storing.place_of(proof.attachment.digest).write_bytes(b"%PDF-1.4 another")
    answer = page(world.browser(world.chi), "tasks.evidence", proof.pk)
    assert (answer.status_code, "no longer the one that was brought" in answer.content.decode()) == (409, True)


# Assigning


def test_the_form_takes_over_what_the_instruction_says(given, world):
    document = world.instructed()
    form = page(world.browser(world.chi), "tasks.task.assign", source=document.pk).context["form"]
    assert (form.initial["unit"].code, form.initial["owner_post"].pk) == ("QN-HL", given.eve_post.pk)
    assert form.initial["due_on"] == world.working_day


def test_a_task_is_given_through_the_form(given, world):
    document = world.instructed()
    answer = world.browser(world.chi).post(
        reverse("tasks.task.assign"), typed(given, source=document.pk, informs="QN-CX")
    )
    task = Task.objects.get()
    assert answer.url == task.get_absolute_url()
    assert (task.source, task.owner_post) == (document, given.eve_post)


def test_the_form_lists_everything_that_is_missing_each_beside_its_field(given, world):
    answer = world.browser(world.chi).post(reverse("tasks.task.assign"), {})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert set(form.errors) == {
        "__all__",
        "work",
        "unit",
        "owner_post",
        "due_on",
        "product",
        "accountable_post",
        "authority",
    }
    assert "Missing: Clear work, Clear owner, Clear deadline" in text(answer)
    assert 'href="#id_due_on"' in text(answer)


def test_a_reason_stands_in_for_the_deadline(given, world):
    sent = typed(given, due_on="", no_deadline_reason="Thường xuyên")
    world.browser(world.chi).post(reverse("tasks.task.assign"), sent)
    assert Task.objects.get().no_deadline_reason == "Thường xuyên"


@pytest.mark.parametrize("day", ["hôm qua", "2020-01-06"])
def test_an_impossible_deadline_comes_back_beside_its_field(given, world, day):
    answer = world.browser(world.chi).post(reverse("tasks.task.assign"), typed(given, due_on=day))
    assert set(answer.context["form"].errors) == {"due_on"}
    assert not Task.objects.exists()


def test_who_assigns_nothing_gets_no_form(world):
    for name in ("tasks.task.assign", "tasks.task.assign.many"):
        assert page(world.browser(world.ben), name).status_code == 403


def test_many_units_get_the_task_and_the_others_are_named(given, world):
    wording = {name: value for name, value in typed(given).items() if not name.startswith(("unit", "owner"))}
    answer = world.browser(world.chi).post(
        reverse("tasks.task.assign.many"), wording | {"below_code": "QN"}, follow=True
    )
    assert set(Task.objects.values_list("unit__code", flat=True)) == {"QN-VP", "QN-HL", "QN-CX", "QN-HL-CB"}
    assert "Ban Thường vụ Tỉnh ủy" in text(answer)


def test_many_units_are_chosen_by_kind(given, world):
    wording = {name: value for name, value in typed(given).items() if not name.startswith(("unit", "owner"))}
    sent = wording | {"below_code": "QN", "unit_kind": "commune_committee"}
    world.browser(world.chi).post(reverse("tasks.task.assign.many"), sent)
    assert set(Task.objects.values_list("unit__code", flat=True)) == {"QN-HL", "QN-CX"}


def test_ticked_tasks_are_urged_together(given, world):
    tasks = [given.assigned(), given.underway()]
    ids = {"ids": [task.pk for task in tasks]}
    chi = world.browser(world.chi)
    assert "2 rows are selected" in text(chi.post(reverse("tasks.task.urge.many"), ids))
    answer = chi.post(reverse("tasks.task.urge.many"), ids | {"sure": "1", "words": "Khẩn trương"}, follow=True)
    assert "2 changed" in text(answer)
    assert set(Task.objects.values_list("urged_count", flat=True)) == {1}


def test_ticked_tasks_get_another_owner_together(given, world):
    tasks = [given.assigned(), given.handed_in()]
    sent = {
        "ids": [task.pk for task in tasks],
        "sure": "1",
        "reason": "x",
        "owner_post_code": world.post("QN-HL-CB", "Bí thư chi bộ").pk,
    }
    answer = world.browser(world.chi).post(reverse("tasks.task.reassign.many"), sent, follow=True)
    assert "1 changed" in text(answer)
    assert "1 refused" in text(answer)


# On other pages


def test_the_page_of_the_document_shows_its_tasks_and_how_many_are_done(given, world):
    document = world.instructed()
    client = world.browser(world.chi)
    assert "No task follows from this document yet" in text(page(client, "documents.document", document.pk))
    given.done(source=document, work="Việc thứ nhất") and None
    document.refresh_from_db()
    shown = text(page(client, "documents.document", document.pk))
    assert document.state == DocumentState.CARRIED_OUT
    assert "1 of 1 done" in shown
    assert "reopen it before you give further tasks from it" in shown


def test_the_page_of_the_unit_shows_its_open_tasks_by_class_and_leads_to_exactly_those(given, world):
    given.assigned()
    given.due(given.underway(), timezone.localdate() - timedelta(days=3))
    given.assigned(due_on=None, no_deadline_reason="Thường xuyên")
    given.done()
    client = world.browser(world.chi)
    shown = text(page(client, "org.unit", world.unit("QN-HL").pk))
    assert "Open tasks here and below" in shown
    for name in ("overdue", "open", "no_deadline"):
        assert len(found(client, unit_code="QN-HL", standing=name)) == 1, name


def test_tasks_are_found_without_tone_marks(given, world):
    given.assigned(work="Rà soát hồ sơ đảng viên dự bị")
    client = world.browser(world.eve)
    assert "Rà soát hồ sơ đảng viên dự bị" in text(page(client, "ui.search", q="ra soat dang vien du"))
