"""Papers, findings and remedies, presenting them, transferring a supervision; what the subject says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.actions.bringing import bring_all
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.oversight import queries
from baro.oversight.actions.opening import begun, end, sides, subject_posts
from baro.oversight.flow import FINDING_FLOW, FLOW, PAPER_FLOW, PaperState
from baro.oversight.models import Case, Finding, Paper, Remedy, Seat, Side, Statement
from baro.oversight.models.cases import Grounds, Nature, Outcome
from baro.oversight.rulebook import Bodies, FindingTypes, Kinds
from baro.oversight.verbs import (
    BEGIN_PAPER,
    EXPLAIN,
    FIND,
    FINISH_PAPER,
    ORDER,
    PRESENT,
    RECORD,
    REOPEN_PAPER,
    REVISE,
    SETTLE,
    TRANSFER,
    WITHDRAW,
)
from baro.tasks.actions.assigning import assign
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify


def begin_paper(paper_id: int, *, by: Actor) -> Paper:
    """Say that somebody works on a prescribed paper."""
    with change(Paper, paper_id, BEGIN_PAPER, by=by) as (paper, tell):
        PAPER_FLOW.move(paper, BEGIN_PAPER)
        paper.save(update_fields=["state"])
        tell(paper=coded("oversight.paper", paper.code))
    return paper


def finish_paper(paper_id: int, *, by: Actor, files: Iterable[UploadedFile] = (), note: str = "") -> Paper:
    """Put the paper into the file, or say why there is none.

    Raises Refused when there is neither, when there are several, and for a file that is not what it should be.
    """
    files, note = list(files), note.strip()
    with change(Paper, paper_id, FINISH_PAPER, by=by) as (paper, tell):
        PAPER_FLOW.move(paper, FINISH_PAPER)
        if len(files) != 1 and not (note and not files):
            sentence = _("Attach the one file of this paper, or say below why there is none.")
            raise Refused(sentence, fields={"files": sentence})
        brought = bring_all(files, paper.case.unit, by=by)
        if brought:
            paper.file = brought[0]
        paper.note, paper.done_on = "" if brought else note, timezone.localdate()
        paper.save(update_fields=["state", "file", "note", "done_on"])
        tell(paper=coded("oversight.paper", paper.code), **({} if brought else {"note": note}))
    return paper


def reopen_paper(paper_id: int, *, reason: str, by: Actor) -> Paper:
    """Take a paper up again that was done."""
    with change(Paper, paper_id, REOPEN_PAPER, by=by) as (paper, tell):
        PAPER_FLOW.move(paper, REOPEN_PAPER)
        paper.state, paper.done_on = PaperState.OPEN, None
        paper.save(update_fields=["state", "done_on"])
        tell(paper=coded("oversight.paper", paper.code), reason=reason.strip())
    return paper


def find(
    case_id: int,
    *,
    nature: str,
    type: str,  # noqa: A002 - the field's name
    what: str,
    by: Actor,
    level: int | None = None,
) -> Case:
    """Record what was found; what the unit or its predecessor had before is repeated, and one degree graver.

    Raises Refused for a type that the rule does not know.
    """
    with change(Case, case_id, FIND, by=by) as (case, tell):
        FLOW.move(case, FIND)
        finding = Finding(case=case, found_on=timezone.localdate(), found_by_id=by.person_id or 0)
        _put(finding, nature, type, what, level or 0)
        told: dict[str, Any] = {"what": finding.what[:200]}
        if finding.repeats:
            told["earlier"] = finding.repeats.case.symbol
        create(finding, RECORD, by=by, **told)
        tell()
    return case


def _put(finding: Finding, nature: str, kind: str, what: str, level: int) -> None:
    """Set what a finding says, and what it repeats."""
    rule = rulebook.today(FindingTypes)
    if kind not in {row.id for row in rule.types}:
        raise Refused(_("Choose a type from the list."), fields={"type": _("Choose a type from the list.")})
    finding.nature, finding.type, finding.what = nature, kind, what.strip()
    finding.level, finding.repeats = 0, None
    if nature != Nature.STRENGTH:
        finding.repeats = queries.earlier_of(finding)
        graver = 1 if finding.repeats else 0
        finding.level = min(level + graver, rule.highest)


def revise(
    finding_id: int,
    *,
    nature: str,
    type: str,  # noqa: A002 - the field's name
    what: str,
    reason: str,
    by: Actor,
    level: int | None = None,
) -> Finding:
    """Say otherwise what was found, before it is presented; a repeated one stays one degree graver."""
    with change(Finding, finding_id, REVISE, by=by) as (finding, tell):
        FINDING_FLOW.move(finding, REVISE)
        _put(finding, nature, type, what, level or 0)
        finding.save(update_fields=["nature", "type", "what", "level", "repeats"])
        tell(reason=reason.strip())
    return finding


def withdraw(finding_id: int, *, reason: str, by: Actor) -> Finding:
    """Take back a finding that was wrong; it counts nowhere any more."""
    with change(Finding, finding_id, WITHDRAW, by=by) as (finding, tell):
        FINDING_FLOW.move(finding, WITHDRAW)
        finding.save(update_fields=["state"])
        tell(reason=reason.strip())
    return finding


def present(case_id: int, *, by: Actor) -> Case:
    """Show the findings to whom the case concerns, before anything follows from them."""
    with change(Case, case_id, PRESENT, by=by) as (case, tell):
        FLOW.move(case, PRESENT)
        case.presented_on = timezone.localdate()
        case.save(update_fields=["state", "presented_on"])
        event = tell(*sides(case), count=case.findings.counting().count())
        for side in sides(case):
            notify(event, side, Reason.ARRIVED, subject_posts(case))
    return case


def explain(side_id: int, *, words: str, by: Actor) -> Side:
    """Say one's own view; it stands in the case and nobody changes it."""
    with change(Side, side_id, EXPLAIN, by=by) as (side, tell):
        Statement.objects.create(
            side=side, person_id=by.person_id or 0, words=words.strip(), said_on=timezone.localdate()
        )
        posts = side.case.seats.filter(left_on=None).values_list("post", flat=True)
        notify(tell(), side, Reason.ARRIVED, posts)
    return side


