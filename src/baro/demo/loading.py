"""Loading the demo province: everything through the real actions, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.demo import founding, personas, register_2024, work
from baro.demo.clock import at, hour_of
from baro.demo.units import ROOT
from baro.kernel.errors import Refused
from baro.kernel.periods import add_working_days
from baro.org.models import Account, Unit

Progress = Callable[[int, int, str], None]

# The organisation began to work with Baro so many days before today; the current work lies after that.
WORKING_WITH_BARO_DAYS = 120
CHAPTERS_OF_FOUNDING = 3


def loaded() -> bool:
    """Whether the demo province is here, whole: the accounts of its personas are made last."""
    wanted = personas.usernames()
    return Account.objects.filter(username__in=wanted).count() == len(wanted)


def load(progress: Progress) -> None:
    """Load the demo province in one transaction; a second call adds nothing.

    ``progress`` is told how much is done, of how much, and what. Raises Refused when another organisation is here.
    """
    if loaded():
        progress(1, 1, _("The demo province is loaded already"))
        return
    if Unit.objects.exists():
        raise Refused(_("This database holds an organisation already; load the demo province into an empty one."))
    with transaction.atomic():
        _Loading(progress).run()


class _Loading:
    """One run through all chapters, counting steps."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.done = 0
        self.today = timezone.localdate()
        self.diary = work.diary(self.today)
        self.lines = sum(len(lines) for lines in register_2024.issued_by().values())
        self.of = CHAPTERS_OF_FOUNDING + self.lines + len(self.diary)

    def run(self) -> None:
        """Every chapter in the order of its days."""
        first = add_working_days(self.today - timedelta(days=WORKING_WITH_BARO_DAYS), 1)
        with at(hour_of(first, 8)):
            self.step(_("Founding units"))
            founding.found_units()
            self.step(_("Appointing people"))
            founding.appoint_people()
        with at(hour_of(add_working_days(first, 1), 8)):
            self.enter_register()
        self.do_the_work()
        personas.open_accounts()
        self.step(_("The demo province is loaded"))

    def step(self, label: str, *, by: int = 1) -> None:
        """Tell how far it is."""
        self.done += by
        self.progress(self.done, self.of, label)

    def enter_register(self) -> None:
        """The register of 2024."""
        before = self.done
        label = _("Entering the register of 2024")
        self.progress(self.done, self.of, label)
        founding.enter_register(lambda entered: self.progress(before + entered, self.of, label))
        self.done = before + self.lines

    def do_the_work(self) -> None:
        """The current work, deed by deed, each at its hour."""
        desk = work.Desk()
        for deed in self.diary:
            with at(deed.moment):
                deed.do(desk)
            self.step(_("Doing the current work"))
