"""Addresses of weak points."""

from __future__ import annotations

from django.urls import path

from baro.ui.lists import list_view
from baro.weakpoints.web import views
from baro.weakpoints.web.lists import PointList
from baro.weakpoints.web.pages import POINTS

urlpatterns = [
    path("weak-points/", list_view(PointList), name="weakpoints.points"),
    path("weak-points/proof/<int:pk>/", views.proof, name="weakpoints.proof"),
    path("weak-points/proof/<int:pk>/words/", views.words, name="weakpoints.proof.words"),
    path("weak-points/proof/<int:pk>/<int:number>/", views.sheet, name="weakpoints.proof.sheet"),
    *POINTS.urls(),
]
