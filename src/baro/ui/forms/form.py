"""Forms: shown, checked, carried out by an action, and answered with what is wrong beside each field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from baro.kernel.decisions import require
from baro.kernel.errors import FileRefused, NotPermitted, Refused
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.trail.changes import Batch
from baro.ui.faults import Away, busy_with
from baro.ui.forms import choosing_org, outcomes  # noqa: F401 - importing it is declaring what can be chosen
from baro.ui.forms.fields import AsMeant
from baro.ui.forms.once import once
from baro.ui.http import Request, go_to, number_in, way_back

Act = Callable[..., Any]
MOST_AT_ONCE = 5000


class Form(AsMeant, forms.Form):
    """A form that knows who fills it in, and may group its fields: ``fieldsets = ((legend, ("name", ...)), ...)``.

    ``assents`` names the boxes that let an action go on after all; they are drawn only once it asked for them.
    ``either`` names fields of which one is needed, ``needed_when`` says when a field is: none of them is optional.
    """

    fieldsets: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()
    assents: ClassVar[tuple[str, ...]] = ()
    either: ClassVar[tuple[tuple[str, ...], ...]] = ()
    needed_when: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, actor: Any = None, **options: Any) -> None:
        self.actor = actor
        super().__init__(*args, **options)
        for field in self.fields.values():  # a browser cuts what is pasted without a word; the refusal says it
            field.widget.attrs.pop("maxlength", None)

    def visible_fields(self) -> list[forms.BoundField]:
        """The fields that are drawn."""
        return [bound for bound in super().visible_fields() if self._is_asked(bound)]

    def _is_asked(self, bound: forms.BoundField) -> bool:
        """Whether a field is to be filled in: a box of assent when it was asked for, or ticked."""
        return bound.name not in self.assents or bool(bound.errors or bound.data)


def made(form_class: type[forms.BaseForm], request: Request, *, bound: bool, **options: Any) -> forms.BaseForm:
    """The form, with who fills it in when it wants to know; bound by method, because an empty POST is a POST."""
    if issubclass(form_class, Form):
        options["actor"] = request.actor
    typed = request.POST if request.method == "POST" else request.GET
    return form_class(typed, request.FILES, **options) if bound else form_class(**options)


def add_refusal(form: forms.BaseForm, refusal: Refused) -> None:
    """Put what an action refused beside the fields it names, the rest on top, below what holds for all of it."""
    form.about = refusal.about  # type: ignore[attr-defined]
    found = refusal.fields | _beside_box(form, refusal)
    placed = {name: sentence for name, sentence in found.items() if name in form.fields}
    for name, sentence in placed.items():
        form.add_error(name, str(sentence))
    loose = [str(sentence) for name, sentence in found.items() if name not in placed]
    said = {str(sentence) for sentence in placed.values()}
    general = [] if found else [str(refusal)]
    form.summary = "" if general or str(refusal) in {*said, *loose} else str(refusal)  # type: ignore[attr-defined]
    for sentence in dict.fromkeys([*general, *loose]):
        if sentence and sentence not in said:
            form.add_error(None, sentence)


def _beside_box(form: forms.BaseForm, refusal: Refused) -> dict[str, Any]:
    """What is wrong with a file, for the box that it was dropped into."""
    boxes = (name for name, field in form.fields.items() if isinstance(field, forms.FileField))
    return dict.fromkeys(list(boxes)[:1], refusal.sentence) if isinstance(refusal, FileRefused) else {}


def _add_invalid(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what the record itself found wrong beside the fields of the same name."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)


def attempt(form: forms.BaseForm, act: Act, **also: Any) -> tuple[bool, Any]:
    """Carry out the action with what was typed; whether it was done, and what it gave.

    When somebody else is in the way the form says so, and nothing that was typed is lost.
    """
    try:
        return True, act(**form.cleaned_data, **also)
    except Refused as refusal:
        if refusal.status == 403:
            raise
        add_refusal(form, refusal)
    except ValidationError as error:
        _add_invalid(form, error)
    except DatabaseError as error:
        busy = busy_with(error)
        if busy is None or isinstance(busy, Away):
            raise
        add_refusal(form, busy)
    return False, None


def need_permission(actor: Actor, verb: Verb) -> None:
    """Raise NotPermitted when no mandate of the actor carries the permission of a verb."""
    if not actor.holds_anywhere(verb.permission):
        sentence = _("“%(verb)s” is not among the duties of your post; the head of your unit can tell you whose it is.")
        raise NotPermitted(sentence % {"verb": verb.label})


def _refuse_in_time(actor: Actor, verb: Verb, record: Any) -> None:
    """The refusal before anything is typed in vain; without a record yet, for want of the permission."""
    if record is None:
        need_permission(actor, verb)
    else:
        require(actor, verb, record)


def act_through_form(
    request: Request,
    form_class: type[forms.BaseForm],
    act: Act,
    *,
    template: str = "ui/form.html",
    context: dict[str, Any] | None = None,
    initial: dict[str, Any] | None = None,
    files: bool = False,
    verb: Verb | None = None,
    record: Any = None,
    **options: Any,
) -> HttpResponse:
    """Show the form; on a good POST call ``act(**cleaned, by=actor)`` and go to the record or address it gives.

    With ``verb`` a deed that is not allowed is refused before anything is typed: to this ``record``, or anywhere.
    """
    if verb is not None:
        _refuse_in_time(request.actor, verb, record)
    posted = request.method == "POST"
    form = made(form_class, request, bound=posted, initial=initial, **options)
    if posted and form.is_valid():
        done, goal = attempt(form, once(request, act, otherwise=record), by=request.actor)
        if done:
            return go_to(request, goal, done=verb or (context or {}).get("verb"))
    more: dict[str, Any] = {"verb": verb, "record": record, **(context or {})}
    return shown(request, form, template, {"files": files or form.is_multipart(), **more})


def shown(request: Request, form: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of the form; 422 when something is wrong with it."""
    verb, record = context.get("verb"), context.get("record")
    goal: Any = getattr(record, "get_absolute_url", None)
    whole = {
        "form": form,
        "title": verb.label if verb else _("Form"),
        "submit": verb.label if verb else _("Save"),
        "back": goal() if goal else way_back(request, otherwise=""),
        "lead": "",
        "action": "",
        "carried": (),
        "files": False,
        **context,
    }
    return TemplateResponse(request, template, whole, status=422 if form.is_bound and form.errors else 200)


