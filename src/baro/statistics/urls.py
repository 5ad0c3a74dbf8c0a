"""Addresses of figures and of the rows behind them."""

from __future__ import annotations

from django.urls import path

from baro.statistics.web import assumed, dashboard, exploring, figures

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="statistics.dashboard"),
    path("dashboard/by-<str:grouping>/", dashboard.breakdown, name="statistics.breakdown"),
    path(
        "dashboard/tasks/<int:unit>/<str:grouping>/<str:key>/<str:standing>/", dashboard.tasks, name="statistics.tasks"
    ),
    path("rules/assumed/", assumed.assumed, name="statistics.assumed"),
    path("explore/", exploring.explore_page, name="statistics.explore"),
    path("explore/<str:code>/<int:unit>/<str:period>/", exploring.points, name="statistics.points"),
    path("figures/", figures.figures, name="statistics.figures"),
    path("figures/<str:code>/<int:unit>/<str:period>/", figures.rows, name="statistics.rows"),
]
