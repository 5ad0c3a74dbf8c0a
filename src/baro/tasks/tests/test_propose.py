"""Proposing tasks from a document: what its papers say, kept, edited or dropped, and given in one act."""

from __future__ import annotations

import io
from datetime import timedelta
from urllib.parse import urlencode

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.documents.actions import bringing
from baro.documents.actions.recognising import recognise
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import add_working_days
from baro.tasks.models import Task
from baro.tasks.proposing.actions.giving import Given, assign_proposed
from baro.tasks.proposing.papers import proposed_from
from baro.trail.models import Event, Notice

HEAD = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm")


def due_day():
    return add_working_days(timezone.localdate(), 15)


def plan(*rows) -> bytes:
    """A plan as a clerk writes it in Word: a table of which the lead of several rows is one merged cell."""
    document = docx.Document()
    document.add_paragraph("Kế hoạch thực hiện nhiệm vụ của Ban Thường vụ Tỉnh ủy, phân công như sau:")
    table = document.add_table(rows=1 + len(rows), cols=len(HEAD))
    for at, cells in enumerate((HEAD, *rows)):
        for place, words in enumerate(cells):
            table.cell(at, place).text = words
    if len(rows) > 1:
        table.cell(1, 2).merge(table.cell(2, 2)).text = rows[0][2]
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def with_plan(world, *rows, **other):
    """A plan that Clo registered with its file, read as the job reads it: how a realistic record is made."""
    paper = bringing.bring(world.paper("ke-hoach.docx", plan(*rows)), world.unit("QN"), by=world.clo)
    recognise(paper.pk)
    return world.registered(type="plan", papers=[paper.pk], **other)


def rows():
    day = f"{due_day():%d/%m/%Y}"
    return (
        ("1", "Rà soát hồ sơ lưu trữ của phường", "Đảng ủy phường Hà Lầm", "Văn phòng Tỉnh ủy", day, "Báo cáo rà soát"),
        ("2", "Tập huấn cán bộ văn thư", "Đảng ủy phường Hà Lầm", "Sở Nội vụ", day, "Danh sách lớp"),
        ("3", "Kiểm tra kho lưu trữ", "Đảng ủy phường Cao Xanh", "", "Hằng quý, trước ngày 25", "Biên bản kiểm tra"),
    )


def given(world, key="0", **other):
    asked = {
        "work": "Rà soát hồ sơ lưu trữ của phường",
        "units": [world.unit("QN-HL")],
        "due_on": world.working_day,
        "product": "Báo cáo rà soát",
        "clause": "Rà soát hồ sơ lưu trữ",
    }
    return Given(key, **(asked | other))


AUTHORITY = {"authority": "Ban Thường vụ Tỉnh ủy"}


def test_every_kept_proposal_becomes_the_task_of_each_of_its_units(world):
    source = world.registered()
    both = [world.unit("QN-HL"), world.unit("QN-CX")]
    batch = assign_proposed(
        [given(world, coordinates=[world.unit("QN-VP")]), given(world, "1", work="Tập huấn cán bộ", units=both)],
        source=source,
        by=world.chi,
        **AUTHORITY,
    )
    assert [(task.work, task.unit.code, task.source_id) for task in batch.records] == [
        ("Rà soát hồ sơ lưu trữ của phường", "QN-HL", source.pk),
        ("Tập huấn cán bộ", "QN-HL", source.pk),
        ("Tập huấn cán bộ", "QN-CX", source.pk),
    ]
    first = batch.records[0]
    assert first.accountable_post_id == first.owner_post_id
    assert sorted(first.units.values_list("role", "unit__code")) == [
        ("accountable", "QN-HL"),
        ("assigner", "QN-VP"),
        ("coordinate", "QN-VP"),
        ("owner", "QN-HL"),
    ]
    assert Notice.objects.filter(reason="assigned").count() == 3
    assert Event.objects.about(source).done("tasks.task.assign").count() == 3


def test_what_is_wrong_is_said_beside_each_row_and_nothing_is_given(world):
    past = timezone.localdate() - timedelta(days=1)
    wrong = [
        given(world, "0"),
        given(world, "1", due_on=past),
        given(world, "2", units=[world.unit("QN-BTV")]),
        given(world, "4", product="", coordinates=[world.unit("QN-HL")]),
    ]
    with pytest.raises(Refused) as refusal:
        assign_proposed(wrong, source=world.registered(), by=world.chi, **AUTHORITY)
    assert set(refusal.value.fields) == {"due_on_1", "units_2", "product_4", "coordinates_4"}
    assert "3 proposals" in str(refusal.value)
    assert "Ban Thường vụ Tỉnh ủy: Nobody holds" in refusal.value.fields["units_2"]
    assert not Task.objects.exists()


