"""Staffing against quota: of one unit by kind, of all units below another, and the posts behind every figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from baro.directory.staffing import posts_on
from baro.kernel.figures import percent
from baro.org.models import Post, PostFacts, Tenure, TenureKind, Unit, UnitFacts, by_level
from baro.org.queries import units_on
from baro.org.staffing.counting import (
    NOTHING,
    Occupancy,
    count_for,
    every_kind,
    kind_name,
    over_quota,
    quota_for,
    sums_by_kind,
)
from baro.trail.alphabet import Alphabetical
from baro.trail.words import with_words
from baro.ui import forms as fields
from baro.ui.counts.opening import address, number
from baro.ui.forms import UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.words.cells import badge, link, text, written_day
from baro.ui.words.cells import code as signed


@dataclass(frozen=True, slots=True)
class Line:
    """Staffing of a kind on a day, and on an earlier day when two are compared (``held_then``)."""

    kind: str
    name: str
    posts: int
    held: int
    quota: int | None
    links: dict[str, str]
    held_then: int | None = None

    @property
    def vacant(self) -> int:
        """The posts that nobody holds."""
        return self.posts - self.held

    @property
    def left(self) -> int | None:
        """How many more the quota allows; below nought it is exceeded."""
        return None if self.quota is None else self.quota - self.held

    @property
    def is_over(self) -> bool:
        """Whether more are there than may be."""
        return self.left is not None and self.left < 0

    @property
    def signed_change(self) -> str:
        """How many more than on the earlier day, or fewer."""
        return with_sign(self.held - (self.held_then or 0))

    @property
    def percent(self) -> str:
        """What it is of the number on the earlier day, cut off and not rounded."""
        return in_percent(self.held, self.held_then)


def in_percent(now: int, then: int | None) -> str:
    """A share as the reader's language writes it; a dash where there was nothing to compare with."""
    share = percent(now, then or 0)
    return "—" if share is None else f"{number_format(share, 1)}%"


def with_sign(change: int) -> str:
    """A change with its sign; nought has none."""
    return f"{change:+d}" if change else "0"


def lines_of(unit: Unit, day: date) -> list[Line]:
    """The staffing of one unit by kind, in the order of the rulebook."""
    return _lines(day, sums_by_kind(day, unit=unit), {"at": unit.code})


def _lines(
    day: date, sums: dict[str, Any], where: dict[str, Any], then: tuple[date, dict[str, Any]] | None = None
) -> list[Line]:
    """Sums by kind, in the order of the rulebook; beside those of an earlier day."""
    names = every_kind(day)
    before, earlier = then or (day, {})
    order = {kind: place for place, kind in enumerate(names)}

    def links(kind: str) -> dict[str, str]:
        counted = {what.value: posts_on(day, what, kind=kind, **where) for what in Occupancy}
        counted["then"] = posts_on(before, Occupancy.HELD, kind=kind, **where)
        return {name: address(one) for name, one in counted.items()}

    return [
        Line(
            kind,
            names.get(kind, kind),
            **sums.get(kind, NOTHING),
            links=links(kind),
            held_then=None if then is None else earlier.get(kind, NOTHING)["held"],
        )
        for kind in sorted({*sums, *earlier}, key=lambda kind: order.get(kind, len(order)))
    ]


