"""What the register of weak points goes by: kinds, natures, seriousness, origins, and what counts as recurrent."""

from baro.weakpoints.rulebook.register import Named, Register, Seriousness

__all__ = ["Named", "Register", "Seriousness"]
