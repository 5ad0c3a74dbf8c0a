"""The Django application of this part."""

from django.apps import AppConfig


class WeakPointsConfig(AppConfig):
    """The register of weak points."""

    name = "baro.weakpoints"
    label = "weakpoints"
