"""How much is taken in from mailboxes and scanners at once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from pydantic import PositiveInt

from baro.kernel.rulebook.body import RuleBody

MIB = 1024 * 1024


class Receiving(RuleBody, code="intake.receiving", called=_("Mailboxes and scanners")):
    """The limits of one look into a mailbox or a folder of scans.

    A message is at most ``most_message_mib`` large; of its text ``most_letters`` are kept. A scanned file is taken when
    nobody wrote to it for ``quiet_seconds``.
    """

    most_at_a_look: PositiveInt
    most_message_mib: PositiveInt
    most_letters: PositiveInt
    quiet_seconds: PositiveInt

    @property
    def most_bytes(self) -> int:
        """How large a message is at most."""
        return self.most_message_mib * MIB
