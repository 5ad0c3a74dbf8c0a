"""Where tests are stricter than Django: nothing undefined in a template, and no order that nobody asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from django.db.models import QuerySet
from django.db.models.query import MAX_GET_RESULTS
from django.template import Engine
from django.template.base import FilterExpression
from django.template.defaultfilters import default
from django.templatetags.i18n import BlockTranslateNode

FETCH, ITERATE = QuerySet._fetch_all, QuerySet.iterator
RESOLVE, TRANSLATE = FilterExpression.resolve, BlockTranslateNode.render


class UndefinedError(pytest.fail.Exception):
    """A template uses what its page does not give it; no Exception, because conditions of templates swallow those."""


class UnorderedError(pytest.fail.Exception):
    """Some of several rows are taken, and nobody said which."""


class _Blank(str):
    """What Django writes for what is undefined, which is nothing; inside of a sentence it is refused."""

    __slots__ = ()

    def __contains__(self, words: object) -> bool:
        return words == "%s"

    def __mod__(self, name: Any) -> str:
        raise UndefinedError(f"{name} is undefined in a sentence")


def refuse_undefined(patch: Any) -> None:
    """Let templates fail that show something undefined, or ask about a name that the page does not know.

    Django shows nothing there, and such a page looks right until somebody misses what it should say. What may be
    missing is given by the page, or followed by ``|default``.
    """
    asked = _Asked()

    def blank(_engine: Any) -> str:
        asked.undefined = True
        return _Blank()

    def strictly(self: Any, context: Any, ignore_failures: bool = False) -> Any:
        lookups = getattr(self.var, "lookups", None)
        if ignore_failures and lookups and lookups[0] not in context and not _may_be_missing(self):
            raise UndefinedError(f"{{{{ {self.token} }}}} asks about a name that {context.template.name} does not know")
        with asked.apart():
            found = RESOLVE(self, context, ignore_failures)
            if asked.undefined and not ignore_failures and not _may_be_missing(self):
                raise UndefinedError(f"{{{{ {self.token} }}}} is undefined in {context.template.name}")
        return found

    def in_itself(self: Any, context: Any, nested: bool = False) -> Any:
        with asked.apart():
            return TRANSLATE(self, context, nested)

    patch.setattr(Engine, "string_if_invalid", property(blank, lambda _engine, _value: None), raising=False)
    patch.setattr(FilterExpression, "resolve", strictly)
    patch.setattr(BlockTranslateNode, "render", in_itself)


class _Asked(threading.local):
    """Whether anything was undefined in the expression that is being resolved, apart from those within it."""

    undefined = False

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Ask it of an expression of its own."""
        before, self.undefined = self.undefined, False
        try:
            yield
        finally:
            self.undefined = before


def _may_be_missing(expression: Any) -> bool:
    """Whether the template says what stands for what is undefined."""
    return default in {applied for applied, _args in expression.filters}


def shuffle_unordered(patch: Any, seed: str) -> None:
    """Let rows come in another order wherever none was asked for, and refuse to take some of them.

    The database promises no order there, and keeps one as long as a table is small.
    """
    chance = Random(seed)

    def fetched(self: Any) -> None:
        fresh = self._result_cache is None
        FETCH(self)
        if fresh and not self.ordered:
            if _is_cut(self.query, len(self._result_cache)):
                raise UnorderedError(f"some rows of {self.model._meta.label} are taken in no order")
            chance.shuffle(self._result_cache)

    def iterated(self: Any, *args: Any, **options: Any) -> Iterator[Any]:
        rows = ITERATE(self, *args, **options)
        if not self.ordered:
            rows = list(rows)
            chance.shuffle(rows)
        return iter(rows)

    patch.setattr(QuerySet, "_fetch_all", fetched)
    patch.setattr(QuerySet, "iterator", iterated)


def _is_cut(query: Any, rows: int) -> bool:
    """Whether only some of several rows were wanted, and there were as many.

    Asking for one row may find too many, and whoever joins queries only looks whether they find few.
    """
    if not query.is_sliced or query.combinator or query.high_mark in (None, MAX_GET_RESULTS):
        return False
    return bool(rows == query.high_mark - query.low_mark)
