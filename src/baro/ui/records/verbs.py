"""The pages on which something is done to a record: each made from one declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from django import forms
from django.http import HttpResponse

from baro.kernel.decisions import require
from baro.kernel.errors import Refused
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.ui.forms.form import Act, act_on_many, act_through_form
from baro.ui.forms.once import once
from baro.ui.forms.preview import Foresight, act_after_preview
from baro.ui.http import Request, go_to

Look: TypeAlias = Callable[[Request, Any], dict[str, Any]]


def nothing(_request: Request, _record: Any = None) -> dict[str, Any]:
    """A form that begins empty, beside which nothing stands."""
    return {}


def itself(record: Any) -> Any:
    """The record on whose page the verb stands."""
    return record


def always(_record: Any) -> bool:
    """On every page."""
    return True


def elsewhere(_record: Any) -> bool:
    """Not at the head of the page: a piece of the page, or a list, has the button."""
    return False


def alone(many: Act) -> Act:
    """An action on many records, done to a single one.

    It raises Refused with why the record was left alone.
    """

    def act(pk: int, **typed: Any) -> None:
        for refusal in many([pk], **typed).refused:
            raise Refused(refusal.sentence)

    return act


@dataclass(frozen=True, slots=True)
class Preview:
    """What would follow is shown before it is done: ``look(record, **typed, by=actor)``, drawn by a template."""

    look: Callable[..., Foresight]
    follows: str
    template: str = "ui/foreseen.html"


@dataclass(frozen=True, slots=True)
class VerbPage:
    """How a verb is done to a record on pages: ``act(pk, **typed, by=actor)``, at once or through a form.

    What the action gives is where the reader is led: a record, an address, or None for the record itself. ``lead``
    stands above the form: words, or a function of the record. ``initial``, ``beside`` and ``options`` look at the
    request and the record: what the form begins with, what its page shows beside it, what it is made with. ``many``
    does the verb to ticked rows, ``preview`` shows first what follows. ``about`` gives the record that is asked
    about where it is another one, such as a new part of this one; ``word`` the last step of the address where the
    verb's own would say too little. ``only`` says on the pages of which records its button stands, where the states do
    not say it. ``by_hand`` is a page made by hand, of the request and the record, for what one form cannot ask.
    """

    verb: Verb
    act: Act
    form: type[forms.BaseForm] | None = None
    template: str = ""
    lead: Any = ""
    initial: Look = nothing
    beside: Look = nothing
    options: Look = nothing
    many: Act | None = None
    preview: Preview | None = None
    about: Callable[[Any], Any] = itself
    word: str = ""
    only: Callable[[Any], bool] = always
    by_hand: Callable[[Request, Any], HttpResponse] | None = None

    @property
    def step(self) -> str:
        """The last step of the address."""
        return self.word or self.verb.word.replace("_", "-")

    @property
    def asks(self) -> bool:
        """Whether it has a page; otherwise its button acts."""
        return bool(self.form or self.by_hand)

    def at_once(self, request: Request, pk: int) -> HttpResponse:
        """Do it, and go on."""
        return go_to(request, once(request, partial(self.act, pk))(by=request.actor), done=self.verb)

    def asked(self, request: Request, record: Any, template: str) -> HttpResponse:
        """Show the form, or do what it says; a refusal comes before anything beside it is worked out in vain."""
        if self.by_hand:
            return self.by_hand(request, record)
        if self.form is None:
            raise AssertionError(f"{self.verb} asks nothing: it is done at once")
        about, act = self.about(record), partial(self.act, record.pk)
        if self.preview is None:
            require(request.actor, self.verb, about)
        more = {"initial": self.initial(request, record), **self.options(request, record)}
        context = {"lead": self.lead(record) if callable(self.lead) else self.lead} | self.beside(request, record)
        if self.preview:
            look, template = partial(self.preview.look, record), self.template or self.preview.template
            return act_after_preview(
                request, self.form, look, act, verb=self.verb, record=about,
                follows=self.preview.follows, template=template, context=context, **more,
            )  # fmt: skip
        context = {"verb": self.verb} | context
        return act_through_form(
            request, self.form, act, template=self.template or template, record=record, context=context, **more
        )

    def to_many(self, request: Request) -> HttpResponse:
        """Do it to the ticked rows."""
        return act_on_many(request, self.form, self.many or self.act, verb=self.verb)


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a new record is begun: ``act(**typed, by=actor)`` through a form.

    ``initial``, ``beside`` and ``options`` look at the request. ``about`` makes, for an actor, the record that is asked
    about before anything is typed; without it the verb's permission anywhere is enough.
    """

    verb: Verb
    act: Act
    form: type[forms.BaseForm]
    template: str = "ui/form.html"
    initial: Callable[[Request], dict[str, Any]] = nothing
    beside: Callable[[Request], dict[str, Any]] = nothing
    options: Callable[[Request], dict[str, Any]] = nothing
    about: Callable[[Actor], Any] | None = None

    @property
    def step(self) -> str:
        """The last step of the address."""
        return self.verb.word.replace("_", "-")

    def page(self, request: Request) -> HttpResponse:
        """Show the form, or do what it says."""
        record = self.about(request.actor) if self.about else None
        return act_through_form(
            request,
            self.form,
            self.act,
            template=self.template,
            verb=self.verb,
            record=record,
            initial=self.initial(request),
            context={"record": None, "back": ""} | self.beside(request),
            **self.options(request),
        )
