"""What the page of a person shows, and what is done to their record there."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from baro.directory.web.facts.histories import Stretch, stretch_of
from baro.directory.web.people.biographies import biography_of
from baro.directory.web.people.births import BirthForm
from baro.directory.web.people.merging import PREVIEW, MergeForm
from baro.directory.web.powers.absences import kinds_of_absence
from baro.org.actors import Actor
from baro.org.committees.rules import role_names
from baro.org.models import Absence, Delegation, Handover, Membership, Person, Tenure
from baro.org.people import verbs as v
from baro.org.people.actions import entering as people
from baro.org.people.actions import merging
from baro.org.people.actions.entering import Birth
from baro.org.people.ends import EndByLaw, births_known, by_retirement, end_of_membership
from baro.trail.changes import Batch
from baro.ui.http import Request
from baro.ui.records import Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, alone
from baro.ui.words.cells import badge, code, day

SHOWN = 50  # of each kind on the page


def _enter_birth(pk: int, *, reason: str = "", by: Actor, **typed: Any) -> None:
    if reason:
        people.correct_birth(pk, Birth(**typed), reason=reason, by=by)
    else:
        alone(_enter_births)(pk, by=by, **typed)


def _enter_births(ids: list[int], *, by: Actor, **typed: Any) -> Batch[Person]:
    return people.enter_births({pk: Birth(**typed) for pk in ids}, by=by)


VERBS = (
    VerbPage(
        v.ENTER_BIRTH,
        _enter_birth,
        BirthForm,
        lead=_("Only who keeps the organisation and the person see it; the day of retirement follows."),
        initial=lambda _request, person: {"born_on": person.born_on, "sex": person.sex},
        options=lambda _request, person: {"person": person},
    ),
    VerbPage(
        v.MERGE,
        merging.merge,
        MergeForm,
        lead=_("Two records of one human being become one; what each did in the past stays as it was told."),
        preview=PREVIEW,
    ),
)


def _beside(request: Request, person: Any) -> dict[str, Any]:
    """What the pieces show, fetched at once; what is known of the birth is said with the other facts."""
    actor, today = request.actor, timezone.localdate()
    knows = births_known(actor, person)
    person.knows_birth = knows
    person.retirement = by_retirement(person.born_on, person.sex, today) if knows else None
    return {
        "is_self": actor.person_id == person.pk,
        "life": biography_of(person, actor, knows_birth=knows),
        "away": Absence.objects.on(today).filter(person=person).first(),  # sees: that somebody is away, never why
        "absences": _absences(person, actor),
        "given": _delegations(actor).filter(given_by=person)[:SHOWN],
        "received": _received(person, actor)[:SHOWN],
        "handovers": _handovers(person, actor)[:SHOWN],
        "seats": _seats(person, actor, knows_birth=knows),
    }


def _seats(person: Person, actor: Actor, *, knows_birth: bool) -> list[tuple[Stretch, str, EndByLaw | None]]:
    """The memberships of committees that the reader may see, the newest first: role in words, and end by law."""
    names, today = role_names(), timezone.localdate()
    seen = Membership.objects.visible_to(actor).current().filter(person=person).for_list().order_by("-period", "-pk")
    return [
        (stretch_of(one), names.get(one.role, one.role), end_of_membership(one, today, knows_birth=knows_birth))
        for one in seen[:SHOWN]
    ]


def _absences(person: Person, actor: Actor) -> list[tuple[Absence, Any]]:
    """Those that the reader may see, each with why."""
    kinds = kinds_of_absence()
    seen = Absence.objects.visible_to(actor).filter(person=person).select_related("ended")[:SHOWN]
    return [(one, kinds.get(one.reason, one.reason)) for one in seen]


def _delegations(actor: Actor) -> QuerySet[Any]:
    """Those that the reader may see."""
    return Delegation.objects.visible_to(actor).for_list()


def _received(person: Person, actor: Actor) -> QuerySet[Any]:
    """Delegations to a post while the person held it."""
    then = Tenure.objects.current().filter(person=person, post=OuterRef("delegate"), period__overlap=OuterRef("period"))
    return _delegations(actor).filter(Exists(then))


def _handovers(person: Person, actor: Actor) -> QuerySet[Any]:
    seen = Handover.objects.visible_to(actor).for_list()
    return seen.filter(Q(from_person=person) | Q(to_person=person)).order_by(F("day").desc(), "-pk")


def _retires(_person: Person, end: EndByLaw | None) -> SafeString:
    if end is None:
        return format_html("{}", _("Birth and sex are needed to compute it."))
    return format_html('{} <small class="muted">{} (<bdi>{}</bdi>)</small>', day(end.day), end.why, end.source)


def _number(person: Person) -> Any:
    return format_html("{}: {}", _("Personnel number"), code(person.number)) if person.number else ""


def _you(_person: Person, beside: dict[str, Any]) -> str:
    return badge(_("you"), "accent") if beside["is_self"] else ""


def _without_a_post(_person: Person, beside: dict[str, Any]) -> str:
    return "" if beside["life"].now else badge(pgettext_lazy("people", "without a post"))


def _away(_person: Person, beside: dict[str, Any]) -> str:
    away = beside["away"]
    return badge(SafeString(gettext("away until %(last)s") % {"last": day(away.last)}), "warn") if away else ""


BIRTH = (
    Fact("born_on", always=True),
    Fact("sex", always=True),
    Fact(lambda person: person.retirement, _("Retires"), cell=_retires, wide=True, always=True),
)
PAGE = RecordPage(
    crumbs=("org.people",),
    lead=_number,
    badges=(_you, _without_a_post, _away),
    beside=_beside,
    sections=(
        Facts(
            "",
            BIRTH,
            only=lambda person: person.knows_birth,
            note=_("Only who keeps the organisation and the person see this."),
        ),
        Piece("directory/person_posts.html"),
        Piece("directory/person_seats.html"),
        Piece("directory/handovers.html"),
        Piece("directory/person_delegations.html"),
        Piece("directory/person_absences.html"),
    ),
)
PERSONS = RecordPages(Person, "people", VERBS)


@require_safe
def person(request: Request, pk: int) -> HttpResponse:
    """The page of a person, by hand because that of a merged duplicate is the page of who stays.

    Raises Http404 when the actor neither sees a unit in which they hold or held a post, nor is the person, nor keeps
    the organisation while they never had a post.
    """
    if stays := Person.objects.visible_to(request.actor).filter(duplicates=pk).first():
        return redirect(stays)
    return PAGE.answer(request, PERSONS.seen(request, pk))
