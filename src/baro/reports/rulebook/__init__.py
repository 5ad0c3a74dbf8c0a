"""What yearly reports go by: their chapters, the prose around their figures, how figures are compared."""

from baro.reports.rulebook.templates import Mark, marks_in
from baro.reports.rulebook.yearly import Chapter, Comparison, Sentence, TableOf, Yearly

__all__ = ["Chapter", "Comparison", "Mark", "Sentence", "TableOf", "Yearly", "marks_in"]
