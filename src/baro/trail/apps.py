"""The Django application of the trail."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save


class TrailConfig(AppConfig):
    """What happened, kept for good."""

    name = "baro.trail"
    label = "trail"

    def ready(self) -> None:
        """After every migration the roles of the database are set apart again; weighty deeds get a receipt."""
        from baro.trail.models import Event  # noqa: PLC0415 - models cannot be imported earlier
        from baro.trail.receipts import promise  # noqa: PLC0415
        from baro.trail.roles import set_apart  # noqa: PLC0415

        post_migrate.connect(set_apart, sender=self)
        post_save.connect(promise, sender=Event)
