"""Addresses of tasks; a verb's address has the verb's name."""

from __future__ import annotations

from django.urls import path

from baro.tasks.web import assigning, away, deeds, lists, views
from baro.ui.lists import list_view

urlpatterns = [
    path("duties/", views.mine, name="tasks.mine"),
    path("tasks/", list_view(lists.TaskList), name="tasks.list"),
    path("tasks/assign/", assigning.assign, name="tasks.task.assign"),
    path("tasks/assign/away/", away.away, name="tasks.away"),
    path("tasks/assign/many/", assigning.assign_many, name="tasks.task.assign.many"),
    path("tasks/urge/", deeds.urge_many, name="tasks.task.urge.many"),
    path("tasks/reassign/", deeds.reassign_many, name="tasks.task.reassign.many"),
    path("tasks/evidence/<int:pk>/", views.evidence, name="tasks.evidence"),
    path("tasks/<int:pk>/", views.detail, name="tasks.task"),
    path("tasks/<int:pk>/accept/", deeds.accept, name="tasks.task.accept"),
    path("tasks/<int:pk>/decline/", deeds.decline, name="tasks.task.decline"),
    path("tasks/<int:pk>/report/", deeds.report, name="tasks.task.report"),
    path("tasks/<int:pk>/hand-in/", deeds.hand_in, name="tasks.task.hand_in"),
    path("tasks/<int:pk>/approve/", deeds.approve, name="tasks.task.approve"),
    path("tasks/<int:pk>/return/", deeds.return_, name="tasks.task.return"),
    path("tasks/<int:pk>/reassign/", deeds.reassign, name="tasks.task.reassign"),
    path("tasks/<int:pk>/ask-extension/", deeds.ask_extension, name="tasks.task.ask_extension"),
    path("tasks/<int:pk>/extend/", deeds.extend, name="tasks.task.extend"),
    path("tasks/<int:pk>/refuse-extension/", deeds.refuse_extension, name="tasks.task.refuse_extension"),
    path("tasks/<int:pk>/cancel/", deeds.cancel, name="tasks.task.cancel"),
    path("tasks/<int:pk>/urge/", deeds.urge, name="tasks.task.urge"),
]
