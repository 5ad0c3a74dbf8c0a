"""The list of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.org.checks import check_of
from baro.org.models import Person, PostRank, Tenure, TenureKind
from baro.ui.forms import UnitChoice
from baro.ui.forms.choosing_org import place_of_rank
from baro.ui.lists import ANY, Column, Empty, Filter, ListPage, Words

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
    rank = forms.ChoiceField(label=_("Rank"), choices=[ANY, *PostRank.choices])
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
            ever = Tenure.objects.current().order_by() if asked["post"] == WITHOUT else held
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
        Column("name"),
        Column("posts_then", _("Posts today"), sort_by="posts_then"),
    )
    order = ("unit_path", "place", "in_order", "pk")
    see_permission = "org.see"
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
