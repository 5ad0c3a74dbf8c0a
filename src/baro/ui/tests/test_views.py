"""Saved views: private, named, opened first, forgotten."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.ui.models import SavedView


@pytest.fixture
def client(world):
    return world.browser(world.ada)


def keep(client, name="Cells", query="kind=cell", **more):
    client.post(reverse("ui.view_save"), {"list_code": "org.units", "name": name, "query": query, **more})
    return SavedView.objects.get(name=name)


def test_a_view_brings_back_filters_order_and_columns(client):
    view = keep(client, query="kind=cell&order=-name&columns=code")
    page = client.get(reverse("org.units"), {"view": view.pk}).context["list"]
    assert [unit.code for unit in page.records] == ["QN-HL-CB"]
    assert [column.path for column in page.visible_columns] == ["name", "code"]
    assert not page.state.view_changed


def test_a_link_with_filters_wins_over_the_view(client):
    view = keep(client)
    page = client.get(f"{reverse('org.units')}?view={view.pk}&kind=office").context["list"]
    assert [unit.code for unit in page.records] == ["QN-VP"]
    assert page.state.view_changed


def test_taking_the_last_filter_away_does_not_bring_the_view_back(client):
    view = keep(client)
    page = client.get(reverse("org.units"), {"view": view.pk}).context["list"]
    shown = client.get(f"{reverse('org.units')}{page.chips[0].off}").context["list"]
    assert len(shown.records) == 6


def test_the_list_opens_with_the_default_view_until_all_is_asked(client):
    keep(client, is_default="on")
    assert len(client.get(reverse("org.units")).context["list"].records) == 1
    assert len(client.get(reverse("org.units"), {"all": 1}).context["list"].records) == 6


def test_only_one_view_opens_first(client):
    first, second = keep(client, "One", is_default="on"), keep(client, "Two", is_default="on")
    first.refresh_from_db()
    assert (first.is_default, second.is_default) == (False, True)
    client.post(reverse("ui.view_first", args=[second.pk]))
    assert not SavedView.objects.filter(is_default=True).exists()


def test_only_the_view_that_is_shown_is_replaced_and_forgetting_deletes(client):
    view = keep(client, query="kind=cell", is_default="on")
    keep(client, query="kind=office")
    view.refresh_from_db()
    assert (view.query, view.is_default) == ("kind=cell", True)
    assert keep(client, query="kind=office", shown=view.pk).query == "kind=office"
    assert SavedView.objects.count() == 1
    client.post(reverse("ui.view_forget", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name_and_a_list(client):
    url = reverse("ui.view_save")
    assert client.post(url, {"list_code": "org.units", "name": " "}).status_code == 409
    assert client.post(url, {"list_code": "no.list", "name": "x"}).status_code == 404


def test_views_of_others_do_not_exist(world, client):
    view = keep(client)
    other = world.browser(world.eve)
    assert other.post(reverse("ui.view_forget", args=[view.pk])).status_code == 404
    page = other.get(reverse("org.units"), {"view": view.pk}).context["list"]
    assert page.state.view is None
    assert SavedView.objects.filter(pk=view.pk).exists()
