"""What stands on the pages of oversight beside their facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baro.documents.models import Attachment
from baro.kernel import rulebook
from baro.kernel.periods import spoken_day
from baro.oversight import discipline, queries
from baro.oversight.actions.disciplining import why_not_deciding, why_too_late
from baro.oversight.flow import PaperState, PenaltyState
from baro.oversight.models import Appeal, Case, Finding, Paper, Penalty, Side
from baro.oversight.rulebook import Authority, Circumstances, Independence, Kinds
from baro.oversight.verbs import READ
from baro.oversight.web import badges
from baro.tasks.models import Task
from baro.trail.models import Event
from baro.ui.http import Request
from baro.ui.records import state_badge

MOST = 50
FILES = Prefetch("file", Attachment.objects.defer("text", "proposal"))  # sees: read with their paper
PHASES = ("preparing", "conducting", "ending")


def phase_name(phase: str) -> str:
    """How a phase is called."""
    return {"preparing": _("Preparation"), "conducting": _("Conduct"), "ending": _("Ending")}.get(phase, phase)


@dataclass(frozen=True, slots=True)
class Phase:
    """The papers of a phase, and how many of them are done."""

    name: str
    papers: list[Paper]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(one.state == PaperState.DONE for one in self.papers)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who read in the case, and when."""

    title: str
    at: Any


def side_of(case: Case) -> Side | None:
    """The side of whom the case concerns, once there is one."""
    # sees: who opens the page sees the case; the page leads there only who sees the side
    side: Side | None = Side.objects.filter(case=case).select_related("case").first()
    return side


def goes_on_as(case: Case) -> Case | None:
    """The case to which it was transferred."""
    onward: Case | None = Case.objects.filter(origin=case).first()  # sees: the page leads there only who sees it
    return onward


def goes_over(case: Case) -> bool:
    """Whether a case of its kind can go over into another kind."""
    kind = rulebook.closest(Kinds, on=case.opened_on).body.kind(case.kind)
    return kind is not None and bool(kind.follows)


def rule_source(case: Case) -> str:
    """Where its kind is written."""
    return str(rulebook.closest(Kinds, on=case.opened_on).source)


def readings(case: Case) -> list[Reading]:
    """Who read in the case, the last first."""
    told = Event.objects.about(case).done(READ.code)[:MOST]
    return [Reading(one.actor_title, one.at) for one in told]


def before_announcing(case: Case) -> str:
    """What announcing does, and which papers of its preparation are missing."""
    sentence = _("Whom the case concerns is told, and sees what is given to them.")
    return " ".join((sentence, _missing(case, "preparing")))


def before_presenting(case: Case) -> str:
    """What presenting does, and which papers of its conduct are missing."""
    sentence = _(
        "Whom the case concerns sees the findings (%(count)s) and states a view. No finding can be added after."
    )
    return " ".join((sentence % {"count": case.findings.counting().count()}, _missing(case, "conducting")))


def _missing(case: Case, phase: str) -> str:
    """The papers of a phase that are not done."""
    papers = case.papers.filter(phase=phase).exclude(state=PaperState.DONE)
    names = "; ".join(str(one) for one in papers)
    return _("Papers not done yet: %(papers)s.") % {"papers": names} if names else ""


def statements(side: Side | None) -> list[Any]:
    """What was said by whom the case concerns."""
    return list(side.statements.select_related("person")) if side else []


def _signed(findings: Any) -> list[tuple[Finding, SafeString]]:
    return [(one, badges.signs(one)) for one in findings]


def _penalties(request: Request, case: Case) -> list[tuple[Penalty, str]]:
    seen = Penalty.objects.visible_to(request.actor).filter(case=case).select_related("case", "unit").order_by("pk")
    return [(one, state_badge(PenaltyState(one.state))) for one in seen]


def of_case(request: Request, case: Case) -> dict[str, Any]:
    """Team, papers by phase, findings, discipline, what was said, who read."""
    names: dict[str, str] = {row.id: str(row.names) for row in rulebook.today(Independence).rows}
    team = [(seat, [names.get(code, code) for code in seat.possible]) for seat in queries.seats_of(case)]
    papers = list(case.papers.all())
    return {
        "team": team,
        "phases": [Phase(phase_name(one), [p for p in papers if p.phase == one]) for one in PHASES],
        "findings": _signed(case.findings.select_related("repeats").order_by("pk")),
        "penalties": _penalties(request, case),
        "statements": statements(side_of(case)),
        "readings": readings(case),
    }


