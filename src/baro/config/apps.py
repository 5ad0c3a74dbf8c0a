"""The Django application that puts the parts together."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    """Lets the parts declare what they have."""

    name = "baro.config"
    label = "config"

    def ready(self) -> None:
        """Let every part declare what is its own."""
        autodiscover_modules(
            "rulebook", "policies", "jobs", "dependents", "checks", "indicators", "replays", "in_order"
        )
        autodiscover_modules("urls", "web.waiting", "web.days", "web.places")
