"""The figures that the Quảng Ninh provincial Party committee published of its work in 2024, for golden sentences.

Source: vietnam.vn, Arabic edition, on the building of the Party in Quảng Ninh in 2024; those of 2023 follow from the
published percentages (323 + 76 = 399, which another article gives as the total of 2023). What the year before is not
known of is taken to be nought here.
"""

from __future__ import annotations

from baro.reports.facts import Fact, by_code

OF_2024 = {
    "documents.issued.resolution": (8, 0),
    "documents.issued.directive": (3, 0),
    "documents.issued.working_rules": (8, 0),
    "documents.issued.regulation": (9, 0),
    "documents.issued.guideline": (2, 0),
    "documents.issued.programme": (7, 0),
    "documents.issued.plan": (103, 0),
    "documents.issued.report": (126, 0),
    "documents.issued.conclusion_or_notice": (269, 0),
    "documents.personnel_regulations": (3, 0),
    "org.reductions.department_units": (1, 0),
    "org.reductions.district_units": (17, 0),
    "org.reductions.communes": (6, 0),
    "org.reductions.civil_servants": (7, 0),
    "org.reductions.salaried": (978, 0),
    "org.reductions.commune_staff": (90, 0),
    "returns.inspection.inspected_organisations": (1688, 0),
    "returns.inspection.inspected_members": (7113, 0),
    "returns.inspection.supervised_organisations": (1524, 0),
    "returns.inspection.supervised_members": (5955, 0),
    "returns.discipline_by_committees.members": (334, 323),
    "returns.discipline_by_committees.committee_members": (47, 0),
    "returns.discipline_by_committees.organisations": (5, 5),
    "returns.discipline_by_commissions.members": (106, 76),
    "returns.discipline_by_commissions.committee_members": (27, 0),
    "returns.discipline_by_commissions.organisations": (5, 16),
}


def published(**others: int) -> dict[str, Fact]:
    """The figures of 2024 as facts; ``others`` are values by code, with ``__`` for dots."""
    values = OF_2024 | {code.replace("__", "."): (value, 0) for code, value in others.items()}
    return by_code(fact(code, value, before, values) for code, (value, before) in values.items())


def fact(code: str, value: int, previous: int = 0, among: dict[str, tuple[int, int]] | None = None) -> Fact:
    """One figure with rows that can be opened."""
    group, _dot, last = code.rpartition(".")
    whole = (among or {}).get(f"{group}.members", (0, 0))[0] if last == "committee_members" else None
    at = f"/figures/{code}/1"
    return Fact(code, code, value, previous, whole, abs(value), 1, "0" * 64, f"{at}/2024/", f"{at}/2023/")
