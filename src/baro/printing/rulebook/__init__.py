"""What printing goes by: how official papers are laid out."""

from baro.printing.rulebook.layout import Layout, Margins

__all__ = ["Layout", "Margins"]
