"""Jobs of the organisation: each night they find what is due, and call the action for each."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone, translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from baro.kernel.errors import Refused
from baro.org.accounts.actions import signing_in, slowing
from baro.org.actions import checking
from baro.org.actors import Actor
from baro.org.facts.actions import taking_effect
from baro.org.importing.actions import importing
from baro.org.powers.actions import proposing
from baro.org.queries import due_reorganisations, keeping_posts
from baro.org.reorganising.actions import signing as reorganising


def _day(timestamp: int) -> date:
    """The day of a moment, here."""
    return timezone.localtime(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone())).date()


@app.periodic(cron="1 17 * * *")  # 0:01 in Vietnam; the scheduler counts in UTC
@app.task(name="org.carry_out_due", queueing_lock="org.carry_out_due", pass_context=False)
def carry_out_due(timestamp: int) -> None:
    """Queue what begins today, then the signed reorganisations whose day has come, also of days without a run."""
    queue_taking_effect()
    for pk in due_reorganisations(_day(timestamp)).values_list("pk", flat=True):
        one = carry_out_one.configure(queueing_lock=f"org.carry_out_due:{pk}", lock="org.carry_out_due")
        try:
            one.defer(reorganisation_id=pk)
        except AlreadyEnqueued:
            continue  # it waits already


def queue_taking_effect() -> None:
    """Queue the changes that begin; the lock lets the reorganisations of the day wait for them."""
    try:
        take_effect.configure(queueing_lock="org.unit.take_effect", lock="org.carry_out_due").defer()
    except AlreadyEnqueued:
        return  # yesterday's still waits, and looks at the day on which it runs


@app.task(name="org.unit.take_effect", retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def take_effect() -> None:
    """Let units and posts be what was recorded for today."""
    with translation.override(settings.LANGUAGE_CODE):
        taking_effect.take_effect(timezone.localdate(), by=Actor.system("org.unit.take_effect"))


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


@app.periodic(cron="40 18 * * *")  # 1:40 in Vietnam
@app.task(name="org.forget_imports", queueing_lock="org.forget_imports", pass_context=False)
def forget_imports(timestamp: int) -> None:
    """Forget the lists that were brought and never imported."""
    importing.forget(_day(timestamp))


@app.periodic(cron="5 17 * * *")  # 0:05 in Vietnam
@app.task(name="org.lapse_proposals", queueing_lock="org.lapse_proposals", pass_context=False)
def lapse_proposals(timestamp: int) -> None:
    """Let proposals lapse about which nobody decided in time."""
    with translation.override(settings.LANGUAGE_CODE):
        proposing.lapse_proposals(_day(timestamp), by=Actor.system("org.proposal.lapse"))


@app.periodic(cron="10 22 * * *")  # 5:10 in Vietnam; the scheduler counts in UTC
@app.task(name="org.check", queueing_lock="org.check", pass_context=False)
def check_organisation(timestamp: int) -> None:
    """Queue the checks for every post that keeps the organisation of something."""
    for pk in keeping_posts():
        try:
            check_for_keeper.configure(queueing_lock=f"org.check:{pk}").defer(
                post_id=pk, day=_day(timestamp).isoformat()
            )
        except AlreadyEnqueued:
            continue  # last night's still waits, and counts the same


@app.task(name="org.check_for_keeper", retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def check_for_keeper(post_id: int, day: str) -> None:
    """Count for one post, as of the day on which it was found."""
    with translation.override(settings.LANGUAGE_CODE):
        checking.check_for(post_id, today=date.fromisoformat(day))


@app.periodic(cron="20 18 * * *")  # 1:20 in Vietnam
@app.task(name="org.end_sign_ins", queueing_lock="org.end_sign_ins", pass_context=False)
def end_sign_ins(timestamp: int) -> None:
    """End the sign-ins that lasted too long, and forget wrong passwords that count no more."""
    now = datetime.fromtimestamp(timestamp, tz=UTC)
    signing_in.end_outlived(now)
    slowing.forget(now)
