"""An installation that can be lost."""

from tests.installed import address, empty, installation

__all__ = ["address", "empty", "installation"]
