"""The posts of the demo province: what each carries, by the kind of unit, and who holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from baro.demo.names import Names, kept_names
from baro.demo.quotas import CIVIL_SERVANT, counted_as
from baro.demo.units import (
    BOARDS,
    GRASSROOTS,
    OFFICE,
    ROOT,
    STANDING,
    cell_codes,
    district_codes,
    first_commune_codes,
    old_commune_codes,
)
from baro.org.actions.founding import Carried, Opening
from baro.org.models import PostRank

SEE = ("documents.see", "tasks.see")
SEES = frozenset({*SEE, "org.see", "returns.see", "weakpoints.see", "statistics.see", "meetings.see", "oversight.see"})
KEEPS = frozenset({"org.organise", "org.decide"})
RUNS = frozenset({"operation.see"})

WEAK_POINTS = ("weakpoints.see", "weakpoints.point.record", "weakpoints.point.accept")

INSPECTS = ("oversight.see", "oversight.case.open")
OVERSEES = (*INSPECTS, "oversight.penalty.decide")
JUDGES = ("oversight.see", "oversight.appeal.keep")

PROPOSES = ("meetings.see", "meetings.item.propose")
MEETS = (*PROPOSES, "meetings.meeting.call")

FILLS_IN = ("returns.see", "returns.return.fill")
HANDS_UP = (*FILLS_IN, "returns.return.hand_up")
CHECKS = (*HANDS_UP, "returns.return.accept")
ROUNDS = ("returns.see", "returns.round.open", "returns.return.accept")

REVIEWS = ("programmes.programme.set_up", "programmes.review.begin", "reports.report.draft")

CLERK = (
    *SEE,
    *FILLS_IN,
    *PROPOSES,
    "weakpoints.see",
    "documents.document.register",
    "documents.document.draft",
    "documents.document.issue",
)
DRAFTER = (*SEE, *FILLS_IN, *PROPOSES, "weakpoints.see", "documents.document.draft")
GIVING = ("tasks.task.assign", "tasks.task.approve", "tasks.task.urge")
CHIEF = (
    *SEE,
    *MEETS,
    "weakpoints.see",
    "weakpoints.point.record",
    *REVIEWS,
    "documents.document.present",
    "documents.document.draft",
    "tasks.task.assign",
    "tasks.task.urge",
    "statistics.see",
    "statistics.publication.freeze",
)
LEADING = (
    *GIVING,
    *CHECKS,
    *WEAK_POINTS,
    *MEETS,
    "meetings.meeting.reopen",
    *REVIEWS,
    "programmes.review.approve",
    "reports.report.approve",
    "statistics.see",
    "statistics.publication.freeze",
    "statistics.publication.publish",
)
LEADER = (*SEE, "documents.document.instruct", "documents.document.sign", *LEADING)
HEAD = (
    *SEE,
    "documents.document.present",
    "documents.document.instruct",
    "documents.document.sign",
    *LEADING,
)
CELL_SECRETARY = (
    *SEE,
    *INSPECTS,
    *MEETS,
    *HANDS_UP,
    "documents.document.register",
    "documents.document.present",
    "documents.document.instruct",
    "documents.document.draft",
)
OVERSIGHT = (
    "tasks.see",
    "tasks.task.assign",
    "tasks.task.approve",
    "tasks.task.urge",
    "returns.see",
    *WEAK_POINTS,
    "meetings.see",
    "statistics.see",
)

# Everybody may look up units and posts: a clerk addresses the neighbours, an owner coordinates with them.
DIRECTORY = Carried(ROOT, ("org.see",), below=True)

COMMITTEE = (ROOT, STANDING, OFFICE)
ORGANISATION, INSPECTION = "QN-BTCTU", "QN-UBKTTU"
# What the leaders of a board may do in the whole province, besides giving work.
BOARD_FIELDS = {ORGANISATION: ("org.organise",), INSPECTION: ("tasks.see", *ROUNDS, "weakpoints.see", "statistics.see")}
CHIEF_HEAD, DEPUTY, STAFF = PostRank.HEAD, PostRank.DEPUTY, PostRank.STAFF

VACANT = frozenset(
    {
        ("QN-BNCTU", "Phó Trưởng ban"),
        ("QN-198", "Phó Bí thư Thường trực"),
        ("QN-06967", "Bí thư"),
        ("QN-07198", "Bí thư"),
        ("QN-06691", "Phó Bí thư Thường trực"),
        ("QN-06979", "Phó Bí thư Thường trực"),
        ("QN-07024", "Phó Bí thư Thường trực"),
        ("QN-CS-04", "Phó Bí thư"),
    }
)

# A second post, and the post whose holder holds it too.
SECOND_POSTS = (
    (Opening(STANDING, "Ủy viên Ban Thường vụ, phụ trách công tác tổ chức"), ("QN-BTCTU", "Trưởng ban")),
    (Opening(STANDING, "Ủy viên Ban Thường vụ, phụ trách công tác kiểm tra"), ("QN-UBKTTU", "Chủ nhiệm")),
    (Opening(STANDING, "Ủy viên Ban Thường vụ, phụ trách địa bàn Hạ Long"), ("QN-193", "Bí thư")),
    (Opening("QN-06688-01", "Bí thư Chi bộ", rank=CHIEF_HEAD), ("QN-06688", "Phó Bí thư Thường trực")),
)


def openings() -> list[Opening]:
    """Every post with its mandates and its holder; the same names each time."""
    names, kept = Names(), kept_names()
    first = (replace(opening, quota=counted_as(opening.unit, opening.post)) for opening in _first_posts())
    opened = [_held(opening, names, kept) for opening in first]
    holders = {(opening.unit, opening.post): opening.holder for opening in opened}
    second = [_second(opening, holders[place]) for opening, place in SECOND_POSTS]
    return [replace(opening, carries=(*opening.carries, DIRECTORY)) for opening in (*opened, *second)]


def _held(opening: Opening, names: Names, kept: dict[tuple[str, str], str]) -> Opening:
    """The post with its holder, unless it is vacant."""
    place = (opening.unit, opening.post)
    if place in VACANT:
        return opening
    return replace(opening, holder=kept.get(place) or names.next())


def _second(opening: Opening, holder: str) -> Opening:
    """A post that somebody holds beside their first one: sees the standing committee's papers, or leads a cell."""
    permissions = CELL_SECRETARY if opening.rank == CHIEF_HEAD else ("documents.see", "tasks.see")
    return replace(opening, holder=holder, carries=(Carried(opening.unit, permissions),))


