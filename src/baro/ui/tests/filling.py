"""What the frame keeps for somebody, for the filled town: notices, saved views, long work, what a deed came to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.test import Client
from django.urls import reverse

from baro.org.actors import Actor
from baro.tasks.models import Task
from baro.trail.models import Notice
from baro.ui.preferences import save_view
from baro.ui.working import begin
from tests.filling import fills, names
from tests.world import World


def signed_in(world: World) -> Actor:
    """Ada at her browser."""
    return replace(world.ada, account_id=world.account(world.ada).pk)


@fills("ui.work", sees="ada")
def work(world: World, number: int) -> None:
    for _ in range(number):
        begin("Assigning tasks", of=10, by=signed_in(world))


@names("ui.view_first", "ui.view_forget", sees="ada")
def view(world: World, _client: Client) -> dict[str, Any]:
    kept = save_view("tasks.list", "Của tôi", "state=assigned", shown=0, by=signed_in(world))
    return {"pk": kept.pk}


@names("ui.notice", sees="ada")
def notice(world: World, _client: Client) -> dict[str, Any]:
    return {"pk": Notice.objects.to(world.ada.post_id)[0].pk}


@names("ui.timeline", sees="ada")
def timeline(world: World, _client: Client) -> dict[str, Any]:
    return {"label": "tasks.task", "pk": Task.objects.visible_to(world.ada).order_by("-pk")[0].pk}


@names("ui.choices", sees="ada", everybody=True)
def choices(_world: World, _client: Client) -> dict[str, Any]:
    return {"source": "org.units"}


@names("ui.outcome", sees="ada")
def outcome(world: World, client: Client) -> dict[str, Any]:
    keys = Task.objects.visible_to(world.ada).order_by("pk").values_list("pk", flat=True)[:1]
    typed = {"ids": list(keys), "sure": "on", "words": "Đề nghị báo cáo"}
    done = client.post(reverse("tasks.task.urge.many"), typed)
    return {"key": done["Location"].strip("/").rpartition("/")[2]}
