"""When holding a post or sitting in a committee ends by law, without anybody deciding it."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt, model_validator

from baro.kernel.rulebook.body import Certain, RuleBody, Text, refuse_repeats

Sex = Literal["male", "female"]
MONTHS = 12


class Roadmap(Certain):
    """The age of retirement of one sex: in ``first_year`` so many months, more each year, up to the last age.

    Before the first year it is ``before`` months.
    """

    sex: Sex
    before: PositiveInt
    first_year: PositiveInt
    months: PositiveInt
    more_each_year: int = Field(ge=0)
    last: PositiveInt

    def months_in(self, year: int) -> int:
        """The age, in months, of who retires in a year."""
        if year < self.first_year:
            return self.before
        return min(self.months + self.more_each_year * (year - self.first_year), self.last)


class Retirement(RuleBody, code="people.retirement", called=_("Age of retirement")):
    """The age of retirement by sex; who reaches it in a month leaves on the first day of the next."""

    roadmaps: tuple[Roadmap, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("sex", [row.sex for row in self.roadmaps])
        return self

    def roadmap(self, sex: str) -> Roadmap | None:
        """The row of a sex; None when it is not known."""
        return next((row for row in self.roadmaps if row.sex == sex), None)

    def first_day(self, born_on: date, sex: str) -> tuple[date, int] | None:
        """The first day of retirement, and the age in months; None when the sex is not known.

        A man of September 1961 reaches 60 years and 3 months in December 2021; one of October only in April 2022,
        because in that year the age is 60 years and 6 months.
        """
        row = self.roadmap(sex)
        if row is None:
            return None
        year = born_on.year + row.before // MONTHS
        while True:
            age = row.months_in(year)
            reached = born_on.year * MONTHS + born_on.month - 1 + age
            if reached // MONTHS <= year:
                return date((reached + 1) // MONTHS, (reached + 1) % MONTHS + 1, 1), age
            year += 1

    def last_birth(self, sex: str, day: date) -> date:
        """The last day of birth of those who are retired on a day: a bound for a query."""
        month = day.year * MONTHS + day.month - 1
        row = self.roadmap(sex)
        if row is None:
            return date.min
        for born in range(month - row.before, month - row.last - 2, -1):
            found = self.first_day(date(born // MONTHS, born % MONTHS + 1, 1), sex)
            if found and found[0] <= day:
                return date((born + 1) // MONTHS, (born + 1) % MONTHS + 1, 1) - date.resolution
        return date.min


class LongestTenure(Certain):
    """How long somebody may hold a post of a rank in one place: so many terms, counted as years."""

    rank: Text
    terms: PositiveInt
    years: PositiveInt


class Tenures(RuleBody, code="org.tenures", called=_("How long posts are held")):
    """How near an end by law is told, and how long posts may be held."""

    near_days: int = Field(ge=0)
    longest: tuple[LongestTenure, ...]

    def longest_of(self, rank: str) -> LongestTenure | None:
        """The row of a rank; None when posts of that rank have no longest time."""
        return next((row for row in self.longest if row.rank == rank), None)
