"""Setting an installation up: once, by the code of the terminal, whole or not at all."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from baro.documents.rulebook import Numbering
from baro.installation import organisations, own_rules
from baro.installation.actions import setting_up
from baro.installation.answers import Answers
from baro.installation.models import Installation
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.rulebook import WorkDays
from baro.org.models import Account, Mandate, Post, Unit
from baro.org.queries import actor_of
from baro.tasks.rulebook import Motto
from baro.trail.models import Event
from baro.trail.replaying import strange_records

PASSWORD = "một câu dài khó đoán 7"
TYPED = {
    "language": "en",
    "name": "Hạ Long",
    "template": "province",
    "organisation": "Tỉnh ủy Quảng Ninh",
    "code": "QN",
    "numbers": "term",
    "country": "VN",
    "person": "Nguyễn Quản Trị",
    "post": "Quản trị",
    "username": "quan.tri",
    "password": PASSWORD,
    "again": PASSWORD,
    "mail_security": "smtp+tls",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setenv("BARO_RULES", "")  # set, so that what the set-up sets is undone
    yield
    monkeypatch.undo()
    rulebook.reopen()


def answers(**other):
    facts = {
        "language": "vi",
        "name": "Hạ Long",
        "organisation": {"template": "province", "name": "Tỉnh ủy Quảng Ninh", "code": "QN"},
        "administrator": {
            "person": "Nguyễn Quản Trị",
            "post": "Quản trị",
            "username": "quan.tri",
            "password": PASSWORD,
        },
    }
    return Answers.model_validate(facts | other)


@pytest.mark.django_db
@pytest.mark.parametrize("template", organisations.templates())
def test_an_organisation_begins_with_the_units_and_posts_of_its_template(template):
    asked = {"template": template, "name": "Tổ chức", "code": "TC"}
    installation, account = setting_up.set_up(answers(organisation=asked))
    found = organisations.templates()[template]
    assert Unit.objects.count() == len(found.units) + 1  # and that of the administrator
    assert Post.objects.count() == len(found.posts) + 1
    assert installation.organisation.code == "TC"
    by = actor_of(account.person_id)
    assert {"org.organise", "org.decide", "org.keep_accounts", "installation.keep"} <= {s.permission for s in by.scopes}
    assert not any(s.permission.startswith(("documents.", "tasks.")) for s in by.scopes), "it sees no content"
    assert "Tổ chức" in Event.objects.about(installation)[0].sentence
    assert not list(strange_records()), "what was set up was told, the sender that is missing as well"


def test_every_power_of_a_template_is_one_that_a_mandate_can_carry():
    from baro.kernel.permissions import all_permissions

    named = {one for duty in organisations.duties().values() for one in (*duty.here, *duty.below)}
    assert named <= set(all_permissions())


@pytest.mark.django_db
def test_a_second_set_up_is_refused():
    setting_up.set_up(answers())
    with pytest.raises(setting_up.SetUpAlready, match="set up already"):
        setting_up.set_up(answers(name="Khác"))
    with pytest.raises(setting_up.SetUpAlready):
        setting_up.new_code()
    assert Installation.objects.get().name == "Hạ Long"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_one_moment_one_is_done_and_the_other_told():
    said: list[str] = []

    def begin():
        try:
            setting_up.set_up(answers())
            said.append("done")
        except setting_up.SetUpAlready:
            said.append("refused")
        finally:
            connection.close()

    both = [threading.Thread(target=begin) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(said) == ["done", "refused"]
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_what_is_wrong_leaves_nothing_behind():
    weak = {"person": "Ai Đó", "post": "Quản trị", "username": "ai.do", "password": "12345678"}
    with pytest.raises(Refused, match="too common"):
        setting_up.set_up(answers(administrator=weak))
    assert not Unit.objects.exists()
    assert not Account.objects.exists()
    assert not own_rules.folder().exists()


@pytest.mark.django_db
def test_the_choices_of_the_rulebook_are_files_that_hold_at_once():
    chosen = {"clears": 3, "saturday": True, "numbers": "calendar_year"}
    setting_up.set_up(answers(rules=chosen))
    assert rulebook.today(Motto).motto == 3
    assert "saturday" in rulebook.today(WorkDays).week
    assert {one.span for one in rulebook.today(Numbering).counters} == {"calendar_year"}
    assert not rulebook.check().problems


@pytest.mark.django_db
def test_the_first_visitor_is_led_to_the_code_and_a_wrong_one_opens_nothing():
    code, visitor = setting_up.new_code(), Client()
    assert visitor.get("/accounts/login/").headers["Location"] == "/setup/"
    assert b'name="terminal_code"' in visitor.get("/setup/").content
    refused = visitor.post("/setup/", {"terminal_code": "AAAA-AAAA-AAAA"})
    assert refused.status_code == 422
    assert "This is not the code" in refused.content.decode()
    assert visitor.post("/setup/", TYPED).status_code == 422, "nothing is set up without the code"
    visitor.post("/setup/", {"terminal_code": code.lower().replace("-", " ")})
    answer = visitor.post("/setup/", TYPED)
    assert answer.headers["Location"] == "/administration/installation/1/"
    assert visitor.get("/administration/installation/1/").status_code == 200
    assert Client().get("/setup/").status_code == 404


@pytest.mark.django_db
def test_who_comes_second_with_the_code_is_told():
    code, other = setting_up.new_code(), Client()
    other.post("/setup/", {"terminal_code": code})
    setting_up.set_up(answers())
    answer = other.post("/setup/", TYPED)
    assert answer.status_code == 409
    assert "set up already" in answer.content.decode()


@pytest.mark.django_db
def test_guessing_the_code_is_slowed():
    visitor = Client()
    setting_up.new_code()
    for _ in range(6):
        answer = visitor.post("/setup/", {"terminal_code": "AAAA-AAAA-AAAA"})
    assert "try again in" in answer.content.decode()


@pytest.mark.django_db
def test_a_sign_in_name_with_vietnamese_letters_is_refused_with_another():
    visitor = Client()
    visitor.post("/setup/", {"terminal_code": setting_up.new_code()})
    answer = visitor.post("/setup/", TYPED | {"username": "quản trị"})
    assert "for example quan.tri" in answer.content.decode()


@pytest.mark.django_db
def test_until_the_first_working_day_weighty_posts_are_filled_alone_and_then_by_two(client):
    from baro.installation.actions import keeping_up
    from baro.org.powers.second_person import above

    _installation, account = setting_up.set_up(answers())
    by = actor_of(account.person_id)
    leader = Post.objects.get(unit__code="QN", name="Bí thư")
    assert Mandate.objects.filter(post=leader, permissions__contains=["documents.document.sign"]).exists()
    assert not above(by, [leader.pk])
    keeping_up.begin(1, by=by)
    assert above(by, [leader.pk]) == {leader.pk}
    with pytest.raises(Refused, match="began already"):
        keeping_up.begin(1, by=by)


def people_of_years(first):
    """A workbook of two people who hold posts of the template since a day."""
    from tests.organisation.lists import workbook

    return workbook(
        people=[["number", "name"], ["01", "Trần Bí Thư"], ["02", "Lê Văn Thư"]],
        tenures=[
            ["person", "unit", "post", "from"],
            ["01", "QN", "Bí thư", first],
            ["02", "QN-VP", "Văn thư", first],
        ],
    )


@pytest.mark.django_db
def test_people_who_held_their_posts_for_years_pass_in_a_workbook():
    from baro.org.importing.actions import importing
    from baro.org.models import Tenure

    _installation, account = setting_up.set_up(answers())
    by = actor_of(account.person_id)
    brought = importing.bring("people.xlsx", people_of_years("2011-03-01"), by=by)
    outcome = importing.check(brought.pk, by=by).outcome
    assert (outcome["wrong"], outcome["adds"]) == (0, 4), outcome["mistakes"]
    importing.carry_in(brought.pk, outcome["digest"], by=by)
    held = Tenure.objects.current().get(post__unit__code="QN-VP", post__name="Văn thư")
    assert held.period.lower == date(2011, 3, 1)
    assert not list(strange_records())


@pytest.mark.django_db
def test_before_the_day_since_which_the_organisation_stands_nobody_held_a_post():
    from baro.org.importing.actions import importing

    asked = {"template": "province", "name": "Tỉnh ủy Quảng Ninh", "code": "QN", "since": date(2015, 10, 1)}
    _installation, account = setting_up.set_up(answers(organisation=asked))
    by = actor_of(account.person_id)
    brought = importing.bring("people.xlsx", people_of_years("2011-03-01"), by=by)
    assert importing.check(brought.pk, by=by).outcome["wrong"] == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "said"), [("2050-01-01", "has not come yet"), ("2025-10-01", "The term began before")]
)
def test_an_organisation_does_not_begin_in_the_future_nor_after_its_term(since, said):
    visitor = Client()
    visitor.post("/setup/", {"terminal_code": setting_up.new_code()})
    answer = visitor.post(
        "/setup/", TYPED | {"since": since, "term_began_on": "2025-09-28", "mail_security": "smtp+tls"}
    )
    assert said in str(answer.context["form"].errors), answer.context["form"].errors
    assert not Unit.objects.exists()
