"""What the page of a delegation shows, and how powers are granted, reported on and revoked."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from baro.directory.web.powers.delegations import delegable, ends_soon
from baro.directory.web.powers.forms import DelegationForm, ReportForm, RevokeForm, limits_in_words, limits_typed
from baro.kernel.errors import NotPermitted
from baro.kernel.permissions import permission_name
from baro.org.actors import Actor
from baro.org.models import Delegation, DelegationState, Post, Unit
from baro.org.powers.actions import delegating
from baro.org.powers.actions.delegating import Powers, Terms
from baro.org.verbs import DELEGATE, REPORT, REVOKE
from baro.trail.models import Event
from baro.ui.http import Request
from baro.ui.records import (
    Beginning,
    Fact,
    Facts,
    Piece,
    RecordPage,
    RecordPages,
    VerbPage,
    as_code,
    as_prose,
)
from baro.ui.words.cells import badge, day, moment, text

ACTS_SHOWN = 100


def _delegation(
    *,
    delegate: Post,
    permissions: list[str],
    unit: Unit,
    below: bool,
    types: list[str],
    urgency: str,
    mark: str,
    first: date,
    last: date,
    also_if_outside: bool,
    by: Actor,
    **terms: Any,
) -> Delegation:
    """What was typed, as the action wants it."""
    powers = Powers(permissions, unit, below=below, limits=limits_typed(types, urgency), mark=mark)
    return delegating.delegate_powers(
        delegate, powers, Terms(first, last, **terms), by=by, also_if_outside=also_if_outside
    )


def _of_the_own_post(actor: Actor) -> Delegation:
    """A delegation of the actor's post.

    Raises NotPermitted before anything is typed in vain.
    """
    if not delegable(actor):
        raise NotPermitted(_("Your post carries nothing that could be granted."))
    return Delegation(delegator_id=actor.post_id or 0, given_by_id=actor.person_id or 0)


def _from_today_in_the_own_unit(request: Request) -> dict[str, Any]:
    unit = Unit.objects.open().filter(pk=request.actor.unit_id).first()  # sees: one's own
    return {"first": timezone.localdate(), "unit": unit}


GIVING = Beginning(
    DELEGATE,
    _delegation,
    DelegationForm,
    initial=_from_today_in_the_own_unit,
    beside=lambda request: {"back": reverse("org.delegations"), "lead": DelegationForm.lead},
    options=lambda request: {"permissions": delegable(request.actor)},
    about=_of_the_own_post,
)


def _permissions(record: Any, permissions: list[str]) -> SafeString:
    """The permissions; those of a delegation in force that the delegator has no longer are marked."""
    kept = record.delegated if record.state == DelegationState.IN_FORCE else permissions
    lost = badge(_("no longer with the giver"), "warn")
    lines = (
        (permission_name(permission), "" if permission in kept else format_html(" {}", lost))
        for permission in permissions
    )
    return format_html('<ul class="plain-list">{}</ul>', format_html_join("", "<li>{}{}</li>", lines))


def _limits(record: Delegation, _ceiling: Any) -> SafeString:
    words = limits_in_words(record.limits)
    lines = format_html_join(SafeString("<br>"), "{}", ((one,) for one in words))
    return lines or text(_("without further limit"))


def _passing_on(_record: Delegation, allowed: bool) -> SafeString:
    return text(_("allowed once") if allowed else _("not allowed"))


def _period(record: Any, _period: Any) -> SafeString:
    soon = format_html(" {}", badge(_("ends soon"), "warn")) if ends_soon(record) else ""
    return format_html("{} – {}{}", day(record.first), day(record.last), soon)


def _due(record: Delegation, due: date) -> SafeString:
    told = badge(_("report handed in"), "good") if record.reported_id else ""
    late = badge(_("the day has passed"), "warn") if record.report_is_late else told
    return format_html("{} {}", day(due), late)


def _facts(record: Delegation) -> tuple[Fact, ...]:
    """What is said of a delegation: a revoked one waits for no report, and its period is what was granted once."""
    revoked = record.revoked_id is not None
    return (
        Fact("given_by", note="delegator", linked=True),
        Fact("delegate", linked=True),
        Fact("permissions", cell=_permissions, wide=True),
        Fact(
            "unit",
            note=lambda delegation: _("and everything below it") if delegation.includes_below else "",
            linked=True,
        ),
        Fact("limited_to", cell=_limits),
        Fact("revoked", cell=lambda _delegation, event: moment(event.at), note="revoked.actor_title"),
        Fact(
            "period",
            _("Period as granted") if revoked else "",
            cell=_period,
            note=lambda delegation: _("only in the giver's absence") if delegation.only_in_absence else "",
        ),
        Fact("mark", cell=as_code),
        Fact("basis", note="basis_on"),
        Fact("may_redelegate", cell=_passing_on),
        Fact("redelegated_from", linked=True),
        *(() if revoked else (Fact("reports_until", cell=_due),)),
        Fact("report", cell=as_prose, wide=True),
    )


def _beside(request: Request, record: Delegation) -> dict[str, Any]:
    """What was done under the delegation; it is counted only when it is more than one page shows."""
    done = Event.objects.under(record)
    acts = list(done[:ACTS_SHOWN])
    shown = acts if request.actor.post_id in (record.delegator_id, record.delegate_id) else _seen(request.actor, acts)
    left_out = _("Not listed, because you may not see them: %(count)s.") % {"count": len(acts) - len(shown)}
    return {
        "acts": shown,
        "left_out": left_out if len(shown) < len(acts) else "",
        "count": len(acts) if len(acts) < ACTS_SHOWN else done.count(),
        "is_delegate": record.delegate_id == request.actor.post_id,
    }


def _seen(actor: Actor, acts: list[Event]) -> list[Event]:
    """The deeds to records that the actor sees: that a grant is no secret opens nothing that was done under it."""
    keys: dict[str, list[int]] = defaultdict(list)
    for act in acts:
        label, _colon, key = act.subjects[0].partition(":")
        keys[label].append(int(key))
    seen = {
        f"{label}:{key}"
        for label, asked in keys.items()
        for key in apps.get_model(label)
        ._default_manager.visible_to(actor)
        .filter(pk__in=asked)
        .values_list("pk", flat=True)
    }
    return [act for act in acts if act.subjects[0] in seen]


def _yours(_record: Delegation, beside: dict[str, Any]) -> str:
    return badge(_("granted to you"), "accent") if beside["is_delegate"] else ""


DELEGATIONS = RecordPages(
    Delegation,
    "delegations",
    verbs=(
        VerbPage(REPORT, delegating.report_on, ReportForm, only=lambda delegation: delegation.asks_for_report),
        VerbPage(REVOKE, delegating.revoke, RevokeForm),
    ),
    begins=(GIVING,),
    page=RecordPage(
        crumbs=("org.delegations",),
        badges=(_yours,),
        beside=_beside,
        sections=(Facts(_("The grant"), _facts), Piece("directory/delegation_acts.html")),
    ),
    rows=lambda actor: Delegation.objects.visible_to(actor).for_list(),
    related=("redelegated_from__delegator__unit", "redelegated_from__delegate__unit"),
)
