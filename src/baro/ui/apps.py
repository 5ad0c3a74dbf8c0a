"""The Django application of this part."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """How pages look and behave; knows no part."""

    name = "baro.ui"
    label = "ui"
