"""Cases of the demo province in every phase: inspections, a transfer, discipline, a complaint that was right."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from baro.demo.units import ROOT
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk
from baro.org.models import Person
from baro.oversight.actions import disciplining, finding, opening
from baro.oversight.models import Appeal, Case, Penalty

COMMISSION = "QN-UBKTTU"
KEEPERS = {COMMISSION: "Chủ nhiệm"}  # of a commune it is the secretary
TEAMS = {
    COMMISSION: ("QN-UBKTTU/Chuyên viên nghiệp vụ 1", "QN-UBKTTU/Chuyên viên nghiệp vụ 2"),
    "QN-06688": ("QN-06688/Văn thư", "QN-06688/Phó Bí thư Thường trực"),
}
LEADER = f"{ROOT}/Bí thư"
STEPS = ("open", "staff", "announce", "find", "present", "close", "penalise", "hear", "decide", "appeal", "annul")
GOES_TO = {
    "staffed": "staff",
    "announced": "announce",
    "found": "find",
    "presented": "present",
    "transferred": "present",
    "closed": "close",
    "heard": "hear",
    "decided": "decide",
    "annulled": "annul",
    "stopped": "announce",
}
ON_PAPER = "Bản giấy lưu trong hồ sơ"


@dataclass
class Story:
    """One case from its opening to its last step."""

    facts: dict[str, Any]
    made: dict[str, int] = field(default_factory=dict)

    def deeds(self, days: Days) -> Iterator[Deed]:
        """A step every other working day."""
        until = self.facts["until"]
        steps = list(STEPS[: STEPS.index(GOES_TO[until]) + 1])
        steps += {"transferred": ["transfer"], "stopped": ["stop"]}.get(until, [])
        for at, step in enumerate(steps):
            day = min(-self.facts["ago"] + at * 2, -1)
            yield Deed(days.hour(day, 8 + at % 8, 20 + at), partial(self.take, step))

    def take(self, step: str, desk: Desk) -> None:
        """One step."""
        getattr(self, f"_{step}")(desk)

    def _by(self, desk: Desk) -> Any:
        body = self.facts["body"]
        return desk.actor(f"{body}/{KEEPERS.get(body, 'Bí thư')}")

    def _team(self, desk: Desk, at: int) -> Any:
        return desk.actor(TEAMS[self.facts["body"]][at])

    @property
    def _case(self) -> Case:
        found: Case = Case.objects.get(pk=self.made["case"])
        return found

    def _open(self, desk: Desk) -> None:
        facts, whom = self.facts, self.facts.get("person")
        case = opening.open_(
            unit=desk.unit(facts["body"]),
            kind=facts["kind"],
            subject_unit=desk.unit(facts["unit"]),
            subject_person=Person.objects.get(pk=desk.actor(whom).person_id or 0) if whom else None,
            matter=facts["matter"],
            grounds=facts.get("grounds", "programme"),
            found=facts.get("found", "outside"),
            by=self._by(desk),
        )
        self.made["case"] = case.pk

    def _staff(self, desk: Desk) -> None:
        why = "Có nghiệp vụ, không liên quan đến nội dung kiểm tra"
        for at, member in enumerate(TEAMS[self.facts["body"]]):
            post = desk.post(member)
            opening.appoint(self._case.pk, post=post, leads=at == 0, reason=why, by=self._by(desk))

    def _announce(self, desk: Desk) -> None:
        self._finish(desk, "preparing")
        opening.announce(self._case.pk, by=self._by(desk))

    def _finish(self, desk: Desk, *phases: str) -> None:
        for paper in self._case.papers.filter(phase__in=phases):
            finding.finish_paper(paper.pk, note=ON_PAPER, by=self._team(desk, 0))

    def _find(self, desk: Desk) -> None:
        for one in self.facts.get("findings", ()):
            finding.find(self._case.pk, **one, by=self._team(desk, 0))
        opening.read(self._case.pk, by=self._by(desk))

    def _present(self, desk: Desk) -> None:
        self._finish(desk, "conducting")
        finding.present(self._case.pk, by=self._by(desk))
        if whom := self.facts.get("person"):
            words = "Tôi đã báo cáo chi bộ và nghiêm túc rút kinh nghiệm"
            finding.explain(self._case.side.pk, words=words, by=desk.actor(whom))

    def _close(self, desk: Desk) -> None:
        self._finish(desk, "ending")
        opening.close(self._case.pk, closing="Kết luận theo báo cáo của tổ", by=self._by(desk))

    def _transfer(self, desk: Desk) -> None:
        finding.transfer(self._case.pk, reason="Có dấu hiệu vi phạm cần kiểm tra", by=self._by(desk))

    def _stop(self, desk: Desk) -> None:
        opening.stop(self._case.pk, reason="Trùng nội dung với đoàn kiểm tra cấp trên", by=self._by(desk))

    def _penalise(self, desk: Desk) -> None:
        disciplining.penalise(
            self._case.pk,
            unit=desk.unit(self.facts["body"]),
            standing="official",
            form="reprimand",
            act_on=_act(self._case),
            reason="Vi phạm đến mức phải xem xét kỷ luật",
            circumstances=["self_reported"],
            by=self._by(desk),
        )

    @property
    def _penalty(self) -> Penalty:
        found: Penalty = Penalty.objects.get(case=self.made["case"])
        return found

    def _hear(self, desk: Desk) -> None:
        said = "Đại diện Đảng ủy đã gặp và nghe đồng chí trình bày"
        disciplining.hear(self._penalty.pk, hearing=said, by=self._by(desk))

    def _decide(self, desk: Desk) -> None:
        disciplining.decide(self._penalty.pk, decision="Khiển trách", yes=19, base=27, by=self._by(desk))

    def _appeal(self, desk: Desk) -> None:
        words = "Chi bộ đã họp bàn, có biên bản kèm theo"
        disciplining.appeal(self._penalty.pk, words=words, by=desk.actor(self.facts["person"]))

    def _annul(self, desk: Desk) -> None:
        disciplining.annul(
            Appeal.objects.get(penalty=self._penalty).pk,
            answer="Biên bản cho thấy chi bộ đã họp bàn trước khi ký; không có vi phạm",
            apology="Xin lỗi đồng chí và khôi phục đầy đủ quyền lợi",
            by=desk.actor(LEADER),
        )


def _act(case: Case) -> date:
    """The act lies some months before the case."""
    found: date = case.opened_on - timedelta(days=120)
    return found


def deeds_of_oversight(days: Days) -> Iterator[Deed]:
    """Every case, each step at its hour."""
    text = (Path(__file__).parent / "overseeing.toml").read_text(encoding="utf-8")
    for facts in tomllib.loads(text)["case"]:
        yield from Story(facts).deeds(days)
