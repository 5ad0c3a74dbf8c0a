"""Words for search, folded by the database: without case, tone marks, vowel marks, signs inside numbers."""

from __future__ import annotations

import re
import unicodedata
from functools import reduce
from operator import or_
from typing import Any, ClassVar, TypeVar

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BigAutoField, Exists, Func, IntegerField, Lookup, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Length
from psycopg.sql import Literal

Rows = TypeVar("Rows", bound=QuerySet[Any])

# The same letters as the database function baro_fold: combining marks, Arabic vowels and lengthening.
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_ALIKE = str.maketrans("\u0111\u0623\u0625\u0622\u0671\u0649\u0629", "d\u0627\u0627\u0627\u0627\u064a\u0647")
_WORD = re.compile(r"[^\W_]+")
FEW = 5_000  # rows that are named one by one
MOST = 8  # words of a search; each is a question of its own


def fold(text: str) -> str:
    """Lower case, without tone marks and vowel marks, đ as d, the alef forms as one: as the database folds."""
    return _MARKS.sub("", unicodedata.normalize("NFD", text.lower())).translate(_ALIKE)


def asked_words(text: str) -> list[str]:
    """The first words of a search, each once; the last of them may be unfinished."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))[:MOST]


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
        """The words as they were typed, quoted within the statement, so that it is planned for them; the database
        folds them. As a parameter, a statement that was prepared would have one plan for rare and common words."""
        words = " ".join(asked_words(str(value)))
        return Literal(words).as_string(connection.connection).replace("%", "%%"), ()

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

    Given paths to records (``"pk"`` for the row itself), each word stands in one of these, at a query for each word.
    What a model is found by are the words that its index is made of.
    """
    if not paths:
        return _having(rows, finds=words)
    *whole, last = asked_words(words) or [""]
    for asked in (*({"holds": word} for word in whole), {"finds": last}):
        rows = rows.filter(_standing(rows.model, paths, asked))
    return rows


class Plain(Func):
    """Some text columns as the words of a search: folded, with a space for each sign inside numbers."""

    template = "baro_plain(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()


def nearness(words: str, *columns: str) -> Length:
    """Over how many letters the words stretch where they stand in this order in some text columns; elsewhere nothing.

    No index helps: it is for ordering what was found already.
    """
    *whole, last = asked_words(words) or [""]
    pattern = ".*?".join([*(rf"\m{word}\M" for word in whole), rf"\m{last}"])
    return Length(Func(Plain(*columns), Value(pattern), function="substring", output_field=TextField()))


def spare_words(words: str, *columns: str) -> Func:
    """How many words stand in some text columns besides those of a search: for ordering what was found, too."""
    *whole, last = asked_words(words) or [""]
    asked = rf"\m({'|'.join([*whole, rf'{last}[[:alnum:]]*'])})\M"
    rest = Func(
        Plain(*columns), Value(asked), Value(""), Value("g"), function="regexp_replace", output_field=TextField()
    )
    return Func(rest, Value("[[:alnum:]]+"), function="regexp_count", output_field=IntegerField())


def _standing(model: type[Any], paths: tuple[str, ...], asked: dict[str, str]) -> Q:
    """The condition that one of the records has the word.

    The few rows with a rare word are gathered by the indexes; whether they have the common ones is asked of these only.
    """
    records = {path: _having(_end_of(model, path)._base_manager.order_by(), **asked) for path in paths}
    ways = [model._base_manager.order_by().filter(**{f"{path}__in": found}) for path, found in records.items()]
    keys = list(ways[0].values_list("pk").union(*(way.values_list("pk") for way in ways[1:]), all=True)[:FEW])
    if len(keys) < FEW:
        return Q(pk__in=[key for (key,) in keys])
    return reduce(or_, (Q(Exists(found.filter(pk=OuterRef(path)))) for path, found in records.items()))


def _end_of(model: type[Any], path: str) -> type[Any]:
    """The model that a path leads to."""
    for step in path.split("__") if path != "pk" else ():
        model = model._meta.get_field(step).related_model
    return model


def _having(rows: Rows, **asked: str) -> Rows:
    """The rows that have the words in their own index."""
    expressions = (text for index in rows.model._meta.indexes for text in index.expressions)
    indexed = next(text for text in expressions if isinstance(text, Words))
    return rows.alias(words=indexed).filter(**{f"words__{how}": words for how, words in asked.items()})
