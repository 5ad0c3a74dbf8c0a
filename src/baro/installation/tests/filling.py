"""How the town comes to have an installation, accounts that somebody keeps, and people without one."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone

from baro.installation.actions import inviting
from baro.installation.models import ONLY, Installation
from baro.org.accounts.actions.keeping import close_one
from baro.org.actors import Actor
from baro.org.models import Account, Person
from baro.org.powers.actions.mandating import set_mandate
from tests.filling import fills, names
from tests.world import World

KEEPS = ("org.see", "org.organise", "operation.see", "org.keep_accounts", "installation.keep")


def powers(world: World) -> None:
    """Kim keeps the accounts of the whole town, and its installation."""
    post = world.post("QN-VP", "Chuyên viên tổ chức")
    set_mandate(post.pk, world.unit("QN"), here=[], below=list(KEEPS), limited=[], by=Actor.system("test"))


def invited(world: World, name: str = "gus", **emails: str) -> Account:
    """The account of somebody of the town, with an open invitation."""
    powers(world)
    key = getattr(world, name).person_id
    inviting.give([key], emails={key: emails.get("email", "")}, by=world.kim)
    return Account.objects.get(person=key)


def installation(world: World) -> Installation:
    """The installation, as its set-up left it."""
    facts = {"name": "Quảng Ninh", "language": "vi", "organisation": world.unit("QN"), "set_up_at": timezone.now()}
    return Installation.objects.update_or_create(pk=ONLY, defaults=facts)[0]


@fills("installation.accounts", sees="kim")
def accounts(world: World, number: int) -> None:
    powers(world)
    people = Person.objects.bulk_create(Person(name=f"Người Mới {at}") for at in range(max(number, 1)))
    inviting.give([one.pk for one in people], by=world.kim)
    close_one(Account.objects.get(person=people[0]).pk, by=world.kim)


@fills("installation.without_account", sees="kim")
def without(world: World, number: int) -> None:
    powers(world)
    Person.objects.bulk_create(Person(name=f"Chưa Có {at}") for at in range(number))


@fills("installation.installation", sees="kim")
def installations(world: World, _number: int) -> None:
    powers(world)
    installation(world)


@fills("installation.invitation", sees="kim")
def invitations(world: World, _number: int) -> None:
    accounts(world, 2)


@names("installation.join_with", sees="kim", everybody=True)
def joined(_world: World, _client: Client) -> dict[str, Any]:
    """An address that opens nothing: the tests of invitations make one that does."""
    return {"secret": "nobody-was-given-this-one"}


@names("installation.checklist", sees="kim")
def checklist(world: World, _client: Client) -> dict[str, Any]:
    powers(world)
    installation(world)
    return {}


@names("installation.leaflet", sees="kim", everybody=True)
def leaflet(_world: World, _client: Client) -> dict[str, Any]:
    """That of everybody."""
    return {"code": "unit"}


@names("org.person.give_account", sees="kim")
def given(world: World, _client: Client) -> dict[str, Any]:
    powers(world)
    return {"pk": Person.objects.create(name="Chưa Có Ai").pk}


@names("mfa_edit_webauthn", "mfa_remove_webauthn", sees="kim")
def key(world: World, _client: Client) -> dict[str, Any]:
    """A security key of Kim."""
    from allauth.mfa.models import Authenticator

    data = {"name": "USB", "credential": {}}
    return {"pk": Authenticator.objects.create(user=world.account(world.kim), type="webauthn", data=data).pk}


@names("openid_connect_login", "openid_connect_callback", sees="kim", everybody=True)
def provider(_world: World, _client: Client) -> dict[str, Any]:
    """A provider that there is not."""
    return {"provider_id": "own"}
