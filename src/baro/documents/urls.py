"""Addresses of documents; a verb's address has the verb's name."""

from __future__ import annotations

from django.urls import path

from baro.documents.web import doubts, lists, pages, papers, printed, registers
from baro.ui.lists import list_view

urlpatterns = [
    path("documents/incoming/", list_view(lists.IncomingList), name="documents.incoming"),
    path("documents/outgoing/", list_view(lists.OutgoingList), name="documents.outgoing"),
    path("documents/registers/", registers.registers, name="documents.registers"),
    path("documents/incoming/bring/", papers.bring, name="documents.attachment.upload"),
    path("documents/incoming/register/", papers.register, name="documents.document.register"),
    path("documents/papers/<int:pk>/", papers.paper, name="documents.attachment"),
    path("documents/papers/<int:pk>/words/", papers.words, name="documents.attachment.words"),
    path("documents/papers/<int:pk>/<int:number>/", papers.sheet, name="documents.attachment.sheet"),
    path("documents/draft/doubt/", doubts.doubt, name="documents.doubt"),
    path("documents/<int:pk>/paper.<str:kind>", printed.printed, name="documents.document.paper"),
    *pages.DOCUMENTS.urls(),
]
