"""The Django application that puts the parts together."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    """Wires who reacts to what."""

    name = "baro.config"
    label = "config"

    def ready(self) -> None:
        """Let every part declare what is its own; then say who reacts to what."""
        autodiscover_modules(
            "rulebook", "policies", "jobs", "attached", "checks", "web.lists", "web.waiting", "web.places"
        )
        import_module("baro.config.reactions")
