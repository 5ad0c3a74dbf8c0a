"""Rows of oversight."""

from baro.oversight.models.cases import Case, Finding, Paper, Remedy, Seat, is_subject
from baro.oversight.models.discipline import Appeal, Penalty
from baro.oversight.models.sides import Side, Statement

__all__ = ["Appeal", "Case", "Finding", "Paper", "Penalty", "Remedy", "Seat", "Side", "Statement", "is_subject"]
