"""What the founding account publishes of 2024, as facts; each with what it was the year before."""

from __future__ import annotations

from collections.abc import Iterable

from baro.statistics.checking import Fact, Period

YEAR = 2024
COMMITTEES, COMMISSIONS = "returns.discipline_by_committees.", "returns.discipline_by_commissions."
PUBLISHED = {
    "documents.issued.resolution": Fact(8, 9),
    "documents.issued.directive": Fact(3, 2),
    "documents.issued.working_rules": Fact(8, 6),
    "documents.issued.regulation": Fact(9, 11),
    "documents.issued.guideline": Fact(2, 4),
    "documents.issued.programme": Fact(7, 5),
    "documents.issued.plan": Fact(103, 95),
    "documents.issued.report": Fact(126, 131),
    "documents.issued.conclusion_or_notice": Fact(269, 240),
    "documents.personnel_regulations": Fact(3, 1),
    "returns.inspection.inspected_organisations": Fact(1688, 1702),
    "returns.inspection.inspected_members": Fact(7113, 4120),
    "returns.inspection.supervised_organisations": Fact(1524, 1480),
    "returns.inspection.supervised_members": Fact(5955, 3020),
    f"{COMMITTEES}members": Fact(334, 323),
    f"{COMMITTEES}committee_members": Fact(47, 44, 334, 323),
    f"{COMMITTEES}organisations": Fact(5, 5),
    f"{COMMISSIONS}members": Fact(106, 76),
    f"{COMMISSIONS}committee_members": Fact(27, 20, 106, 76),
    f"{COMMISSIONS}organisations": Fact(5, 21),
    "org.reductions.department_units": Fact(1, 0),
    "org.reductions.district_units": Fact(17, 12),
    "org.reductions.communes": Fact(6, 0),
    "org.reductions.civil_servants": Fact(7, 11),
    "org.reductions.salaried": Fact(978, 640),
    "org.reductions.commune_staff": Fact(90, 85),
}


class Table:
    """Facts from a table: those of 2024, and others by period where a test has some; they are ``named`` so."""

    def __init__(
        self, others: dict[Period, dict[str, Fact]] | None = None, named: Iterable[tuple[str, str]] = ()
    ) -> None:
        self.named = named
        before = {code: Fact(fact.previous or 0) for code, fact in PUBLISHED.items()}
        self.periods = {Period(YEAR): PUBLISHED, Period(YEAR - 1): before} | (others or {})

    def of(self, code: str, period: Period) -> Fact | None:
        return self.periods.get(period, {}).get(code)

    def elsewhere(self, code: str, period: Period) -> Iterable[tuple[Period, Fact]]:
        return [(other, facts[code]) for other, facts in self.periods.items() if other != period and code in facts]

    def names(self, year: int) -> Iterable[tuple[str, str]]:
        return self.named
