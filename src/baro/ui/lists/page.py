"""Every list of the house: what a part declares about one, and the one view that shows them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from baro.kernel.decisions import ask
from baro.kernel.errors import Refused
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.trail.words import fold
from baro.ui.frame.search import Group, Hit, plain_words
from baro.ui.http import Request, wants_fragment
from baro.ui.lists.columns import Column, main_painter, paint_rows, painter, style_of, tick_painter
from baro.ui.lists.exports import EXPORTS
from baro.ui.lists.filters import Chip, chips
from baro.ui.lists.found import SIZES, FoundRows
from baro.ui.lists.states import Address

TEMPLATE = "ui/list.html"
ANY_KEY = 77_777_777_777
NOTHING_YET = _("Nothing stands here yet.")


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says: ``teach`` tells what will stand here and how it comes; ``create`` is the verb that
    begins it.

    ``cleared`` marks lists that are best empty, where nothing left to do is praised.
    """

    teach: Any = NOTHING_YET
    create: Verb | None = None
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; ``url`` sorts by it, ``sorted`` says which way it is sorted now."""

    label: Any
    style: str
    url: str = ""
    sorted: str = ""


class ListPage(FoundRows):
    """One list for one reader and one address; a subclass declares what is listed.

    Its ``code`` is its URL name. ``order`` is the database order it opens with, ``opens_with`` what a bare address asks
    for where the reader keeps no view that opens first; ``bulk`` the verbs for ticked rows;
    ``creates`` the verbs offered above the list to who holds them somewhere. ``url_name`` is the page of a record (by
    its key); without it every row asks its record for its address, which is slower. ``above`` is the template of a
    piece that stands above the rows.
    """

    title: Any = ""
    lead: Any = ""
    empty: ClassVar[Empty] = Empty()
    bulk: ClassVar[tuple[Verb, ...]] = ()
    creates: ClassVar[tuple[Verb, ...]] = ()
    see_permission: str = ""
    url_name: ClassVar[str] = ""
    section: str = ""
    above: ClassVar[str] = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.code:
            if _lists.get(cls.code, cls).__qualname__ != cls.__qualname__:
                raise ValueError(f"the list {cls.code} is declared twice")
            _lists[cls.code] = cls

    def url(self, record: Any) -> str:
        """Where a row leads."""
        if self.url_name:
            before, after = self._around_key
            return f"{before}{record.pk}{after}{self.section}"
        return str(record.get_absolute_url())

    @cached_property
    def _around_key(self) -> list[str]:
        """The address of a record before and after its key: looked up once, it costs more than drawing a row."""
        return reverse(self.url_name, args=[ANY_KEY]).split(str(ANY_KEY))

    def bulk_verbs(self) -> Sequence[Verb]:
        """The verbs offered for ticked rows to this actor."""
        return self.bulk

    @cached_property
    def table_rows(self) -> SafeString:
        """The rows of the table, drawn."""
        first, *others = self.visible_columns
        paints = [
            main_painter(first, self.base.model, self.url),
            *(painter(column, self.base.model) for column in others),
        ]
        if self.has_ticks:
            paints.insert(0, tick_painter(self._possible))
        return paint_rows(self.records, paints)

    def _possible(self, record: Any) -> list[str]:
        """The codes of the verbs of the bulk bar that the actor may do to a record now."""
        return [verb.code for verb in self._offered if ask(self.actor, verb, record)]

    @cached_property
    def _offered(self) -> Sequence[Verb]:
        return self.bulk_verbs()

    @cached_property
    def has_ticks(self) -> bool:
        """Whether rows can be ticked: there is something to do with them."""
        return self.among is None and bool(self._offered)

    @property
    def heads(self) -> tuple[Head, ...]:
        """The heads of the visible columns."""
        return tuple(self._head(column) for column in self.visible_columns)

    def _head(self, column: Column) -> Head:
        """The head of a column; a second press sorts the other way round."""
        style = style_of(column, self.base.model)
        if not column.sort_paths(self.base.model):
            return Head(column.words(self.base.model), style)
        current, falling = self.sorted_column
        here = current is column
        turned = f"-{column.path}" if here and not falling else column.path
        sense = ("descending" if falling else "ascending") if here else ""
        return Head(column.words(self.base.model), style, self.address.with_(order=turned), sense)

    # The links of the page

    @cached_property
    def address(self) -> Address:
        """The address of what is shown, from which the page's links are made."""
        return Address(
            self.state.query, has_default=bool(self.state.opens_with) or any(v.is_default for v in self.views)
        )

    @cached_property
    def chips(self) -> list[Chip]:
        """What the list is narrowed to, each with the address without it."""
        return chips(self.form, self.address)

    @property
    def mistakes(self) -> list[str]:
        """What was asked and could not be understood."""
        return [
            f"{self.form.fields[name].label}: {error}" if name in self.form.fields else str(error)
            for name, errors in self.form.errors.items()
            for error in errors
        ]

    @property
    def narrowed(self) -> bool:
        """Whether the reader asked for anything."""
        return bool(self.form.errors) or any(True for _asked in self.form.asked())

    @property
    def asked_behind(self) -> int:
        """How many of the fields behind the button ask for something."""
        return sum(name not in self.form.in_sight for name, _value in self.form.asked())

    @property
    def cleared(self) -> str:
        """The address without any filter."""
        return self.address.without(*self.form.all_keys())

    @property
    def earlier(self) -> str:
        """The address of the page before, if there is one."""
        return self.address.with_(page=self.page_number - 1) if self.page_number > 1 else ""

    @property
    def later(self) -> str:
        """The address of the next page, if there is one."""
        return self.address.with_(page=self.page_number + 1) if self.page_number < self.pages else ""

    @property
    def sizes(self) -> list[tuple[int, str]]:
        """How many rows a page may have, each with the address that shows so many; none where one page is all."""
        return [(size, self.address.with_(size=size)) for size in SIZES] if self.count > min(SIZES) else []

    @property
    def carried_but_page(self) -> list[tuple[str, str]]:
        """What the form that leads to a page sends along."""
        return self.address.pairs(without={"page"})

    @property
    def as_csv(self) -> str:
        """The address of the list as CSV."""
        return self.address.with_(**{"as": "csv"})

    @property
    def as_xlsx(self) -> str:
        """The address of the list as an Excel file."""
        return self.address.with_(**{"as": "xlsx"})

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the filter form sends along: everything that it does not ask itself."""
        return self.address.pairs(without=self.form.all_keys() | {"page"})

    @property
    def carried_but_columns(self) -> tuple[tuple[str, str], ...]:
        """What the choice of columns sends along."""
        return tuple(self.address.pairs(without={"columns", "page"}))

    @property
    def column_choice(self) -> tuple[tuple[str, str, bool], ...]:
        """The columns that can be shown or hidden: path, words, and whether it is shown."""
        return tuple((c.path, c.words(self.base.model), c in self.visible_columns) for c in self.columns[1:])

    @property
    def can_keep_views(self) -> bool:
        """Whether the reader can keep what is shown."""
        return self.among is None and self.actor.account_id is not None

    # Who may

    def is_open(self) -> bool:
        """Whether any permission of the actor opens the list; without a declared permission it is open."""
        permission = self.see_permission or getattr(self.base, "see_permission", "")
        return not permission or self.among is not None or self.actor.holds_anywhere(permission)

    def created_here(self) -> list[Verb]:
        """The verbs that begin something new and that the actor holds somewhere; what is counted is not begun."""
        return [verb for verb in self.creates if self.among is None and self.actor.holds_anywhere(verb.permission)]

    def offered_when_empty(self) -> Verb | None:
        """The verb that begins what an empty list waits for, if the actor holds it somewhere."""
        verb = self.empty.create
        return verb if verb and self.actor.holds_anywhere(verb.permission) else None


_lists: dict[str, type[ListPage]] = {}


def list_of(code: str) -> type[ListPage]:
    """The declared list of a code.

    Raises KeyError when no part declares it.
    """
    return _lists[code]


def all_lists() -> list[type[ListPage]]:
    """Every declared list, in order of code."""
    return [_lists[code] for code in sorted(_lists)]


def beginnings_of(actor: Actor) -> list[Verb]:
    """What the actor can begin, whichever list offers it."""
    offered = dict.fromkeys(verb for kind in all_lists() for verb in kind.creates)
    return [verb for verb in offered if actor.holds_anywhere(verb.permission)]


def beginnings_named(actor: Actor, typed: str) -> Group:
    """What the actor can begin under a name that holds the words; all of it for no words."""
    words = fold(plain_words(typed))
    named = [verb for verb in beginnings_of(actor) if words in fold(str(verb.label))]
    return Group("begin", _("Begin"), "plus", [Hit(str(verb.label), "", reverse(verb.code)) for verb in named])


def list_view(kind: type[ListPage]) -> Callable[..., HttpResponseBase]:
    """The view of a list: the page, its table alone for htmx, or a file."""

    @require_safe
    def view(request: Request) -> HttpResponseBase:
        page = kind(request.actor, request.GET)
        return answer(request, page, title=kind.title, lead=kind.lead)

    view.kind = kind  # type: ignore[attr-defined]
    return view


def _refuse_mistakes(mistakes: Sequence[str]) -> None:
    """Raise Refused for a file whose filters were not understood: it would hold more rows than were asked for."""
    if mistakes:
        sentence = _("The file was not made. %(mistake)s Remove this filter and try again.")
        raise Refused(sentence % {"mistake": mistakes[0]})


def answer(request: Request, page: ListPage, *, title: str | Promise, lead: str | Promise = "") -> HttpResponseBase:
    """The list as a page, as the part of the page that htmx swaps, or as a file."""
    if (kind := request.GET.get("as", "")) in EXPORTS:
        _refuse_mistakes(page.mistakes)
        return page.as_file(request, EXPORTS[kind], str(title))
    fragment = wants_fragment(request)
    from_list = reverse(page.code) if page.among is None else request.path
    context = {"list": page, "title": title, "lead": lead, "path": request.path, "home": from_list}
    response = TemplateResponse(request, f"{TEMPLATE}#rows" if fragment else TEMPLATE, context)
    patch_vary_headers(response, ["HX-Request"])
    if fragment:
        response.headers["HX-Push-Url"] = f"{request.path}{page.address.same()}"
    return response
