"""How the town comes to have meetings."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from baro.directory.tests.filling import new_cells
from baro.kernel import rulebook
from baro.meetings.actions import asking, calling, conducting, minuting, proposing, scoring, speaking, tallying, voting
from baro.meetings.actions.scoring import FIELD
from baro.meetings.models import Item, Meeting, Vote
from baro.meetings.rulebook import Scoring
from baro.org.actions.founding import begin_terms
from baro.org.committees.actions.electing import Member, elect
from baro.org.models import Membership, Person
from baro.org.powers.actions.mandating import set_mandate
from tests.filling import fills
from tests.powers.given import by_two
from tests.world import World

POWERS = ("meetings.see", "meetings.meeting.call", "meetings.item.propose", "meetings.meeting.reopen")
OTHERS = ("Lan Ủy Viên", "Minh Ủy Viên", "Nga Ủy Viên")


def powers(world: World) -> None:
    """In the ward Eve and Gus keep the meetings of the committee, to which they and three others belong."""
    unit = world.unit("QN-HL")
    for name in ("Bí thư", "Văn thư"):
        post = world.post("QN-HL", name)
        carried = {p for row in post.mandates.filter(unit=unit) for p in row.permissions}
        below = sorted({*carried, *POWERS})
        set_mandate(post.pk, unit, here=[], below=below, limited=[], by=by_two(world, "QN-HL"))
    if Membership.objects.current().filter(unit=unit, person=world.eve.person_id).exists():
        return
    eve, gus = (Person.objects.get(pk=one.person_id) for one in (world.eve, world.gus))
    members = [Member("secretary", eve), Member("member", gus), *(Member("member", name=name) for name in OTHERS)]
    for one in members:
        elect(unit.pk, [one], since=timezone.localdate() - timedelta(days=60), by=world.kim)


def cell(world: World) -> None:
    """In the cell of the ward Fay keeps the meetings, to which she and three others belong; Eve sees them."""
    powers(world)
    unit = world.unit("QN-HL-CB")
    post = world.post("QN-HL-CB", "Bí thư chi bộ")
    if Membership.objects.current().filter(unit=unit).exists():
        return
    begin_terms([unit], "2025-2030", first=timezone.localdate() - timedelta(days=90))
    below = sorted({*(p for row in post.mandates.filter(unit=unit) for p in row.permissions), *POWERS[:3]})
    set_mandate(post.pk, unit, here=[], below=below, limited=[], by=by_two(world, "QN-HL-CB"))
    fay = Person.objects.get(pk=world.fay.person_id)
    for one in (Member("secretary", fay), *(Member("member", name=f"Đảng viên {at}") for at in range(3))):
        elect(unit.pk, [one], since=timezone.localdate() - timedelta(days=60), by=world.kim)


def cell_called(world: World, **other: Any) -> Meeting:
    """A meeting of the cell to which Fay invited, with the agenda of its template."""
    cell(world)
    facts = {"unit": world.unit("QN-HL-CB"), "title": "", "online": "", "with_agenda": True, "by": world.fay}
    return calling.invite(meeting(world, **(facts | other)).pk, by=world.fay)


def cell_held(world: World, **other: Any) -> Meeting:
    """One that Fay held with everybody, and closed."""
    found = conducting.begin(cell_called(world, **other).pk, by=world.fay)
    conducting.attend(found.pk, here=everybody(found), by=world.fay)
    for one in found.items.all():
        conducting.conclude(one.pk, conclusion="noted", by=world.fay)
    return conducting.end(found.pk, by=world.fay)


def points_of(sheet: str, *, less: int = 0) -> dict[str, int]:
    """All points for each criterion of a sheet, or so many less."""
    rows = next(row for row in rulebook.today(Scoring).sheets if row.id == sheet).criteria
    return {f"{FIELD}{row.id}": row.points - less for row in rows}


def question(world: World, **other: Any) -> Item:
    """What Eve asks the committee of the ward."""
    facts: dict[str, Any] = {"unit": world.unit("QN-HL"), "title": "Đề nghị công khai tiến độ", "by": world.eve}
    return asking.ask(**(facts | other))


def meeting(world: World, **other: Any) -> Meeting:
    """A meeting of the ward's committee that Gus prepared for today."""
    facts: dict[str, Any] = {
        "unit": world.unit("QN-HL"),
        "kind": "regular",
        "day": timezone.localdate(),
        "begins": time(8, 0),
        "title": "Họp Ban Chấp hành Đảng bộ phường",
        "place": "Phòng họp số 1",
        "online": "https://hop.example.vn/hl",
        "with_agenda": False,
        "by": world.gus,
    }
    return calling.call(**(facts | other))


def item(world: World, **other: Any) -> Item:
    """What Gus put to a meeting of the committee."""
    facts: dict[str, Any] = {
        "unit": world.unit("QN-HL"),
        "title": "Chủ trương giải phóng mặt bằng khu phố 1",
        "detail": "Xin ý kiến về phương án bồi thường",
        "length": 20,
        "by": world.gus,
    }
    return proposing.propose(**(facts | other))


def everybody(found: Meeting) -> list[int]:
    """The keys of all members."""
    return list(found.attendees.values_list("pk", flat=True))


def called(world: World, **other: Any) -> Meeting:
    """One to which Gus invited."""
    found = calling.invite(meeting(world, **other).pk, by=world.gus)
    return calling.answer(found.pk, comes=False, excuse="Đi công tác", by=world.gus)


def under_way(world: World, **other: Any) -> Meeting:
    """One that Gus opened, with everybody there."""
    found = conducting.begin(calling.invite(meeting(world, **other).pk, by=world.gus).pk, by=world.gus)
    return conducting.attend(found.pk, here=everybody(found), by=world.gus)


