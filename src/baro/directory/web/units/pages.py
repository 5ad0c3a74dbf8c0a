"""What the page of a unit shows, and what is done to it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.directory.web.committees.committee import committee_of
from baro.directory.web.committees.forms import ElectForm, EndMembershipForm, OpenTermForm, TakeBackTermForm
from baro.directory.web.facts.changing import PREVIEW, spoken_of
from baro.directory.web.facts.forms import ChangeUnitForm
from baro.directory.web.posts.forms import OpenPostForm, QuotaForm
from baro.directory.web.staffing.page import labels_on, lines_of
from baro.directory.web.units.portraits import portrait_of
from baro.kernel.decisions import ask
from baro.kernel.periods import ONE_DAY
from baro.org import verbs as v
from baro.org.actors import Actor
from baro.org.committees.actions import electing as committees
from baro.org.committees.actions.electing import Member
from baro.org.committees.terms import entered_in, newest_term
from baro.org.facts.actions import changing
from baro.org.models import MembershipKind, Person, Post, Unit
from baro.org.people.ends import by_term
from baro.org.posts.actions import opening as posts
from baro.org.queries import term_of
from baro.org.staffing.actions import quotas
from baro.ui.http import Request
from baro.ui.records import PANELS, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, alone, as_code, elsewhere
from baro.ui.words.cells import badge, link, own, written_day


def _lead_to_open(unit: Unit) -> str:
    """What happens, and how long the running term lasts by law when that is not over."""
    lead = gettext("The last term ends, and with it who is a member; what is numbered by term begins with 01 again.")
    now = timezone.localdate()
    term = term_of(unit, now)
    lasts = by_term(term, now)
    if term is None or lasts is None or lasts.day <= now:
        return lead
    sentence = gettext("The term %(term)s has not run its length yet: by law it lasts until %(day)s (%(why)s).")
    told = sentence % {"term": term, "day": written_day(lasts.day - ONE_DAY), "why": lasts.why}
    return f"{lead} {told}"


def _lead_to_take_back(unit: Unit) -> str:
    """Which term it is, and what happens."""
    term = newest_term(unit)
    if term is None:
        return ""
    sentence = gettext(
        "The term %(term)s, which begins on %(day)s, disappears. The term before, its members and the numbers of its "
        "documents go on as if it had never been opened."
    )
    lead = sentence % {"term": term, "day": written_day(term.period.lower)}
    if members := entered_in(term).count():
        going = gettext("Memberships that were entered in it and go with it: %(count)s.") % {"count": members}
        return f"{lead} {going}"
    return lead


def _elect(pk: int, *, role: str, people: Sequence[Person], names: str, kind: str, by: Actor, **more: Any) -> Unit:
    """Everybody who was chosen or named, in one role."""
    new = [Member(role, name=name) for name in names.splitlines() if name.strip()]
    members = [*(Member(role, person) for person in people), *new]
    return committees.elect(pk, members, kind=MembershipKind(kind), by=by, **more)


def _end_membership(pk: int, *, person: Person, **more: Any) -> Unit:
    return committees.end_membership(pk, person.pk, **more)


def _unit(_request: Request, unit: Unit) -> dict[str, Any]:
    return {"unit": unit}


VERBS = (
    VerbPage(
        v.CHANGE_UNIT,
        changing.change_unit,
        ChangeUnitForm,
        "directory/change_unit.html",
        options=spoken_of,
        preview=PREVIEW,
    ),
    VerbPage(
        v.OPEN, posts.open_post, OpenPostForm, about=lambda unit: Post(unit=unit), word="open-post", only=elsewhere
    ),
    VerbPage(
        v.ENTER_MEMBERS,
        _elect,
        ElectForm,
        lead=_("Several at once, in one role; who is a member in another role leaves that role."),
        options=_unit,
        only=elsewhere,
    ),
    VerbPage(v.END_MEMBERSHIP, _end_membership, EndMembershipForm, options=_unit, only=elsewhere),
    VerbPage(v.OPEN_TERM, committees.open_term, OpenTermForm, lead=_lead_to_open, only=elsewhere),
    VerbPage(v.CANCEL_TERM, committees.cancel_term, TakeBackTermForm, lead=_lead_to_take_back, only=elsewhere),
    VerbPage(
        v.GIVE_QUOTA,
        alone(quotas.give_quota),
        QuotaForm,
        lead=_("It covers the posts of the unit itself, and holds until another one is given."),
        only=elsewhere,
    ),
)


def _beside(request: Request, unit: Any) -> dict[str, Any]:
    """What the pieces show, fetched at once."""
    portrait = portrait_of(unit, actor=request.actor)
    unit.steps = portrait.above
    return {
        "portrait": portrait,
        "committee": committee_of(unit, portrait.day, request.actor),
        "staffing": lines_of(unit, portrait.day),
        "labels": labels_on(portrait.day),
        "may_give_quota": bool(ask(request.actor, v.GIVE_QUOTA, unit)),
        "history": portrait.history,
        "signed": portrait.signed,
        "correct": v.CHANGE_UNIT.code if ask(request.actor, v.CHANGE_UNIT, unit) else "",
    }


def _part_of(unit: Any, _parent: Unit | None) -> SafeString:
    """The last step of the chain of the day that the page speaks of."""
    if not unit.steps:
        return SafeString(own(gettext("nothing: it is the top")))
    last = unit.steps[-1]
    name = SafeString(own(last.name))
    return link(name, last.url) if last.url else name


FACTS = (
    Fact("kind"),
    Fact("code", cell=as_code),
    Fact("parent", cell=_part_of, always=True),
    Fact("suffix", cell=as_code),
)


def _steps(unit: Any) -> list[tuple[str, Any]]:
    return [(reverse("org.tree"), _("Organisation")), *((step.url, step.name) for step in unit.steps)]


def _closed(unit: Unit, _beside: dict[str, Any]) -> str:
    return badge(_("closed"), "warn") if unit.closed_on else ""


PAGE = RecordPage(
    crumbs=(_steps,),
    badges=(lambda unit, _beside: badge(unit.get_kind_display()), _closed),
    beside=_beside,
    actions="directory/in_the_organisation.html",
    sections=(
        Piece("directory/unit_closed.html"),
        Facts("", FACTS),
        Piece("directory/unit_posts.html"),
        Piece("directory/unit_staffing.html"),
        Piece("directory/committee.html"),
        Piece("directory/unit_parts.html"),
        Piece("directory/over_time.html"),
        Piece("directory/unit_followed.html"),
        Piece("directory/unit_opening.html"),
        PANELS,
    ),
)
UNITS = RecordPages(Unit, "units", VERBS, page=PAGE, related=("parent",))
