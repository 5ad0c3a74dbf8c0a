"""How committees meet and decide, and how cell meetings are scored: rhythm, quorum, majorities, agendas, sheets."""

from baro.meetings.rulebook.procedure import AgendaRow, Body, Matter, Procedure, Standing
from baro.meetings.rulebook.scoring import Scoring, Sheet

__all__ = ["AgendaRow", "Body", "Matter", "Procedure", "Scoring", "Sheet", "Standing"]
