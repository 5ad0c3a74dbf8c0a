"""The Django application of this part."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes and their reviews."""

    name = "baro.programmes"
    label = "programmes"
