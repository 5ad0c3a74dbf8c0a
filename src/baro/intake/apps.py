"""The Django application of this part."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """What arrives in mailboxes and from scanners."""

    name = "baro.intake"
    label = "intake"
