"""What the frame keeps for somebody, for the filled town: notices, saved views, long work, what a deed came to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.test import Client
from django.urls import reverse

from baro.org.actors import Actor
from baro.org.models import SignIn
from baro.trail.models import Notice
from baro.ui.actions import subscribing, talking
from baro.ui.frame.preferences import save_view
from baro.ui.models import Every, Remark, SavedView
from baro.ui.work.working import begin
from tests.filling import fills, names
from tests.world import SINCE, World


def signed_in(world: World) -> Actor:
    """Ada at her browser."""
    return replace(world.ada, account_id=world.account(world.ada).pk)


@fills("ui.work", sees="ada")
def work(world: World, number: int) -> None:
    for _ in range(number):
        begin("Assigning tasks", of=10, by=signed_in(world))


@fills("ui.savedview", sees="ada")
def views(world: World, number: int) -> None:
    kept = SavedView.objects.count()
    for at in range(kept, kept + number):
        save_view("tasks.list", f"Của tôi {at}", "state=assigned", by=signed_in(world))


@names("ui.view_first", "ui.view_forget", sees="ada")
def view(_world: World, _client: Client) -> dict[str, Any]:
    return {"pk": SavedView.objects.order_by("-pk")[0].pk}


@fills("ui.remark", sees="ada")
def remarks(world: World, number: int) -> None:
    """Ada asks Eve about the ward."""
    people = [world.post("QN-HL", "Bí thư")]
    for at in range(number):
        talking.write(world.unit("QN-HL"), words=f"Đề nghị báo cáo nhân sự lần {at}", people=people, by=world.ada)


@fills("ui.digest", sees="ada")
def digests(world: World, _number: int) -> None:
    subscribing.choose(every=Every.DAILY, hour=7, weekday=0, address="ada@quangninh.example", by=signed_in(world))


@fills("ui.feed", sees="ada")
def feeds(world: World, _number: int) -> None:
    subscribing.renew(by=signed_in(world))


@names("ui.remark.write", "ui.readers", sees="ada")
def talked_about(world: World, _client: Client) -> dict[str, Any]:
    return {"label": "org.unit", "pk": world.unit("QN-HL").pk}


@names("ui.remark.correct", "ui.remark.withdraw", sees="ada")
def remark(_world: World, _client: Client) -> dict[str, Any]:
    return {"pk": Remark.objects.order_by("-pk")[0].pk}


@names("ui.desk", sees="chi")
def desk(world: World, _client: Client) -> dict[str, Any]:
    return {"post": world.post("QN-VP", "Chuyên viên").pk, "kind": "tasks.to_accept"}


@names("ui.calendar", sees="ada", everybody=True)
def calendar(_world: World, _client: Client) -> dict[str, Any]:
    """An address that opens nothing: the tests of the calendar make one that does."""
    return {"secret": "nobody-was-given-this-one"}


@fills("org.signin", sees="ada")
def sign_ins(world: World, number: int) -> None:
    for _ in range(number):
        world.browser(world.ada)


@names("ui.sign_in_end", sees="ada")
def sign_in(world: World, client: Client) -> dict[str, Any]:
    return {
        "pk": SignIn.objects.filter(account__person=world.ada.person_id)
        .exclude(session=client.session.session_key)
        .order_by("pk")[0]
        .pk
    }


@names("ui.notice", sees="ada")
def notice(world: World, _client: Client) -> dict[str, Any]:
    return {"pk": Notice.objects.to(world.ada.post_id)[0].pk}


@names("ui.timeline", sees="ada")
def timeline(world: World, _client: Client) -> dict[str, Any]:
    return {"label": "org.unit", "pk": world.unit("QN-HL").pk}


@names("ui.choices", sees="ada", everybody=True)
def choices(_world: World, _client: Client) -> dict[str, Any]:
    return {"source": "org.units"}


@names("ui.outcome", sees="kim")
def outcome(world: World, client: Client) -> dict[str, Any]:
    typed = {"ids": [world.post("QN-HL", "Văn thư").pk], "sure": "on", "kind": "cadre", "since": SINCE.isoformat()}
    done = client.post(reverse("org.post.count_as.many"), typed)
    return {"key": done["Location"].strip("/").rpartition("/")[2]}
