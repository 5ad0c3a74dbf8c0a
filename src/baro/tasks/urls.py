"""Addresses of tasks; a verb's address has the verb's name."""

from __future__ import annotations

from django.urls import path

from baro.tasks.web import above, assigning, away, lists, pages, portfolio, views
from baro.tasks.web.proposing.pages import propose
from baro.ui.lists import list_view

urlpatterns = [
    path("tasks/", list_view(lists.TaskList), name="tasks.list"),
    path("tasks/above/", list_view(lists.AboveList), name="tasks.above"),
    path("tasks/above/file/", above.file, name="tasks.above.file"),
    path("tasks/portfolio/", portfolio.portfolio, name="tasks.portfolio"),
    path("tasks/assign/", assigning.assign, name="tasks.task.assign"),
    path("tasks/assign/away/", away.away, name="tasks.away"),
    path("tasks/assign/many/", assigning.assign_many, name="tasks.task.assign.many"),
    path("documents/<int:pk>/tasks/", propose, name="tasks.proposed"),
    path("tasks/evidence/<int:pk>/", views.evidence, name="tasks.evidence"),
    path("tasks/evidence/<int:pk>/words/", views.words, name="tasks.evidence.words"),
    path("tasks/evidence/<int:pk>/<int:number>/", views.sheet, name="tasks.evidence.sheet"),
    *pages.TASKS.urls(),
]
