"""The Django application of this part."""

from django.apps import AppConfig


class TripsConfig(AppConfig):
    """Trips in an official car."""

    name = "baro.trips"
    label = "trips"
