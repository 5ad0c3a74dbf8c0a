"""What posts may do in a unit, and what a reader may do there or not, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
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

from baro.directory.web.powers.forms import MandateForm, limits_in_words, limits_typed
from baro.kernel.decisions import ask
from baro.kernel.permissions import SIGHT, all_permissions
from baro.org.actors import ActiveDelegation, Actor, Scope
from baro.org.models import Delegation, Mandate, Person, Post, Tenure, Unit, keys_of
from baro.org.powers.actions import proposing
from baro.org.powers.actions.mandating import set_mandate
from baro.org.queries import people_seen
from baro.org.verbs import SET_MANDATE
from baro.ui.forms import act_through_form
from baro.ui.forms.choosing_org import place_of_rank
from baro.ui.http import Begun, Request, number_in
from baro.ui.records.panels import panel

HERE, BELOW = "here", "below"


@dataclass(frozen=True, slots=True)
class Line:
    """Duties that a post carries in the same way: in the unit, with all below, or by a delegation; and to which limits.

    The delegation is a link when the reader may open it.
    """

    duties: list[str]
    scope: str
    limits: list[str]
    delegation: Delegation | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A post with what it carries here."""

    post: Post
    holder: Person | None
    lines: list[Line]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Carriers:
    """The posts that may do something in a unit; ``seeing`` are so many posts of other units that only see it."""

    rows: list[Row]
    seeing: int


@require_safe
def mandates(request: Request, pk: int) -> HttpResponse:
    """The posts that may do something in a unit, and what.

    Raises Http404 when the actor cannot see the unit.
    """
    # By hand, like the page below that says why: it is about a unit without being its page, and nothing is done on it.
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=pk)
    carriers = carriers_of(unit, request.actor)
    seen = people_seen(request.actor, [row.holder for row in carriers.rows])
    context = {"record": unit, "carriers": carriers, "seen_people": seen}
    return TemplateResponse(request, "directory/mandates.html", context)


@dataclass(slots=True)
class Carried:
    """What posts carry over a unit by mandates and by delegations: their lines, and all permissions in them."""

    posts: dict[int, Post] = field(default_factory=dict)
    lines: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    permissions: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, post: Post, permissions: Sequence[str], line: Callable[[list[str]], Line]) -> None:
        """A line of a post, with its duties by name and in the order in which they are declared."""
        self.posts[post.pk] = post
        self.permissions[post.pk] |= set(permissions)
        duties = [str(label) for code, label in all_permissions().items() if code in permissions]
        duties += [code for code in permissions if code not in all_permissions()]
        self.lines[post.pk].append(line(duties))


def carried_over(unit: Unit, actor: Actor) -> Carried:
    """The mandates over exactly this unit and the delegations in force for it, in three queries."""
    found = Carried()
    over = Mandate.objects.filter(unit=unit, post__closed_on=None).select_related("post__unit")
    for mandate in over.order_by("includes_below", "post_id"):
        far = BELOW if mandate.includes_below else HERE
        limits = limits_in_words(mandate.limits)
        found.add(mandate.post, mandate.permissions, partial(Line, scope=far, limits=limits))
    # who may act in a unit is told to whoever sees the unit; only which of the delegations open is narrowed
    delegations = Delegation.objects.filter(unit=unit, delegate__closed_on=None)  # sees: of a unit that is seen
    delegations = delegations.in_force(timezone.localdate()).for_list()
    opened = set(delegations.visible_to(actor).order_by().values_list("pk", flat=True))
    for one in delegations.order_by("delegate_id", "pk"):
        by = partial(Line, scope="", limits=[], delegation=one, is_open=one.pk in opened)
        found.add(one.delegate, one.delegated, by)
    return found


def carriers_of(unit: Unit, actor: Actor) -> Carriers:
    """The posts of the unit and those of others that do more here than see, in five queries."""
    found = carried_over(unit, actor)
    own = unit.posts.open().select_related("unit").order_by(place_of_rank("rank"), "pk")
    doing = {pk: post for pk, post in found.posts.items() if not all(p.endswith(SIGHT) for p in found.permissions[pk])}
    shown = {post.pk: post for post in own} | doing
    held = Tenure.objects.on(timezone.localdate()).filter(post__in=shown).select_related("person")
    holders = {tenure.post_id: tenure.person for tenure in held.order_by("kind")}  # who acts before who holds
    rows = [
        Row(post, holders.get(pk), found.lines[pk], bool(ask(actor, SET_MANDATE, post))) for pk, post in shown.items()
    ]
    return Carriers(rows, len(found.posts.keys() - shown.keys()))


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
        carried[BELOW if row.includes_below else HERE] += row.permissions
        if row.limited_to:
            carried |= {"limited": carried["limited"] + row.permissions, **row.limited_to}
    address = f"{unit.get_absolute_url()}mandates/"
    act = partial(_set, post, unit, address)
    options = {"post": post, "unit": unit}
    context = {"title": post, "lead": _("What this post may do in %(unit)s") % {"unit": unit}, "back": address}
    return act_through_form(
        request, MandateForm, act, verb=SET_MANDATE, record=post, initial=carried, context=context,
        template="directory/mandate.html", **options,
    )  # fmt: skip


def _set(post: Post, unit: Unit, address: str, *, types: list[str], urgency: str, by: Actor, **permissions: Any) -> str:
    """Set the mandate, and the matrix shows it; of a post above the reader, or to be, it is proposed."""
    if permissions["basis"]:
        limits = limits_typed(types, urgency)
        return Begun(proposing.propose_mandate(post, unit, limits=limits, by=by, **permissions).get_absolute_url())
    del permissions["basis"], permissions["basis_on"]
    set_mandate(post.pk, unit, **permissions, limits=limits_typed(types, urgency), by=by)
    return address


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a permission may be used in a unit: a mandate of the post, or a delegation."""

    root: str
    below: bool
    delegated: ActiveDelegation | None
    limits: list[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A permission with its grounds; without any it may not be used."""

    permission: str
    grounds: list[Ground]


def answers_for(actor: Actor, unit: Unit) -> list[Answer]:
    """For every permission, through what the actor may use it in the unit: one query, for the names of the roots."""
    scopes = [scope for scope in actor.scopes if scope.covers(scope.permission, unit.path)]
    names = _names_of(scopes)
    return [
        Answer(str(label), [_ground(r, names[r.root]) for r in scopes if r.covers(code, unit.path)])
        for code, label in all_permissions().items()
    ]


def _ground(scope: Scope, name: str) -> Ground:
    limits = [] if scope.permission.endswith(SIGHT) else limits_in_words(scope.limits)
    return Ground(name, scope.below, scope.delegated, limits)


def _names_of(scopes: list[Scope]) -> dict[str, str]:
    """The names of the units at the root of each reach: the reader's own mandates name them."""
    last = {scope.root: keys_of(scope.root)[-1] for scope in scopes if scope.root}
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
        "may_not": [answer.permission for answer in answers if not answer.grounds],
        "keeps": request.actor.holds("org.organise", unit),
    }
    return TemplateResponse(request, "directory/why.html", context)


@panel("org.unit", order=80)
def powers_of_unit(request: Any, unit: Unit) -> str:
    """The ways to who may do what here, and to what the reader may do and why."""
    return render_to_string("directory/powers.html", {"unit": unit}, request=request)