def _first_posts() -> Iterator[Opening]:
    yield from _leaders()
    yield from _office()
    for code in BOARDS:
        yield from _board(code)
    for code in district_codes():
        yield from _district(code)
    for code in old_commune_codes():
        yield from _commune(code)
    for code, _name in GRASSROOTS:
        yield from _grassroots(code)
    taken = {opening.unit for opening, _first in SECOND_POSTS}
    for code in cell_codes():
        if code not in taken:
            yield Opening(code, "Bí thư Chi bộ", rank=CHIEF_HEAD, carries=(Carried(code, CELL_SECRETARY),))
    for code in first_commune_codes()[len(old_commune_codes()) :]:  # last, so that others keep their names
        yield from _commune(code)


def _everywhere(permissions: tuple[str, ...]) -> tuple[Carried, ...]:
    """The same permissions for the committee, its standing committee and its office."""
    return tuple(Carried(code, permissions) for code in COMMITTEE)


def _leaders() -> Iterator[Opening]:
    """The secretary and the deputies of the provincial committee."""
    carries = (*_everywhere((*LEADER, *JUDGES)), Carried(ROOT, OVERSIGHT, below=True))
    decides = Carried(ROOT, ("org.decide",), below=True)
    yield Opening(ROOT, "Bí thư", rank=CHIEF_HEAD, carries=(*carries, decides))
    for name in ("Phó Bí thư Thường trực", "Phó Bí thư"):
        yield Opening(ROOT, name, rank=DEPUTY, carries=carries)


