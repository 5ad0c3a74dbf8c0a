"""What judges Baro from outside: ``python -m tools.security``, or ``make security``; 1 when something is unexplained.

bandit reads the code, pip-audit asks for known faults of what is installed, Django checks the settings of a real
installation, and two lists of what Baro is made of (SBOM, CycloneDX) are written below ``var/security``.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ACCEPTED = ROOT / "tools" / "security.toml"
RUN = ROOT / "requirements" / "run.txt"
LISTS = ROOT / "var" / "security"
JUDGES = ROOT / ".venv" / "security" / "bin"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a judge found in a file."""

    test: str
    file: str
    line: int
    said: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.test} {self.said}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """So many findings of a test in some files, and why they are none."""

    test: str
    where: str
    most: int
    why: str

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of that finding."""
        return self.test == finding.test and fnmatch(finding.file, self.where)


def accepted() -> list[Accepted]:
    """Everything that was looked at and accepted."""
    return [Accepted(**row) for row in tomllib.loads(ACCEPTED.read_text(encoding="utf-8"))["accepted"]]


def unexplained(findings: Iterable[Finding], known: Iterable[Accepted]) -> list[Finding]:
    """The findings of which nobody said why they are none; where there are more than were accepted, all of them."""
    found: dict[Accepted | None, list[Finding]] = {}
    entries = list(known)
    for finding in findings:
        found.setdefault(next((one for one in entries if one.covers(finding)), None), []).append(finding)
    return [finding for one, those in found.items() if one is None or len(those) > one.most for finding in those]


def main() -> None:
    """Ask every judge, print what is left with its explanation, and end with 1 when something is unexplained."""
    LISTS.mkdir(parents=True, exist_ok=True)
    wrong = [*_bandit(), *_pip_audit(), *_deployed()]
    _lists()
    for line in wrong:
        print(f"unexplained: {line}")  # noqa: T201
    sys.exit(1 if wrong else 0)


def _bandit() -> Iterator[str]:
    words = ("-q", "-r", "src", "tools", "-x", "*/tests/*", "-f", "json")
    told = json.loads(_ask(JUDGES / "bandit", *words).stdout)
    yield from (f"bandit could not read {error['filename']}: {error['reason']}" for error in told["errors"])
    rows = told["results"]
    findings = [Finding(row["test_id"], row["filename"], row["line_number"], row["issue_text"]) for row in rows]
    left = unexplained(findings, accepted())
    for one in accepted():
        if count := sum(one.covers(finding) for finding in findings):
            _say(f"bandit {one.test}, {one.where}: {count} of at most {one.most}. {one.why}")
    yield from map(str, left)


def _pip_audit() -> Iterator[str]:
    """Known faults of the packages of a running Baro, where what is known about them can be reached."""
    with TemporaryDirectory() as folder:
        one = Path(folder) / "one.txt"
        one.write_text(next(line for line in RUN.read_text().splitlines() if line.startswith("django==")).rstrip(" \\"))
        if not _audited(_audit(one, "--no-deps")):
            _say("pip-audit: what is known about packages cannot be reached from here, so nothing is said about them.")
            return
    told = _audit(RUN, "--require-hashes")
    _say(f"pip-audit: {_audited(told)} of {len(told)} packages judged.")
    yield from (f"{row['name']} {row['version']}: {fault['id']}" for row in told for fault in row.get("vulns", ()))


def _audit(packages: Path, *more: str) -> list[dict[str, Any]]:
    done = _ask(JUDGES / "pip-audit", "-r", packages, "--disable-pip", "--progress-spinner", "off", "-f", "json", *more)
    return json.loads(done.stdout)["dependencies"] if done.stdout.startswith("{") else []


def _audited(told: Iterable[Mapping[str, Any]]) -> int:
    return sum("vulns" in row for row in told)


def _deployed() -> Iterator[str]:
    """What Django says of the settings of an installation behind TLS."""
    given = {"BARO_TLS": "1", "BARO_TRUSTED_PROXIES": "127.0.0.1", "BARO_SECRET_KEY": secrets.token_urlsafe(64)}
    words = (ROOT / "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    done = _ask(sys.executable, *words, given=given)
    _say(f"check --deploy: {' '.join((done.stdout + done.stderr).split())}")
    if done.returncode:
        yield "check --deploy found something: see above."


def _lists() -> None:
    """What Baro is made of: the packages of Python that it runs with, and the front-end files of its pages."""
    python, pages = LISTS / "python.cdx.json", LISTS / "pages.cdx.json"
    _must(_ask(JUDGES / "cyclonedx-py", "requirements", RUN, "--output-reproducible", "-o", python))
    words = ("sbom", "--sbom-format", "cyclonedx", "--package-lock-only")
    pages.write_text(_must(_ask(ROOT / ".venv" / "bin" / "npm", *words)).stdout, encoding="utf-8")
    for path in (python, pages):
        kinds = Counter(one["type"] for one in json.loads(path.read_text(encoding="utf-8"))["components"])
        _say(f"SBOM: {path.relative_to(ROOT)} names {kinds.total()} packages.")


def _ask(program: Path | str, *words: object, given: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run(  # noqa: S603 - programs of ours, in words of ours
        [str(word) for word in (program, *words)],
        cwd=ROOT,
        env=os.environ | {"PATH": path} | given,
        capture_output=True,
        text=True,
        check=False,
    )


def _must(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    if done.returncode:
        sys.exit(f"{' '.join(done.args)} failed: {done.stderr}")
    return done


def _say(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    main()
