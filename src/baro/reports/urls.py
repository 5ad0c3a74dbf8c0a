"""Addresses of yearly reports."""

from __future__ import annotations

from django.urls import path

from baro.reports.web import files, lists
from baro.reports.web.pages import REPORTS
from baro.ui.lists import list_view

urlpatterns = [
    path("reports/", list_view(lists.ReportList), name=lists.ReportList.code),
    path("reports/<int:pk>/file/", files.file, name="reports.file"),
    *REPORTS.urls(),
]
