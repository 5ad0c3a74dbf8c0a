"""The Django application of this part."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """How pages look and behave; knows no part."""

    name = "baro.ui"
    label = "ui"

    def ready(self) -> None:
        """Listen for who signs in and out."""
        from baro.ui.frame import second_factors, signing_in  # noqa: F401, PLC0415 - models are ready only now
