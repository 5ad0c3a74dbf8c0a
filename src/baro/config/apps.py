"""The Django application that puts the parts together."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    """Wires who reacts to what."""

    name = "baro.config"
    label = "config"

    def ready(self) -> None:
        """Let every part declare its policies, jobs, places and what hangs on units; then say who reacts to what."""
        autodiscover_modules("policies", "jobs", "attached", "checks", "web.lists", "web.places")
        import_module("baro.config.reactions")
