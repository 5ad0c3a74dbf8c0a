"""How the town comes to have cases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from baro.documents.actions.bringing import bring
from baro.org.models import Person
from baro.org.powers.actions.mandating import set_mandate
from baro.oversight.actions import disciplining, finding, opening
from baro.oversight.models import Appeal, Case, Finding, Paper, Penalty, Side
from tests.filling import fills, names
from tests.powers.given import by_two
from tests.world import World

SEE, OPEN = "oversight.see", "oversight.case.open"
POWERS = (
    ("QN-HL", "Bí thư", "QN-HL", (SEE, OPEN, "oversight.penalty.decide")),
    ("QN-HL", "Văn thư", "QN-HL", (SEE, OPEN)),
    ("QN-VP", "Chánh Văn phòng", "QN", (SEE, "oversight.appeal.keep")),
)
WHY = "Bản giấy lưu hồ sơ"
LIGHT = "reprimand"  # what follows from a warning ends on a day that the oracle plants for retirements


def powers(world: World) -> None:
    """In the ward Eve and Gus open cases, and Eve enters decisions; Ada enters those of the province on complaints."""
    for at, name, where, carries in POWERS:
        post, unit = world.post(at, name), world.unit(where)
        rows = list(post.mandates.filter(unit=unit))
        here = {p for row in rows if not row.includes_below for p in row.permissions}
        below = {p for row in rows if row.includes_below for p in row.permissions}
        approved = by_two(world, where)
        set_mandate(post.pk, unit, here=sorted(here | {*carries}), below=sorted(below), limited=[], by=approved)


def fay(world: World) -> Person:
    """The secretary of the cell, whom cases concern."""
    return Person.objects.get(pk=world.fay.person_id)


def case(world: World, **other: Any) -> Case:
    """A case of the ward about the secretary of its cell, opened by Gus."""
    facts: dict[str, Any] = {
        "unit": world.unit("QN-HL"),
        "kind": "thematic_inspection",
        "subject_unit": world.unit("QN-HL-CB"),
        "subject_person": fay(world),
        "matter": "Quản lý thu, nộp đảng phí năm 2025",
        "by": world.gus,
    }
    return opening.open_(**(facts | other))


def staffed(world: World, **other: Any) -> Case:
    """One with a team: Gus leads it, Eve belongs to it."""
    found = case(world, **other)
    opening.appoint(found.pk, post=world.post("QN-HL", "Văn thư"), leads=True, by=world.gus)
    eve = world.post("QN-HL", "Bí thư")
    return opening.appoint(found.pk, post=eve, reason="Đã xem xét, không vướng lợi ích", by=world.gus)


def announced(world: World, **other: Any) -> Case:
    """One of which Fay knows."""
    return opening.announce(staffed(world, **other).pk, by=world.gus)


def with_findings(world: World, *, nature: str = "violation", **other: Any) -> Case:
    """One in which Gus found something, and Fay said her view."""
    found = announced(world, **other)
    what = "Không nộp 3.200.000 đồng đảng phí quý III/2025"
    finding.find(found.pk, nature=nature, type="finance", level=1, what=what, by=world.gus)
    if found.subject_person_id:
        finding.explain(Side.objects.get(case=found).pk, words="Tôi đã nộp bù ngày 02/10/2025", by=world.fay)
    return found


def presented(world: World, **other: Any) -> Case:
    """One whose findings Fay knows."""
    return finding.present(with_findings(world, **other).pk, by=world.gus)


def finished(world: World, found: Case) -> Case:
    """The case with all papers done."""
    for paper in found.papers.exclude(state="done"):
        finding.finish_paper(paper.pk, note=WHY, by=world.gus)
    return found


def ready(world: World, **other: Any) -> Case:
    """One that Gus can close."""
    return finished(world, presented(world, **other))


def closed(world: World, **other: Any) -> Case:
    """One that Gus closed."""
    found = ready(world, **other)
    return opening.close(found.pk, closing="Có vi phạm, cần xem xét kỷ luật", by=world.gus)


def stopped(world: World, **other: Any) -> Case:
    """One that was stopped before anybody knew."""
    return opening.stop(case(world, **other).pk, reason="Trùng nội dung với đoàn khác", by=world.gus)


def proposed(world: World, **other: Any) -> Penalty:
    """A warning that was proposed to the ward."""
    facts: dict[str, Any] = {
        "unit": world.unit("QN-HL"),
        "standing": "official",
        "form": "warning",
        "act_on": timezone.localdate() - timedelta(days=200),
        "reason": "Vi phạm quy định về đảng phí",
        "circumstances": ["compensated"],
        "by": world.gus,
    }
    found = presented(world)
    disciplining.penalise(found.pk, **(facts | other))
    return Penalty.objects.get(case=found)


def heard(world: World, **other: Any) -> Penalty:
    """One about which Fay was heard."""
    said = "Đồng chí nhận khuyết điểm, đề nghị xem xét hoàn cảnh"
    return disciplining.hear(proposed(world, **other).pk, hearing=said, by=world.gus)


def decided(world: World, **other: Any) -> Penalty:
    """One that the ward decided by eight of eleven."""
    return disciplining.decide(heard(world, **other).pk, decision="Cảnh cáo", yes=8, base=11, by=world.eve)


def appealed(world: World, **other: Any) -> Appeal:
    """One about which Fay complained."""
    found = decided(world, **other)
    disciplining.appeal(found.pk, words="Số tiền đã nộp trước khi kiểm tra", by=world.fay)
    return Appeal.objects.get(penalty=found)


def annulled(world: World, **other: Any) -> Appeal:
    """One that the province annulled."""
    said = {"answer": "Không có vi phạm", "apology": "Xin lỗi đồng chí và khôi phục quyền lợi"}
    return disciplining.annul(appealed(world, **other).pk, **said, by=world.chi)


def paper_with_file(world: World) -> Paper:
    """A case with a paper that was given to Fay and one that was not, both brought alone: a form takes long."""
    found = announced(world)
    for code in ("plan", "index"):
        paper = found.papers.get(code=code)
        finding.finish_paper(paper.pk, note=WHY, by=world.gus)
        Paper.objects.filter(pk=paper.pk).update(file=bring(world.paper(), found.unit, by=world.gus), note="")
    paper.refresh_from_db()
    return paper


@fills("oversight.cases", sees="gus")
def cases(world: World, number: int) -> None:
    """In turn of each state."""
    powers(world)
    makers = (with_findings, staffed, ready, closed, stopped, case)
    for at in range(number):
        makers[at % 6](world, matter=f"Nội dung kiểm tra số {at}")


@fills("oversight.findings", sees="gus")
def findings(world: World, number: int) -> None:
    """In turn standing before and after they are presented."""
    powers(world)
    for at in range(number):
        (presented if at % 2 else with_findings)(world, matter=f"Nội dung giám sát số {at}")


@fills("oversight.sides", sees="fay")
def sides(world: World, number: int) -> None:
    """Announced to Fay."""
    powers(world)
    for _at in range(number):
        announced(world)


@fills("oversight.penalties", sees="eve")
def penalties(world: World, number: int) -> None:
    """In turn heard, proposed, decided, dropped."""
    powers(world)
    makers = (heard, proposed, decided, _dropped)
    for at in range(number):
        makers[at % 4](world, form=LIGHT)


def _dropped(world: World, **other: Any) -> Penalty:
    return disciplining.drop(heard(world, **other).pk, reason="Không đủ số phiếu", by=world.eve)


@fills("oversight.appeals", sees="chi")
def appeals(world: World, number: int) -> None:
    """In turn filed and annulled."""
    powers(world)
    for at in range(number):
        (annulled if at % 2 else appealed)(world, form=LIGHT)


@fills("oversight.paper", sees="gus")
def papers(world: World, number: int) -> None:
    """With a file each."""
    powers(world)
    for _at in range(number):
        paper_with_file(world)


@names("oversight.paper.file.sheet", sees="gus")
def sheet(_world: World, _client: Client) -> dict[str, Any]:
    return {"number": 1}


@names("oversight.side.paper", "oversight.side.paper.words", sees="fay")
def given(_world: World, _client: Client) -> dict[str, Any]:
    return {"number": 1}


@names("oversight.side.paper.sheet", sees="fay")
def given_sheet(_world: World, _client: Client) -> dict[str, Any]:
    return {"number": 1, "sheet": 1}


def last_finding(found: Case) -> Finding:
    """What was found last in a case."""
    return found.findings.latest("pk")
