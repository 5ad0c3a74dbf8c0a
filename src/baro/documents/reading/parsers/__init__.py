"""The parsers that only the confined reader runs; what they cannot read they refuse by code.

The code of an `Unreadable` is a key of `refusals.SENTENCES`, its facts are the placeholders.
"""

from baro.kernel.packed import Unreadable

__all__ = ["Unreadable"]
