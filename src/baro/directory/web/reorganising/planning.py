"""The page on which a plan is made, step by step or by a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from baro.directory.web.reorganising import plan_forms as forms
from baro.directory.web.reorganising.placing import PlaceForm
from baro.directory.web.reorganising.plan_shapes import HOW, SHAPE, template_sheet, words_of
from baro.directory.web.reorganising.plans import plan_of
from baro.kernel.decisions import require
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Reorganisation, UnitKind
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions.planning import Alteration
from baro.org.verbs import PLAN
from baro.ui.forms import act_through_form
from baro.ui.http import Request
from baro.ui.lists.exports import csv_answer, xlsx_answer

Asked = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One way to add to a plan: the tab's name, its form, what it does with what was typed, and what it is for.

    All tabs stand in one row, so a name is one word or two; where that does not say it all, ``about`` does.
    """

    code: str
    label: Any
    icon: str
    form: type[forms.PlanForm]
    act: Callable[[Reorganisation, Asked, Actor], Any]
    about: Any = ""


def _merge(record: Reorganisation, asked: Asked, by: Actor) -> None:
    planning.merge(record.pk, asked["units"], into=asked["goal"], by=by)


def _divide(record: Reorganisation, asked: Asked, by: Actor) -> None:
    goals = asked["goals"]
    planning.divide(record.pk, asked["unit"], among=list(goals.values()), main=goals[asked["main"]], by=by)


def _dissolve(record: Reorganisation, asked: Asked, by: Actor) -> None:
    planning.dissolve(record.pk, asked["unit"], successor=asked["successor"], by=by)


def _alter(record: Reorganisation, asked: Asked, by: Actor) -> None:
    planned = asked.get("planned_parent")
    alteration = Alteration(
        asked["unit"],
        name=asked["name"].strip(),
        kind=UnitKind(asked["kind"]) if asked["kind"] else None,
        suffix=asked["suffix"],
        code=asked["code"],
        parent=forms.as_goal(planned) if planned else asked["parent"],
    )
    planning.alter(record.pk, alteration, by=by)


def _found(record: Reorganisation, asked: Asked, by: Actor) -> None:
    planning.found_unit(record.pk, asked["new"], by=by)


def _place(record: Reorganisation, asked: Asked, by: Actor) -> None:
    for kind, goals in asked["placed"].items():
        planning.place(record.pk, kind, goals, by=by)


def _choose_dispositions(record: Reorganisation, asked: Asked, by: Actor) -> None:
    for kind, disposition in asked["chosen"].items():
        planning.choose_disposition(record.pk, kind, disposition, by=by)


def _follow_list(record: Reorganisation, asked: Asked, by: Actor) -> None:
    planning.plan(record.pk, asked["steps"], said=coded("org.plan_list", asked["upload"].name), by=by)


def _take_out(record: Reorganisation, asked: Asked, by: Actor) -> None:
    planning.take_out(record.pk, asked["unit_code"], by=by)


STEPS = (
    Step("merge", pgettext_lazy("reorganisation", "Merge"), "git-merge", forms.MergeForm, _merge),
    Step("divide", pgettext_lazy("reorganisation", "Divide"), "git-fork", forms.DivideForm, _divide),
    Step("dissolve", pgettext_lazy("reorganisation", "Dissolve"), "building-off", forms.DissolveForm, _dissolve),
    Step(
        "alter",
        pgettext_lazy("reorganisation", "Change"),
        "replace",
        forms.AlterForm,
        _alter,
        gettext_lazy("A unit stays: it is called otherwise, stands below another unit, or changes its level."),
    ),
    Step("found", pgettext_lazy("reorganisation", "Found"), "building-plus", forms.FoundForm, _found),
    Step("list", gettext_lazy("By a list"), "file-type-csv", forms.ListForm, _follow_list),
    Step("place", pgettext_lazy("reorganisation", "Share out"), "sitemap", PlaceForm, _place),
    Step(
        "dispositions",
        pgettext_lazy("reorganisation", "Attached"),
        "link",
        forms.DispositionsForm,
        _choose_dispositions,
        gettext_lazy("Say for each kind of thing that hangs on the units that close what becomes of it."),
    ),
    Step("take_out", gettext_lazy("Take out"), "x", forms.TakeOutForm, _take_out),
)


def plan(request: Request, record: Reorganisation) -> HttpResponse:
    """The plan of a draft with one form for each way to change it."""
    # By hand: each tab asks with a form of its own, and what stands in the plan decides which tabs there are.
    shown = plan_of(record)
    offered = [step for step in STEPS if _fits(step, record, shown)]
    step = next((one for one in offered if one.code == request.GET.get("step")), STEPS[0])
    # Which divided unit is meant is said in the address, so that each has a page of its own.
    more: dict[str, Any] = {"divided": request.GET.get("unit", "")} if step.code == "place" else {}
    query = urlencode({"step": step.code, **({"unit": more["divided"]} if more else {})})
    address = f"{reverse('org.reorganisation.plan', args=[record.pk])}?{query}"

    def act(*, by: Actor, **asked: Any) -> str:
        step.act(record, asked, by)
        return f"{address}#plan"

    context = {
        "plan": shown,
        "steps": offered,
        "step": step,
        "action": address,
        "columns": SHAPE.columns,
        "hows": words_of(HOW),
    }
    return act_through_form(
        request,
        step.form,
        act,
        template="directory/planning.html",
        verb=PLAN,
        record=record,
        context=context,
        plan=record,
        **more,
    )


def _fits(step: Step, record: Reorganisation, plan: Any) -> bool:
    """Whether a step makes sense in the plan as it stands."""
    if step.code == "place":
        return bool(plan.divided)
    return not plan.is_empty if step.code in ("take_out", "dispositions") else True


@require_safe
def template(request: Request, pk: int) -> HttpResponseBase:
    """The list of a plan to be filled in, as a workbook or as CSV."""
    require(request.actor, PLAN, get_object_or_404(Reorganisation.objects.visible_to(request.actor), pk=pk))
    sheet = template_sheet()
    return (
        csv_answer(request, sheet, sheet.title)
        if request.GET.get("as") == "csv"
        else xlsx_answer(request, [sheet], sheet.title)
    )
