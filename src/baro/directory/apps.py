"""The Django application of this part."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The organisation on pages: units, posts and people, and how they are found."""

    name = "baro.directory"
    label = "directory"