# Many records at once


def ticked(request: Request) -> list[int]:
    """The ids that were ticked, each once.

    Raises Refused for none, for too many, and for what is no id.
    """
    sent = list(dict.fromkeys(request.POST.getlist("ids")))
    if not sent:
        raise Refused(_("Tick at least one row first."))
    if len(sent) > MOST_AT_ONCE:
        raise Refused(_("At most %(most)s rows can be changed at once.") % {"most": MOST_AT_ONCE})
    numbers = [number_in(text) for text in sent]
    if None in numbers:
        wrong = sent[numbers.index(None)][:40]
        raise Refused(_("“%(value)s” is not the number of a row. Go back and tick the rows again.") % {"value": wrong})
    return [number for number in numbers if number is not None]


def act_on_many(
    request: Request,
    form_class: type[forms.BaseForm] | None,
    act: Act,
    *,
    verb: Verb | None = None,
    template: str = "ui/bulk_form.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Do a verb to the ticked rows with ``act(ids, **cleaned, by=actor)``, which gives its `Batch`, and report.

    With a form it is asked first: the bar of the list sends only the ticks, the form sends them again with ``sure``.
    Raises Refused when nothing is ticked.
    """
    if request.method != "POST":
        return go_to(request, way_back(request))
    ids = ticked(request)
    more = {"verb": verb, "ids": ids, "count": len(ids), "next": way_back(request, otherwise=""), **(context or {})}
    reported = once(request, lambda **cleaned: outcome_of(request, act(ids, **cleaned), more))
    if form_class is None:
        return go_to(request, reported(by=request.actor))
    sure = "sure" in request.POST
    form = made(form_class, request, bound=sure)
    if sure and form.is_valid():
        done, goal = attempt(form, reported, by=request.actor)
        if done:
            return go_to(request, goal)
    return shown(request, form, template, more)


def outcome_of(request: Request, batch: Batch[Any], context: dict[str, Any]) -> str:
    """The address of the page that says how many were changed, and which were refused for which reason."""
    title = str(context["verb"].label if context.get("verb") else _("Result"))
    key = outcomes.keep(request, batch, title=title, asked=context["count"], back=context.get("next") or "")
    return reverse("ui.outcome", args=[key])
