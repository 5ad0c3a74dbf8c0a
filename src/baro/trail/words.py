"""Words for search, folded by the database: without case, tone marks, vowel marks, signs inside numbers."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BigAutoField, Func, Lookup


class Words(Func):
    """The words of some text columns, as a stored column for search."""

    template = "baro_words(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


@SearchVectorField.register_lookup
class Finds(Lookup):
    """``search__finds="dang uy 84"``: every word stands there; the last one may be unfinished."""

    lookup_name = "finds"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The words as they were typed; the database folds them."""
        return "%s", (str(value),)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The column matched with the folded words."""
        column, column_params = self.process_lhs(compiler, connection)
        words, words_params = self.process_rhs(compiler, connection)
        return f"{column} @@ baro_query({words})", (*column_params, *words_params)


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
