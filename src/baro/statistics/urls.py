"""Addresses of figures and of the rows behind them."""

from __future__ import annotations

from django.urls import path

from baro.statistics.web import assumed, dashboard, exploring, figures
from baro.statistics.web.published import rows as published
from baro.statistics.web.published.lists import PublicationList
from baro.statistics.web.published.pages import PUBLICATIONS
from baro.ui.lists import list_view

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
    path("figures/published/", list_view(PublicationList), name=PublicationList.code),
    path("figures/published/<int:pk>/rows/<int:figure>/", published.rows, name="statistics.published_rows"),
    path("figures/published/<int:pk>/since/<int:figure>/", published.since, name="statistics.published_since"),
    *PUBLICATIONS.urls(),
    path("figures/<str:code>/<int:unit>/<str:period>/", figures.rows, name="statistics.rows"),
]
