"""What stands in the addresses of the desk, for the filled town."""

from __future__ import annotations

from typing import Any

from django.test import Client

from baro.operation.tests.failing import failed_job
from tests.filling import names
from tests.world import World


@names("operation.desk", sees="kim", everybody=True)
def desk(_world: World, _client: Client) -> dict[str, Any]:
    return {}


@names("operation.retry", sees="kim")
def retry(_world: World, _client: Client) -> dict[str, Any]:
    return {"number": failed_job()}
