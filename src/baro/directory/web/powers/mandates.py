"""What posts may do in a unit, and what a reader may do there or not, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.directory.web.powers.forms import MandateForm, ceiling_typed, ceiling_words
from baro.kernel.decisions import ask
from baro.kernel.duties import SIGHT, all_duties, duty_name
from baro.org.actors import Actor, Granted, Reach
from baro.org.models import Grant, Mandate, Person, Post, Tenure, Unit, keys_of
from baro.org.powers.actions.mandating import set_mandate
from baro.org.queries import people_seen
from baro.org.verbs import MANDATE
from baro.ui.forms import act_through_form
from baro.ui.forms.choosing_org import place_of_rank
from baro.ui.http import Request, number_in
from baro.ui.records.panels import panel

HERE, BELOW = "here", "below"


@dataclass(frozen=True, slots=True)
class Cell:
    """How far a post carries a duty by mandate: not at all (empty), in the unit, with all below; up to which limits.

    The grant that gives it the duty besides is a link when the reader may open it.
    """

    duty: str
    reach: str
    limits: list[str]
    grant: Grant | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A post with what it carries here."""

    post: Post
    holder: Person | None
    cells: list[Cell]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The posts that may do something in a unit; ``seeing`` are so many posts of other units that only see it."""

    columns: list[str]
    rows: list[Row]
    seeing: int


@require_safe
def mandates(request: Request, pk: int) -> HttpResponse:
    """The posts that may do something in a unit, and what.

    Raises Http404 when the actor cannot see the unit.
    """
    # By hand, like the page below that says why: it is about a unit without being its page, and nothing is done on it.
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk)
    matrix = matrix_of(unit, request.actor)
    seen = people_seen(request.actor, [row.holder for row in matrix.rows])
    context = {"record": unit, "matrix": matrix, "seen_people": seen}
    return TemplateResponse(request, "directory/mandates.html", context)


@dataclass(slots=True)
class Carried:
    """What posts carry over a unit: how far and to which limits by mandate, and by which grants."""

    posts: dict[int, Post] = field(default_factory=dict)
    reach: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    limits: dict[int, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    given: dict[int, dict[str, Grant]] = field(default_factory=lambda: defaultdict(dict))
    opened: set[int] = field(default_factory=set)

    def duties_of(self, pk: int) -> set[str]:
        """All that a post carries here."""
        return {*self.reach[pk], *self.given[pk]}

    def cell(self, pk: int, duty: str, name: str) -> Cell:
        """How a post carries a duty."""
        grant = self.given[pk].get(duty)
        is_open = bool(grant and grant.pk in self.opened)
        return Cell(name, self.reach[pk].get(duty, ""), self.limits[pk].get(duty, []), grant, is_open)


def carried_over(unit: Unit, actor: Actor) -> Carried:
    """The mandates over exactly this unit and the grants in force for it, in three queries."""
    found = Carried()
    over = Mandate.objects.filter(unit=unit, post__closed_on=None).select_related("post__unit")
    for mandate in over.order_by("reaches_below", "post_id"):
        found.posts[mandate.post_id] = mandate.post
        far = BELOW if mandate.reaches_below else HERE
        found.reach[mandate.post_id] |= dict.fromkeys(mandate.duties, far)
        found.limits[mandate.post_id] |= dict.fromkeys(mandate.duties, ceiling_words(mandate.limits))
    # sees: who may act in a unit is told to whoever sees the unit; only which of the grants open is narrowed
    grants = Grant.objects.filter(unit=unit, receiver__closed_on=None).in_force(timezone.localdate()).for_list()
    for grant in grants.order_by("receiver_id", "pk"):
        found.posts[grant.receiver_id] = grant.receiver
        found.given[grant.receiver_id] |= dict.fromkeys(grant.granted, grant)
    found.opened = set(grants.visible_to(actor).order_by().values_list("pk", flat=True))
    return found


def matrix_of(unit: Unit, actor: Actor) -> Matrix:
    """The posts of the unit and those of others that do more here than see, in five queries."""
    found = carried_over(unit, actor)
    own = unit.posts.open().select_related("unit").order_by(place_of_rank("rank"), "pk")
    doing = {pk: post for pk, post in found.posts.items() if not all(d.endswith(SIGHT) for d in found.duties_of(pk))}
    shown = {post.pk: post for post in own} | doing
    carried = {duty for pk in shown for duty in found.duties_of(pk)}
    columns = {code: duty_name(code) for code in all_duties() if code in carried}
    held = Tenure.objects.on(timezone.localdate()).filter(post__in=shown).select_related("person")
    holders = {tenure.post_id: tenure.person for tenure in held.order_by("kind")}  # who acts before who holds
    rows = [
        Row(
            post,
            holders.get(pk),
            [found.cell(pk, duty, name) for duty, name in columns.items()],
            bool(ask(actor, MANDATE, post)),
        )
        for pk, post in shown.items()
    ]
    return Matrix(list(columns.values()), rows, len(found.posts.keys() - shown.keys()))


def mandate(request: Request, pk: int) -> HttpResponse:
    """Say what a post may do in its unit, or in the unit named by ``?unit=``.

    Raises Http404 when the actor cannot see the post or the unit.
    """
    # By hand: the address names the unit, since the pages of several units lead to one post.
    post = get_object_or_404(Post.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    asked = number_in(request.GET.get("unit")) or post.unit_id
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=asked)
    carried: dict[str, Any] = {HERE: [], BELOW: [], "limited": []}
    for row in Mandate.objects.filter(post=post, unit=unit):
        carried[BELOW if row.reaches_below else HERE] += row.duties
        if row.limited_to:
            carried |= {"limited": carried["limited"] + row.duties, **row.limited_to}
    address = f"{unit.get_absolute_url()}mandates/"
    act = partial(_set, post, unit, address)
    context = {"title": post, "lead": _("What this post may do in %(unit)s") % {"unit": unit}, "back": address}
    return act_through_form(
        request, MandateForm, act, verb=MANDATE, record=post, initial=carried, context=context,
        template="directory/mandate.html",
    )  # fmt: skip


def _set(post: Post, unit: Unit, address: str, *, types: list[str], urgency: str, by: Actor, **duties: Any) -> str:
    """Set the mandate; the matrix shows it."""
    set_mandate(post.pk, unit, **duties, ceiling=ceiling_typed(types, urgency), by=by)
    return address


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a duty may be used in a unit: a mandate of the post, or a grant."""

    root: str
    below: bool
    granted: Granted | None
    limits: list[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A duty with its grounds; without any it may not be used."""

    duty: str
    grounds: list[Ground]


def answers_for(actor: Actor, unit: Unit) -> list[Answer]:
    """For every duty, through what the actor may use it in the unit: one query, for the names of the roots."""
    reaches = [reach for reach in actor.reaches if reach.covers(reach.duty, unit.path)]
    names = _names_of(reaches)
    return [
        Answer(str(label), [_ground(r, names[r.root]) for r in reaches if r.covers(code, unit.path)])
        for code, label in all_duties().items()
    ]


def _ground(reach: Reach, name: str) -> Ground:
    limits = [] if reach.duty.endswith(SIGHT) else ceiling_words(reach.ceiling)
    return Ground(name, reach.below, reach.granted, limits)


def _names_of(reaches: list[Reach]) -> dict[str, str]:
    """The names of the units at the root of each reach: the reader's own mandates name them."""
    last = {reach.root: keys_of(reach.root)[-1] for reach in reaches if reach.root}
    found = dict(Unit.objects.filter(pk__in=last.values()).values_list("pk", "name"))  # sees: roots of own mandates
    return {"": _("everything")} | {root: found.get(key, "") for root, key in last.items()}


@require_safe
def why(request: Request, pk: int) -> HttpResponse:
    """What the reader may do in a unit and through what, and what they may not.

    Raises Http404 when the actor cannot see the unit.
    """
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk)
    answers = answers_for(request.actor, unit)
    context: dict[str, Any] = {
        "record": unit,
        "may": [answer for answer in answers if answer.grounds],
        "may_not": [answer.duty for answer in answers if not answer.grounds],
        "keeps": request.actor.holds("org.organise", unit),
    }
    return TemplateResponse(request, "directory/why.html", context)


@panel("org.unit", order=80)
def powers_of_unit(request: Any, unit: Unit) -> str:
    """The ways to who may do what here, and to what the reader may do and why."""
    return render_to_string("directory/powers.html", {"unit": unit}, request=request)
