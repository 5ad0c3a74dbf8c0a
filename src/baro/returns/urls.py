"""Addresses of returns."""

from __future__ import annotations

from django.urls import path

from baro.returns.web import table
from baro.returns.web.lists import CellList, ReturnList, RoundList
from baro.returns.web.pages import RETURNS, ROUNDS
from baro.ui.lists import list_view

urlpatterns = [
    path("returns/", list_view(ReturnList), name=ReturnList.code),
    path("returns/rounds/", list_view(RoundList), name=RoundList.code),
    path("returns/cells/", list_view(CellList), name=CellList.code),
    path("returns/rounds/<int:pk>/table/", table.table, name="returns.table"),
    path("returns/rounds/<int:pk>/table/<int:unit>/<str:span>/<str:stands>/", table.standing, name="returns.standing"),
    path("returns/rounds/<int:pk>/sums/<int:unit>/<str:span>/<str:cell>/", table.summed, name="returns.sum"),
    path("returns/<int:pk>/records/<str:cell>/", table.records, name="returns.records"),
    path("returns/<int:pk>/workbook/", table.workbook, name="returns.workbook"),
    *ROUNDS.urls(),
    *RETURNS.urls(),
]
