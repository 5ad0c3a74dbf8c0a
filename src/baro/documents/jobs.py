"""Jobs of documents: reading papers while the clerk watches, removing what became part of nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from baro.documents import storing
from baro.documents.actions import discarding
from baro.documents.actions.recognising import recognise
from baro.kernel import rulebook
from baro.ui.rulebook import Uploads
from baro.ui.work import working


@app.task(name="documents.recognise", queue="reading", retry=RetryStrategy(max_attempts=2))
def recognise_paper(attachment_id: int, work_id: int) -> None:
    """Read one paper, recognise its pictures of pages, and tell how far it is."""
    with working.progress(work_id) as step:

        def page_done(_page: int, of: int) -> None:
            step.expect(of)
            step()

        paper = recognise(attachment_id, progress=page_done)
        if not step.done:  # no page of it was a picture
            step(paper.pages or 1)


@app.periodic(cron="0 18 * * *")  # 1:00 in Vietnam; the scheduler counts in UTC
@app.task(name="documents.attachment.discard", queueing_lock="documents.attachment.discard", pass_context=False)
def find_unused_files(timestamp: int) -> None:
    """Queue the removal of every file that became part of nothing within the days of the rulebook."""
    now = datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone())
    rule = rulebook.in_force(Uploads, on=now.date()).body
    storing.clear_landing(now - timedelta(hours=rule.half_landed_kept_hours))
    before = now - timedelta(days=rule.loose_papers_kept_days)
    for digest in discarding.unused(before):
        one = discard_file.configure(queueing_lock=f"documents.discard:{digest}")
        try:
            one.defer(digest=digest, before=before.isoformat())
        except AlreadyEnqueued:
            continue  # the removal of yesterday still waits


@app.task(name="documents.discard_file", retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def discard_file(digest: str, before: str) -> None:
    """Remove one file, as of the moment for which it was found."""
    discarding.discard(digest, before=datetime.fromisoformat(before))
