"""How the town comes to have meetings."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from baro.meetings.actions import calling, conducting, minuting, proposing, voting
from baro.meetings.models import Item, Meeting, Vote
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


@fills("meetings.items", sees="gus")
def items(world: World, number: int) -> None:
    """In turn waiting in the pool, on the agenda with a recusal, concluded, withdrawn."""
    powers(world)
    found = under_way(world)
    for at in range(number):
        one = item(world, title=f"Tờ trình số {at}", meeting=found if at % 2 else None)
        if at % 6 == 1:
            proposing.recuse(one.pk, member=found.attendees.last(), reason="Việc của gia đình", by=world.gus)
        elif at % 6 == 3:
            conducting.conclude(one.pk, conclusion="adopted", decision="Đồng ý", by=world.gus)
        elif at % 6 == 4:
            proposing.withdraw(one.pk, reason="Chưa đủ hồ sơ", by=world.gus)


@fills("meetings.vote", sees="gus")
def votes(world: World, number: int) -> None:
    """In turn by opinion, of which Gus gave his, and by hands."""
    powers(world)
    found = under_way(world)
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