def test_a_unit_out_of_reach_gets_none(world):
    with pytest.raises(Refused) as refusal:
        assign_proposed(
            [given(world, units=[world.unit("QN-CX")])], source=world.instructed(), by=world.eve, **AUTHORITY
        )
    assert "You do not assign work to this unit" in refusal.value.fields["units_0"]


def test_who_holds_no_post_gives_nothing(world):
    with pytest.raises(NotPermitted):
        assign_proposed([given(world)], source=world.registered(), by=world.stranger, **AUTHORITY)


def test_many_proposals_cost_as_many_statements_as_two(world, django_assert_num_queries):
    source, chi = world.registered(), world.chi
    both = [world.unit("QN-HL"), world.unit("QN-CX")]
    some = [given(world, str(at), work=f"Việc cần làm số {at}", units=both) for at in range(12)]
    with CaptureQueriesContext(connection) as cost:
        assign_proposed(some[:2], source=source, by=chi, **AUTHORITY)
    with django_assert_num_queries(len(cost)):
        assert len(assign_proposed(some[2:], source=source, by=chi, **AUTHORITY).records) == 20


def test_the_papers_of_a_document_are_read_with_their_merged_cells(world):
    document = with_plan(world, *rows())
    found = proposed_from(document, list(document.attachments.all()))
    assert [(one.clause, one.work, one.lead, one.coordinates) for one in found] == [
        ("1", "Rà soát hồ sơ lưu trữ của phường", "Đảng ủy phường Hà Lầm", ("Văn phòng Tỉnh ủy",)),
        ("2", "Tập huấn cán bộ văn thư", "Đảng ủy phường Hà Lầm", ("Sở Nội vụ",)),
        ("3", "Kiểm tra kho lưu trữ", "Đảng ủy phường Cao Xanh", ()),
    ]
    assert [str(one.recurs or one.due_on) for one in found] == [str(due_day())] * 2 + ["quarterly, by day 25"]


@pytest.fixture
def chi(world):
    return world.browser(world.chi)


def form_of(page):
    """What a browser would send back of the form that a page shows."""
    form = page.context["form"]
    sent = {"rows": form["rows"].value(), "once": page.content.decode().split('name="once" value="')[1].split('"')[0]}
    for row in form.groups:
        sent[row.tick.html_name] = "on"
        for bound in row.fields:
            value = bound.value()
            if isinstance(value, list):
                sent[f"{bound.html_name}_code"] = [one.removeprefix("=") for one in value]
            else:
                sent[bound.html_name] = f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value or ""
    return sent | {"authority": "Ban Thường vụ Tỉnh ủy"}


def test_the_page_shows_each_proposal_beside_its_paper_and_gives_them_in_one_act(world, chi):
    document = with_plan(world, *rows())
    address = reverse("tasks.proposed", args=[document.pk])
    page = chi.get(address)
    words = page.content.decode()
    assert page.status_code == 200
    assert "3 tasks were found" in words
    assert 'data-paper-marks="clause_0 clause_1 clause_2"' in words
    assert "In the document: Sở Nội vụ" in words
    assert "In the document: every quarter, by day 25" in words
    done = chi.post(address, form_of(page), follow=True)
    assert done.status_code == 200
    assert "3 changed" in done.content.decode()
    assert set(Task.objects.values_list("work", "unit__code", "source")) == {
        ("Rà soát hồ sơ lưu trữ của phường", "QN-HL", document.pk),
        ("Tập huấn cán bộ văn thư", "QN-HL", document.pk),
        ("Kiểm tra kho lưu trữ", "QN-CX", document.pk),
    }
    again = chi.get(address).content.decode()
    assert "3 tasks from this part of the document are already assigned" in again


def test_what_recurs_opens_again_by_itself_unless_that_was_unticked(world, chi):
    source = with_plan(world, *rows())
    page = chi.get(reverse("tasks.proposed", args=[source.pk]))
    form = page.context["form"]
    assert "recurs_0" not in form.fields
    assert "every quarter" in str(form.fields["recurs_2"].label).lower()
    chi.post(reverse("tasks.proposed", args=[source.pk]), form_of(page))
    once, _again, quarterly = Task.objects.filter(source=source).order_by("pk")
    assert (once.recurs, quarterly.recurs) == ("", "3/3/25")
    assert quarterly.opens_next_on > timezone.localdate()


def test_a_proposal_that_is_not_to_recur_is_given_once(world, chi):
    address = reverse("tasks.proposed", args=[with_plan(world, *rows()).pk])
    sent = form_of(chi.get(address))
    del sent["recurs_2"]
    chi.post(address, sent)
    assert set(Task.objects.values_list("recurs", flat=True)) == {""}