def order(finding_id: int, *, by: Actor, **asked: Any) -> Finding:
    """Order a remedy: a task with an owner and a deadline, given as every task is; both stand or neither.

    Raises what assigning a task raises.
    """
    with change(Finding, finding_id, ORDER, by=by) as (finding, tell):
        FINDING_FLOW.move(finding, ORDER)
        task = assign(unit=asked["owner_post"].unit if asked.get("owner_post") else None, by=by, **asked)
        Remedy.objects.create(finding=finding, task=task)
        tell(work=task)
    return finding


def settle(finding_id: int, *, reason: str, by: Actor) -> Finding:
    """Say that the finding is remedied, and by what one sees it; a second person does."""
    with change(Finding, finding_id, SETTLE, by=by) as (finding, tell):
        FINDING_FLOW.move(finding, SETTLE)
        finding.settled_on = timezone.localdate()
        finding.save(update_fields=["state", "settled_on"])
        tell(reason=reason.strip())
    return finding


def transfer(case_id: int, *, reason: str, by: Actor) -> Case:
    """Go on with an inspection on signs of violation: a new case with the same subject, matter and team; gives it.

    Raises Refused when the kind does not go over, the body may not open the other kind, or no violation was found.
    """
    with change(Case, case_id, TRANSFER, by=by) as (case, tell):
        FLOW.move(case, TRANSFER)
        kind = rulebook.closest(Kinds, on=case.opened_on).body.kind(case.kind)
        _refuse_transfer(case, kind.follows if kind else "")
        onward = Case(
            unit=case.unit, kind=kind.follows if kind else "", subject_unit=case.subject_unit,
            subject_person=case.subject_person, matter=case.matter, grounds=Grounds.TRANSFER, found=case.found,
            origin=case, opened_on=timezone.localdate(), year=timezone.localdate().year,
            rule_version=rulebook.in_force(Kinds).version,
        )  # fmt: skip
        begun(onward, by=by)
        Seat.objects.bulk_create(
            Seat(
                case=onward, person=one.person, post=one.post, leads=one.leads, possible=one.possible,
                reason=one.reason, since=onward.opened_on,
            )
            for one in queries.seats_of(case)
        )  # fmt: skip
        case.outcome = Outcome.TRANSFERRED
        end(case, reason)
        event = tell(onward, *sides(case), symbol=onward.symbol, reason=reason.strip())
        for side in sides(case):
            notify(event, side, Reason.INFORMED, subject_posts(case))
    return get_object_or_404(Case.objects.visible_to(by), pk=onward.pk)


def _refuse_transfer(case: Case, follows: str) -> None:
    if not follows:
        raise Refused(_("A case of this kind is not transferred. Close it; discipline can follow from it."))
    if not rulebook.today(Bodies).may(case.unit.kind, follows):
        raise Refused(_("This body may not inspect on signs of violation. Report to the body above, which may."))
    if not case.findings.counting().filter(nature=Nature.VIOLATION).exists():
        raise Refused(_("No violation was found. A case is transferred when it found signs of one."))
