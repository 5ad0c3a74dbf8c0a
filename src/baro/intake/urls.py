"""Addresses of deliveries."""

from __future__ import annotations

from django.urls import path

from baro.intake.web.lists import DeliveryList
from baro.intake.web.pages import DELIVERIES, paper
from baro.ui.lists import list_view

urlpatterns = [
    path("deliveries/", list_view(DeliveryList), name="intake.deliveries"),
    path("deliveries/<int:pk>/papers/<int:number>/", paper, name="intake.delivery.paper"),
    *DELIVERIES.urls(),
]
