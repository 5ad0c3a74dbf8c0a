"""What the pages of programmes and reviews show, and what is done there."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Attachment, Document
from baro.documents.queries import type_names
from baro.kernel import rulebook
from baro.org.models import Unit
from baro.programmes import verbs as v
from baro.programmes.actions import planning, reviewing
from baro.programmes.flow import State
from baro.programmes.models import Programme, Review
from baro.programmes.queries import kind_names
from baro.programmes.rulebook import Watching
from baro.programmes.rules import clauses_in, rows_apart
from baro.programmes.web import board, forms, reviews
from baro.tasks.models import HIDDEN, Task
from baro.tasks.proposing.papers import proposed_from
from baro.tasks.queries import with_words
from baro.ui.frame.search import plain_words
from baro.ui.http import Request, number_in
from baro.ui.records import PANELS, Beginning, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage
from baro.ui.words.cells import written_day

OFFERED = 50  # tasks that a search offers to be chosen


def _period(record: Any) -> str:
    return f"{written_day(record.first_on)} – {written_day(record.last_on)}"


def _own_unit(request: Request) -> Unit | None:
    return Unit.objects.filter(pk=request.actor.unit_id or 0).first()  # sees: one's own


def _asked(request: Request, name: str) -> int:
    return number_in(request.GET.get(name)) or 0


def _source(request: Request, pk: int) -> Document | None:
    seen = Document.objects.visible_to(request.actor).select_related("unit").filter(pk=pk)
    found: Document | None = seen.first()
    return found


def _of_a_plan(request: Request) -> dict[str, Any]:
    """A new programme begins with what its plan says: its name, its clauses, its unit."""
    today = timezone.localdate()
    begun = {"unit": _own_unit(request), "first_on": today.replace(day=1), "last_on": today.replace(month=12, day=31)}
    source = _source(request, _asked(request, "source"))
    if source is None:
        return begun
    papers = list(Attachment.objects.visible_to(request.actor).filter(document=source))
    text = source.body or "\n".join(paper.text for paper in papers)
    most = rulebook.today(Watching).most_clauses
    work, begins = proposed_from(source, papers), source.issued_on or today
    clauses = rows_apart(clauses_in(text, most), ((one.clause, one.work) for one in work))[:most]
    last = max([begins, today, *(one.due_on for one in work if one.due_on)])
    return begun | {
        "source": source,
        "title": " ".join(filter(None, (type_names().get(source.type, ""), source.abstract)))[:300],
        "first_on": begins,
        "last_on": last.replace(month=12, day=31),
        "clauses": "\n".join(map(str, clauses)),
    }


def _as_it_is(_request: Request, programme: Programme) -> dict[str, Any]:
    clauses = "\n".join(str(clause) for clause in programme.clauses.all())
    return {name: getattr(programme, name) for name in ("title", "first_on", "last_on")} | {"clauses": clauses}


def _offered(request: Request, programme: Programme) -> list[Task]:
    """The tasks that were chosen, and those that fit what was searched for, as far as the reader sees them."""
    seen = Task.objects.visible_to(request.actor).live()
    chosen = list(seen.filter(chosen_in__programme=programme).order_by("pk"))
    words = plain_words(request.GET.get("q", ""))
    if not words:
        return chosen
    found = seen.filter(with_words(words)).exclude(pk__in=[task.pk for task in chosen])
    if programme.source_id:
        found = found.exclude(pk__in=Task.objects.filter(source=programme.source_id).values("pk"))  # sees: left out
    return [*chosen, *found.order_by("-pk")[:OFFERED]]


def _to_choose(request: Request, programme: Programme) -> dict[str, Any]:
    return {"tasks": list(programme.chosen.values_list("task", flat=True))}


def _searched(request: Request, _programme: Programme) -> dict[str, Any]:
    return {"words": request.GET.get("q", "")}


def _of_a_review(request: Request) -> dict[str, Any]:
    """A new review begins with what it is about."""
    programme = Programme.objects.visible_to(request.actor).filter(pk=_asked(request, "programme")).first()
    today = timezone.localdate()
    source = _source(request, programme.source_id or 0 if programme else _asked(request, "source"))
    begun: dict[str, Any] = {
        "unit": _own_unit(request),
        "source": source,
        "last_on": today,
        "first_on": today.replace(month=1, day=1),
    }
    if programme:
        begun |= {"programme": programme, "unit": programme.unit, "title": programme.title}
        begun |= {"first_on": programme.first_on, "last_on": min(today, programme.last_on)}
        return begun | {"last_on": max(begun["last_on"], programme.first_on)}
    if source:
        begun |= {"title": source.symbol or source.abstract[:300], "first_on": min(source.issued_on or today, today)}
    return begun


def _plan(record: Any) -> Any:
    """The plan, as a step above the record for who may open it."""
    source = getattr(record, "plan", None)
    return source and (source.get_absolute_url(), source.symbol or source.abstract)


def _beside(request: Request, programme: Programme) -> dict[str, Any]:
    programme.plan = _source(request, programme.source_id or 0)  # type: ignore[attr-defined]
    of_it = Review.objects.visible_to(request.actor).filter(programme=programme).order_by("last_on", "pk")
    may = request.actor.holds(v.BEGIN, programme.unit)
    return board.shown(request, programme) | {
        "reviews": [(one, kind_names().get(one.kind, one.kind)) for one in of_it],
        "begin": v.BEGIN if may else None,
    }


def _beside_review(request: Request, review: Review) -> dict[str, Any]:
    review.plan = _source(request, review.source_id or 0)  # type: ignore[attr-defined]
    return reviews.shown(request, review)


PROGRAMMES = RecordPages(
    Programme,
    "programmes",
    verbs=(
        VerbPage(v.CHANGE, planning.change_programme, forms.ProgrammeForm, initial=_as_it_is),
        VerbPage(
            v.CHOOSE,
            planning.choose,
            forms.ChooseForm,
            "programmes/choose.html",
            initial=_to_choose,
            options=lambda request, programme: {"offered": _offered(request, programme)},
            beside=_searched,
        ),
        VerbPage(v.REOPEN, planning.reopen, forms.ReasonForm, only=lambda one: one.state == State.CLOSED),
        VerbPage(v.CLOSE, planning.close),
    ),
    begins=(Beginning(v.SET_UP, planning.set_up, forms.SetUpForm, initial=_of_a_plan),),
    page=RecordPage(
        crumbs=(_plan, "programmes.programmes"),
        lead=_period,
        beside=_beside,
        sections=(
            Piece("programmes/headlines.html"),
            Piece("programmes/watched.html"),
            Piece("programmes/clauses.html"),
            Piece("programmes/chart.html"),
            Piece("programmes/reviews_of.html"),
            Facts(
                _("The programme"),
                (
                    Fact("unit", linked=True),
                    Fact("source", linked=True, hidden=HIDDEN),
                    Fact(_period, _("Days covered")),
                ),
            ),
            PANELS,
        ),
    ),
    related=("unit", "source"),
)


def _kind(review: Review) -> str:
    return kind_names().get(review.kind, review.kind)


REVIEWS = RecordPages(
    Review,
    "reviews",
    verbs=(
        VerbPage(v.APPROVE, reviewing.approve),
        VerbPage(v.SUBMIT, reviewing.submit),
        VerbPage(
            v.WRITE,
            reviewing.write,
            forms.WriteForm,
            initial=lambda _request, review: {"title": review.title},
            options=lambda _request, review: {"review": review},
        ),
        VerbPage(v.GATHER, reviewing.gather),
        VerbPage(v.RETURN, reviewing.return_, forms.ReasonForm),
        VerbPage(v.WITHDRAW, reviewing.withdraw),
        VerbPage(v.CANCEL, reviewing.cancel, forms.ReasonForm),
    ),
    begins=(Beginning(v.BEGIN, reviewing.begin, forms.BeginForm, initial=_of_a_review),),
    page=RecordPage(
        crumbs=(_plan, "programmes.reviews"),
        lead=lambda review: f"{_kind(review)}, {_period(review)}",
        beside=_beside_review,
        sections=(
            Piece("programmes/review.html"),
            Piece("programmes/given.html"),
            Facts(
                _("The review"),
                (
                    Fact("programme", linked=True),
                    Fact("source", linked=True, hidden=HIDDEN),
                    Fact("unit", linked=True),
                    Fact("gathered_on"),
                    Fact("writer_title"),
                    Fact("approver_title", note="approved_at"),
                    Fact("digest", cell=lambda _review, value: value[:16]),
                ),
            ),
            PANELS,
        ),
    ),
    related=("unit", "programme__unit", "source"),
)
