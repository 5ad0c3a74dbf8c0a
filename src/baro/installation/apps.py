"""The Django application of this part."""

from django.apps import AppConfig


class InstallationConfig(AppConfig):
    """A real installation and its accounts."""

    name = "baro.installation"
    label = "installation"

    def ready(self) -> None:
        """Go by the rules that were chosen at the set-up, and lead the first visitor to it."""
        from baro.installation import own_rules  # noqa: PLC0415 - settings are ready only now

        own_rules.use()
