"""Jobs of the organisation: just after midnight they find the reorganisations whose day has come, and do each."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from baro.kernel.errors import Refused
from baro.org.actions import reorganising
from baro.org.actors import Actor
from baro.org.queries import due_reorganisations


@app.periodic(cron="1 17 * * *")  # 0:01 in Vietnam; the scheduler counts in UTC
@app.task(name="org.carry_out_due", queueing_lock="org.carry_out_due", pass_context=False)
def carry_out_due(timestamp: int) -> None:
    """Queue every signed reorganisation whose day has come, also those of days on which nothing ran."""
    today = timezone.localtime(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone())).date()
    for pk in due_reorganisations(today).values_list("pk", flat=True):
        one = carry_out_one.configure(queueing_lock=f"org.carry_out_due:{pk}", lock="org.carry_out_due")
        try:
            one.defer(reorganisation_id=pk)
        except AlreadyEnqueued:
            continue  # it waits already


@app.task(name="org.carry_out_one", retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def carry_out_one(reorganisation_id: int) -> None:
    """Carry one reorganisation out unless that is done; what hinders it goes to who keeps the organisation."""
    by, today = Actor.system("org.carry_out_due"), timezone.localdate()
    if not due_reorganisations(today).filter(pk=reorganisation_id).exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        try:
            reorganising.carry_out(reorganisation_id, by=by)
        except Refused as refusal:
            reorganising.hinder(reorganisation_id, str(refusal), by=by)
