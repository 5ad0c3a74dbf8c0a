"""What returns go by: their forms with periods and checks, and which of their cells make which published figure."""

from baro.returns.rulebook.figures import FigureLine, ReturnFigures
from baro.returns.rulebook.forms import Column, Form, PeriodRule, ReturnForms, Row

__all__ = ["Column", "FigureLine", "Form", "PeriodRule", "ReturnFigures", "ReturnForms", "Row"]
