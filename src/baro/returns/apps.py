"""The Django application of this part."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Periodic returns."""

    name = "baro.returns"
    label = "returns"
