"""The page of a verb: it refuses before it works anything out, may be made by hand, and tells begun work from done."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse

from baro.kernel.errors import NotPermitted
from baro.org.verbs import CLOSE_POST, REVOKE
from baro.ui.forms.form import Form
from baro.ui.http import Begun, go_to
from baro.ui.records import VerbPage
from baro.ui.words.cells import own


@pytest.fixture
def request_of(rf):
    def made(actor):
        request = rf.get("/")
        request.session, request.actor, request.htmx = {}, actor, False
        request._messages = FallbackStorage(request)
        return request

    return made


def test_who_may_not_is_refused_before_anything_is_worked_out_for_the_page(world, request_of):
    looked = []
    page = VerbPage(CLOSE_POST, print, Form, beside=lambda request, record: looked.append(record) or {})
    post = world.post("QN-HL", "Văn thư")
    with pytest.raises(NotPermitted):
        page.asked(request_of(world.dov), post, "ui/form.html")
    assert looked == []
    assert page.asked(request_of(world.kim), post, "ui/form.html").status_code == 200
    assert looked == [post]


def test_a_page_made_by_hand_answers_for_the_record(world, request_of):
    page = VerbPage(CLOSE_POST, print, by_hand=lambda request, record: HttpResponse(f"{request.actor.title}: {record}"))
    post = world.post("QN-HL", "Văn thư")
    assert page.asks
    assert page.asked(request_of(world.kim), post, "").text == f"{world.kim.title}: {post}"
    assert not VerbPage(CLOSE_POST, print).asks


@pytest.mark.parametrize(("goal", "said"), [("/units/", ["Done: Revoke"]), (Begun("/units/1/"), [])])
def test_work_that_is_only_begun_is_not_said_to_be_done(db, request_of, goal, said):
    request = request_of(SimpleNamespace())
    assert go_to(request, goal, done=REVOKE)["Location"] == goal
    assert [str(message) for message in get_messages(request)] == said


def test_the_name_of_a_record_keeps_its_direction_like_any_words(world):
    post = world.post("QN-HL", "Văn thư")
    assert own(post) == "<bdi>Văn thư, Đảng ủy phường Hà Lầm</bdi>"
