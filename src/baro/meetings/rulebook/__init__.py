"""How committees meet and decide: rhythm, quorum, majorities, who is not counted, what an ordinary agenda holds."""

from baro.meetings.rulebook.procedure import AgendaRow, Body, Matter, Procedure, Standing

__all__ = ["AgendaRow", "Body", "Matter", "Procedure", "Standing"]
