"""Lists of oversight: cases, findings, discipline, complaints, and what concerns oneself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.oversight import queries
from baro.oversight.flow import UNFINISHED, AppealState, FindingState, PenaltyState, State
from baro.oversight.models import Appeal, Case, Finding, Penalty, Side, is_subject
from baro.oversight.models.cases import Nature
from baro.oversight.models.cases import Outcome as CaseOutcome
from baro.oversight.verbs import OPEN
from baro.oversight.web import badges
from baro.oversight.web.forms import discipline_forms, kinds, types
from baro.trail.words import with_words
from baro.ui.counts.waiting import WaitingChoice
from baro.ui.forms import Period, UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column


class CaseFilter(Filter):
    """Narrows cases."""

    in_sight = ("q", "state", "kind")

    q = Words(label=_("Words of the matter"))
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    kind = forms.MultipleChoiceField(label=_("Kind"), choices=kinds)
    outcome = forms.MultipleChoiceField(label=pgettext_lazy("case", "Outcome"), choices=CaseOutcome.choices)
    unit = UnitChoice(label=_("Unit concerned and below"))
    mine = WaitingChoice("oversight.cases", label=_("My part"))
    late = forms.BooleanField(label=_("Only those that are late"))
    opened = Period(label=_("Opened between"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The cases that fit."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = with_words(rows, words)
        for name in ("state", "kind", "outcome"):
            if chosen := asked.get(name):
                rows = rows.filter(**{f"{name}__in": chosen})
        if unit := asked.get("unit"):
            rows = rows.filter(subject_unit__path__startswith=unit.path)
        if part := asked.get("mine"):
            rows = rows.filter(queries.CASES_WAITING[part](self.actor, timezone.localdate()))
        if asked.get("late"):
            rows = rows.filter(state__in=UNFINISHED, due_on__lt=timezone.localdate())
        return days.narrow(rows, "opened_on") if (days := asked.get("opened")) else rows


class CaseList(ListPage):
    """The cases on which the reader works."""

    code = "oversight.cases"
    title = _("Cases")
    lead = _("Only who works on a case sees it; that somebody read it is recorded.")
    filter = CaseFilter
    order = ("-opened_on", "-pk")
    url_name = "oversight.case"
    creates = (OPEN,)
    empty = Empty(_("Inspection and supervision of units and members, from the plan to the conclusion."), create=OPEN)
    columns = (
        Column("symbol", sortable=False),
        Column("kind_name", _("Kind"), sortable=False),
        Column("subject", _("Whom it concerns"), sortable=False, wide=True),
        state_column(State),
        Column(
            "outcome",
            pgettext_lazy("case", "Outcome"),
            sortable=False,
            cell=badges.outcome_badge,
            csv=badges.outcome_name,
        ),
        Column("due_on", cell=badges.due_cell, csv="due_on"),
        Column("opened_on", optional=True),
        Column("closed_on", optional=True),
        Column("unit.name", _("Body"), sort_by="unit__path", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The cases that the reader works on."""
        return Case.objects.visible_to(self.actor).for_list()

    def is_open(self) -> bool:
        """Whoever holds a post may come into a team."""
        return self.actor.post_id is not None


