"""What Baro needs from the system around it: what is there, what a missing thing costs, and what brings it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.config import environment
from baro.config.installation import keep_secret_key, weakness_of
from baro.documents.reading.scanner import is_reached
from baro.documents.reading.walls import are_built
from baro.kernel.errors import Refused
from baro.operation.questions import Prerequisite

LEAST_DISK = 2 * 1024**3  # bytes: the demo's database with its log, and room for some files
FONTS = Path("/usr/share/fonts")
NODE = environment.ROOT / "node_modules"


def python() -> str:
    """The version of Python, when it is new enough."""
    return ".".join(map(str, sys.version_info[:3])) if sys.version_info >= (3, 11) else ""


def chromium() -> str:
    """The browser that the tests drive."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "") or ""


def tesseract() -> str:
    """The program that reads scanned papers."""
    return shutil.which("tesseract") or ""


def vietnamese() -> str:
    """The Vietnamese data of tesseract."""
    if not tesseract():
        return ""
    said = subprocess.run([tesseract(), "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    return "vie" if "vie" in (said.stdout + said.stderr).split() else ""


def collectors() -> str:
    """The programs that collect the sentences to be translated."""
    return shutil.which("xgettext") or ""


def pdf_judges() -> str:
    """The programs of others that judge our signed files in tests."""
    return "pdfsig" if shutil.which("pdfsig") else ""


def qpdf() -> str:
    """The program that looks for faults in the build of a PDF."""
    return shutil.which("qpdf") or ""


def bubblewrap() -> str:
    """The program that builds walls around what reads strangers' files."""
    return shutil.which("bwrap") or ""


def walls() -> str:
    """What those walls do, when they can be built here."""
    return gettext("nobody, without network, files or processes") if are_built() else ""


def scanner() -> str:
    """The scanner for malware, when it answers."""
    return environment.text("CLAMAV") if is_reached(environment.text("CLAMAV")) else ""


def fonts(pattern: str) -> Callable[[], str]:
    """A question after a font file."""
    return lambda: next((path.name for path in FONTS.rglob(pattern)), "")


def front_end() -> str:
    """The packages of the pages, all of them and as they are locked."""
    wanted, installed = environment.ROOT / "package-lock.json", NODE / ".package-lock.json"
    if not installed.exists():
        return ""
    return "" if wanted.exists() and wanted.stat().st_mtime > installed.stat().st_mtime else gettext("as locked")


def key() -> str:
    """Where the key comes from that signs sessions, when it cannot be guessed."""
    given = environment.text("SECRET_KEY")
    if given:
        return "" if weakness_of(given) and not environment.flag("DEMO") else gettext("from BARO_SECRET_KEY")
    keep_secret_key(environment.folder())
    return gettext("of this installation")


def disk() -> str:
    """The free disk space, when it is enough."""
    place = environment.folder()
    while not os.path.exists(place):  # which is no fault for a folder that one may not enter
        place = place.parent
    free = shutil.disk_usage(place).free
    return gettext("%(number)s GB free") % {"number": free // 1024**3} if free >= LEAST_DISK else ""


READER = (
    Prerequisite("tesseract", tesseract, _("Scanned papers cannot be read."), package="tesseract-ocr"),
    Prerequisite(
        _("tesseract, Vietnamese"), vietnamese, _("Vietnamese scans cannot be read."), package="tesseract-ocr-vie"
    ),
)
FROM_DEBIAN = (
    Prerequisite("Chromium", chromium, "The browser tests cannot run.", package="chromium", running=False),
    *READER,
    Prerequisite(
        "bubblewrap",
        bubblewrap,
        _("No walls are built around what reads strangers' files."),
        package="bubblewrap",
    ),
    Prerequisite(
        "poppler", pdf_judges, "No other program judges our signatures.", package="poppler-utils", running=False
    ),
    Prerequisite("qpdf", qpdf, "Nobody looks for faults in signed files.", package="qpdf", running=False),
    Prerequisite(
        "gettext", collectors, "Sentences cannot be collected for translation.", package="gettext", running=False
    ),
    Prerequisite(
        _("font for papers"),
        fonts("LiberationSerif-Regular.ttf"),
        _("Sample papers cannot be drawn as they should be."),
        package="fonts-liberation",
    ),
    Prerequisite(
        "fonts for Arabic",
        fonts("NotoNaskhArabic-Regular.*"),
        "Pictures show boxes for letters.",
        package="fonts-noto-core",
        running=False,
    ),
)
OURS = (
    Prerequisite("Python", python, _("Baro does not start."), _("Install Python 3.11 or newer."), essential=True),
    Prerequisite(
        _("front-end files"), front_end, _("Pages have no style and no icons."), _("Run make demo."), essential=True
    ),
    Prerequisite(
        _("walls around the reader of files"),
        walls,
        _("Its limits hold, but taken over by a hostile file it could read and change what Baro may."),
        _("Install bubblewrap, where the kernel lets Baro make name spaces."),
    ),
    Prerequisite(
        _("key"),
        key,
        _("Whoever guesses it signs in as anybody."),
        _("Set a longer BARO_SECRET_KEY, or unset it."),
        essential=True,
    ),
    Prerequisite(
        _("disk space"), disk, _("Work is lost when it runs out."), _("Free 2 GB, or set BARO_VAR."), essential=True
    ),
)

# Looked for where it is configured.
SCANNER = Prerequisite(
    _("scanner for malware"), scanner, _("No file is taken in."), _("Start clamd, or correct or remove BARO_CLAMAV.")
)


def missing(prerequisites: Iterable[Prerequisite]) -> list[Prerequisite]:
    """Those that are not there."""
    return [prerequisite for prerequisite in prerequisites if not prerequisite.found()]


def may_install() -> bool:
    """Whether we may bring what Debian has: as root, on Debian."""
    return os.geteuid() == 0 and Path("/etc/debian_version").exists() and Path("/usr/bin/apt-get").exists()


def install(absent: Iterable[Prerequisite]) -> None:
    """Install Debian's packages for what is absent.

    Raises Refused with the sentence that names them, when we may not or it fails.
    """
    packages = [prerequisite.package for prerequisite in absent]
    if not may_install():
        raise Refused(f"Missing from the system: run as root apt-get install {' '.join(packages)}")
    patient = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=15"]  # seconds; a dead network is told soon
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-qq", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(  # noqa: S603 - our own words, no shell
            ["/usr/bin/apt-get", *patient, *words],
            env=quiet,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = ([line for line in done.stderr.splitlines() if line.startswith("E:")] or ["no reason given"])[0]
            raise Refused(f"apt-get could not bring {' '.join(packages)}: {said.removeprefix('E: ')}")


def bring_reader(say: Callable[[str], object]) -> None:
    """Say whether scans of papers will be read; what reads them is installed where we may, and nothing is refused."""
    if absent := missing(READER):
        if may_install():
            say("Installing what reads scans of papers ...")
        try:
            install(absent)
        except Refused as refused:
            say(f"Scans of papers will not be read, and whoever registers one types its fields: {refused}")
            return
    say("Scans of papers will be read.")
