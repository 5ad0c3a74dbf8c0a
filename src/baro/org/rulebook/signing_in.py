"""How long who types wrong passwords waits, and how long a sign-in lasts."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt

from baro.kernel.rulebook.body import RuleBody

MOST_DOUBLINGS = 30  # beyond that every wait is the longest one


class SigningIn(RuleBody, code="org.sign_in", called=_("Signing in")):
    """What wrong passwords cost, by account and network, and how long a sign-in lasts."""

    free_failures: PositiveInt
    first_wait_seconds: PositiveInt
    longest_wait_seconds: PositiveInt
    forgotten_after_hours: PositiveInt
    free_names: PositiveInt
    names_forgotten_after_minutes: PositiveInt
    longest_wait_of_network_seconds: PositiveInt
    ipv4_prefix: int = Field(ge=8, le=32)
    ipv6_prefix: int = Field(ge=32, le=128)
    idle_hours: PositiveInt
    longest_days: int = Field(ge=1, le=30)

    def wait_after(self, failures: int) -> timedelta:
        """How long one account is closed to one network after so many wrong passwords from there."""
        return self._doubled(failures - self.free_failures, self.longest_wait_seconds)

    def wait_after_names(self, names: int) -> timedelta:
        """How long every account is closed to one network after wrong passwords for so many names from there."""
        return self._doubled(names - self.free_names, self.longest_wait_of_network_seconds)

    def _doubled(self, times: int, longest: int) -> timedelta:
        if times < 0:
            return timedelta()
        return timedelta(seconds=min(self.first_wait_seconds * 2 ** min(times, MOST_DOUBLINGS), longest))

    @property
    def forgotten_after(self) -> timedelta:
        """How long a wrong password counts against its account and network."""
        return timedelta(hours=self.forgotten_after_hours)

    @property
    def names_forgotten_after(self) -> timedelta:
        """How long a name counts against its network."""
        return timedelta(minutes=self.names_forgotten_after_minutes)

    @property
    def idle(self) -> timedelta:
        """How long nothing has to be done for a sign-in to end."""
        return timedelta(hours=self.idle_hours)

    @property
    def longest(self) -> timedelta:
        """How long a sign-in lasts at most."""
        return timedelta(days=self.longest_days)
