"""Gathering the files of the pages where the server finds them, only when they are older than their sources."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from baro.config import environment
from baro.kernel.errors import Refused

# Tabler's extras (payment signs, flags, ...): no page uses them, and they name pictures that are not brought along.
# Of the library that draws papers: what is not minified, what runs scripts of papers, what the content policy refuses.
UNUSED = ["tabler-*.css", "tabler-*.css.map", "*.mjs.map", "pdf.mjs", "pdf.worker.mjs", "pdf.d.mts"]
UNUSED += ["pdf.sandbox*", "pdf.renderer*", "quickjs*", "*.wasm"]


def gather() -> bool:
    """Collect the static files if one is new; returns whether that was needed.

    Raises Refused when the front-end packages are not there.
    """
    if not settings.STATICFILES_DIRS:
        raise Refused(f"The front-end files are missing in {environment.ROOT}: run make demo or make run there.")
    made = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if made.exists() and made.stat().st_mtime >= _newest():
        return False
    # Not one that is half-gathered: the list that the server reads is written last.
    made.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    return True


def _newest() -> float:
    """When the newest source was changed; npm gives its files no true time, so its list of them counts."""
    listed = environment.ROOT / "node_modules" / ".package-lock.json"
    times = [listed.stat().st_mtime] if listed.exists() else []
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            times.append(Path(storage.path(path)).stat().st_mtime)
    return max(times, default=0.0)
