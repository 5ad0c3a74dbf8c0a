"""A pytest plug-in (``-p baro.config.throwaway``): the tests' own server, started once for all of a run's processes."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from baro.config.environment import ROOT
from baro.config.postgres import ensure_running


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Name the server before pytest-django reads the settings, which is before any conftest.py.

    The folder is kept for the next run, as ``--reuse-db`` wishes; the server is not. The processes of ``-n auto``
    inherit the address. Whoever sets BARO_DATABASE_URL tests on a server of their own.
    """
    os.environ.setdefault("BARO_SECRET_KEY", "only for tests")
    os.environ.setdefault("BARO_VAR", str(ROOT / "var" / "tests"))
    if "BARO_DATABASE_URL" not in os.environ:
        cluster = ensure_running(ROOT / "var" / "test-postgres", throwaway=True)
        os.environ["BARO_DATABASE_URL"] = cluster.url()
        os.environ["BARO_MIGRATIONS_URL"] = cluster.migrations_url
        early_config.add_cleanup(cluster.leave)
    return (yield)
