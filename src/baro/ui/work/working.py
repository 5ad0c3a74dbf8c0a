"""Long work that tells how far it has come."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.rulebook import LongWork
from baro.org.actors import Actor
from baro.ui.budgets import spend_a_job
from baro.ui.http import Begun
from baro.ui.models import Work, WorkState

BETWEEN_WRITES = 0.25  # seconds: a reader looks once a second


class Progress:
    """Counts steps and writes the count down now and then; call it once per step."""

    def __init__(self, work_id: int, beside: Executor | None = None) -> None:
        self.work_id = work_id
        self._beside = beside
        self.done = 0
        self.sentence = ""
        self.url = ""
        self._written = 0.0

    def __call__(self, steps: int = 1) -> None:
        """Another step is done."""
        self.done += steps
        if time.monotonic() - self._written < BETWEEN_WRITES:
            return
        if self._beside:
            self._written = time.monotonic()
            self._beside.submit(self.write, done=self.done)
        else:
            self.write(done=self.done)

    def expect(self, of: int) -> None:
        """Say how many steps there are, when it becomes known."""
        self.write(of=of)

    def result(self, sentence: Any, *, url: str = "") -> None:
        """What the reader sees at the end, and where it leads."""
        self.sentence, self.url = str(sentence), url

    def write(self, **columns: Any) -> None:
        """Write the work's row."""
        self._written = time.monotonic()
        Work.objects.filter(pk=self.work_id).update(seen_at=timezone.now(), **columns)

    def end(self, state: WorkState) -> None:
        """Write down that it is over."""
        more = {"url": self.url} if self.url else {}
        self.write(done=self.done, state=state, sentence=self.sentence[:300], finished_at=timezone.now(), **more)


def begin(title: Any, *, of: int = 0, by: Actor, url: str = "") -> Work:
    """Write down that long work begins, for the actor to follow."""
    return Work.objects.create(
        account_id=by.account_id, post_id=by.post_id, title=str(title), of=of, url=url, started_at=timezone.now()
    )


def tidy(now: datetime) -> None:
    """Mark work that says nothing any more as broken off, and forget what ended long ago (rule `work.long`)."""
    rule = rulebook.in_force(LongWork, on=timezone.localdate(now)).body
    silent = Work.objects.alias(sign=Coalesce("seen_at", "started_at")).filter(
        state=WorkState.RUNNING, sign__lt=now - timedelta(hours=rule.silent_hours)
    )
    silent.update(state=WorkState.LOST, finished_at=now)
    Work.objects.filter(finished_at__lt=now - timedelta(days=rule.kept_days)).delete()


def queue(task: str, title: Any, *, by: Actor, url: str, of: int = 0, **facts: Any) -> Begun:
    """Give long work to the worker, to be done by the actor in the post they act in and in the language they read.

    Returns the address where its progress is followed; ``url`` is where the work leads. Raises TooOften.
    """
    spend_a_job(by)
    work = begin(str(title)[:200], of=of, by=by, url=url)
    who = {"person_id": by.person_id, "post_id": by.post_id, "language": get_language() or ""}
    app.configure_task(task).defer(work_id=work.pk, **who, **facts)
    return Begun(reverse("ui.work", args=[work.pk]))


@contextmanager
def progress(work_id: int, *, beside: bool = False) -> Iterator[Progress]:
    """Do long work inside the block; its end, or why it stopped, is written down.

    Outside the transactions of the steps, because others see a count only when it is committed; work that is one
    transaction has its counts written ``beside`` it, through a connection of their own.
    """
    with ThreadPoolExecutor(1) if beside else nullcontext() as thread:
        steps = Progress(work_id, thread)
        steps.write(state=WorkState.RUNNING, finished_at=None)
        try:
            yield steps
        except BaseException as stopped:
            sentence = (
                stopped if isinstance(stopped, Refused) else _("The work stopped because of an error. Try again.")
            )
            steps.result(sentence)
            _finish(thread)
            steps.end(WorkState.FAILED)
            raise
        _finish(thread)
        steps.end(WorkState.DONE)


def _finish(thread: Executor | None) -> None:
    """Wait for the counts that are still to be written, so that none comes after the end."""
    if thread:
        thread.submit(_close).result()


def _close() -> None:
    """Close the connection of the thread that calls this."""
    connection.close()
