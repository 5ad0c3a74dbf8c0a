"""Addresses of urging and obstacles."""

from __future__ import annotations

from django.urls import path

from baro.ui.lists import list_view
from baro.urging.web.lists import ObstacleList, StepList
from baro.urging.web.pages import OBSTACLES

urlpatterns = [
    path("urging/", list_view(StepList), name="urging.steps"),
    path("obstacles/", list_view(ObstacleList), name="urging.obstacles"),
    *OBSTACLES.urls(),
]