class FindingFilter(Filter):
    """Narrows findings."""

    in_sight = ("q", "nature", "type")

    q = Words(label=_("Words of the finding"))
    nature = forms.MultipleChoiceField(label=_("Nature"), choices=Nature.choices)
    type = forms.MultipleChoiceField(label=pgettext_lazy("finding", "Type"), choices=types)
    state = forms.MultipleChoiceField(label=_("State"), choices=FindingState.choices)
    unit = UnitChoice(label=_("Unit concerned and below"))
    repeated = forms.BooleanField(label=_("Only repeated ones"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The findings that fit."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = with_words(rows, words)
        for name in ("nature", "type", "state"):
            if chosen := asked.get(name):
                rows = rows.filter(**{f"{name}__in": chosen})
        if unit := asked.get("unit"):
            rows = rows.filter(case__subject_unit__path__startswith=unit.path)
        return rows.filter(repeats__isnull=False) if asked.get("repeated") else rows


class FindingList(ListPage):
    """The findings of the cases on which the reader works."""

    code = "oversight.findings"
    title = _("Findings")
    filter = FindingFilter
    order = ("-found_on", "-pk")
    url_name = "oversight.finding"
    empty = Empty(_("Strengths, shortcomings and violations stand here with their remedies."))
    columns = (
        Column("what", sortable=False, wide=True),
        Column("nature", sortable=False, cell=badges.signs, csv=badges.nature_name),
        Column("type_name", pgettext_lazy("finding", "Type"), sortable=False),
        state_column(FindingState),
        Column("case.subject_unit.name", _("Unit concerned"), sortable=False),
        Column("case.symbol", _("Case"), sortable=False),
        Column("found_on", optional=True),
        Column("settled_on", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The findings of cases that the reader works on."""
        return Finding.objects.visible_to(self.actor).for_list()

    def is_open(self) -> bool:
        """Whoever holds a post may come into a team."""
        return self.actor.post_id is not None


class PenaltyFilter(Filter):
    """Narrows discipline."""

    in_sight = ("state", "form")

    state = forms.MultipleChoiceField(label=_("State"), choices=PenaltyState.choices)
    form = forms.MultipleChoiceField(label=pgettext_lazy("discipline", "Form"), choices=discipline_forms)
    mine = WaitingChoice("oversight.penalties", label=_("My part"))
    decided = Period(label=_("Decided between"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The discipline that fits."""
        asked = dict(self.asked())
        for name in ("state", "form"):
            if chosen := asked.get(name):
                rows = rows.filter(**{f"{name}__in": chosen})
        if asked.get("mine"):
            rows = rows.filter(queries.to_decide(self.actor, timezone.localdate()))
        return days.narrow(rows, "decided_on") if (days := asked.get("decided")) else rows


class PenaltyList(ListPage):
    """Discipline that the reader may see."""

    code = "oversight.penalties"
    title = _("Discipline")
    filter = PenaltyFilter
    order = ("-proposed_on", "-pk")
    url_name = "oversight.penalty"
    empty = Empty(_("What is proposed after a case stands here, with the hearing, the decision and its end."))
    columns = (
        Column("case.symbol", _("Case"), sortable=False),
        Column("case.subject", _("Whom it concerns"), sortable=False, wide=True),
        Column("form_name", pgettext_lazy("discipline", "Form"), sortable=False),
        state_column(PenaltyState),
        Column("unit.name", _("Deciding body"), sort_by="unit__path"),
        Column("decided_on"),
        Column("lapses_on"),
        Column("proposed_on", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """What the reader may see."""
        return Penalty.objects.visible_to(self.actor).for_list()

    def is_open(self) -> bool:
        """Whoever holds a post may be concerned."""
        return self.actor.post_id is not None


class AppealFilter(Filter):
    """Narrows complaints."""

    in_sight = ("state",)

    state = forms.MultipleChoiceField(label=_("State"), choices=AppealState.choices)
    mine = WaitingChoice("oversight.appeals", label=_("My part"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The complaints that fit."""
        asked = dict(self.asked())
        if chosen := asked.get("state"):
            rows = rows.filter(state__in=chosen)
        return rows.filter(queries.to_judge(self.actor, timezone.localdate())) if asked.get("mine") else rows


class AppealList(ListPage):
    """Complaints about discipline that the reader may see."""

    code = "oversight.appeals"
    title = _("Complaints about discipline")
    filter = AppealFilter
    order = ("-filed_on", "-pk")
    url_name = "oversight.appeal"
    empty = Empty(_("Another body than the one that decided looks at the discipline again."))
    columns = (
        Column("penalty.case.symbol", _("Case"), sortable=False),
        Column("penalty.case.subject", _("Whom it concerns"), sortable=False, wide=True),
        Column("penalty.form_name", pgettext_lazy("discipline", "Form"), sortable=False),
        state_column(AppealState),
        Column("unit.name", _("Body that decides"), sort_by="unit__path"),
        Column("filed_on"),
        Column("due_on"),
    )

    def rows(self) -> QuerySet[Any]:
        """What the reader may see."""
        return Appeal.objects.visible_to(self.actor).for_list()

    def is_open(self) -> bool:
        """Whoever holds a post may be concerned."""
        return self.actor.post_id is not None


class SideFilter(Filter):
    """Narrows what concerns oneself."""

    in_sight = ("about", "mine")

    about = forms.ChoiceField(label=_("Show"), choices=[("", _("Any")), ("me", _("About me or my unit"))])
    mine = WaitingChoice("oversight.sides", label=_("My part"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """One's own alone, or those that can still be answered."""
        asked = dict(self.asked())
        if asked.get("about"):
            own = is_subject(self.actor, "case__")
            rows = rows.filter(Q(pk__in=[]) if own is None else own)
        return rows.filter(queries.to_answer(self.actor, timezone.localdate())) if asked.get("mine") else rows


class SideList(ListPage):
    """What is recorded about the reader, and the same side of cases on which they work."""

    code = "oversight.sides"
    title = _("What concerns me")
    lead = _("Cases about you or a unit that you head: what was given to you, who read it, what you can do.")
    filter = SideFilter
    order = ("-opened_on", "-pk")
    opens_with = "about=me"
    url_name = "oversight.side"
    empty = Empty(_("No case concerns you."))
    columns = (
        Column("case.symbol", _("Case"), sortable=False),
        Column("case.kind_name", _("Kind"), sortable=False),
        Column("case.subject", _("Whom it concerns"), sortable=False, wide=True),
        Column("case.unit.name", _("Body"), sortable=False),
        Column("case.get_state_display", _("State"), sortable=False),
        Column("opened_on"),
    )

    def rows(self) -> QuerySet[Any]:
        """One's own, and those of cases that one sees."""
        return Side.objects.visible_to(self.actor).for_list()

    def is_open(self) -> bool:
        """Whoever holds a post may be concerned."""
        return self.actor.post_id is not None
