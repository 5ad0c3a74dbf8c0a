"""The pages on which terms are opened, and members of committees entered and ended."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.directory.web import committee_forms as forms
from baro.kernel.periods import ONE_DAY
from baro.org import verbs as v
from baro.org.actions import committees
from baro.org.actions.committees import Member
from baro.org.actors import Actor
from baro.org.ends import by_term
from baro.org.models import MembershipKind, Person, Term, Unit
from baro.org.queries import term_of
from baro.org.terms import entered_in, newest_term
from baro.ui.cells import written_day
from baro.ui.forms import act_through_form
from baro.ui.http import Request


def _unit(request: Request, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk)


def open_term(request: Request, pk: int) -> HttpResponse:
    """Open a term of a committee."""
    unit = _unit(request, pk)
    return act_through_form(
        request,
        forms.OpenTermForm,
        partial(committees.open_term, pk),
        verb=v.OPEN_TERM,
        record=unit,
        context={"lead": _lead_to_open(unit)},
    )


def _lead_to_open(unit: Unit) -> str:
    """What happens, and how long the running term lasts by law when that is not over."""
    lead = _("The last term ends, and with it who is a member; what is numbered by term begins with 01 again.")
    today = timezone.localdate()
    term = term_of(unit, today)
    lasts = by_term(term, today)
    if term is None or lasts is None or lasts.day <= today:
        return lead
    sentence = _("The term %(term)s has not run its length yet: by law it lasts until %(day)s (%(why)s).")
    told = sentence % {"term": term, "day": written_day(lasts.day - ONE_DAY), "why": lasts.why}
    return f"{lead} {told}"


def take_back_term(request: Request, pk: int) -> HttpResponse:
    """Take back a term that was opened by mistake."""
    unit = _unit(request, pk)
    return act_through_form(
        request,
        forms.TakeBackTermForm,
        partial(committees.take_back_term, pk),
        verb=v.TAKE_BACK_TERM,
        record=unit,
        context={"lead": _lead_to_take_back(newest_term(unit))},
    )


def _lead_to_take_back(term: Term | None) -> str:
    """Which term it is, and what happens."""
    if term is None:
        return ""
    sentence = _(
        "The term %(term)s, which begins on %(day)s, disappears. The term before, its members and the numbers of its "
        "documents go on as if it had never been opened."
    )
    lead = sentence % {"term": term, "day": written_day(term.period.lower)}
    if members := entered_in(term).count():
        going = _("Memberships that were entered in it and go with it: %(count)s.") % {"count": members}
        return f"{lead} {going}"
    return lead


def _elect(pk: int, *, role: str, people: Sequence[Person], names: str, kind: str, by: Actor, **more: Any) -> Unit:
    """Everybody who was chosen or named, in one role."""
    new = [Member(role, name=name) for name in names.splitlines() if name.strip()]
    members = [*(Member(role, person) for person in people), *new]
    return committees.elect(pk, members, kind=MembershipKind(kind), by=by, **more)


def elect(request: Request, pk: int) -> HttpResponse:
    """Enter members of a committee."""
    unit = _unit(request, pk)
    return act_through_form(
        request,
        forms.ElectForm,
        partial(_elect, pk),
        verb=v.ELECT,
        record=unit,
        initial={"since": timezone.localdate()},
        context={"lead": _("Several at once, in one role; who is a member in another role leaves that role.")},
        unit=unit,
    )


def end_membership(request: Request, pk: int) -> HttpResponse:
    """End a membership."""
    unit = _unit(request, pk)
    return act_through_form(
        request,
        forms.EndMembershipForm,
        lambda person, **typed: committees.end_membership(pk, person.pk, **typed),
        verb=v.END_MEMBERSHIP,
        record=unit,
        initial={"last": timezone.localdate()},
        unit=unit,
    )