def _office() -> Iterator[Opening]:
    """The office: it keeps the registers of the committee and of itself."""
    below = Carried(ROOT, ("tasks.see", "tasks.task.assign", "tasks.task.urge", *ROUNDS, "statistics.see"), below=True)
    own = Carried(OFFICE, ("documents.document.sign", "documents.document.instruct", "tasks.task.approve"))
    yield Opening(OFFICE, "Chánh Văn phòng", rank=CHIEF_HEAD, carries=(*_everywhere(CHIEF), own, below))
    for field in ("tổng hợp", "hành chính", "tài chính"):
        carries = (*_everywhere(SEE), Carried(OFFICE, ("documents.document.draft",)))
        yield Opening(OFFICE, f"Phó Chánh Văn phòng phụ trách {field}", rank=DEPUTY, carries=carries)
    yield Opening(OFFICE, "Văn thư", carries=_everywhere(CLERK))
    for field in ("tổng hợp", "kinh tế", "nội chính", "văn hóa - xã hội", "công nghệ thông tin"):
        runs = (Carried(OFFICE, tuple(RUNS)),) if field == "công nghệ thông tin" else ()
        yield Opening(OFFICE, f"Chuyên viên {field}", carries=(*_everywhere(DRAFTER), *runs))


def _board(code: str) -> Iterator[Opening]:
    """An advisory body: its leaders give work of their field to everybody below; specialists and a clerk."""
    head, deputy = ("Chủ nhiệm", "Phó Chủ nhiệm") if code == INSPECTION else ("Trưởng ban", "Phó Trưởng ban")
    field = ("tasks.task.assign", *BOARD_FIELDS.get(code, ()))
    own = (*HEAD, *OVERSEES) if code == INSPECTION else HEAD
    carries = (Carried(code, own), Carried(ROOT, field, below=True))
    yield Opening(code, head, rank=CHIEF_HEAD, carries=carries)
    yield Opening(code, f"{deputy} Thường trực", rank=DEPUTY, carries=carries)
    yield Opening(code, deputy, rank=DEPUTY, carries=carries)
    yield Opening(code, "Văn thư", carries=(Carried(code, CLERK),))
    for number in ("tổng hợp", "nghiệp vụ 1", "nghiệp vụ 2"):
        yield Opening(code, f"Chuyên viên {number}", carries=(Carried(code, DRAFTER),))


def _district(code: str) -> Iterator[Opening]:
    """A district committee: its leaders also give work to the communes and see how it goes."""
    below = Carried(code, OVERSIGHT, below=True)
    yield Opening(code, "Bí thư", rank=CHIEF_HEAD, carries=(Carried(code, LEADER), below))
    yield Opening(code, "Phó Bí thư Thường trực", rank=DEPUTY, carries=(Carried(code, HEAD), below))
    yield Opening(code, "Chánh Văn phòng", rank=DEPUTY, carries=(Carried(code, CHIEF),))
    yield Opening(code, "Văn thư", carries=(Carried(code, CLERK),))
    yield Opening(code, "Chuyên viên", carries=(Carried(code, DRAFTER),))


def _commune(code: str) -> Iterator[Opening]:
    """A commune committee: its leaders also give work to the cells."""
    below = Carried(code, OVERSIGHT, below=True)
    yield Opening(code, "Bí thư", rank=CHIEF_HEAD, carries=(Carried(code, (*LEADER, *OVERSEES)), below))
    yield Opening(code, "Phó Bí thư Thường trực", rank=DEPUTY, carries=(Carried(code, HEAD), below))
    yield Opening(code, "Văn thư", carries=(Carried(code, CLERK),))


def commune_office(code: str) -> list[Opening]:
    """What a commune committee has got since 1 July 2025: an office with its chief and a specialist, still vacant."""
    offices = (("Chánh Văn phòng", DEPUTY, CHIEF), ("Chuyên viên", STAFF, DRAFTER))
    return [
        Opening(code, name, rank=rank, quota=CIVIL_SERVANT, carries=(Carried(code, permissions), DIRECTORY))
        for name, rank, permissions in offices
    ]


def _grassroots(code: str) -> Iterator[Opening]:
    """A grassroots committee."""
    yield Opening(code, "Bí thư", rank=CHIEF_HEAD, carries=(Carried(code, HEAD),))
    yield Opening(code, "Phó Bí thư", rank=DEPUTY, carries=(Carried(code, HEAD),))
    yield Opening(code, "Văn thư", carries=(Carried(code, CLERK),))
