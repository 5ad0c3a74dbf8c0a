"""The Django application of this part."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    """Backups, upgrades and the administrator's desk."""

    name = "baro.operation"
    label = "operation"
