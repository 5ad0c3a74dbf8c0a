"""Addresses of programmes and reviews."""

from __future__ import annotations

from django.urls import path

from baro.programmes.web import lists, rows
from baro.programmes.web.pages import PROGRAMMES, REVIEWS
from baro.ui.lists import list_view

urlpatterns = [
    path("programmes/", list_view(lists.ProgrammeList), name=lists.ProgrammeList.code),
    path("programmes/clauses/", list_view(lists.ClauseList), name=lists.ClauseList.code),
    path("programmes/<int:pk>/rows/<slug:line>/", rows.rows, name="programmes.rows"),
    path("reviews/", list_view(lists.ReviewList), name=lists.ReviewList.code),
    path("reviews/<int:pk>/figures/<slug:line>/", rows.figure, name="programmes.figure_rows"),
    *PROGRAMMES.urls(),
    *REVIEWS.urls(),
]
