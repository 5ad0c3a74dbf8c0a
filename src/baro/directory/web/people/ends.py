"""The column of a list that says when a tenure ends by law, and why, as far as the reader may know."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from baro.org.actors import Actor
from baro.org.models import Post, PostQuerySet, Tenure, TenureKind
from baro.org.people.ends import EndByLaw, by_longest_tenure, by_retirement, earliest, first_day_of
from baro.ui.words.cells import day as shown_day
from baro.ui.words.cells import written_day


def with_ends(rows: QuerySet[Any], actor: Actor, *, post: str = "post") -> QuerySet[Any]:
    """Rows with what their ends by law are computed from: who holds the post that ``post`` leads to, since when."""
    held = Tenure.objects.on(timezone.localdate()).filter(post=OuterRef(post), kind=TenureKind.HOLDER)
    held = held.filter(period__endswith=None).order_by().annotate(since=first_day_of("period"))
    keeps = PostQuerySet.scope_of(actor, "org.organise")
    kept = Post.objects.filter(keeps, pk=OuterRef(post))  # sees: only whether the reader keeps it
    return rows.annotate(
        **{f"holder_{name}": Subquery(held.values(path)[:1]) for name, path in HOLDER.items()},
        holder_kept=ExpressionWrapper(Exists(kept) | _is_own(actor, held), BooleanField()),
    )


HOLDER = {"born_on": "person__born_on", "sex": "person__sex", "since": "since"}


def _is_own(actor: Actor, held: QuerySet[Any]) -> Q:
    """Whether the reader is the holder."""
    return Q(Exists(held.filter(person=actor.person_id))) if actor.person_id else Q(pk__in=[])


def end_in(record: Any, rank: str) -> EndByLaw | None:
    """When the tenure in a post of a rank ends by law."""
    today = timezone.localdate()
    return earliest(
        by_retirement(record.holder_born_on, record.holder_sex or "", today),
        by_longest_tenure(rank, record.holder_since, today),
        knows_birth=record.holder_kept,
    )


def drawn(end: EndByLaw | None) -> SafeString:
    """The day, and below it why."""
    if end is None:
        return SafeString("")
    return format_html('<span>{}<br><small class="muted">{}</small></span>', shown_day(end.day), end.why)


def in_words(end: EndByLaw | None) -> str:
    """The same for a file, with the source."""
    return f"{written_day(end.day)}: {end.why} ({end.source})" if end else ""
