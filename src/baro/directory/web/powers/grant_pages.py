"""What the page of a grant shows, and how powers are granted, reported on and revoked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from baro.directory.web.powers.forms import GrantForm, ReportForm, RevokeForm, ceiling_typed, ceiling_words
from baro.directory.web.powers.grants import ends_soon, grantable
from baro.kernel.duties import duty_name
from baro.kernel.errors import NotPermitted
from baro.org.actors import Actor
from baro.org.models import Grant, GrantState, Post, Unit
from baro.org.powers.actions import granting
from baro.org.powers.actions.granting import Powers, Terms
from baro.org.verbs import GRANT, REPORT_ON, REVOKE
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


def _grant(
    *,
    receiver: Post,
    duties: list[str],
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
) -> Grant:
    """What was typed, as the action wants it."""
    powers = Powers(duties, unit, below=below, ceiling=ceiling_typed(types, urgency), mark=mark)
    return granting.grant(receiver, powers, Terms(first, last, **terms), by=by, also_if_outside=also_if_outside)


def _of_the_own_post(actor: Actor) -> Grant:
    """A grant of the actor's post.

    Raises NotPermitted before anything is typed in vain.
    """
    if not grantable(actor):
        raise NotPermitted(_("Your post carries nothing that could be granted."))
    return Grant(giver_id=actor.post_id or 0, given_by_id=actor.person_id or 0)


def _from_today_in_the_own_unit(request: Request) -> dict[str, Any]:
    unit = Unit.objects.open().filter(pk=request.actor.unit_id).first()  # sees: one's own
    return {"first": timezone.localdate(), "unit": unit}


GIVING = Beginning(
    GRANT,
    _grant,
    GrantForm,
    initial=_from_today_in_the_own_unit,
    beside=lambda request: {"back": reverse("org.grants"), "lead": GrantForm.lead},
    options=lambda request: {"duties": grantable(request.actor)},
    about=_of_the_own_post,
)


def _duties(record: Any, duties: list[str]) -> SafeString:
    """The duties; those of a grant in force that the giver has no longer are marked."""
    kept = record.granted if record.state == GrantState.IN_FORCE else duties
    lost = badge(_("no longer with the giver"), "warn")
    lines = ((duty_name(duty), "" if duty in kept else format_html(" {}", lost)) for duty in duties)
    return format_html('<ul class="plain-list">{}</ul>', format_html_join("", "<li>{}{}</li>", lines))


def _limits(record: Grant, _ceiling: Any) -> SafeString:
    words = ceiling_words(record.limits)
    lines = format_html_join(SafeString("<br>"), "{}", ((one,) for one in words))
    return lines or text(_("without further limit"))


def _passing_on(_record: Grant, allowed: bool) -> SafeString:
    return text(_("allowed once") if allowed else _("not allowed"))


def _period(record: Any, _period: Any) -> SafeString:
    soon = format_html(" {}", badge(_("ends soon"), "warn")) if ends_soon(record) else ""
    return format_html("{} – {}{}", day(record.first), day(record.last), soon)


def _due(record: Grant, due: date) -> SafeString:
    told = badge(_("report handed in"), "good") if record.reported_id else ""
    late = badge(_("the day has passed"), "warn") if record.report_is_late else told
    return format_html("{} {}", day(due), late)


def _facts(record: Grant) -> tuple[Fact, ...]:
    """What is said of a grant: a revoked one waits for no report, and its period is what was granted once."""
    revoked = record.revoked_id is not None
    return (
        Fact("given_by", note="giver", linked=True),
        Fact("receiver", linked=True),
        Fact("duties", cell=_duties, wide=True),
        Fact("unit", note=lambda grant: _("and everything below it") if grant.reaches_below else "", linked=True),
        Fact("limited_to", cell=_limits),
        Fact("revoked", cell=lambda _grant, event: moment(event.at), note="revoked.actor_title"),
        Fact(
            "period",
            _("Period as granted") if revoked else "",
            cell=_period,
            note=lambda grant: _("only in the giver's absence") if grant.only_in_absence else "",
        ),
        Fact("mark", cell=as_code),
        Fact("basis", note="basis_on"),
        Fact("may_pass_on", cell=_passing_on),
        Fact("passed_from", linked=True),
        *(() if revoked else (Fact("reports_until", cell=_due),)),
        Fact("report", cell=as_prose, wide=True),
    )


def _beside(request: Request, record: Grant) -> dict[str, Any]:
    """What was done under the grant; it is counted only when it is more than one page shows."""
    done = Event.objects.under(record)
    acts = list(done[:ACTS_SHOWN])
    return {
        "acts": acts,
        "count": len(acts) if len(acts) < ACTS_SHOWN else done.count(),
        "is_receiver": record.receiver_id == request.actor.post_id,
    }


def _yours(_record: Grant, beside: dict[str, Any]) -> str:
    return badge(_("granted to you"), "accent") if beside["is_receiver"] else ""


GRANTS = RecordPages(
    Grant,
    "grants",
    verbs=(
        VerbPage(REPORT_ON, granting.report_on, ReportForm, only=lambda grant: grant.asks_for_report),
        VerbPage(REVOKE, granting.revoke, RevokeForm),
    ),
    begins=(GIVING,),
    page=RecordPage(
        crumbs=("org.grants",),
        badges=(_yours,),
        beside=_beside,
        sections=(Facts(_("The grant"), _facts), Piece("directory/grant_acts.html")),
    ),
    rows=lambda actor: Grant.objects.visible_to(actor).for_list(),
    related=("passed_from__giver__unit", "passed_from__receiver__unit"),
)
