"""The numbers of programmes and of reviews, each of which opens its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from baro.kernel.counted import Counted
from baro.org.actors import Actor
from baro.programmes.models import Clause, Figure, Programme
from baro.programmes.queries import ClauseRow, conditions, label_of, of_texts, tasks_of
from baro.programmes.rulebook import Line
from baro.tasks.models import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeNumber(Counted):
    """The tasks of a line, of a whole programme or of what comes from one ``row`` of its clauses."""

    programme: Programme
    line: Line
    row: ClauseRow | None = None

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of the rows."""
        return "programmes.rows", (self.programme.pk, self.line.value)

    def rows(self, day: date) -> QuerySet[Any]:
        """The rows that it counts, whoever asks."""
        rows = tasks_of(self.programme).filter(conditions(day)[self.line])
        return of_texts(rows, self.row.tally.texts) if self.row else rows

    def rows_for(self, actor: Actor, day: date) -> QuerySet[Any]:
        """Those of them that the actor may see."""
        seen: QuerySet[Any] = self.rows(day).visible_to(actor)  # type: ignore[attr-defined]
        return seen


def number_of(programme: Programme, line: Line, row: ClauseRow | None = None) -> ProgrammeNumber:
    """The number of a line of a programme, or of one of its clauses."""
    return ProgrammeNumber(
        code=f"programmes.{line.value}",
        label=label_of(line),
        list_code="tasks.list",
        asked={"clause": row.key} if row else {},
        programme=programme,
        line=line,
        row=row,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewNumber(Counted):
    """A figure of a review, whose rows are those that it counted when it was gathered."""

    figure: Figure

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of the rows."""
        return "programmes.figure_rows", (self.figure.review_id, self.figure.code)

    def rows_for(self, actor: Actor, _day: date) -> QuerySet[Any]:
        """Those of the rows that the actor may see, as they are today."""
        model: Any = Clause if Line(self.figure.code).standing else Task
        seen: QuerySet[Any] = model.objects.visible_to(actor).filter(pk__in=self.figure.keys)
        return seen


def figure_number(figure: Figure) -> ReviewNumber:
    """The number of a figure of a review.

    Raises ValueError for a figure that is not known any more.
    """
    line = Line(figure.code)
    return ReviewNumber(
        code=f"programmes.review.{line.value}",
        label=label_of(line),
        list_code="programmes.clauses" if line.standing else "tasks.list",
        figure=figure,
    )
