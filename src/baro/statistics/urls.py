"""Addresses of figures and of the rows behind them."""

from __future__ import annotations

from django.urls import path

from baro.statistics.web import assumed, dashboard, figures

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="statistics.dashboard"),
    path("dashboard/by-<str:grouping>/", dashboard.breakdown, name="statistics.breakdown"),
    path(
        "dashboard/tasks/<int:unit>/<str:grouping>/<str:key>/<str:standing>/", dashboard.tasks, name="statistics.tasks"
    ),
    path("rules/assumed/", assumed.assumed, name="statistics.assumed"),
    path("figures/", figures.figures, name="statistics.figures"),
    path("figures/<str:code>/<int:unit>/<str:period>/", figures.rows, name="statistics.rows"),
]
