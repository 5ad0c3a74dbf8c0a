"""Addresses of documents; a verb's address has the verb's name."""

from __future__ import annotations

from django.urls import path

from baro.documents.web import doubts, drafts, handling, lists, papers, views
from baro.ui.lists import list_view

urlpatterns = [
    path("documents/incoming/", list_view(lists.IncomingList), name="documents.incoming"),
    path("documents/outgoing/", list_view(lists.OutgoingList), name="documents.outgoing"),
    path("documents/incoming/bring/", papers.bring, name="documents.bring"),
    path("documents/incoming/register/", papers.register, name="documents.register"),
    path("documents/papers/<int:pk>/", papers.paper, name="documents.paper"),
    path("documents/papers/<int:pk>/<int:number>/", papers.sheet, name="documents.sheet"),
    path("documents/draft/", drafts.draft, name="documents.draft"),
    path("documents/draft/doubt/", doubts.doubt, name="documents.doubt"),
    path("documents/<int:pk>/", views.detail, name="documents.detail"),
    path("documents/<int:pk>/take-in/", handling.take_in, name="documents.take_in"),
    path("documents/<int:pk>/present/", handling.present, name="documents.present"),
    path("documents/<int:pk>/instruct/", handling.instruct, name="documents.instruct"),
    path("documents/<int:pk>/file/", handling.file, name="documents.file"),
    path("documents/<int:pk>/reopen/", handling.reopen, name="documents.reopen"),
    path("documents/<int:pk>/revise/", drafts.revise, name="documents.revise"),
    path("documents/<int:pk>/submit/", drafts.submit, name="documents.submit"),
    path("documents/<int:pk>/send-back/", drafts.send_back, name="documents.send_back"),
    path("documents/<int:pk>/sign/", drafts.sign, name="documents.sign"),
    path("documents/<int:pk>/issue/", drafts.issue, name="documents.issue"),
]
