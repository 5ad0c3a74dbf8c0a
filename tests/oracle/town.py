"""The town of the oracle: everything that people can write stands in it somewhere, and everybody looks at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from baro.cascades.tests.conftest import CascadeWorld
from baro.directory.tests.reforms import prepared
from baro.documents.actions.approving import excuse
from baro.documents.actions.bringing import bring
from baro.documents.actions.handling import present
from baro.documents.actions.numbering import give_back
from baro.documents.actions.receiving import take_in
from baro.documents.actions.recognising import recognise
from baro.documents.actions.reviewing import review
from baro.documents.actions.signing import sign
from baro.documents.checking import remarks_on
from baro.documents.flow import State
from baro.documents.models import Document
from baro.documents.proposing import as_kept
from baro.documents.reading.text import Reading
from baro.documents.tests.filling import based, numbered, regulation
from baro.org.actions.founding import Carried, Founding, Opening, found, open_posts
from baro.org.actors import Actor
from baro.org.handovers.actions.handing_over import hand_over, take_over
from baro.org.models import Handover, Person, UnitKind
from baro.org.posts.actions.appointing import appoint, release
from baro.org.powers.actions.absences import declare_absence
from baro.org.powers.actions.delegating import report_on
from baro.org.queries import actor_of
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.planning import Alteration
from baro.tasks.actions.working import report
from baro.tasks.tests.conftest import TaskWorld
from baro.ui.work.working import begin
from tests.filling import filled
from tests.oracle.books import Books, Reader
from tests.oracle.planting import Plants, plant
from tests.powers.given import delegated
from tests.signing import sign_as_seen
from tests.waiting import filled as waiting
from tests.world import SEE, SINCE, World, small_pdf

FOUNDER = Actor.system("world")
DAY = timedelta(days=1)
EACH = 4  # rows that fillers make in turn of different states
# Beside the people of the town: an inspector, one to whom powers are granted, one who went elsewhere.
PERSONAS = ("ada", "clo", "ben", "kim", "gus", "fay", "dov", "ivo", "deb", "mia")
NOWHERE = ("nobody", "postless", "left")  # not signed in; signed in without a person; without a post since yesterday


class OracleWorld(World):
    """The town, in which every paper holds a word of its own."""

    def __init__(self, plants: Plants) -> None:
        super().__init__()
        self.plants = plants
        self.units |= found(
            [
                Founding("QN-UBKT", "Ủy ban Kiểm tra Tỉnh ủy", UnitKind.INSPECTION_COMMISSION, "QN", "UBKTTU"),
                Founding("QN-HL-CU", "Chi bộ khu phố cũ", UnitKind.CELL, "QN-HL", "CB"),
            ],
            since=SINCE,
            by=FOUNDER,
        )
        oversight = Carried("QN", ("tasks.see", "statistics.see", "org.see"), below=True)
        open_posts(
            [
                Opening("QN-UBKT", "Kiểm tra viên", "Ivo Kiểm Tra", carries=(Carried("QN-UBKT", SEE), oversight)),
                Opening("QN-VP", "Chuyên viên giúp việc", "Deb Được Giao"),
                Opening("QN-VP", "Chuyên viên cũ", "Mia Chuyển Đi", carries=(Carried("QN-VP", SEE),)),
                Opening("QN-CX", "Chuyên viên", "", carries=(Carried("QN-CX", SEE),)),
                Opening("QN-HL", "Chuyên viên", "Lai Đã Nghỉ", carries=(Carried("QN-HL", SEE),)),
                Opening("QN-HL-CU", "Bí thư", "Old Bí Thư", carries=(Carried("QN-HL-CU", SEE),)),
            ],
            since=SINCE,
            by=FOUNDER,
        )

    def who(self, name: str) -> Actor:
        """Somebody by the first name, wherever they are by now."""
        return actor_of(_called(name).pk)

    def paper(self, name: str = "giay.pdf", content: bytes = b"") -> SimpleUploadedFile:
        """A small real PDF with a word of its own."""
        return super().paper(
            name, content or small_pdf(f"Bao cao ket qua thuc hien nhiem vu {self.plants.word()} trong thang")
        )


class OracleTown:
    """The town as it stands, planted; with whoever looks at it, their browsers and what the books say."""

    def __init__(self, files: Path) -> None:
        self.files = files
        self.plants = Plants()
        world = OracleWorld(self.plants)
        waiting(filled(world, number=EACH))
        for happens in (_people_move, _papers_come, _plans, _powers, _work_goes_on, _people_go_away):
            happens(world)
        people = {name: _called(name) for name in PERSONAS} | {"left": _called("lai")}
        accounts = {name: world.account(_somebody(person)) for name, person in people.items()}
        postless = world.account(world.stranger)
        begin("Giao việc", of=3, by=replace(Actor.nobody(), account_id=accounts["dov"].pk))
        self.browsers = {"nobody": Client(), "postless": world.browser(world.stranger)}
        self.browsers |= {name: world.browser(_somebody(person)) for name, person in people.items()}
        plant(self.plants)
        self.books = Books()
        self.readers = {
            "nobody": Reader("nobody"),
            "postless": Reader("postless", account=postless.pk),
        }
        self.readers |= {name: self.books.reader(name, people[name].pk, accounts[name].pk) for name in people}


def _called(name: str) -> Person:
    return Person.objects.get(name__startswith=f"{name.title()} ")


def _somebody(person: Person) -> Actor:
    """A person who need not hold a post."""
    return replace(Actor.nobody(), person_id=person.pk)


def _people_move(world: OracleWorld) -> None:
    """Lai leaves the ward, and Tam takes over with a remark; Mia goes from the office to another ward."""
    today = timezone.localdate()
    for name, unit, post in (("lai", "QN-HL", "Chuyên viên"), ("mia", "QN-VP", "Chuyên viên cũ")):
        release(world.post(unit, post).pk, _called(name).pk, last=today - DAY, reason="điều động", by=world.kim)
    appoint(world.post("QN-CX", "Chuyên viên").pk, _called("mia").pk, since=today, by=world.kim)
    appoint(world.post("QN-HL", "Chuyên viên").pk, name="Tam Người Mới", since=today, by=world.kim)
    paper = Handover.objects.get(from_person__name__startswith="Lai ")
    hand_over(paper.pk, remark="Đã giao đủ", by=world.kim)
    take_over(paper.pk, remark="Thiếu một quyển sổ", by=world.who("tam"))


def _papers_come(world: OracleWorld) -> None:
    """A recorded one and a secret one with their papers; one that is signed on behalf of the committee."""
    papers = [bring(world.paper(f"{at}.pdf"), world.unit("QN"), by=world.clo).pk for at in range(2)]
    for paper in map(recognise, papers):
        paper.proposal = as_kept(
            Reading(
                "Số 51-CT/TW\nCHỈ THỊ\nvề tăng cường lãnh đạo công tác chuyển đổi số",
                1,
                needs_ocr=False,
                truncated=False,
            )
        )
        paper.save(update_fields=["proposal"])
    world.registered(symbol="51-CT/TW", restricted=True, papers=papers[:1])
    said = {"signer_title": "Trần Văn Ký, Trưởng Ban", "addressee": "Thường trực Tỉnh ủy", "kept_at": "Tủ số 2"}
    document = world.registered(symbol="52-CT/TW", papers=papers[1:], **said)
    leader, lead = world.post("QN", "Bí thư"), world.unit("QN-HL")
    present(document.pk, leader=leader, proposal="Giao Hà Lầm chủ trì", lead=lead, by=world.chi)
    arrived = Document.objects.filter(unit=lead, state=State.ARRIVED).first()
    take_in(arrived.pk, by=world.gus)
    world.registered(symbol="53-CT/TW", secrecy="secret", abstract="")
    world.signed(unit=world.unit("QN"), type="report", recipients=[world.unit("QN-HL")])
    draft = world.drafted(bases="Căn cứ Quy chế làm việc;", clauses="Các chi bộ báo cáo kết quả thực hiện.")
    excuse(draft.pk, remark=remarks_on(draft)[0].key, reason="Hạn nêu ở kế hoạch chung", by=world.clo)
    based(world)
    give_back(numbered(world).pk, reason="Hoãn họp", by=world.clo)
    review(regulation(world).pk, result="keep", words="Vẫn phù hợp", by=world.clo)


def _plans(world: OracleWorld) -> None:
    """One is carried out today; one changes a unit, and nobody signed it."""
    done = prepared(world, title="Giải thể chi bộ cũ")
    planning.dissolve(done.pk, world.unit("QN-HL-CU"), successor=world.unit("QN-HL"), by=world.kim)
    world.registered(unit=world.unit("QN-HL-CU"), symbol="54-CT/TW", by=FOUNDER)
    sign_as_seen(done.pk, by=world.ada)
    reorganising.carry_out(done.pk, by=world.kim)
    changing = prepared(world, title="Đổi tên chi bộ", day=timezone.localdate() + 30 * DAY)
    change = Alteration(world.unit("QN-HL-CB"), name="Chi bộ khu phố Một mới", suffix="CBM", code="QN-HL-CB1")
    planning.alter(changing.pk, change, by=world.kim)


def _powers(world: OracleWorld) -> None:
    """Deb is granted sight and the signature by Ada, signs in her place, and reports."""
    today = timezone.localdate()
    delegated(world, to=("QN-VP", "Chuyên viên giúp việc"), unit="QN-VP", permissions=("documents.see", "tasks.see"))
    asked = delegated(
        world,
        to=("QN-VP", "Chuyên viên giúp việc"),
        permissions=("documents.document.sign",),
        reports_until=today + DAY,
    )
    submitted = world.submitted()
    sign(submitted.pk, digest=submitted.digest, by=world.who("deb"))
    report_on(asked.pk, report="Đã ký một thông báo", by=world.who("deb"))


def _work_goes_on(world: OracleWorld) -> None:
    """Without a deadline; from a document's clause; with evidence; coordinated by the other ward."""
    given = TaskWorld(world)
    given.assigned(work="Việc không có hạn", due_on=None, no_deadline_reason="Việc thường xuyên")
    source = world.instructed(symbol="55-CT/TW")
    task = given.underway(work="Việc theo điều khoản", source=source, clause="Mục 2", informs=[world.unit("QN-CX")])
    report(task.pk, percent=40, words="Đã xong một nửa", files=[world.paper("minh-chung.pdf")], by=world.eve)
    asked = CascadeWorld(world)
    cascade = asked.sent(asked.with_form(clause="Mục 3"))
    values = {"f2": "Số liệu đến hết tháng", "f3": "Tốt", "f4": timezone.localdate(), "f5": True}
    asked.answered(cascade, number=Decimal(4), **values)


def _people_go_away(world: OracleWorld) -> None:
    """For long, until days that nobody else knows."""
    today = timezone.localdate()
    for at, name in enumerate(("ben", "gus", "dov", "clo")):
        declare_absence(today, date(today.year + 1, 11, 3 + at), "sick_leave", by=getattr(world, name))
