"""What hangs on the units that a plan closes: counted kind by kind, and the records behind a count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.directory.web.posts.list import HOLDERS
from baro.org.dependent_rows import UnitDependent, unit_dependents
from baro.org.models import Disposition, Membership, Placement, PlannedSuccessor, Post, Reorganisation, Unit
from baro.org.reorganising.actions.carrying_out.belongings import GOES
from baro.org.reorganising.actions.carrying_out.posts import POSTS
from baro.org.reorganising.actions.carrying_out.units import CHILDREN
from baro.ui.http import Request
from baro.ui.lists import Column, ListPage
from baro.ui.lists.page import answer

TARGET = Coalesce("to_unit__name", "to_planned__name")
MEMBERS = "org.members"
# Nobody chooses what becomes of these, so they are declared by no part.
BY_THEMSELVES = {
    CHILDREN: gettext_lazy("go below the successor"),
    POSTS: gettext_lazy("go on in the successor, or another post there answers for their duties"),
    MEMBERS: gettext_lazy("are members no more; new ones are elected or appointed"),
}


@dataclass(frozen=True, slots=True)
class Hanging:
    """A kind of thing that hangs on the closing units: how many, and what becomes of them."""

    code: str
    label: Any
    count: int
    disposition: Any


def kinds(record: Reorganisation) -> list[UnitDependent]:
    """Everything that hangs on units and is counted on the page of a plan.

    Units below that close by the same plan do not go below a successor, so they are not counted among these.
    """
    staying = Q(closed_on=None) & ~Q(pk__in=record.endings.values("unit"))
    sitting = Q(superseded=None, period__contains=timezone.localdate())
    return [
        UnitDependent(CHILDREN, gettext_lazy("Units below them"), Unit, "parent", only=staying),
        UnitDependent(POSTS, gettext_lazy("Posts, with who holds them"), Post, "unit", only=Q(closed_on=None)),
        UnitDependent(
            MEMBERS, gettext_lazy("Members of their committees"), Membership, "unit", Disposition.END, only=sitting
        ),
        *unit_dependents(),
    ]


def disposition_in_words(record: Reorganisation, thing: UnitDependent) -> Any:
    """What the plan lets become of a kind of thing."""
    return BY_THEMSELVES.get(thing.code) or thing.disposition_in(record).label


def hanging_on(record: Reorganisation) -> list[Hanging]:
    """What hangs on the units that close, kind by kind, and what the plan lets become of it."""
    closing = record.endings.values("unit")
    return [
        Hanging(thing.code, thing.label, thing.hanging_on(closing).count(), disposition_in_words(record, thing))
        for thing in kinds(record)
    ]


# A post need not go on there itself.
SUCCESSOR = Column("goes_to", gettext_lazy("Successor of the unit"), sort_by="goes_to")


class HangingList(ListPage):
    """The records of one kind that hang on the closing units, as far as the reader may see them."""

    columns: tuple[Column, ...] = (
        Column("__str__", gettext_lazy("What"), sortable=False, wide=True),
        Column("hangs_on", gettext_lazy("Hangs on"), sort_by="hangs_on"),
        Column("goes_to", gettext_lazy("Goes to"), sort_by="goes_to"),
    )
    order = ("hangs_on", "pk")

    def __init__(self, request: Request, record: Reorganisation, thing: UnitDependent) -> None:
        closing = record.endings.values("unit")
        seen = thing.seen_by(request.actor, closing)
        self.thing = thing
        self.hidden = thing.hanging_on(closing).count() - seen.count()  # sees: only how many, as the plan's page does
        if thing.disposition_in(record) not in GOES:
            self.columns = self.columns[:2]
        if thing.code in BY_THEMSELVES:
            seen = seen.for_list()  # type: ignore[attr-defined]
        if thing.code == POSTS:
            self.columns = (self.columns[0], HOLDERS, self.columns[1], SUCCESSOR)
        super().__init__(request.actor, request.GET, among=with_places(seen, record, thing))

    def url(self, record: Any) -> str:
        """The page of the record, or of the one that it is a part of."""
        whole = getattr(record, self.thing.part_of) if self.thing.part_of else record
        return str(whole.get_absolute_url())

    def is_open(self) -> bool:
        """Whether the reader sees any of what hangs there."""
        return bool(self.count or not self.hidden)


def with_places(rows: QuerySet[Any], record: Reorganisation, thing: UnitDependent) -> QuerySet[Any]:
    """The rows with the name of the unit on which each hangs, and of the one where the plan lets it go."""
    if thing.part_of:
        whole: Any = thing.model._meta.get_field(thing.part_of).related_model
        whole_ones = whole._default_manager.all()  # sees: the rows are narrowed by these already
        rows = rows.prefetch_related(Prefetch(thing.part_of, whole_ones))
    return rows.annotate(hangs_on=F(f"{thing.unit}__name"), goes_to=_goes_to(record, thing))


def _goes_to(record: Reorganisation, thing: UnitDependent) -> Coalesce:
    """The name of the unit where a row goes: with its post, where the list puts it, or to the main successor.

    It says beforehand what carrying the plan out does.
    """
    moved, kind, left = "pk", thing.code, thing.unit
    if thing.follows:
        moved, kind, left = f"{thing.follows}_id", POSTS, f"{thing.follows}__unit"
    successors = PlannedSuccessor.objects.filter(
        ending__reorganisation=record, ending__unit=OuterRef(left), is_main=True
    )
    placed = Placement.objects.filter(reorganisation=record, kind=kind, record=OuterRef(moved))
    listed = thing.follows or thing.code in BY_THEMSELVES or thing.disposition_in(record) == Disposition.LIST
    by_list = [placed] if listed else []
    names = [Subquery(found.values(name=TARGET)[:1]) for found in (*by_list, successors)]
    return Coalesce(*names, F(f"{left}__name"))  # a post that stays keeps what follows it


def records_of(request: Request, record: Reorganisation, thing: UnitDependent) -> HttpResponseBase:
    """The page of the records behind a count, with what becomes of them and how many the reader may not see."""
    page = HangingList(request, record, thing)
    return answer(request, page, title=thing.label, lead=_lead(record, page))


def _lead(record: Reorganisation, page: HangingList) -> SafeString:
    """What becomes of the records, how many are left out, and the way back to the plan."""
    told = [
        _("What becomes of them when the units close: %(disposition)s.")
        % {"disposition": disposition_in_words(record, page.thing)}
    ]
    if page.hidden:
        told.append(_("Not listed, because you may not see them: %(count)s.") % {"count": page.hidden})
    back = '{} <a class="text-decoration-underline" href="{}">{}</a>'
    return format_html(back, " ".join(told), record.get_absolute_url(), _("Back to the plan"))
