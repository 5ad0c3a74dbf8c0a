"""The Django application of this part."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Inspection, supervision and discipline."""

    name = "baro.oversight"
    label = "oversight"
