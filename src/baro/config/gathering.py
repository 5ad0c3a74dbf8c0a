"""Gathering the files of the pages where the server finds them, only when their sources are others."""

from __future__ import annotations

import hashlib
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
    """Collect the static files if one is another than before; returns whether that was needed.

    Raises Refused when the front-end packages are not there.
    """
    if not settings.STATICFILES_DIRS:
        raise Refused(f"The front-end files are missing in {environment.ROOT}: run make demo or make run there.")
    made, sources = (Path(settings.STATIC_ROOT) / name for name in ("staticfiles.json", ".sources"))
    standing = _sources()
    if made.exists() and sources.exists() and sources.read_text() == standing:
        return False
    # Not one that is half-gathered: the list that the server reads is written last. And nothing of another version,
    # whose files may be younger than those of this one.
    made.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED)
    sources.write_text(standing)
    return True


def _sources() -> str:
    """A digest of which files there are, how large, and when they were changed; of npm's list too."""
    found = hashlib.sha256()
    listed = environment.ROOT / "node_modules" / ".package-lock.json"
    paths = [listed] if listed.exists() else []
    for finder in get_finders():
        paths.extend(Path(storage.path(path)) for path, storage in finder.list(["CVS", ".*", "*~"]))
    for path in sorted(paths):
        facts = path.stat()
        found.update(f"{path}:{facts.st_size}:{facts.st_mtime_ns}\n".encode())
    return found.hexdigest()
