"""What printing goes by: how official papers are laid out."""

from baro.printing.rulebook.layout import Layout, Margins, StateLayout

__all__ = ["Layout", "Margins", "StateLayout"]
