"""Words for search, folded by the database: without case, tone marks, vowel marks, signs inside numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar, TypeVar

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BigAutoField, Func, Lookup, Model, QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])

# The same letters as the database function baro_fold: combining marks, Arabic vowels and lengthening.
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_ALIKE = str.maketrans("\u0111\u0623\u0625\u0622\u0671\u0649\u0629", "d\u0627\u0627\u0627\u0627\u064a\u0647")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case, without tone marks and vowel marks, đ as d, the alef forms as one: as the database folds."""
    return _MARKS.sub("", unicodedata.normalize("NFD", text.lower())).translate(_ALIKE)


class Words(Func):
    """The words of some text columns, as a stored column for search."""

    template = "baro_words(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


@SearchVectorField.register_lookup
class Finds(Lookup):
    """``search__finds="dang uy 84"``: every word stands there; the last one may be unfinished."""

    lookup_name = "finds"
    query: ClassVar[str] = "baro_query({words})"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The words as they were typed; the database folds them."""
        return "%s", (str(value),)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The column matched with the folded words."""
        column, column_params = self.process_lhs(compiler, connection)
        words, words_params = self.process_rhs(compiler, connection)
        return f"{column} @@ {self.query.format(words=words)}", (*column_params, *words_params)


@SearchVectorField.register_lookup
class Holds(Finds):
    """``search__holds="dang uy 84"``: every word stands there, whole."""

    lookup_name = "holds"
    query = "plainto_tsquery('simple'::regconfig, baro_plain({words}))"


@BigAutoField.register_lookup
class Among(Lookup):
    """``pk__among=ArraySubquery(…)``: one of a few keys, gathered first.

    Unlike ``pk__in`` it can stand beside another condition in an "or" without making the database look at every row.
    """

    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The key compared with each key that was gathered."""
        key, key_params = self.process_lhs(compiler, connection)
        keys, keys_params = self.process_rhs(compiler, connection)
        return f"{key} = ANY({keys})", (*key_params, *keys_params)


def with_words(rows: Rows, words: str, *paths: str) -> Rows:
    """The rows that hold every word, whatever the marks and the order; the last word may be unfinished.

    Given paths to records (``"pk"`` for the row itself), each word stands in one of these. What a model is found by are
    the words that its index is made of.
    """
    if not paths:
        return _having(rows, finds=words)
    *whole, last = _WORD.findall(fold(words)) or [""]
    for word in whole:
        rows = rows.filter(pk__in=_keys(rows.model, paths, holds=word))
    return rows.filter(pk__in=_keys(rows.model, paths, finds=last))


def _keys(model: type[Model], paths: tuple[str, ...], **asked: str) -> QuerySet[Any]:
    """The keys of the rows with a record that has the words: path by path, because "or" over tables uses no index."""
    everything = model._base_manager
    found = [everything.filter(**{f"{path}__in": _records(model, path, asked)}).values("pk") for path in paths]
    return found[0].union(*found[1:], all=True)


def _records(model: type[Any], path: str, asked: dict[str, str]) -> QuerySet[Any]:
    for step in path.split("__") if path != "pk" else ():
        model = model._meta.get_field(step).related_model
    return _having(model._base_manager.values("pk"), **asked)


def _having(rows: Rows, **asked: str) -> Rows:
    """The rows that have the words in their own index."""
    expressions = (text for index in rows.model._meta.indexes for text in index.expressions)
    indexed = next(text for text in expressions if isinstance(text, Words))
    return rows.alias(words=indexed).filter(**{f"words__{how}": words for how, words in asked.items()})