def of_finding(request: Request, finding: Finding) -> dict[str, Any]:
    """The remedies as far as the reader sees them."""
    linked = finding.remedies.order_by().values("task")
    tasks = Task.objects.visible_to(request.actor).filter(pk__in=linked).for_cards().order_by("pk")
    shown = list(tasks[:MOST])
    return {"tasks": shown, "unseen": finding.remedies.count() - len(shown)}


def of_side(request: Request, side: Side) -> dict[str, Any]:
    """What was given to whom the case concerns, what they said, what they can do, who read it."""
    case = side.case
    # sees: given to whom the case concerns once they are done
    papers = Paper.objects.filter(case=case, shared=True, state=PaperState.DONE).prefetch_related(FILES)
    seen = Appeal.objects.visible_to(request.actor).filter(penalty__case=case)
    appeals = seen.select_related("unit", "penalty__case").order_by("pk")
    return {
        "findings": _signed(side.presented),
        "papers": [_given(side, one) for one in papers],
        "penalties": _penalties(request, case),
        "appeals": list(appeals),
        "statements": statements(side),
        "readings": readings(case),
        "team": [(seat, []) for seat in queries.seats_of(case)],
        "is_own": case.concerns(request.actor),
    }


def _given(side: Side, paper: Paper) -> tuple[Paper, list[Attachment]]:
    """A paper with its file, to be opened from the side."""
    if paper.file is None:
        return paper, []
    paper.file.address = reverse("oversight.side.paper", args=[side.pk, paper.position])
    return paper, [paper.file]


def circumstance_names(penalty: Penalty) -> str:
    """What was weighed, in words."""
    names = rulebook.names(Circumstances)
    return "; ".join(str(names.get(one, one)) for one in penalty.circumstances)


def vote_words(penalty: Penalty) -> str:
    """How many of how many; empty before the decision."""
    told = {"yes": penalty.yes, "base": penalty.base}
    return _("%(yes)s of %(base)s") % told if penalty.decided_on else ""


def how_to_decide(penalty: Penalty) -> str:
    """Which majority the form needs, above the form in which the decision is entered."""
    found = discipline.ruling(penalty.unit.kind, penalty.form, managed=penalty.managed, on=timezone.localdate())
    return _("“%(form)s” needs %(share)s of the members who are counted, by secret ballot.") % {
        "form": penalty.form_name,
        "share": found.share,
    }


def how_to_complain(penalty: Penalty) -> str:
    """Where the complaint goes, until when, and that the discipline is obeyed meanwhile."""
    body = queries.appeal_body(penalty.unit)
    until = spoken_day(discipline.complaint_until(penalty.decided_on)) if penalty.decided_on else "—"
    told = {"body": body.name if body else "—", "day": until}
    return (
        _("It goes to “%(body)s”. You can complain until %(day)s. Until it decides, the discipline is obeyed.") % told
    )


def of_penalty(request: Request, penalty: Penalty) -> dict[str, Any]:
    """By which rule it is decided, until when it can be carried out and complained about, what follows from it."""
    day = penalty.decided_on or timezone.localdate()
    found = discipline.ruling(penalty.unit.kind, penalty.form, managed=penalty.managed, on=day)
    last = discipline.limitation_ends(penalty.form, penalty.standing, act_on=penalty.act_on, ground=penalty.ground)
    decided = penalty.decided_on
    seen = Appeal.objects.visible_to(request.actor).filter(penalty=penalty).select_related("unit", "penalty__case")
    rule = rulebook.closest(Authority, on=day)
    row = rule.body.row_of(penalty.unit.kind)
    return {
        "ruling": found,
        "problem": "" if decided else why_not_deciding(penalty, day) or why_too_late(penalty, day),
        "limitation": last,
        "rule_text": str(row.source) if row and row.source else str(rule.source),
        "complaint_until": discipline.complaint_until(decided) if decided else None,
        "later": discipline.consequences(penalty.form, decided) if decided else [],
        "appeals": list(seen.order_by("pk")),
        "is_annulled": penalty.state == PenaltyState.ANNULLED,
    }
