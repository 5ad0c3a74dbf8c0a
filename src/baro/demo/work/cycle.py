"""One plan through the whole cycle: proposed, given, passed to every commune, urged, reviewed; and weak points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import cycle
from random import Random

from baro.cascades.actions import answering, drafting, sending
from baro.cascades.models import Recipient
from baro.demo.clock import hour_of
from baro.demo.units import ROOT, commune_codes
from baro.demo.work import going_out
from baro.demo.work.aside import deeds_aside
from baro.demo.work.cycle_plan import DUE, Asked, Reviewed, Weak, cycle_plan
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk, place
from baro.demo.work.giving import HOURS
from baro.demo.work.owning import Owned, do
from baro.demo.work.plan import Given, Outgoing
from baro.demo.work.stories import Span, story
from baro.documents.models import Document
from baro.kernel.periods import add_working_days
from baro.org.actors import Actor
from baro.org.models import UnitKind
from baro.programmes.actions import planning, reviewing
from baro.programmes.models import Programme, Review
from baro.programmes.queries import chapters_of
from baro.tasks.actions import approving, working
from baro.tasks.proposing.actions.giving import Given as Kept
from baro.tasks.proposing.actions.giving import assign_proposed
from baro.tasks.proposing.matching import Units, home_of
from baro.tasks.proposing.papers import proposed_from
from baro.urging.actions.climbing import climb
from baro.urging.actions.writing import write_letters
from baro.weakpoints.actions import recording, solving

ROW = 900  # of the plan, behind the rows of work.toml
MINUTE = 57
SEED = 17  # the figures that communes answer are drawn with it, the same each time
CHIEF = "QN-VPTU/Chánh Văn phòng"
PRODUCT = "Báo cáo kết quả kèm số liệu"


def deeds_of_cycle(days: Days) -> Iterator[Deed]:
    """The whole cycle, each deed at its hour."""
    file = cycle_plan()
    paper, programme = file.plan, file.programme
    facts = paper.model_dump(exclude={"body"}) | {"submitted": paper.drafted, "signed": paper.issued - 1}
    yield from going_out.deeds_of(MINUTE, Outgoing(**facts, body=_body(days)), days)
    yield Deed(days.hour(programme.set_up, 10), partial(_give_what_is_proposed, days))
    yield Deed(days.hour(programme.set_up, 15), partial(_set_up, days))
    yield from _stories(days)
    yield from _cascade(file.cascade, days)
    for ago in range(programme.set_up, 0):
        yield Deed(days.hour(ago, 7), partial(_urge, days.of(ago)))
    yield from deeds_aside(ROW, days)
    yield from _review(file.review, days)
    for number, weak in enumerate(file.weak):
        yield from _weak(number, weak, days)


def _body(days: Days) -> str:
    """The text of the plan with its deadlines as they are written."""
    return DUE.sub(lambda found: f"{days.of(int(found[1])):%d/%m/%Y}", cycle_plan().plan.body)


def _source(desk: Desk) -> Document:
    return desk.document(cycle_plan().plan.key)


def _give_what_is_proposed(days: Days, desk: Desk) -> None:
    """Give what Baro proposes from the text, as a person would who only leaves out what every commune answers."""
    file, source = cycle_plan(), _source(desk)
    found = [one for one in proposed_from(source, []) if one.clause.rpartition(".")[2] != file.cascade.clause]
    units = Units.meant_in(found, home_of(desk.unit(ROOT)))
    kept = [
        Kept(
            key=str(at),
            work=one.work,
            units=units.of([one.lead]).units,
            due_on=one.due_on,
            coordinates=units.of(one.coordinates).units,
            product=one.product or PRODUCT,
            clause=one.words,
        )
        for at, one in enumerate(found)
    ]
    by = desk.actor(file.programme.by)
    batch = assign_proposed(kept, source=source, by=by, authority=file.cascade.authority)
    for one, task in zip(found, batch.records, strict=True):
        desk.tasks[ROW + int(one.clause.rpartition(".")[2]), ""] = task.pk


def _set_up(days: Days, desk: Desk) -> None:
    file = cycle_plan()
    lines = [line for line in _body(days).splitlines() if line[0].isdigit()]
    planning.set_up(
        unit=desk.unit(file.programme.unit),
        title=file.programme.title,
        first_on=days.of(file.plan.issued),
        last_on=days.of(file.programme.last),
        clauses="\n".join(lines),
        source=_source(desk),
        by=desk.actor(CHIEF),
    )


def _stories(days: Days) -> Iterator[Deed]:
    """What becomes of the clauses."""
    file = cycle_plan()
    deadlines = file.plan.deadlines
    clauses = [number for number in deadlines if str(number) != file.cascade.clause]
    for number, outcome in zip(clauses, cycle(file.programme.outcomes), strict=False):
        assigned, due = file.programme.set_up, deadlines[number]
        span = Span(days.of(assigned), days.of(due), add_working_days(days.today, -1))
        given = Given(
            by=file.programme.by, to="", work="", product="", authority="", assigned=assigned, due=due, outcomes=[]
        )
        for told in story(outcome, span):
            owned = partial(do, ROW + number, Owned(given, "", turn=number), told)
            yield Deed(days.hour(told.day, HOURS[told.step], number), owned)


def _cascade(asked: Asked, days: Days) -> Iterator[Deed]:
    """Every commune is asked the same; most answer, some late, one declines, and some are reminded."""
    yield Deed(days.hour(asked.sent, 9), partial(_send, days))
    codes, draw = commune_codes(), Random(SEED)  # noqa: S311 - invented figures are no secret
    answering_ones = [code for code in codes[: -asked.silent] if code != asked.declines]
    for at, code in enumerate(answering_ones):
        day = days.of(asked.due + draw.choice((-18, -12, -9, -6, -4, -3, -2, -1, 0, 0, 3, 5)))
        standing, settled = draw.randint(0, 9), draw.randint(2, 24)
        values = {"f1": Decimal(standing), "f2": Decimal(settled), "f3": draw.choice(asked.matters)}
        answer = partial(_answer, code, values)
        yield Deed(days.hour(asked.sent + 1, 14, at), partial(_take_on, code))
        yield Deed(hour_of(day, 15, at), answer)
        if at % asked.returns == 1:
            yield Deed(hour_of(add_working_days(day, 1), 8, at), partial(_return, code))
            yield Deed(hour_of(add_working_days(day, 2), 16, at), answer)
        yield Deed(hour_of(add_working_days(day, 3), 9, at), partial(_approve, code))
    yield Deed(days.hour(asked.sent + 2, 14), partial(_decline, asked.declines))
    yield Deed(days.hour(asked.due + 1, 8), partial(_remind, asked))


def _send(days: Days, desk: Desk) -> None:
    asked, by = cycle_plan().cascade, desk.actor(CHIEF)
    draft = drafting.draft(
        unit=desk.unit(asked.unit),
        work=asked.work,
        product=asked.product,
        authority=asked.authority,
        clause=next(line for line in _body(days).splitlines() if line.startswith(f"{asked.clause}.")),
        source=_source(desk),
        below=desk.unit(ROOT),
        kind=UnitKind.COMMUNE_COMMITTEE,
        due_on=days.of(asked.due),
        asks="number",
        by=by,
    )
    drafting.add_field(draft.pk, label=asked.settled, kind="number", by=by)
    sent = drafting.add_field(draft.pk, label=asked.worst, kind="choice", options=tuple(asked.matters), by=by)
    sending.send(sent.pk, seen=sending.look(sent, by=by).digest, by=by)
    desk.tasks[ROW, "cascade"] = sent.pk


def _of(code: str, desk: Desk) -> Recipient:
    """A commune among those that received the cascade."""
    found: Recipient = Recipient.objects.get(cascade=desk.tasks[ROW, "cascade"], unit=desk.unit(code))
    return found


def _owner(recipient: Recipient, desk: Desk) -> Actor:
    return desk.holder(recipient.task.owner_post_id)


def _take_on(code: str, desk: Desk) -> None:
    recipient = _of(code, desk)
    working.accept(recipient.task_id, by=_owner(recipient, desk))


def _decline(code: str, desk: Desk) -> None:
    recipient = _of(code, desk)
    working.decline(recipient.task_id, reason=cycle_plan().cascade.declined, by=_owner(recipient, desk))


def _answer(code: str, values: dict[str, object], desk: Desk) -> None:
    recipient = _of(code, desk)
    answering.answer(recipient.pk, values=values, by=_owner(recipient, desk))


def _return(code: str, desk: Desk) -> None:
    approving.return_(_of(code, desk).task_id, reason=cycle_plan().cascade.returned, by=desk.actor(CHIEF))


def _approve(code: str, desk: Desk) -> None:
    approving.approve(_of(code, desk).task_id, by=desk.actor(CHIEF))


def _remind(asked: Asked, desk: Desk) -> None:
    sending.remind(desk.tasks[ROW, "cascade"], words=asked.reminder, by=desk.actor(asked.by))


def _urge(day: date, _desk: Desk) -> None:
    """What the worker does each working morning."""
    climb(day)
    write_letters(day)


def _review(reviewed: Reviewed, days: Days) -> Iterator[Deed]:
    yield Deed(days.hour(reviewed.begun, 9), partial(_write_review, reviewed, days))
    yield Deed(days.hour(reviewed.approved, 10), partial(_approve_review, reviewed))


def _write_review(reviewed: Reviewed, days: Days, desk: Desk) -> None:
    by, programme = desk.actor(reviewed.by), Programme.objects.get(source=_source(desk))
    review = reviewing.begin(
        kind=reviewed.kind,
        unit=desk.unit(reviewed.unit),
        title=reviewed.title,
        first_on=days.of(reviewed.first),
        last_on=days.of(reviewed.last),
        programme=programme,
        by=by,
    )
    texts = {one.id: review.texts.get(one.id) or reviewed.lessons for one in chapters_of(review)}
    reviewing.write(review.pk, title=reviewed.title, texts=texts, by=by)
    reviewing.submit(review.pk, by=by)


def _approve_review(reviewed: Reviewed, desk: Desk) -> None:
    (review,) = Review.objects.filter(programme__source=_source(desk))
    reviewing.approve(review.pk, by=desk.actor(reviewed.approver))


def _weak(number: int, weak: Weak, days: Days) -> Iterator[Deed]:
    """Recorded, solved by its owner, accepted by the head."""
    yield Deed(days.hour(weak.recorded, 10, number), partial(_record, number, weak, days))
    if weak.solved is not None:
        yield Deed(days.hour(weak.solved, 16, number), partial(_solve, number, weak))
    if weak.accepted is not None:
        yield Deed(days.hour(weak.accepted, 9, number), partial(_accept, number, weak))


def _record(number: int, weak: Weak, days: Days, desk: Desk) -> None:
    facts = weak.model_dump(include={"what", "kind", "nature", "seriousness", "origin"})
    owner = desk.post(place(weak.unit, weak.owner))
    by = desk.actor(place(weak.unit, weak.recorder))
    point = recording.record(unit=desk.unit(weak.unit), owner_post=owner, due_on=days.of(weak.due), by=by, **facts)
    desk.tasks[ROW, f"weak {number}"] = point.pk


def _solve(number: int, weak: Weak, desk: Desk) -> None:
    by = desk.actor(place(weak.unit, weak.owner))
    pk = desk.tasks[ROW, f"weak {number}"]
    solving.solve(pk, solution=weak.solution, no_evidence="Biên bản giấy lưu tại Văn phòng Đảng ủy", by=by)


def _accept(number: int, weak: Weak, desk: Desk) -> None:
    solving.accept(desk.tasks[ROW, f"weak {number}"], by=desk.actor(place(weak.unit, "Bí thư")))
