"""The list of posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.directory.web.people.ends import drawn, end_in, in_words, with_ends
from baro.kernel.verbs import Verb
from baro.org.models import Post, PostRank, by_level
from baro.org.staffing.counting import kind_name
from baro.org.verbs import COUNT_AS, IMPORT
from baro.trail.words import with_words
from baro.ui.forms import UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.words.cells import badge, link, own, text


class PostFilter(Filter):
    """Narrows posts."""

    in_sight = ("q", "rank", "vacant")

    q = Words(label=_("Post or unit"))
    rank = forms.ChoiceField(label=_("Rank"), choices=[("", _("Any")), *PostRank.choices])
    vacant = forms.BooleanField(label=_("Only vacant"))
    under = UnitChoice(label=_("In the unit or below"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Posts of the words, the rank, without anybody, in or below the unit."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, asked["q"], "pk", "unit")
        if asked["rank"]:
            rows = rows.filter(rank=asked["rank"])
        if asked["vacant"]:
            rows = rows.vacant_on(timezone.localdate())  # type: ignore[attr-defined]
        if asked["under"]:
            rows = rows.filter(unit__path__startswith=asked["under"].path)
        return rows


def held_by(post: Any, _value: Any = None) -> SafeString:
    """Who holds the post today, and who acts in it."""
    acting = format_html("{} <small>{}</small>", _person(post.acting, post.acting_key), gettext("acting"))
    both = [_person(post.holder, post.holder_key)] if post.holder else []
    both += [acting] if post.acting else []
    return format_html(" · ".join(["{}"] * len(both)), *both) if both else badge(gettext("vacant"), "warn")


def _person(name: str, key: int | None) -> SafeString:
    """A name that leads to the page of the person: whoever sees a post sees who holds it."""
    return link(SafeString(own(name)), reverse("org.person", args=[key])) if key else SafeString("")


def _held_in_words(post: Any, _value: Any = None) -> str:
    acting = gettext("acting")
    return " · ".join(filter(None, [post.holder, f"{post.acting} ({acting})" if post.acting else ""]))


def _unit(post: Post, value: str) -> SafeString:
    return link(value, post.unit.get_absolute_url())


def counted_as(post: Any, _value: Any = None) -> SafeString:
    """What the post, or a record of it, is counted as, in words."""
    return text(kind_name(post.quota, timezone.localdate()))


def _ends(post: Post, _value: Any = None) -> SafeString:
    return drawn(end_in(post, post.rank))


def _ends_in_words(post: Post) -> str:
    return in_words(end_in(post, post.rank))


HOLDERS = Column("holder", _("Held by"), cell=held_by, csv=_held_in_words)


class PostList(ListPage):
    """Posts that exist today."""

    code = "org.posts"
    title = _("Posts")
    filter = PostFilter
    columns = (
        Column("name"),
        Column("unit.name", cell=_unit),
        HOLDERS,
        Column("get_rank_display", sort_by="rank"),
        Column("quota", cell=counted_as, csv=counted_as, optional=True),
        Column("holder_since", _("Ends by law"), sortable=False, cell=_ends, csv=_ends_in_words),
    )
    order = (*by_level("unit__"), "pk")
    url_name = "org.post"
    bulk = (COUNT_AS,)
    creates = (IMPORT,)
    empty = Empty(_("Posts are opened on the page of a unit."))

    def bulk_verbs(self) -> Sequence[Verb]:
        """Counting for who keeps the organisation."""
        return self.bulk if self.actor.holds_anywhere("org.organise") else ()

    def rows(self) -> QuerySet[Any]:
        """The open posts that the actor may see."""
        return Post.objects.visible_to(self.actor).open().for_list()

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """With what the end by law is computed from."""
        return with_ends(rows, self.actor, post="pk")
