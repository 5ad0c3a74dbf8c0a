"""Addresses of meetings."""

from __future__ import annotations

from django.urls import path

from baro.meetings.web.cells import CellList
from baro.meetings.web.lists import ItemList, MeetingList
from baro.meetings.web.pages import ITEMS, MEETINGS, VOTES
from baro.meetings.web.room import room
from baro.meetings.web.week import month, week
from baro.ui.lists import list_view

urlpatterns = [
    path("meetings/", list_view(MeetingList), name=MeetingList.code),
    path("meetings/items/", list_view(ItemList), name=ItemList.code),
    path("meetings/cells/", list_view(CellList), name=CellList.code),
    path("meetings/week/", week, name="meetings.week"),
    path("meetings/month/", month, name="meetings.month"),
    *MEETINGS.urls(),
    path("meetings/<int:pk>/room/", room, name="meetings.room"),
    *ITEMS.urls(),
    *VOTES.urls(),
]
