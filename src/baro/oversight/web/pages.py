"""What the pages of oversight show, and what is done there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.org.models import Unit
from baro.oversight import verbs as v
from baro.oversight.actions import disciplining, finding, opening
from baro.oversight.flow import UNFINISHED
from baro.oversight.models import Appeal, Case, Finding, Paper, Penalty, Side
from baro.oversight.models.cases import Nature
from baro.oversight.web import badges, beside, forms
from baro.ui.forms import Form
from baro.ui.http import Request
from baro.ui.records import PANELS, Beginning, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_prose

HIDDEN = _("a case that you do not see")


def _in_the_own_unit(request: Request) -> dict[str, Any]:
    return {"unit": Unit.objects.filter(pk=request.actor.unit_id or 0).first()}  # sees: one's own


def _of_case(_request: Request, case: Case) -> dict[str, Any]:
    return {"case": case}


def _about(_request: Request, case: Case) -> dict[str, Any]:
    """A proposal begins with the case's body, and with whom the case concerns."""
    return {"unit": case.unit, "standing": "official" if case.subject_person_id else "unit"}


def _as_it_is(_request: Request, one: Finding) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("nature", "type", "level", "what")}


def _for_the_unit(_request: Request, one: Finding) -> dict[str, Any]:
    return {"authority": one.case.unit.name}


def _of_penalty(_request: Request, penalty: Penalty) -> dict[str, Any]:
    return {"penalty": penalty}


def _today(_request: Request, _record: Any) -> dict[str, Any]:
    return {"invitations": 1}


def _read(request: Request, record: Any) -> None:
    """Reading in a case is part of its record."""
    opening.read(record.pk if isinstance(record, Case) else record.case_id, by=request.actor)


CASES = RecordPages(
    Case,
    "cases",
    verbs=(
        VerbPage(v.ANNOUNCE, opening.announce, Form, lead=beside.before_announcing),
        VerbPage(v.FIND, finding.find, forms.FindForm),
        VerbPage(v.PRESENT, finding.present, Form, lead=beside.before_presenting),
        VerbPage(v.CLOSE, opening.close, forms.CloseForm),
        VerbPage(v.APPOINT, opening.appoint, forms.AppointForm),
        VerbPage(v.PENALISE, disciplining.penalise, forms.PenaliseForm, initial=_about),
        VerbPage(v.TRANSFER, finding.transfer, forms.ReasonForm, only=beside.goes_over),
        VerbPage(v.EXTEND, opening.extend, forms.ReasonForm),
        VerbPage(v.RELEASE, opening.release, forms.MemberForm, options=_of_case),
        VerbPage(v.DECLARE, opening.declare, forms.DeclareForm),
        VerbPage(v.STOP, opening.stop, forms.ReasonForm),
    ),
    begins=(Beginning(v.OPEN, opening.open_, forms.OpenForm, initial=_in_the_own_unit),),
    page=RecordPage(
        crumbs=("oversight.cases",),
        heading=lambda case: badges.numbered(case.kind_name, case),
        badges=(badges.outcome_badge, badges.late_badge),
        beside=beside.of_case,
        read=_read,
        sections=(
            Facts(
                _("The case"),
                (
                    Fact("matter", cell=as_prose, wide=True),
                    Fact("subject_unit", linked=True),
                    Fact("subject_person"),
                    Fact("unit", linked=True),
                    Fact("grounds"),
                    Fact("found"),
                    Fact("opened_on"),
                    Fact("due_on", note=lambda case: _("extended once") if case.extended else ""),
                    Fact("announced_on"),
                    Fact("presented_on"),
                    Fact("closed_on"),
                    Fact("closing", cell=as_prose, wide=True),
                    Fact("origin", linked=True, hidden=HIDDEN),
                    Fact(beside.goes_on_as, _("Goes on as"), linked=True, hidden=HIDDEN),
                    Fact(beside.side_of, _("The subject’s side"), linked=True, hidden=HIDDEN),
                    Fact(beside.rule_source, _("By the rule")),
                ),
            ),
            Piece("oversight/team.html"),
            Piece("oversight/papers.html"),
            Piece("oversight/findings.html"),
            Piece("oversight/discipline.html"),
            PANELS,
        ),
    ),
    related=("unit", "subject_unit", "subject_person", "origin"),
)

PAPERS = RecordPages(
    Paper,
    "cases/papers",
    verbs=(
        VerbPage(v.FINISH_PAPER, finding.finish_paper, forms.FinishForm),
        VerbPage(v.BEGIN_PAPER, finding.begin_paper),
        VerbPage(v.REOPEN_PAPER, finding.reopen_paper, forms.ReasonForm),
    ),
    page=RecordPage(
        crumbs=("oversight.cases", lambda paper: paper.case),
        read=_read,
        sections=(
            Facts(
                _("The paper"),
                (
                    Fact("case", linked=True),
                    Fact(lambda paper: beside.phase_name(paper.phase), _("Phase")),
                    Fact(lambda paper: _("Yes") if paper.shared else _("No"), _("Given to the subject")),
                    Fact("note", cell=as_prose, wide=True),
                    Fact("done_on"),
                ),
            ),
            Piece("oversight/paper.html"),
            PANELS,
        ),
    ),
    related=("case__unit", "file"),
)

