"""The Django application of this part."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The yearly report."""

    name = "baro.reports"
    label = "reports"
