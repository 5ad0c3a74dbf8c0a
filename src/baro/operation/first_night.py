"""What is done by itself at night was never done before the first night: nobody has to be alarmed by that."""

from __future__ import annotations

from datetime import datetime, timedelta

from croniter import croniter  # type: ignore[import-untyped]
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from baro.operation.questions import written_moment

DONE_AFTER = timedelta(hours=2)  # of the moment at which it begins: a large backup takes its time


def first_time(job: str, now: datetime | None = None) -> str:
    """When a job of the night is done for the first time, while that is to come; nothing once it should have been."""
    began = MigrationRecorder.Migration.objects.aggregate(first=Min("applied"))["first"]  # goes along in a backup
    if began is None:
        return ""
    cron = app.periodic_registry.periodic_tasks[job, ""].cron
    first: datetime = croniter(cron, began).get_next(datetime)  # the scheduler counts in UTC, as the column does
    if (now or timezone.now()) > first + DONE_AFTER:
        return ""
    moment = written_moment(first)
    if get_language_bidi():
        moment = f"\u2066{moment}\u2069"  # its parts stay in order between words that run the other way
    return _("for the first time on %(moment)s, when the worker runs") % {"moment": moment}
