"""The Django application of this part."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Work that a decision gives out: one owner, one deadline, evidence, acceptance."""

    name = "baro.tasks"
    label = "tasks"