def test_an_edited_and_a_dropped_row_are_taken_as_they_were_left(world, chi):
    document = with_plan(world, *rows())
    address = reverse("tasks.proposed", args=[document.pk])
    sent = form_of(chi.get(address)) | {"work_0": "Rà soát toàn bộ hồ sơ lưu trữ", "due_on_1": "no day at all"}
    del sent["kept_1"]
    assert chi.post(address, sent).status_code == 302
    assert set(Task.objects.values_list("work", flat=True)) == {"Rà soát toàn bộ hồ sơ lưu trữ", "Kiểm tra kho lưu trữ"}


def test_nothing_typed_is_lost_when_a_row_cannot_be_given(world, chi):
    document = with_plan(world, *rows())
    address = reverse("tasks.proposed", args=[document.pk])
    sent = form_of(chi.get(address)) | {"due_on_0": "01/02/2024", "product_1": "Danh sách lớp có chữ ký"}
    sent["units"] = ""
    page = chi.post(address, sent)
    words = page.content.decode()
    assert page.status_code == 422
    assert "1 proposal cannot be assigned yet" in words
    assert "is past" in words
    assert "Danh sách lớp có chữ ký" in words
    assert "Đảng ủy phường Hà Lầm" in words
    assert not Task.objects.exists()
    emptied = form_of(chi.get(address)) | {f"kept_{key}": "" for key in ()}
    for key in ("0", "1", "2"):
        del emptied[f"kept_{key}"]
    assert "You left out every proposal" in chi.post(address, emptied).content.decode()


def test_a_form_sent_twice_gives_each_task_once(world, chi):
    document = with_plan(world, *rows())
    address = reverse("tasks.proposed", args=[document.pk])
    sent = form_of(chi.get(address))
    chi.post(address, sent)
    chi.post(address, sent)
    assert Task.objects.count() == 3


def test_a_long_plan_comes_in_parts(world, chi):
    day = f"{due_day():%d/%m/%Y}"
    many = [(str(at), f"Việc số {at} của kế hoạch", "Đảng ủy phường Hà Lầm", "", day, "Báo cáo") for at in range(1, 36)]
    document = with_plan(world, *many)
    address = reverse("tasks.proposed", args=[document.pk])
    first, second = chi.get(address), chi.get(f"{address}?{urlencode({'from': 30})}")
    assert [len(page.context["form"].groups) for page in (first, second)] == [30, 5]
    assert "Tasks 31–35 of 35" in second.content.decode()
    assert f"{address}?from=30" in chi.post(address, form_of(first), follow=True).content.decode()


def test_more_proposals_cost_the_page_no_more_queries(world, chi):
    few, many = with_plan(world, *rows()[:2]), with_plan(world, *(row for _n in range(6) for row in _numbered(_n)))
    chi.get(reverse("tasks.proposed", args=[few.pk]))
    counts = []
    for document in (few, many):
        address = reverse("tasks.proposed", args=[document.pk])
        page = chi.get(address)
        with CaptureQueriesContext(connection) as shown:
            chi.get(address)
        sent = form_of(page) | {"authority": ""}
        with CaptureQueriesContext(connection) as refused:
            assert chi.post(address, sent).status_code == 422
        counts.append((len(shown), len(refused)))
    assert counts[0] == counts[1]


def _numbered(number):
    return tuple((cells[0], f"{cells[1]} {number}", *cells[2:]) for cells in rows()[:2])


def test_a_document_without_tasks_teaches_and_one_that_was_typed_here_is_marked(world, chi):
    empty = chi.get(reverse("tasks.proposed", args=[world.registered().pk])).content.decode()
    assert "No tasks were found in this document" in empty
    body = f"Đảng ủy phường Hà Lầm rà soát danh sách hội viên, hoàn thành trước ngày {due_day():%d/%m/%Y}."
    signed = world.signed(body=body)
    page = chi.get(reverse("tasks.proposed", args=[signed.pk])).content.decode()
    assert "<mark>Đảng ủy phường Hà Lầm rà soát" in page


def test_who_gives_no_work_from_it_is_refused_and_who_does_not_see_it_finds_none(world):
    document = world.registered()
    address = reverse("tasks.proposed", args=[document.pk])
    assert world.browser(world.clo).get(address).status_code == 403
    assert world.browser(world.dov).get(address).status_code == 404


def test_a_secret_document_is_not_read(world, chi):
    document = world.registered(secrecy="secret", abstract="")
    page = chi.get(reverse("tasks.proposed", args=[document.pk]))
    assert "A secret document is worked on outside this system" in page.content.decode()


def test_the_button_stands_with_the_tasks_of_the_document(world, chi):
    document = world.instructed()
    page = chi.get(document.get_absolute_url()).content.decode()
    assert reverse("tasks.proposed", args=[document.pk]) in page
    assert (
        reverse("tasks.proposed", args=[document.pk])
        not in world.browser(world.clo).get(document.get_absolute_url()).content.decode()
    )
