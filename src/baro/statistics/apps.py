"""The Django application of this part."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Figures whose every number opens its records."""

    name = "baro.statistics"
    label = "statistics"
