"""The files of the pages are gathered when they are others, and only then."""

import os

import pytest

from baro.config import gathering
from baro.kernel.errors import Refused


@pytest.fixture
def source(settings, tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "page.css").write_text("body { margin: 0 }")
    (folder / "tabler-flags.css").write_text("a { background: url(img/not-brought.svg) }")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.STATIC_URL = "/static/"
    return folder


def test_what_is_gathered_already_is_not_gathered_again(source, tmp_path):
    assert gathering.gather()
    assert (tmp_path / "static" / "page.css").exists()
    assert not (tmp_path / "static" / "tabler-flags.css").exists()

    assert not gathering.gather()

    later = (tmp_path / "static" / "staticfiles.json").stat().st_mtime + 1
    os.utime(source / "page.css", (later, later))
    assert gathering.gather()


def test_files_of_another_version_are_gathered_even_when_they_are_older(source, tmp_path):
    gathering.gather()
    (source / "page.css").write_text("body { margin: 1em }")
    os.utime(source / "page.css", (1_000_000_000, 1_000_000_000))

    assert gathering.gather()
    assert "1em" in (tmp_path / "static" / "page.css").read_text()


def test_missing_front_end_files_are_refused_with_the_remedy(settings):
    settings.STATICFILES_DIRS = []

    with pytest.raises(Refused, match=r"run make demo or make run there\.$"):
        gathering.gather()
