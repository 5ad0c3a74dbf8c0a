"""Addresses of documents; a verb's address has the verb's name."""

from __future__ import annotations

from django.urls import path

from baro.documents.web import doubts, drafts, handling, lists, papers, views
from baro.ui.lists import list_view

urlpatterns = [
    path("documents/incoming/", list_view(lists.IncomingList), name="documents.incoming"),
    path("documents/outgoing/", list_view(lists.OutgoingList), name="documents.outgoing"),
    path("documents/incoming/bring/", papers.bring, name="documents.attachment.upload"),
    path("documents/incoming/register/", papers.register, name="documents.document.register"),
    path("documents/papers/<int:pk>/", papers.paper, name="documents.attachment"),
    path("documents/papers/<int:pk>/<int:number>/", papers.sheet, name="documents.attachment.sheet"),
    path("documents/draft/", drafts.draft, name="documents.document.draft"),
    path("documents/draft/doubt/", doubts.doubt, name="documents.doubt"),
    path("documents/<int:pk>/", views.detail, name="documents.document"),
    path("documents/<int:pk>/take-in/", handling.take_in, name="documents.document.take_in"),
    path("documents/<int:pk>/present/", handling.present, name="documents.document.present"),
    path("documents/<int:pk>/instruct/", handling.instruct, name="documents.document.instruct"),
    path("documents/<int:pk>/file/", handling.file, name="documents.document.file"),
    path("documents/<int:pk>/reopen/", handling.reopen, name="documents.document.reopen"),
    path("documents/<int:pk>/revise/", drafts.revise, name="documents.document.revise"),
    path("documents/<int:pk>/submit/", drafts.submit, name="documents.document.submit"),
    path("documents/<int:pk>/send-back/", drafts.send_back, name="documents.document.send_back"),
    path("documents/<int:pk>/sign/", drafts.sign, name="documents.document.sign"),
    path("documents/<int:pk>/issue/", drafts.issue, name="documents.document.issue"),
]
