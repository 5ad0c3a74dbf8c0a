"""The Django application of this part."""

from django.apps import AppConfig


class UrgingConfig(AppConfig):
    """Urging step by step, and obstacles."""

    name = "baro.urging"
    label = "urging"
