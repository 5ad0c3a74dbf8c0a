"""How the database, the jobs, the trail, the e-mails and the backups stand."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from baro.kernel import rulebook
from baro.operation import papers
from baro.operation.backups import kept
from baro.operation.figures import failed_jobs, mails_waiting_since
from baro.operation.first_night import first_time
from baro.operation.questions import Prerequisite, declare, written_moment
from baro.operation.rulebook import Backups
from baro.operation.schema import pending
from baro.trail import last_verified
from baro.trail.models import Event
from baro.trail.roles import are_apart
from baro.trail.sequencing import is_behind, log_folder
from baro.trail.witnessing import missing_witnesses

OLDEST_POSTGRES = 15
ALIVE = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
LOOKED_LATELY = timedelta(hours=36)


def _asked(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _when_up_to_date(found: Callable[[], str]) -> Callable[[], str]:
    """A question that needs the tables of this version; without them it stands as if not in order."""
    return lambda: "" if pending() else found()


def _postgres() -> str:
    number = _asked("SELECT current_setting('server_version_num')::int")
    kind = (
        _("embedded") if connection.settings_dict["HOST"].startswith(str(settings.VAR.resolve())) else _("own server")
    )
    return f"{number // 10_000}.{number % 10_000} ({kind})" if number >= OLDEST_POSTGRES * 10_000 else ""


def worker_count() -> int:
    """How many workers of the queue are alive."""
    return _asked(ALIVE)


def _worker() -> str:
    count = worker_count()
    return _("%(count)s alive") % {"count": count} if count else ""


def _jobs() -> str:
    return "" if failed_jobs().exists() else _("none failed")


def _log() -> str:
    return "" if is_behind() else _("signed, in %(folder)s") % {"folder": log_folder()}


def _witnesses() -> str:
    named = len(settings.TRAIL_WITNESSES)
    if not named or missing_witnesses():
        return ""
    return _("%(needed)s of %(named)s needed") % {"needed": settings.TRAIL_WITNESSES_NEEDED, "named": named}


def _mail() -> str:
    since = mails_waiting_since()
    if not settings.EMAIL_HOST or (since and since < timezone.localdate()):
        return ""
    return _("%(server)s takes them") % {"server": settings.EMAIL_HOST}


def _rule() -> Backups:
    return rulebook.closest(Backups, on=timezone.localdate()).body


def _backup() -> str:
    """The last backup, unless it is too old; one that seems to be of the future is none to rely on."""
    now = timezone.now()
    for one in kept.all_in(Path(settings.BACKUPS)):
        if one.made_at <= now + kept.FUTURE:
            return written_moment(one.made_at) if now - one.made_at < timedelta(hours=_rule().oldest_hours) else ""
    return first_time("operation.back_up")


def _verified_backup() -> str:
    """When the newest backup that was verified was found whole, if that was lately."""
    for one in kept.all_in(Path(settings.BACKUPS)):
        if verdict := kept.verdict_of(one):
            lately = timezone.now() - verdict.at < timedelta(days=_rule().verified_days)
            return written_moment(verdict.at) if lately and not verdict.faults else ""
    return first_time("operation.verify_backup")


def _elsewhere() -> str:
    """Where backups go, when that is another disk than that of the installation."""
    if settings.BACKUP_HOOK:
        return _("carried away by BARO_BACKUP_HOOK")
    try:
        same = os.stat(settings.BACKUPS).st_dev == os.stat(settings.VAR).st_dev
    except OSError:
        return ""
    return "" if same else str(settings.BACKUPS)


def _keys_saved() -> str:
    try:
        moment = (Path(settings.VAR) / "keys-saved").stat().st_mtime
    except OSError:
        return ""
    saved = datetime.fromtimestamp(moment, tz=timezone.get_default_timezone())
    return written_moment(saved)


def _trail() -> str:
    """When the trail last held; before the first night, when it is verified first."""
    verified = last_verified.in_order(timezone.now())
    return verified if verified or last_verified.place().exists() else first_time("trail.verify")


def _papers() -> str:
    looked = papers.last_look()
    if looked is None:
        return first_time("operation.look_at_papers")
    if looked.changed or timezone.now() - looked.at > LOOKED_LATELY:
        return ""
    return _("all as they were brought; looked at %(moment)s") % {"moment": written_moment(looked.at)}


def _clock() -> str:
    """Whether this clock agrees with that of the database, and nothing was done later than now."""
    patience = timedelta(minutes=_rule().clock_minutes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (other,) = cursor.fetchone()
    last = Event.objects.aggregate(last=Max("at"))["last"]  # sees: when something was last done, not what
    now = timezone.now()
    ahead = bool(last and last > now + patience)
    future = any(one.made_at > now + patience for one in kept.all_in(Path(settings.BACKUPS)))
    return "" if abs(other - now) > patience or ahead or future else _("agrees with the database")


def _rules() -> str:
    count = len(list(rulebook.assumed_on(timezone.localdate())))
    return ngettext("%(count)s assumed", "%(count)s assumed", count) % {"count": count}


declare(
    Prerequisite(
        gettext_lazy("PostgreSQL"),
        _postgres,
        gettext_lazy("Baro does not start."),
        gettext_lazy("Use PostgreSQL 15 or newer."),
        essential=True,
    ),
    Prerequisite(
        gettext_lazy("tables"),
        _when_up_to_date(lambda: _("up to date")),
        gettext_lazy("Pages and commands refuse to work."),
        gettext_lazy("Run baro upgrade."),
        essential=True,
    ),
    Prerequisite(
        gettext_lazy("worker"),
        _when_up_to_date(_worker),
        gettext_lazy("Texts of papers are not read, reminders are not sent, no backup is made."),
        gettext_lazy("Run baro serve --with-worker, or baro worker."),
    ),
    Prerequisite(
        gettext_lazy("jobs"),
        _when_up_to_date(_jobs),
        gettext_lazy("Something that should have been done by itself was not done."),
        gettext_lazy("Look at the failed jobs on the page “How Baro runs”: its log says why; then do them again."),
    ),
    Prerequisite(
        gettext_lazy("roles of the database"),
        _when_up_to_date(lambda: _("the application's is not the owner of the trail") if are_apart() else ""),
        gettext_lazy("Whoever takes over the application can rewrite the trail, which baro audit verify then finds."),
        gettext_lazy("Set the roles apart: docs/how/check-the-trail.md."),
    ),
    Prerequisite(
        gettext_lazy("log of the trail"),
        _when_up_to_date(_log),
        gettext_lazy("Events wait to be taken into the log, and nobody would notice if they were changed."),
        gettext_lazy("Run baro sequencer, or baro serve --with-worker."),
    ),
    Prerequisite(
        gettext_lazy("verifying of the trail"),
        _when_up_to_date(_trail),
        gettext_lazy("The trail did not hold last night, or nobody looked: the worker verifies it every night."),
        gettext_lazy("Run baro audit verify, which names each broken place, and keep the worker running."),
    ),
    Prerequisite(
        gettext_lazy("witnesses of the log"),
        _when_up_to_date(_witnesses),
        gettext_lazy("Whoever has the key and the machine can make history anew, and nobody outside can tell."),
        gettext_lazy(
            "Have somebody outside run baro audit witness and name them in BARO_WITNESSES: docs/how/check-the-trail.md."
        ),
    ),
    Prerequisite(
        gettext_lazy("e-mails"),
        _when_up_to_date(_mail),
        gettext_lazy("No mail server is set, or it took no e-mails since yesterday: digests and letters wait."),
        gettext_lazy("Set BARO_SMTP, or see whether that server answers; what waits is sent by itself."),
    ),
    Prerequisite(
        gettext_lazy("backup"),
        _when_up_to_date(_backup),
        gettext_lazy("When this machine is lost, the work since the last backup is lost, or all of it."),
        gettext_lazy("Run baro backup, and keep the worker running, which makes one every night."),
    ),
    Prerequisite(
        gettext_lazy("verifying of backups"),
        _when_up_to_date(_verified_backup),
        gettext_lazy("Nobody knows whether the last backup can be restored, or it cannot."),
        gettext_lazy("Run baro backup verify with its folder; if it is damaged, make another one."),
    ),
    Prerequisite(
        gettext_lazy("place of backups"),
        _elsewhere,
        gettext_lazy("The backups lie on the disk of the installation, and are lost with it."),
        gettext_lazy("Set BARO_BACKUPS to another disk, or BARO_BACKUP_HOOK to a command that carries them away."),
    ),
    Prerequisite(
        gettext_lazy("copy of the keys"),
        _keys_saved,
        gettext_lazy("A backup holds no keys: without them the log of the trail cannot be continued."),
        gettext_lazy("Run baro backup --keys once, and keep that folder in another place than the backups."),
    ),
    Prerequisite(
        gettext_lazy("papers"),
        _when_up_to_date(_papers),
        gettext_lazy("A paper is gone or is not what was brought, or nobody looked since the night before last."),
        gettext_lazy(
            "Bring the file of that name back from a backup; keep the worker running, which looks every night."
        ),
    ),
    Prerequisite(
        gettext_lazy("clock"),
        _when_up_to_date(_clock),
        gettext_lazy("Days, deadlines and the trail are wrong."),
        gettext_lazy("Let the machine set its clock by itself (timedatectl set-ntp true)."),
    ),
    Prerequisite(
        gettext_lazy("rules"),
        _rules,
        gettext_lazy("Nobody has read these rules in a regulation."),
        gettext_lazy("See the page “Assumed rules”."),
    ),
)
