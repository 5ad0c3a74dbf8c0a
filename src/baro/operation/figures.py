"""Numbers about a running installation; none tells what anybody wrote."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet, Sum
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from baro import __version__
from baro.documents.models import Attachment
from baro.org.models import Account, SignIn
from baro.trail.models import Event
from baro.ui.models import Digest
from baro.urging.models import Mail, MailState

HERE = timedelta(minutes=15)  # since when somebody is not counted as at work any more
FAILED_LATELY = timedelta(days=30)
MOST_FAILED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How much there is of what; ``None`` where it cannot be known."""

    people_here: int
    accounts: int
    jobs_waiting: int
    jobs_doing: int
    jobs_failed: int
    oldest_job: datetime | None
    mails_waiting: int
    digests_due: int
    events: int
    papers: int
    papers_bytes: int
    database_bytes: int
    disk_free_bytes: int
    disk_bytes: int


def figures() -> Figures:
    """The numbers of this moment, in a fixed number of queries."""
    now = timezone.now()
    jobs = dict(ProcrastinateJob.objects.order_by().values_list("status").annotate(count=Count("pk")))
    files = Attachment.objects.order_by().values("digest").annotate(size=Max("size"))  # sees: how many, not which
    papers = files.aggregate(count=Count("digest"), all=Sum("size"))
    disk = shutil.disk_usage(_there(Path(settings.VAR)))
    return Figures(
        people_here=SignIn.objects.filter(seen_at__gt=now - HERE).values("account").distinct().count(),
        accounts=Account.objects.filter(is_active=True).count(),
        jobs_waiting=jobs.get("todo", 0),
        jobs_doing=jobs.get("doing", 0),
        jobs_failed=failed_jobs().count(),
        oldest_job=_oldest_job(now),
        mails_waiting=Mail.objects.filter(state=MailState.WAITING).count(),
        digests_due=Digest.objects.filter(next_at__lte=now, account__is_active=True).count(),
        events=_estimated(Event._meta.db_table),
        papers=papers["count"],
        papers_bytes=papers["all"] or 0,
        database_bytes=_asked("SELECT pg_database_size(current_database())"),
        disk_free_bytes=disk.free,
        disk_bytes=disk.total,
    )


def versions() -> list[tuple[str, str]]:
    """What runs here, with its version."""
    number = _asked("SELECT current_setting('server_version_num')::int")
    return [
        ("Baro", __version__),
        ("PostgreSQL", f"{number // 10_000}.{number % 10_000}"),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ("Linux", platform.release()),
    ]


def failed_jobs() -> QuerySet[Any]:
    """The jobs that failed lately and were not done again, the newest first."""
    since = timezone.now() - FAILED_LATELY
    return ProcrastinateJob.objects.filter(status="failed", procrastinateevent__at__gt=since).distinct().order_by("-pk")


def mails_waiting_since() -> date | None:
    """Since which day the oldest e-mail waits that a server should have taken."""
    return Mail.objects.filter(state=MailState.WAITING).aggregate(first=Min("step__taken_on"))["first"]


def _oldest_job(now: datetime) -> datetime | None:
    waiting = ProcrastinateJob.objects.filter(status="todo", procrastinateevent__type="deferred")
    due = waiting.exclude(scheduled_at__gt=now)
    return due.aggregate(first=Min("procrastinateevent__at"))["first"]


def _estimated(table: str) -> int:
    """About how many rows a table has, as PostgreSQL remembers: counting them would take longer than the page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = %s::regclass", [table])
        return int(cursor.fetchone()[0])


def _asked(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _there(place: Path) -> Path:
    while not place.exists():
        place = place.parent
    return place
