"""What tests of the organisation share."""

from __future__ import annotations

import pytest
from procrastinate import testing
from procrastinate.contrib.django import procrastinate_app


@pytest.fixture
def queued():
    """What jobs queue, in order."""
    connector = testing.InMemoryConnector()
    with procrastinate_app.current_app.replace_connector(connector):
        yield connector
