"""Fixtures for every test: a throwaway database server, and the town of tests.world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis

if TYPE_CHECKING:
    from tests.world import World

hypothesis.register_profile("baro", deadline=None)  # a machine may be busy: no example is timed
hypothesis.load_profile("baro")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """The role of migrations makes the database."""
    from django.db import connection  # noqa: PLC0415 - Django must be set up

    from tests.roles import act_as_migrations  # noqa: PLC0415

    act_as_migrations(connection)


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Nothing of a test stays on disk, nothing costs what it need not, and sentences are compared in English."""
    from django.utils import translation  # noqa: PLC0415 - Django must be set up

    settings.LANGUAGE_CODE = "en"
    settings.FILES = tmp_path / "files"
    settings.TRAIL = tmp_path / "trail"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _strict(request, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Nothing is undefined in a template, and rows come in no order that nobody asked for; the same for one seed."""
    from tests.strictness import refuse_undefined, shuffle_unordered  # noqa: PLC0415 - Django must be set up

    refuse_undefined(monkeypatch)
    seed = getattr(request.config.option, "randomly_seed", 0)
    shuffle_unordered(monkeypatch, f"{seed} {request.node.nodeid}")


@pytest.fixture
def world(db: None) -> World:
    """The town, new for each test."""
    from tests.world import World  # noqa: PLC0415 - models need a set-up Django

    return World()


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings, django_db_setup, django_db_blocker) -> None:  # type: ignore[no-untyped-def]
    """The database was made by the role of migrations; what the tests do then, they do as the application."""
    from django.db import connection  # noqa: PLC0415 - Django must be set up

    from tests.roles import act_as_the_application, empty_as_owner  # noqa: PLC0415

    with django_db_blocker.unblock():
        act_as_the_application(connection)
        empty_as_owner(connection)


@pytest.fixture
def committed_world(transactional_db: None) -> World:
    """The town in committed rows, for tests with several connections; every row is taken away afterwards."""
    from tests.world import World  # noqa: PLC0415 - models need a set-up Django

    return World()


@pytest.fixture
def queued():  # type: ignore[no-untyped-def]
    """What jobs queue, in order."""
    from procrastinate import testing  # noqa: PLC0415 - Django must be set up
    from procrastinate.contrib.django import procrastinate_app  # noqa: PLC0415

    connector = testing.InMemoryConnector()
    with procrastinate_app.current_app.replace_connector(connector):
        yield connector
