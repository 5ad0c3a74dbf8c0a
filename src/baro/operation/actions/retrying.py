"""Having a failed job done again."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from baro.kernel.errors import NotPermitted, Refused
from baro.operation.policies import may_see
from baro.org.accounts.visits import Visit, note
from baro.org.actors import Actor


def retry(number: int, visit: Visit, *, by: Actor) -> None:
    """Queue a failed job again, and write a line for whoever watches: a job is no record that a trail tells of.

    Raises NotPermitted for who does not see the desk, and Refused when the job did not fail or is queued again already.
    """
    if not may_see(by):
        raise NotPermitted(_("Only who sees how Baro runs can have jobs done again."))
    job = ProcrastinateJob.objects.filter(pk=number, status="failed").first()
    if job is None:
        raise Refused(_("This job did not fail, or somebody had it done again already: open the page again."))
    twin = ProcrastinateJob.objects.filter(queueing_lock=job.queueing_lock, status="todo")
    if job.queueing_lock and twin.exists():
        raise Refused(_("The same work waits to be done already: nothing has to be done again."))
    app.job_manager.retry_job_by_id(job_id=number, retry_at=timezone.now())
    note("job_retried", visit, account=by.account_id, job=number, task=job.task_name)
