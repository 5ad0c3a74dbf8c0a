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
    path("cases/papers/<int:pk>/file/", views.file, name="oversight.paper.file"),
    path("cases/papers/<int:pk>/file/words/", views.words, name="oversight.paper.file.words"),
    path("cases/papers/<int:pk>/file/<int:number>/", views.sheet, name="oversight.paper.file.sheet"),
    path("cases/mine/<int:pk>/papers/<int:number>/", views.given, name="oversight.side.paper"),
    path("cases/mine/<int:pk>/papers/<int:number>/words/", views.given_words, name="oversight.side.paper.words"),
    path("cases/mine/<int:pk>/papers/<int:number>/<int:sheet>/", views.given_sheet, name="oversight.side.paper.sheet"),
    path("discipline/", list_view(PenaltyList), name="oversight.penalties"),
    path("discipline/complaints/", list_view(AppealList), name="oversight.appeals"),
    *PAPERS.urls(),
    *FINDINGS.urls(),
    *SIDES.urls(),
    *APPEALS.urls(),
    *PENALTIES.urls(),
    *CASES.urls(),
]
