"""Addresses of figures and of the rows behind them."""

from __future__ import annotations

from django.urls import path

from baro.statistics.web import assumed, dashboard, figures, quality

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="statistics.dashboard"),
    path("dashboard/by-<str:grouping>/", dashboard.breakdown, name="statistics.breakdown"),
    path(
        "dashboard/tasks/<int:unit>/<str:grouping>/<str:key>/<str:standing>/", dashboard.tasks, name="statistics.tasks"
    ),
    path("quality/", quality.quality, name="statistics.quality"),
    path("quality/<int:unit>/<str:span>/<int:year>/<str:code>/", quality.doubts, name="statistics.doubts"),
    path("rules/assumed/", assumed.assumed, name="statistics.assumed"),
    path("figures/", figures.figures, name="statistics.figures"),
    path("figures/<str:code>/<int:unit>/<int:year>/", figures.rows, name="statistics.rows"),
]
