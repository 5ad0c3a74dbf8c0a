"""The Django application of this part."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo province: invented people in real places, loaded through the real actions."""

    name = "baro.demo"
    label = "demo"
