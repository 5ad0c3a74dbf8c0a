"""Forms whose deed is carried out only after its consequences were shown: look, see what follows, do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from django import forms
from django.http import HttpResponse

from baro.kernel.decisions import require
from baro.kernel.verbs import Verb
from baro.ui.forms import Act, attempt, made, shown
from baro.ui.http import Request, go_to


class Foresight(Protocol):
    """What would follow; the digest tells whether it is still what was shown."""

    @property
    def digest(self) -> str:
        """Changes with whatever would follow."""
        ...


def act_when_foreseen(
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

    ``follows`` is the template of the consequences, which finds them as ``foreseen``.
    """
    require(request.actor, verb, record)
    posted = request.method == "POST"
    form = made(form_class, request, bound=posted, **options)
    foreseen = None
    if posted and form.is_valid():
        looked, foreseen = attempt(form, look, by=request.actor)
        if looked and request.POST.get("seen") == foreseen.digest:
            done, given = attempt(form, act, by=request.actor)
            if done:
                return go_to(request, given)
    more = {"verb": verb, "record": record, "foreseen": foreseen, "follows": follows, **(context or {})}
    return shown(request, form, template, more)
