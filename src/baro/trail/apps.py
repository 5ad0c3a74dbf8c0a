"""The Django application of the trail."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """What happened, kept for good."""

    name = "baro.trail"
    label = "trail"