FINDINGS = RecordPages(
    Finding,
    "cases/findings",
    verbs=(
        VerbPage(v.SETTLE, finding.settle, forms.SettleForm, only=lambda one: one.nature != Nature.STRENGTH),
        VerbPage(
            v.ORDER, finding.order, forms.OrderForm, initial=_for_the_unit,
            only=lambda one: one.nature != Nature.STRENGTH,
        ),
        VerbPage(v.REVISE, finding.revise, forms.ReviseForm, initial=_as_it_is),
        VerbPage(v.WITHDRAW, finding.withdraw, forms.ReasonForm),
    ),
    page=RecordPage(
        crumbs=("oversight.findings", lambda one: one.case),
        heading=lambda one: one.type_name,
        badges=(badges.nature_badge, badges.level_badge, badges.repeated_badge),
        beside=beside.of_finding,
        read=_read,
        sections=(
            Facts(
                _("The finding"),
                (
                    Fact("what", cell=as_prose, wide=True),
                    Fact("case", linked=True),
                    Fact("case.subject_unit", _("Unit concerned"), linked=True),
                    Fact("found_on"),
                    Fact("found_by"),
                    Fact("settled_on"),
                    Fact("repeats", linked=True, hidden=_("a finding that you do not see")),
                ),
            ),
            Piece("oversight/remedies.html"),
            PANELS,
        ),
    ),
    related=("case__unit", "case__subject_unit", "found_by", "repeats"),
)  # fmt: skip

PENALTIES = RecordPages(
    Penalty,
    "discipline",
    verbs=(
        VerbPage(v.HEAR, disciplining.hear, forms.HearForm, initial=_today),
        VerbPage(v.DECIDE, disciplining.decide, forms.DecideForm, options=_of_penalty, lead=beside.how_to_decide),
        VerbPage(v.APPEAL, disciplining.appeal, forms.AppealForm, lead=beside.how_to_complain),
        VerbPage(v.DROP, disciplining.drop, forms.ReasonForm),
    ),
    page=RecordPage(
        crumbs=("oversight.penalties",),
        heading=lambda one: badges.numbered(one.form_name, one.case),
        beside=beside.of_penalty,
        read=_read,
        sections=(
            Facts(
                _("Discipline"),
                (
                    Fact(lambda one: beside.side_of(one.case), _("Case"), linked=True, hidden=HIDDEN),
                    Fact("case.subject", _("Whom it concerns")),
                    Fact("form_name", pgettext_lazy("discipline", "Form")),
                    Fact("unit", linked=True),
                    Fact("standing"),
                    Fact("act_on"),
                    Fact("reason", cell=as_prose, wide=True),
                    Fact(beside.circumstance_names, _("Circumstances"), wide=True),
                    Fact("hearing", cell=as_prose, wide=True, note="heard_on"),
                    Fact("decision", cell=as_prose, wide=True, note="decided_on"),
                    Fact(beside.vote_words, _("Vote")),
                    Fact("item", linked=True, hidden=_("a proposal that you do not see")),
                    Fact("lapses_on"),
                ),
            ),
            Piece("oversight/ruling.html"),
            PANELS,
        ),
    ),
    related=("case__unit", "case__subject_unit", "case__subject_person", "unit", "item"),
)

APPEALS = RecordPages(
    Appeal,
    "discipline/complaints",
    verbs=(
        VerbPage(v.KEEP, disciplining.keep, forms.AnswerForm),
        VerbPage(v.CHANGE, disciplining.change_, forms.ChangeForm),
        VerbPage(v.ANNUL, disciplining.annul, forms.AnnulForm),
    ),
    page=RecordPage(
        crumbs=("oversight.appeals",),
        read=lambda request, one: opening.read(one.penalty.case_id, by=request.actor),
        sections=(
            Facts(
                _("The complaint"),
                (
                    Fact("words", cell=as_prose, wide=True),
                    Fact("penalty", linked=True),
                    Fact("penalty.case.subject", _("Whom it concerns")),
                    Fact("penalty.unit", _("Decided by"), linked=True),
                    Fact("unit", linked=True),
                    Fact("filed_on"),
                    Fact("due_on"),
                    Fact("answer", cell=as_prose, wide=True, note="decided_on"),
                    Fact("apology", cell=as_prose, wide=True),
                ),
            ),
            PANELS,
        ),
    ),
    related=("unit", "penalty__unit", "penalty__case__subject_unit", "penalty__case__subject_person"),
)

SIDES = RecordPages(
    Side,
    "cases/mine",
    verbs=(VerbPage(v.EXPLAIN, finding.explain, forms.ExplainForm, only=lambda one: one.case.state in UNFINISHED),),
    page=RecordPage(
        crumbs=("oversight.sides",),
        heading=lambda side: badges.numbered(side.case.kind_name, side.case),
        badges=(lambda side, _beside: badges.outcome_badge(side.case),),
        beside=beside.of_side,
        read=_read,
        sections=(
            Facts(
                _("What concerns you"),
                (
                    Fact("case.matter", pgettext_lazy("case", "Matter"), cell=as_prose, wide=True),
                    Fact("case.subject", _("Whom it concerns")),
                    Fact("case.unit", _("Body"), linked=True),
                    Fact("case.get_state_display", _("State")),
                    Fact("opened_on"),
                    Fact("case.due_on", _("Deadline")),
                    Fact("case.presented_on", _("Findings presented on")),
                    Fact("case.closed_on", _("Closed on")),
                    Fact("case.closing", _("Conclusion"), cell=as_prose, wide=True),
                ),
            ),
            Piece("oversight/rights.html"),
            Piece("oversight/given.html"),
            PANELS,
        ),
    ),
    related=("case__unit", "case__subject_unit", "case__subject_person"),
)