class StaffingFilter(Filter):
    """What is asked of the staffing: the day, a day beside it, the kind, the unit above."""

    in_sight = ("q", "on", "beside", "kind")

    q = Words(label=_("Name or code"))
    on = fields.DateField(label=_("On the day"))
    beside = fields.DateField(label=_("Compare with"))
    kind = forms.ChoiceField(label=_("Counted as"))
    under = UnitChoice(label=_("In the unit or below"))
    over = forms.BooleanField(label=_("Only above the quota"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = every_kind(timezone.localdate()).items()
        self.fields["kind"].choices = [("", _("Any")), *kinds]  # type: ignore[attr-defined]

    @property
    def days(self) -> tuple[date, date | None]:
        """The day that is asked for, today unless another is; of two that are compared the later and the earlier."""
        day, beside = self.cleaned_data["on"] or timezone.localdate(), self.cleaned_data["beside"]
        return (max(day, beside), min(day, beside)) if beside and beside != day else (day, None)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The units of the day with their figures; those without a counted post and without a quota are left out."""
        asked, (day, earlier) = self.cleaned_data, self.days
        below = units_on(day, below=asked["under"]).order_by().values("pk")
        rows = rows.filter(pk__in=below) if asked["under"] else rows.filter(period__contains=day)
        rows = with_figures(rows, day, asked["kind"], earlier)
        if asked["q"]:
            rows = with_words(rows, asked["q"])
        if asked["over"]:
            rows = rows.filter(unit__in=over_quota(day, asked["kind"]))
        return rows.filter(Q(posts__gt=0) | Q(quota__isnull=False))


def with_figures(rows: QuerySet[Any], day: date, kind: str, earlier: date | None) -> QuerySet[Any]:
    """Facts of units with what they have of a kind on the day, and what they held on an earlier day."""
    rows = rows.annotate(
        day=Value(day, DateField()),
        kind_asked=Value(kind),
        posts=count_for("unit", day, kind),
        held=count_for("unit", day, kind, Occupancy.HELD),
        quota=quota_for("unit", day, kind),
    )
    rows = rows.annotate(vacant=F("posts") - F("held"), left=F("quota") - F("held"))
    if earlier:
        code_then = UnitFacts.objects.on(earlier).filter(unit=OuterRef("unit")).values("code")[:1]
        rows = rows.annotate(
            earlier=Value(earlier, DateField()),
            code_then=Subquery(code_then),
            held_then=count_for("unit", earlier, kind, Occupancy.HELD),
        )
        rows = rows.annotate(change=F("held") - F("held_then"), base=F("held_then"))
    return rows


def _figure(what: Occupancy) -> Any:
    """A cell whose number leads to the posts that it counts."""

    def cell(record: Any, value: int) -> SafeString:
        return number(value, address(posts_on(record.day, what, kind=record.kind_asked, at=record.code)))

    return cell


def _left(record: Any, value: int | None) -> SafeString:
    if value is None:
        return SafeString('<span class="muted">—</span>')
    return badge(signed(value), "warn") if value < 0 else SafeString(str(value))


def _then(record: Any, value: int) -> Any:
    """What was held on the earlier day, leading to those posts; a dash when the unit did not exist then."""
    if not record.code_then:
        return "—"
    held = posts_on(record.earlier, Occupancy.HELD, kind=record.kind_asked, at=record.code_then)
    return number(value, address(held))


def _change(record: Any, _value: Any = None) -> Any:
    return signed(with_sign(record.change)) if record.code_then else "—"


def _share(record: Any, _value: Any = None) -> Any:
    return in_percent(record.held, record.base if record.code_then else None)


def _only_if_stood(path: str) -> Any:
    """The number for a file; nothing when the unit did not exist on the earlier day."""
    return lambda record: getattr(record, path) if record.code_then else None


COMPARED = ("held_then", "change", "base")
OF_THE_DAY = ("posts", "held", "vacant", "quota", "left")


def columns_of(columns: tuple[Column, ...], day: date, earlier: date | None) -> tuple[Column, ...]:
    """The columns of one day, or of two that are compared: then the day stands in the heads."""
    if earlier is None:
        return tuple(column for column in columns if column.path not in COMPARED)
    days = dict.fromkeys(OF_THE_DAY, day) | {"held_then": earlier}
    return tuple(
        replace(column, label=_of_day(column, days[column.path])) if column.path in days else column
        for column in columns
    )


def _of_day(column: Column, day: date) -> str:
    return gettext("%(figure)s, %(day)s") % {"figure": column.label, "day": written_day(day)}


class StaffingList(ListPage):
    """Posts, held ones and quota of every unit on a day."""

    code = "org.staffing"
    title = _("Staffing")
    lead = _(
        "Posts and their holders against the quota, in each unit by itself; every number opens the posts behind it."
    )
    filter = StaffingFilter
    columns: tuple[Column, ...] = (
        Column("name", _("Unit")),
        Column("posts", _("Posts"), sort_by="posts", cell=_figure(Occupancy.POSTS), number=True),
        Column("held_then", _("Held"), sortable=False, cell=_then, csv=_only_if_stood("held_then"), number=True),
        Column("held", _("Held"), sort_by="held", cell=_figure(Occupancy.HELD), number=True),
        Column("change", _("Change"), sortable=False, cell=_change, csv=_only_if_stood("change"), number=True),
        Column("base", _("In percent"), sortable=False, cell=_share, csv=_share, number=True),
        Column("vacant", _("Vacant"), sort_by="vacant", cell=_figure(Occupancy.VACANT), number=True),
        Column("quota", _("Quota"), sort_by="quota", number=True),
        Column("left", pgettext_lazy("quota", "Left"), sort_by="left", cell=_left, number=True),
    )
    order = by_level(name=Alphabetical("name"))
    see_permission = "org.see"
    above: ClassVar[str] = "directory/staffing_sums.html"
    empty = Empty(_("Units stand here whose posts are counted as a kind of staffing, or that have a quota."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns = columns_of(self.columns, *self.form.days)  # type: ignore[attr-defined]

    @property
    def labels(self) -> dict[str, Any]:
        """The heads of the figures."""
        return labels_on(*self.form.days)  # type: ignore[attr-defined]

    def rows(self) -> QuerySet[UnitFacts]:
        """What is believed of the units that the actor may see."""
        seen = Unit.objects.visible_to(self.actor).order_by().values("pk")
        return UnitFacts.objects.current().filter(unit__in=seen)

    def url(self, record: UnitFacts) -> str:
        """The unit, at its staffing."""
        return f"{reverse('org.unit', args=[record.unit_id])}#staffing"

    @cached_property
    def sums(self) -> list[Line]:
        """What all units of the list have together, by kind; nothing while single ones are sought."""
        asked, (day, earlier) = self.form.cleaned_data, self.form.days  # type: ignore[attr-defined]
        if asked["q"] or asked["over"]:
            return []
        under = asked["under"]
        where = {"under": under}
        then = (earlier, self._sums(earlier, under)) if earlier else None
        lines = _lines(day, self._sums(day, under), where, then)
        return [line for line in lines if not asked["kind"] or line.kind == asked["kind"]]

    def _sums(self, day: date, under: Unit | None) -> dict[str, Any]:
        facts = units_on(day, below=under).filter(unit__in=Unit.objects.visible_to(self.actor).values("pk"))
        return sums_by_kind(day, unit__in=facts.order_by().values("unit"))


def labels_on(day: date, earlier: date | None = None) -> dict[str, Any]:
    """The heads of the figures of one day, or of two that are compared."""
    return {column.path: column.label for column in columns_of(StaffingList.columns, day, earlier)}


class PostsOnDayFilter(Filter):
    """Which posts of which day."""

    in_sight = ("q", "on", "kind", "what")

    q = Words(label=_("Post or unit"))
    on = fields.DateField(label=_("On the day"))
    kind = forms.ChoiceField(label=_("Counted as"))
    what = forms.ChoiceField(label=_("Which"), choices=[("", _("all of them")), *Occupancy.choices[1:]])
    at = forms.CharField(label=_("Code of the unit"), max_length=40)
    under = UnitChoice(label=_("In the unit or below"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = every_kind(timezone.localdate()).items()
        self.fields["kind"].choices = [("", _("Any")), *kinds]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The posts that a figure of that day counts."""
        asked = self.cleaned_data
        day = asked["on"] or timezone.localdate()
        what = Occupancy(asked["what"] or Occupancy.POSTS)
        counted = posts_on(day, what, kind=asked["kind"], at=asked["at"], under=asked["under"]).rows()
        if asked["q"]:
            rows = with_words(rows, asked["q"], "pk", "unit")
        holder = Tenure.objects.on(day).filter(post=OuterRef("post"), kind=TenureKind.HOLDER).values("person__name")
        unit = UnitFacts.objects.on(day).filter(unit=OuterRef("unit")).values("name")
        return rows.filter(pk__in=counted.values("pk")).annotate(
            day=Value(day, DateField()), holder=holder[:1], unit_then=unit[:1]
        )


def _held_then(record: Any, value: str | None) -> Any:
    return value or badge(gettext("vacant"), "warn")


def _kind_then(record: Any, _value: Any = None) -> SafeString:
    return text(kind_name(record.quota, record.day))


def _unit_then(record: Any, value: str) -> SafeString:
    return link(value, reverse("org.unit", args=[record.unit_id]))


class PostsOnDayList(ListPage):
    """The posts behind a figure, as they were on its day."""

    code = "org.staffing.posts"
    title = _("Posts that are counted")
    filter = PostsOnDayFilter
    columns = (
        Column("name", _("Post")),
        Column("unit_then", _("Unit"), sort_by="unit_then", cell=_unit_then),
        Column("holder", _("Held by"), sort_by="holder", cell=_held_then, csv=lambda post: post.holder or ""),
        Column("quota", _("Counted as"), cell=_kind_then, csv=_kind_then),
        Column("get_rank_display", _("Rank"), sort_by="rank", optional=True),
    )
    order = (*by_level("unit__"), "post_id")
    see_permission = "org.see"
    empty = Empty(_("What a post is counted as is said when it is opened, or on its page."))

    def rows(self) -> QuerySet[PostFacts]:
        """What is believed of the posts that the actor may see."""
        seen = Post.objects.visible_to(self.actor).order_by().values("pk")
        return PostFacts.objects.current().filter(post__in=seen)

    def url(self, record: PostFacts) -> str:
        """The post."""
        return reverse("org.post", args=[record.post_id])
