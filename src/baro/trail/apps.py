"""The Django application of the trail."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrailConfig(AppConfig):
    """What happened, kept for good."""

    name = "baro.trail"
    label = "trail"

    def ready(self) -> None:
        """After every migration the roles of the database are set apart again."""
        from baro.trail.roles import set_apart  # noqa: PLC0415 - it needs the applications

        post_migrate.connect(set_apart, sender=self)
