"""The Django application of this part."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings of committees."""

    name = "baro.meetings"
    label = "meetings"
