"""Addresses of oversight."""

from __future__ import annotations

from django.urls import path

from baro.oversight.web import views
from baro.oversight.web.lists import AppealList, CaseList, FindingList, PenaltyList, SideList
from baro.oversight.web.pages import APPEALS, CASES, FINDINGS, PAPERS, PENALTIES, SIDES
from baro.ui.lists import list_view

urlpatterns = [
    path("cases/", list_view(CaseList), name="oversight.cases"),
    path("cases/findings/", list_view(FindingList), name="oversight.findings"),
    path("cases/mine/", list_view(SideList), name="oversight.sides"),
    path("cases/file/<int:pk>/", views.file, name="oversight.paper.file"),
    path("cases/file/<int:pk>/words/", views.words, name="oversight.paper.file.words"),
    path("cases/file/<int:pk>/<int:number>/", views.sheet, name="oversight.paper.file.sheet"),
    path("discipline/", list_view(PenaltyList), name="oversight.penalties"),
    path("discipline/complaints/", list_view(AppealList), name="oversight.appeals"),
    *PAPERS.urls(),
    *FINDINGS.urls(),
    *SIDES.urls(),
    *APPEALS.urls(),
    *PENALTIES.urls(),
    *CASES.urls(),
]
