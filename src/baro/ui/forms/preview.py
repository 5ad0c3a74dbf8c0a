"""Forms whose deed is carried out only after its consequences were shown: look, see what follows, do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from baro.kernel.decisions import require
from baro.kernel.verbs import Verb
from baro.ui.forms.form import Act, attempt, made, shown
from baro.ui.forms.once import once
from baro.ui.http import Request, go_to


class Foresight(Protocol):
    """What would follow; the digest tells whether it is still what was shown."""

    @property
    def digest(self) -> str:
        """Changes with whatever would follow."""
        ...


def act_after_preview(
    request: Request,
    form_class: type[forms.BaseForm],
    look: Callable[..., Foresight],
    act: Act,
    *,
    verb: Verb,
    record: Any,
    follows: str,
    template: str = "ui/foreseen.html",
    context: dict[str, Any] | None = None,
    **options: Any,
) -> HttpResponse:
    """Show the form, then what ``look(**cleaned, by=actor)`` foresees, and act when exactly that was seen.

    What is foreseen has an address of its own, which holds what was typed: whoever comes back to it is not asked to
    send anything again. ``follows`` is the template of the consequences, which finds them as ``foreseen``.
    """
    require(request.actor, verb, record)
    posted = request.method == "POST"
    typed = posted or any(_is_typed(name, form_class) for name in request.GET)
    form = made(form_class, request, bound=typed, **options)
    foreseen = None
    if typed and form.is_valid():
        looked, foreseen = attempt(form, look, by=request.actor)
        if looked and posted and request.POST.get("seen") == foreseen.digest:
            done, goal = attempt(form, once(request, act, otherwise=record), by=request.actor)
            if done:
                return go_to(request, goal, done=verb)
            foreseen = None
    if posted and "seen" in request.POST and foreseen:
        messages.warning(request, _("What follows is no longer what you saw; read it again before you confirm."))
    if posted and ("seen" not in request.POST or foreseen):
        return go_to(request, _address(request, form_class))
    more = {"verb": verb, "record": record, "foreseen": foreseen, "follows": follows, **(context or {})}
    return shown(request, form, template, more)


def _is_typed(name: str, form_class: type[forms.BaseForm]) -> bool:
    """Whether a name in an address is that of a field, or of a part of one."""
    return name.startswith(tuple(form_class.base_fields))  # type: ignore[attr-defined]


def _address(request: Request, form_class: type[forms.BaseForm]) -> str:
    """Where what follows from the form as it was sent is shown."""
    typed = request.GET.copy()
    for name in [name for name in typed if _is_typed(name, form_class)]:
        del typed[name]
    for name in request.POST:
        if _is_typed(name, form_class):
            typed.setlist(name, request.POST.getlist(name))
    return f"{request.path}?{typed.urlencode()}"
