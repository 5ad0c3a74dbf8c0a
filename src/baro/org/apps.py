"""The Django application of the organisation."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """Units, posts and people over time."""

    name = "baro.org"
    label = "org"
