"""Addresses of cascades."""

from __future__ import annotations

from django.urls import path

from baro.cascades.web import matrix
from baro.cascades.web.lists import CascadeList, SetList
from baro.cascades.web.pages import CASCADES, RECIPIENTS, SETS
from baro.ui.lists import list_view

urlpatterns = [
    path("cascades/", list_view(CascadeList), name=CascadeList.code),
    path("cascades/sets/", list_view(SetList), name=SetList.code),
    path("cascades/<int:pk>/matrix/", matrix.matrix, name="cascades.matrix"),
    path("cascades/<int:pk>/matrix/<int:unit>/<str:span>/<str:stand>/", matrix.tasks, name="cascades.tasks"),
    path("cascades/<int:pk>/answers/", matrix.answers, name="cascades.answers"),
    *SETS.urls(),
    *RECIPIENTS.urls(),
    *CASCADES.urls(),
]
