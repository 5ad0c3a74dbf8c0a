"""The Django application of this part."""

from django.apps import AppConfig


class CascadesConfig(AppConfig):
    """One piece of work for many units."""

    name = "baro.cascades"
    label = "cascades"
