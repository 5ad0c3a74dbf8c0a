"""The town of the oracle, built and planted once for all its tests."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from tests.oracle.town import OracleTown


@pytest.fixture(scope="package")
def town(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OracleTown]:
    """Everything in one transaction, of which nothing stays; thousands of refusals are no news."""
    files = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(FILES=files),
        mock.patch("baro.ui.budgets.cache", incr=lambda _key: 0),  # nobody else asks for so many files in a minute
        translation.override("en"),
        transaction.atomic(),
    ):
        logging.disable(logging.WARNING)
        yield OracleTown(files)
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _papers_of_the_town(town: OracleTown, settings: Any) -> None:
    settings.FILES = town.files
