"""People: the list, and the page of one with the posts they held, hold and will hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from baro.directory.web.absences import kinds_of_absence
from baro.directory.web.grants import TONES
from baro.directory.web.histories import Stretch, stretch_of
from baro.org.actors import Actor
from baro.org.checks import check_of
from baro.org.committees import role_names
from baro.org.ends import EndByLaw, births_known, by_retirement, end_of_membership, end_of_tenure
from baro.org.models import Absence, Grant, GrantState, Handover, Membership, Person, Post, PostRank, Tenure, TenureKind
from baro.org.queries import called_over_time
from baro.ui.choices import UnitChoice
from baro.ui.choosing_org import place_of_rank
from baro.ui.filters import Filter, Words
from baro.ui.http import Request
from baro.ui.lists import Column, Empty, ListPage

SHOWN = 50  # of each kind on the page of a person
WITH, WITHOUT = "with", "without"


class PeopleFilter(Filter):
    """Narrows people."""

    in_sight = ("q", "post", "rank")

    q = Words(label=_("Name, post or unit"))
    post = forms.ChoiceField(
        label=_("Post today"),
        choices=[
            ("", pgettext_lazy("people", "everybody")),
            (WITH, pgettext_lazy("people", "with a post")),
            (WITHOUT, pgettext_lazy("people", "without a post")),
        ],
    )
    rank = forms.ChoiceField(label=_("Rank"), choices=[("", _("every rank")), *PostRank.choices])
    under = UnitChoice(label=_("In the unit or below"))
    ends_soon = forms.BooleanField(label=_("Tenure ends by law soon"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.actor.holds_anywhere("org.organise"):
            del self.fields["ends_soon"]  # it tells of births

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """People of the words, with a post today or without, of a rank, in or below a unit.

        Of who is without a post, the unit is one in which they held one. Whose tenure ends by law within the days of
        the rulebook is told of the units whose organisation the reader keeps.
        """
        asked, today = self.cleaned_data, timezone.localdate()
        held = Tenure.objects.on(today).order_by()
        if asked["q"]:
            rows = rows.with_words(asked["q"], today)  # type: ignore[attr-defined]
        if asked["post"]:
            now = Q(pk__in=held.values("person"))
            rows = rows.filter(now if asked["post"] == WITH else ~now)
        if asked["rank"]:
            rows = rows.filter(pk__in=held.filter(post__rank=asked["rank"]).values("person"))
        if asked["under"]:
            ever = Tenure.objects.believed().order_by() if asked["post"] == WITHOUT else held
            below = ever.filter(post__unit__path__startswith=asked["under"].path)
            rows = rows.filter(pk__in=below.values("person"))
        if asked.get("ends_soon"):
            posts = check_of("org.ends_soon").kept_by(self.actor, today)
            rows = rows.filter(pk__in=held.filter(post__in=posts, kind=TenureKind.HOLDER).values("person"))
        return rows


class PeopleList(ListPage):
    """Whoever holds, held or will hold a post in a unit that the reader sees; for a keeper also who never had one."""

    code = "org.people"
    title = _("People")
    filter = PeopleFilter
    columns = (
        Column("name", _("Name")),
        Column("posts_then", _("Posts today"), sort_by="posts_then"),
    )
    order = ("unit_path", "place", "name", "pk")
    see_duty = "org.see"
    url_name = "org.person"
    empty = Empty(_("People appear here when they are appointed to a post."))

    def rows(self) -> QuerySet[Person]:
        """The people that the actor may see, in the order of their first post of today."""
        today = timezone.localdate()
        place = place_of_rank("post__rank")
        held = Tenure.objects.on(today).filter(person=OuterRef("pk")).order_by("post__unit__path", place)
        first = {
            "unit_path": Subquery(held.values("post__unit__path")[:1]),
            "place": Subquery(held.annotate(place=place).values("place")[:1]),
        }
        return Person.objects.visible_to(self.actor).with_posts(today).alias(**first)


@dataclass(frozen=True, slots=True)
class Place:
    """A tenure, or as long of it as post and unit were called so, with both days within.

    What concerns the whole tenure stands on its last line: the page of the post if the reader may open it, its end by
    law, what the post is called today.
    """

    stretch: Stretch
    post: str
    unit: str
    is_last: bool
    is_open: bool
    by_law: EndByLaw | None

    @property
    def is_called_otherwise(self) -> bool:
        """Whether post or unit have another name today, while the post goes on."""
        post = self.stretch.facts.post
        return self.is_last and post.closed_on is None and (self.post, self.unit) != (post.name, post.unit.name)


@dataclass(frozen=True, slots=True)
class Biography:
    """What is believed of the tenures of a person: today, planned, in the past, the newest first."""

    now: list[Place]
    planned: list[Place]
    past: list[Place]


def biography_of(person: Person, actor: Actor, *, knows_birth: bool) -> Biography:
    """Every tenure of a person under the names of its time, in four queries: names are no secret, pages may be."""
    today = timezone.localdate()
    rows = person.tenures.filter(superseded=None).select_related("person", "post__unit").order_by("-pk")
    seen = set(Post.objects.visible_to(actor).filter(tenures__person=person).order_by().values_list("pk", flat=True))
    called = called_over_time(rows)
    places = [
        Place(
            replace(stretch_of(told), facts=tenure),
            told.values["post"],
            told.values["unit"],
            is_last := told is called[tenure.pk][-1],
            is_last and tenure.post_id in seen,
            end_of_tenure(tenure, today, knows_birth=knows_birth) if is_last else None,
        )
        for tenure in rows
        for told in called[tenure.pk]
    ]
    places.sort(key=lambda one: one.stretch.first or date.min, reverse=True)
    return Biography(
        now=[one for one in places if one.stretch.holds(today)],
        planned=[one for one in places if one.stretch.first and one.stretch.first > today],
        past=[one for one in places if one.stretch.last and one.stretch.last < today],
    )


@require_safe
def person(request: Request, pk: int) -> HttpResponse:
    """A person: posts, and as far as the reader may see them absences, grants and handovers.

    Raises Http404 when the actor neither sees a unit in which they hold or held a post, nor is the person, nor keeps
    the organisation while they never had a post.
    """
    seen = Person.objects.visible_to(request.actor)
    if stays := seen.filter(duplicates=pk).first():
        return redirect(stays)
    record = get_object_or_404(seen, pk=pk)
    today, knows = timezone.localdate(), births_known(request.actor, record)
    context = {
        "record": record,
        "is_self": request.actor.person_id == record.pk,
        "knows_birth": knows,
        "retirement": by_retirement(record.born_on, record.sex, today) if knows else None,
        "life": biography_of(record, request.actor, knows_birth=knows),
        "away": Absence.objects.on(today).filter(person=record).first(),  # sees: that somebody is away, never why
        "absences": _absences(record, request.actor),
        "given": _in_words(_grants(request.actor).filter(given_by=record)),
        "received": _in_words(_received(record, request.actor)),
        "handovers": _handovers(record, request.actor)[:SHOWN],
        "seats": _seats(record, request.actor, knows_birth=knows),
    }
    return TemplateResponse(request, "directory/person.html", context)


def _seats(person: Person, actor: Actor, *, knows_birth: bool) -> list[tuple[Stretch, str, EndByLaw | None]]:
    """The memberships of committees that the reader may see, the newest first: role in words, and end by law."""
    names, today = role_names(), timezone.localdate()
    seen = Membership.objects.visible_to(actor).believed().filter(person=person).for_list().order_by("-period", "-pk")
    return [
        (stretch_of(one), names.get(one.role, one.role), end_of_membership(one, today, knows_birth=knows_birth))
        for one in seen[:SHOWN]
    ]


def _absences(person: Person, actor: Actor) -> list[tuple[Absence, Any]]:
    """Those that the reader may see, each with why."""
    kinds = kinds_of_absence()
    seen = Absence.objects.visible_to(actor).filter(person=person).select_related("ended")[:SHOWN]
    return [(one, kinds.get(one.reason, one.reason)) for one in seen]


def _in_words(grants: QuerySet[Any]) -> list[tuple[Grant, Any, str]]:
    """Each with its state and the colour of that."""
    return [(one, GrantState(one.state).label, TONES[GrantState(one.state)]) for one in grants[:SHOWN]]


def _grants(actor: Actor) -> QuerySet[Any]:
    """Those that the reader may see."""
    return Grant.objects.visible_to(actor).for_list()


def _received(person: Person, actor: Actor) -> QuerySet[Any]:
    """Grants to a post while the person held it."""
    then = Tenure.objects.believed().filter(
        person=person, post=OuterRef("receiver"), period__overlap=OuterRef("period")
    )
    return _grants(actor).filter(Exists(then))


def _handovers(person: Person, actor: Actor) -> QuerySet[Any]:
    seen = Handover.objects.visible_to(actor).for_list()
    return seen.filter(Q(from_person=person) | Q(to_person=person)).order_by(F("day").desc(), "-pk")