def vote(world: World, about: Item, **other: Any) -> Vote:
    """A vote by show of hands."""
    facts: dict[str, Any] = {"question": "Tán thành phương án bồi thường", "matter": "ordinary", "way": "hands"}
    return voting.open_(item=about.pk, by=world.gus, **(facts | other))


def decided(world: World, found: Meeting, **other: Any) -> Item:
    """An item of a meeting under way that was voted on and adopted."""
    about = item(world, meeting=found, **other)
    asked = vote(world, about)
    voting.count(asked.pk, yes=found.attendees.filter(here=True).count() - 1, no=1, by=world.gus)
    voting.close(asked.pk, by=world.gus)
    said = "1. Giao Ủy ban chi trả trước ngày 15.\n2. Báo cáo kết quả tại kỳ họp tới."
    return conducting.conclude(about.pk, conclusion="adopted", decision=said, by=world.gus)


def held(world: World, **other: Any) -> Meeting:
    """One that is closed, with one decision and drafted minutes."""
    found = under_way(world, **other)
    decided(world, found)
    return conducting.end(found.pk, by=world.gus)


def read(world: World, **other: Any) -> Meeting:
    """One whose minutes the members read, with an objection that Eve made and that was decided."""
    found = minuting.circulate(held(world, **other).pk, by=world.gus)
    minuting.object_(found.pk, words="Ghi rõ thời hạn chi trả", by=world.eve)
    objection = found.objections.get()
    return minuting.settle(found.pk, objection=objection, accepted=True, answer="Đã bổ sung", by=world.gus)


def attested(world: World, **other: Any) -> Meeting:
    """One that waits for the chair's signature."""
    return minuting.attest(read(world, **other).pk, by=world.gus)


def signed(world: World, **other: Any) -> Meeting:
    """One whose minutes stand."""
    return minuting.sign(attested(world, **other).pk, by=world.eve)


@fills("meetings.meetings", sees="gus")
def meetings(world: World, number: int) -> None:
    """In turn prepared, called, under way, held, with minutes to read, to sign, and signed."""
    powers(world)
    makers = (held, meeting, called, under_way, read, attested, signed)
    for at in range(number):
        makers[at % len(makers)](world, title=f"Cuộc họp số {at}")


@fills("meetings.cells", sees="eve")
def cells(world: World, number: int) -> None:
    """Cells of the ward, each with a secretary as its member; in the first one Fay held a meeting and scored it."""
    cell(world)
    since = timezone.localdate() - timedelta(days=60)
    made = new_cells(world, number)
    begin_terms(made, "2025-2030", first=since)
    for one in made:
        elect(one.pk, [Member("secretary", name=f"Bí thư {one.code}")], since=since, by=world.kim)
    scoring.score(cell_held(world).pk, by=world.fay, **points_of("regular", less=1))


@fills("meetings.items", sees="gus")
def items(world: World, number: int) -> None:
    """In turn waiting in the pool, on the agenda with a recusal, concluded, withdrawn; and questions of Eve."""
    powers(world)
    found = under_way(world)
    for at in range(number):
        if at % 6 == 2:
            asked = question(world)
            if at % 12 == 2:
                asking.answer(asked.pk, reply="Đã công khai trên bảng tin", by=world.gus)
            continue
        one = item(world, title=f"Tờ trình số {at}", meeting=found if at % 2 else None)
        if at % 6 == 1:
            proposing.recuse(one.pk, member=found.attendees.last(), reason="Việc của gia đình", by=world.gus)
            asking.reserve(one.pk, words="Bảo lưu ý kiến về mức chi", by=world.eve)
        elif at % 6 == 3:
            conducting.conclude(one.pk, conclusion="adopted", decision="Đồng ý", by=world.gus)
        elif at % 6 == 4:
            proposing.withdraw(one.pk, reason="Chưa đủ hồ sơ", by=world.gus)


def elections(world: World, found: Meeting) -> None:
    """One that is counted by Gus so far, and one closed without anybody elected."""
    said: dict[str, Any] = {
        "matter": "election",
        "way": "paper",
        "candidates": "Người thứ nhất\nNgười thứ hai",
        "seats": 1,
    }
    counted, tied = (vote(world, item(world, title=f"Bầu cử {at}", meeting=found), **said) for at in range(2))
    tallying.enter(counted.pk, valid=5, invalid=0, marks=[[3], [2]], by=world.gus)
    for teller in (world.gus, world.eve):
        tallying.enter(tied.pk, valid=4, invalid=0, marks=[[2], [2]], by=teller)
    voting.close(tied.pk, by=world.gus)


@fills("meetings.vote", sees="gus")
def votes(world: World, number: int) -> None:
    """In turn by opinion, of which Gus gave his, and by hands."""
    powers(world)
    found = under_way(world)
    elections(world, found)
    question(world)
    speaking.take_up(found.pk, item=item(world, title="Việc đang bàn", meeting=found), by=world.gus)
    speaking.ask_to_speak(found.pk, by=world.eve)
    speaking.give_floor(found.pk, member=found.attendees.get(person=world.gus.person_id), by=world.gus)
    for at in range(number):
        about = item(world, title=f"Việc cần biểu quyết {at}", meeting=found)
        if at % 2:
            counted = vote(world, about)
            voting.count(counted.pk, yes=3, no=2, by=world.gus)
            continue
        asked = vote(world, about, way="written", until=timezone.localdate())
        voting.opine(asked.pk, choice="yes", words="Nhất trí, cần bổ sung kinh phí", by=world.gus)
        if at % 4 == 2:
            voting.stop(asked.pk, reason="Rút để chỉnh sửa", by=world.gus)
