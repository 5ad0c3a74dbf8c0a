"""Every list of the house: what a part declares about one."""

from baro.ui.forms.choices import ANY
from baro.ui.lists.columns import Column
from baro.ui.lists.filters import Filter, Words
from baro.ui.lists.history import History, Past
from baro.ui.lists.page import Empty, ListPage, list_of, list_view

__all__ = ["ANY", "Column", "Empty", "Filter", "History", "ListPage", "Past", "Words", "list_of", "list_view"]
