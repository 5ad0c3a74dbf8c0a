"""The Django application of this part."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Papers from structured content."""

    name = "baro.printing"
    label = "printing"
