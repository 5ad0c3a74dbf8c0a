"""Accounts are given with an invitation; it opens once, for a week."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from baro.installation import giving
from baro.installation.actions import inviting
from baro.installation.models import Invitation
from baro.installation.slips import slips_of, waiting
from baro.installation.tests.filling import invited, powers
from baro.kernel.errors import Refused
from baro.org.accounts.actions import keeping
from baro.org.accounts.visits import Visit
from baro.org.models import Account, SignIn
from baro.trail.models import Event
from baro.ui.frame.request_lines import NumberOfRequest

PASSWORD = "một câu dài khó đoán 7"


def secret_of(account: Account) -> str:
    address = inviting.address_of(Invitation.objects.get(account=account, used_at=None, ended_at=None))
    return address.strip("/").rpartition("/")[2]


def test_a_person_gets_an_account_and_a_slip_and_it_is_told(world):
    account = invited(world)
    assert account.username == "phuong.gvt"
    (slip,) = slips_of(waiting(world.kim))
    assert slip.posts == "Văn thư, Đảng ủy phường Hà Lầm"
    assert slip.picture.startswith("data:image/svg+xml,")
    assert re.fullmatch(r"(\w{4}-){4}\w{4}", slip.code)
    assert slip.code not in str(Invitation.objects.values()), "the database alone tells nobody"
    assert "phuong.gvt" in Event.objects.about(account.person)[0].sentence


def test_with_the_slip_one_chooses_a_password_and_is_signed_in(world):
    account, visitor = invited(world), Client()
    secret = secret_of(account)
    assert visitor.post("/join/", {"code": secret.lower()}).headers["Location"] == f"/join/{secret.replace('-', '')}/"
    page = visitor.get(f"/join/{secret}/")
    assert account.username in page.content.decode()
    assert visitor.post(f"/join/{secret}/", {"password": PASSWORD, "again": PASSWORD}).headers["Location"] == "/"
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    assert SignIn.objects.filter(account=account).count() == 1
    assert Event.objects.about(account).done("org.account.accept").exists()


def test_a_used_invitation_opens_nothing(world):
    account = invited(world)
    secret = secret_of(account)
    inviting.accept(secret, PASSWORD, Visit())
    with pytest.raises(Refused, match="used already"):
        inviting.accept(secret, "mot cau khac kho doan 8", Visit())
    answer = Client().get(f"/join/{secret}/")
    assert answer.status_code == 410
    assert "used already" in answer.content.decode()


def test_after_a_week_it_is_too_old(world):
    account = invited(world)
    secret = secret_of(account)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="too old"):
        inviting.accept(secret, PASSWORD, Visit())


def test_a_later_invitation_replaces_the_one_before(world):
    account = invited(world)
    former = secret_of(account)
    inviting.invite(account.pk, by=world.kim)
    with pytest.raises(Refused, match="replaced"):
        inviting.accept(former, PASSWORD, Visit())
    inviting.accept(secret_of(account), PASSWORD, Visit())


def test_an_easy_password_is_refused_beside_its_field_and_uses_nothing_up(world):
    account = invited(world)
    secret = secret_of(account)
    with pytest.raises(Refused, match="too common") as refusal:
        inviting.accept(secret, "password1234", Visit())
    assert "password" in refusal.value.fields
    inviting.accept(secret, PASSWORD, Visit())


def test_what_is_no_invitation_is_not_found_and_slowed(world):
    answers = {Client().get(f"/join/AAAA-{at}/").status_code for at in range(30)}
    assert answers == {404}
    assert Client().get("/join/AAAA-99/").status_code == 429


def test_an_invitation_goes_by_e_mail_when_there_is_a_server(world, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_HOST = "mail.example"
    with django_capture_on_commit_callbacks(execute=True):
        account = invited(world, email="gus@quangninh.example")
    (letter,) = mail.outbox
    assert letter.to == ["gus@quangninh.example"]
    assert secret_of(account) in letter.body
    assert not waiting(world.kim).exists()


def test_a_server_that_takes_nothing_leaves_a_slip(world, settings, monkeypatch, django_capture_on_commit_callbacks):
    settings.EMAIL_HOST = "mail.example"

    def hang(_self):
        raise TimeoutError("timed out")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", hang)
    with django_capture_on_commit_callbacks(execute=True):
        invited(world, email="gus@quangninh.example")
    assert waiting(world.kim).count() == 1


def test_who_has_an_account_is_refused_and_the_others_get_one(world):
    account = invited(world)
    batch = inviting.give([account.person_id, world.eve.person_id], by=world.kim)
    assert [one.sentence for one in batch.refused] == [f"has the account {account.username} already"]
    assert Account.objects.filter(person=world.eve.person_id).exists()


def test_a_list_with_the_same_person_twice_is_refused_with_both_lines(world):
    powers(world)
    with pytest.raises(Refused, match="line 3: “Gus Văn Thư Phường” stands in line 1 already"):
        giving.read("Gus Văn Thư Phường\nEve Bí Thư Phường;eve@x.example\nGus Văn Thư Phường", by=world.kim)


@pytest.mark.parametrize(
    ("line", "said"),
    [("Không Ai Cả", "is nobody whom you see"), ("Gus Văn Thư Phường; gus", "“gus” is no e-mail address")],
)
def test_a_wrong_line_is_told_and_nobody_gets_an_account(world, line, said):
    powers(world)
    before = Account.objects.count()
    with pytest.raises(Refused, match=said):
        giving.read(f"Eve Bí Thư Phường\n{line}", by=world.kim)
    assert Account.objects.count() == before


def test_who_keeps_no_accounts_invites_nobody(world):
    (refusal,) = inviting.give([world.gus.person_id], by=world.ada).refused
    assert refusal.sentence == "Only who keeps the accounts of the organisation can do this."
    account = invited(world)
    browser = world.browser(world.ada)
    assert browser.post(f"/administration/accounts/{account.pk}/invite/", {"email": ""}).status_code == 404


def test_who_sits_higher_up_is_kept_up_there(world):
    """Eve keeps the accounts of the ward: not those of who also holds a post of the province."""
    from baro.org.actors import Actor
    from baro.org.powers.actions.mandating import set_mandate

    post = world.post("QN-HL", "Bí thư")
    set_mandate(
        post.pk,
        world.unit("QN-HL"),
        here=[],
        below=["org.see", "org.keep_accounts"],
        limited=[],
        by=Actor.system("test"),
    )
    assert Account.objects.filter(person=world.gus.person_id).count() == 0
    inviting.give([world.gus.person_id], by=world.eve)
    kept = Account.objects.all().kept_by(world.eve)
    assert kept.filter(person=world.gus.person_id).exists()
    inviting.give([world.clo.person_id], by=world.eve)
    assert not Account.objects.filter(person=world.clo.person_id).exists()


def test_closing_ends_the_sign_ins_and_the_last_keeper_stays(world):
    account = invited(world)
    inviting.accept(secret_of(account), PASSWORD, Visit())
    keeping.close_one(account.pk, by=world.kim)
    account.refresh_from_db()
    assert not account.is_active
    own = Account.objects.get_or_create(username="kim", person_id=world.kim.person_id)[0]
    with pytest.raises(Refused, match="First give it to a second person"):
        keeping.close("kim", by=keeping.Actor.system("test"))
    with pytest.raises(Refused, match="your own account"):
        keeping.close_one(own.pk, by=world.kim)


def test_no_line_of_the_log_holds_the_secret(world, caplog):
    account, visitor = invited(world), Client()
    secret = secret_of(account).replace("-", "")
    caplog.handler.addFilter(known := NumberOfRequest())
    answer = visitor.post(f"/join/{secret}/", {"password": "1", "again": "1"})
    caplog.handler.removeFilter(known)
    assert answer.status_code == 422
    assert "/join/…/" in caplog.text
    assert secret not in caplog.text
