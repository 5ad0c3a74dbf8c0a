"""What programs ask: whether a server lives, whether it can serve, and numbers in the words of Prometheus."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from baro.operation import unfinished
from baro.operation.backups import kept
from baro.operation.figures import figures
from baro.operation.in_order import worker_count
from baro.operation.questions import answers
from baro.operation.schema import pending


@login_not_required
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """That this process answers; nothing else is asked."""
    return _plain("ok", 200)


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Whether people can be sent here: the database answers, its tables are those of this version."""
    try:
        if unfinished.found():
            return _plain("a restore or an upgrade was broken off", 503)
        if pending():
            return _plain("the tables are not those of this version", 503)
    except (DatabaseError, InterfaceError):
        connection.close()
        return _plain("the database does not answer", 503)
    return _plain("ok", 200)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers of the desk for Prometheus.

    Raises Http404 for whoever neither asks from this machine itself nor has the token.
    """
    if not (_has_token(request) or _is_from_here(request)):
        raise Http404("metrics")
    registry = CollectorRegistry()
    registry.register(_Installation())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _plain(words: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    wanted = settings.METRICS_TOKEN
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the request came from this machine and through no web server in front, which looks the same otherwise."""
    proxied = request.headers.get("X-Forwarded-Proto") or request.headers.get("Forwarded")
    return ip_address(request.META.get("REMOTE_ADDR") or "0.0.0.0").is_loopback and not proxied  # noqa: S104 - compared


class _Installation(Collector):
    """The numbers of this moment; they come from the database, so that each server tells the same."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every number, with the words that explain it."""
        for name, value, words in (*_of_figures(), *_of_backups()):
            yield GaugeMetricFamily(f"baro_{name}", words, value=value)


def _of_figures() -> Iterator[tuple[str, float, str]]:
    found = figures()
    yield "people_here", found.people_here, "People who used Baro within a quarter of an hour"
    yield "jobs_waiting", found.jobs_waiting, "Jobs of the queue that wait"
    yield "jobs_doing", found.jobs_doing, "Jobs of the queue that are being done"
    yield "jobs_failed", found.jobs_failed, "Jobs that failed within 30 days and were not done again"
    yield "workers_alive", worker_count(), "Workers of the queue that are alive"
    yield "mails_waiting", found.mails_waiting + found.digests_due, "E-mails that no mail server took yet"
    yield "database_bytes", found.database_bytes, "Size of the database"
    yield "papers_bytes", found.papers_bytes, "Size of the papers that were brought"
    yield "disk_free_bytes", found.disk_free_bytes, "Free space on the disk of the installation"
    yield "not_in_order", sum(1 for one in answers() if not one.said), "What baro doctor finds not in order"


def _of_backups() -> Iterator[tuple[str, float, str]]:
    found = kept.all_in(Path(settings.BACKUPS))
    age = (timezone.now() - found[0].made_at).total_seconds() if found else float("inf")
    yield "backup_age_seconds", age, "Age of the last backup"
    verdicts = [verdict for one in found if (verdict := kept.verdict_of(one))]
    whole = bool(verdicts) and not verdicts[0].faults
    yield "backup_verified", float(whole), "Whether the newest backup that was verified could be restored"
