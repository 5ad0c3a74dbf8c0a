"""Which backups there are, which of them are kept by rule, and what verifying one said."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from baro.operation.backups.manifest import NAME
from baro.operation.rulebook import Backups

MOMENT = "%Y%m%dT%H%M%SZ"
FORM = re.compile(r"baro-(\d{8}T\d{6}Z)(-[a-z-]+)?(?:-\d+)?")
FUTURE = timedelta(minutes=5)  # by which a backup may seem to be of the future


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup by its name, and when it was verified, if it was."""

    folder: Path
    made_at: datetime

    @property
    def noted(self) -> bool:
        """Whether its name says what it was made for, such as before an upgrade."""
        return bool((form := FORM.fullmatch(self.folder.name)) and form[2])

    @property
    def verdict_file(self) -> Path:
        """Where the verdict about it stands: beside it, because nothing in it changes any more."""
        return self.folder.with_name(f"{self.folder.name}.verified.json")


@dataclass(frozen=True, slots=True)
class Verdict:
    """When a backup was restored and compared, and what was wrong with it."""

    at: datetime
    faults: tuple[str, ...]


def put_in_place(folder: Path, place: Path, moment: datetime, note: str = "") -> Path:
    """Give a whole backup its name, on the disk for good; gives where it is."""
    _flush(folder)
    name = f"baro-{moment.astimezone(UTC):{MOMENT}}" + (f"-{note}" if note else "")
    target, number = place / name, 2
    while target.exists():
        target, number = place / f"{name}-{number}", number + 1
    folder.rename(target)
    _flush(place)
    return target


def _flush(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def all_in(place: Path) -> list[Kept]:
    """The backups in a folder, the newest first; what has another name or no manifest is none."""
    found = []
    for folder in place.glob("baro-*"):
        if (form := FORM.fullmatch(folder.name)) and (folder / NAME).is_file():
            found.append(Kept(folder, datetime.strptime(form[1], MOMENT).replace(tzinfo=UTC)))
    return sorted(found, key=lambda one: (one.made_at, one.folder.name), reverse=True)


def last(place: Path) -> Path | None:
    """The newest backup in a folder."""
    return next((one.folder for one in all_in(place)), None)


def superfluous(backups: Iterable[Kept], rule: Backups, now: datetime) -> list[Kept]:
    """Those that the rule does not keep: neither the newest of one of the last days, nor of a week, nor of a month.

    One that was made before an upgrade stays for the days of the rule, whatever came after it. One that seems to be of
    the future, because a clock was wrong, is kept and counts for nothing.
    """
    past = [one for one in backups if one.made_at <= now + FUTURE]
    ways: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (rule.daily, lambda at: at.date()),
        (rule.weekly, lambda at: at.isocalendar()[:2]),
        (rule.monthly, lambda at: (at.year, at.month)),
    )
    wanted = {one.folder for one in past if one.noted and now - one.made_at < timedelta(days=rule.daily)}
    for most, span_of in ways:
        newest: dict[object, Path] = {}
        for one in past:  # the newest first
            newest.setdefault(span_of(one.made_at), one.folder)
        wanted.update(list(newest.values())[:most])
    return [one for one in past if one.folder not in wanted]


def remove(backups: Iterable[Kept]) -> None:
    """Remove backups; each loses its name first, so that a half-removed one is none."""
    for one in backups:
        going = one.folder.with_name(f".unfinished-{one.folder.name}")
        one.folder.rename(going)
        one.verdict_file.unlink(missing_ok=True)
        shutil.rmtree(going, ignore_errors=True)


def keep_verdict(folder: Path, at: datetime, faults: Iterable[str]) -> None:
    """Remember what verifying a backup said."""
    place = Kept(folder, at).verdict_file
    written = place.with_suffix(".new")
    written.write_text(json.dumps({"at": at.isoformat(), "faults": list(faults)[:100]}), encoding="utf-8")
    written.replace(place)


def verdict_of(one: Kept) -> Verdict | None:
    """What verifying a backup said, if anybody did."""
    try:
        told = json.loads(one.verdict_file.read_text(encoding="utf-8"))
        return Verdict(datetime.fromisoformat(told["at"]), tuple(told["faults"]))
    except (OSError, ValueError, KeyError):
        return None
