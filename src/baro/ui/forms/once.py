"""A form is carried out once: sent again by a second click, a reload or over a weak line, it leads to what came of it.

Every form that is shown carries a key. The deed and the row of its key are one transaction: whoever sends the same form
at the same moment waits for that, and is led where the first one was.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.ui.http import Again, Request, address_of
from baro.ui.models import SentForm
from baro.ui.rulebook import WebLimits

FIELD = "once"
SIGNER = TimestampSigner(salt="baro.ui.forms.once")


class _SentBefore(Exception):  # noqa: N818 - no fault: the form did its deed already
    """The deed of this form was done."""


def new_key() -> str:
    """The key of a form that is shown: a new one each time, because what was refused took its key back."""
    return SIGNER.sign(secrets.token_urlsafe(12))


def once(request: Request, act: Callable[..., Any], *, otherwise: Any = None) -> Callable[..., Any]:
    """The action, for ``attempt``: it gives what came of it or, where that is nothing, ``otherwise``.

    For a form that was carried out before it does nothing and gives `Again`, the address to which that led. What comes
    without a key, as from a program, is carried out whenever it is sent. It raises Refused for a form so old that
    nobody remembers whether it was carried out.
    """

    def goal_of(typed: dict[str, Any]) -> Any:
        given = act(**typed)
        return otherwise if given is None else given

    def act_once(**typed: Any) -> Any:
        number = _fresh_number_in(request)
        if not number or not request.user.is_authenticated:
            return goal_of(typed)
        try:
            with transaction.atomic():
                sent = _claimed(request, number)
                goal = goal_of(typed)
                sent.address = address_of(goal)
                sent.save(update_fields=["address"])
                return goal
        except _SentBefore:
            return Again(SentForm.objects.get(account_id=request.user.pk, key=number).address)

    return act_once


def forget(now: datetime) -> None:
    """Forget the forms whose keys are too old to be sent again (rule `web.limits`)."""
    SentForm.objects.filter(at__lt=now - _memory()).delete()


def _memory() -> timedelta:
    return timedelta(days=rulebook.in_force(WebLimits).body.forms_remembered_days)


def _claimed(request: Request, number: str) -> SentForm:
    try:
        return SentForm.objects.create(account_id=request.user.pk or 0, key=number, at=timezone.now())
    except IntegrityError as twice:
        raise _SentBefore from twice


def _fresh_number_in(request: Request) -> str:
    try:
        return _number_in(request)
    except SignatureExpired as old:
        sentence = _("This form was open for too long. Look whether it was done already; if not, send it once more.")
        raise Refused(sentence) from old


def _number_in(request: Request) -> str:
    """The number in the key that a form was sent with, if it is one of ours; raises SignatureExpired for an old one."""
    try:
        return SIGNER.unsign(request.POST.get(FIELD, ""), max_age=_memory())
    except SignatureExpired:
        raise
    except BadSignature:
        return ""
