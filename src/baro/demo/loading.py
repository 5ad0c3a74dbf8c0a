"""Loading the demo province: everything through the real actions, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.demo import founding, personas, register_2024
from baro.demo.clock import Clock, hour_of, running
from baro.demo.reform.deeds import PREPARED_ON
from baro.demo.routine.book import Book
from baro.demo.work.days import Deed
from baro.demo.work.desk import Desk
from baro.demo.work.diary import diary
from baro.installation.queries import this_one
from baro.kernel.errors import Refused
from baro.org.models import Account, Unit
from baro.trail.models import Event, Notice

Progress = Callable[[int, int, str], None]

# When the organisation began with Baro, before its first return and its first paper here, and when it entered the
# register kept until then.
BEGAN_ON = date(2023, 1, 3)
REGISTER_ENTERED_ON = date(2025, 1, 6)
EARLIEST_TODAY = date(2025, 10, 1)  # the work of the last months must lie after the reform
CHAPTERS = 3  # units, people, accounts; the register and the diary count their own steps
TOLD_EVERY = 200  # steps
UNREAD_DAYS = 7


def loaded() -> bool:
    """Whether the demo province is here, which is wholly or not at all."""
    return Account.objects.filter(username__in=personas.usernames()).exists()


def load(progress: Progress, *, until: date | None = None) -> None:
    """Load the demo province in one transaction, as it is, or as it was in the evening of a day; once.

    ``progress`` is told how much is done, of how much, and what. Raises Refused when another organisation is here, when
    the machine's clock stands before the demo's own days, and for a day on which the reform was not prepared yet.
    """
    if loaded():
        progress(1, 1, _("The demo province is loaded already"))
        return
    if this_one():
        raise Refused(_("This is a real installation; the demo never mixes with it. Set BARO_VAR to another folder."))
    if Unit.objects.exists():
        raise Refused(_("This database holds an organisation already; load the demo province into an empty one."))
    if timezone.localdate() < EARLIEST_TODAY:
        sentence = _(
            "The clock of this machine says %(day)s, which is before the days of the demo; set it right first."
        )
        raise Refused(sentence % {"day": timezone.localdate()})
    if until and not PREPARED_ON <= until < timezone.localdate():
        sentence = _("The demo province can be loaded as it stood in the evening of a day from %(first)s to yesterday.")
        raise Refused(sentence % {"first": PREPARED_ON})
    with transaction.atomic():
        _Loading(progress, until).run()
        _let_the_database_look()


def _let_the_database_look() -> None:
    """Count the rows that were written: until the database does so by itself, it plans as if tables were empty."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Loading:
    """One run through all chapters, counting steps."""

    def __init__(self, progress: Progress, until: date | None) -> None:
        self.progress = progress
        self.done = 0
        self.diary = diary(timezone.localdate(), until)
        self.lines = sum(len(lines) for lines in register_2024.issued_by().values())
        self.of = CHAPTERS + self.lines + len(self.diary)

    def run(self) -> None:
        """Every chapter in the order of its days."""
        entered_at = hour_of(REGISTER_ENTERED_ON, 8)
        desk = Desk(Book(unread_since=timezone.now() - timedelta(days=UNREAD_DAYS)))
        with running(hour_of(BEGAN_ON, 7)) as clock:
            self.found()
            self.work([deed for deed in self.diary if deed.moment < entered_at], desk, clock)
            clock.moment = entered_at
            self.enter_register(desk)
            self.work([deed for deed in self.diary if deed.moment >= entered_at], desk, clock)
        self.put_old_notices_away()
        personas.open_accounts()
        self.step(_("The demo province is loaded"))

    def step(self, label: str) -> None:
        """Tell how far it is."""
        self.done += 1
        self.progress(self.done, self.of, label)

    def found(self) -> None:
        """The units and their people."""
        self.progress(0, self.of, _("Founding units"))
        founding.found_units()
        self.step(_("Appointing people"))
        founding.appoint_people()
        self.step(_("Doing the work of the first months"))

    def enter_register(self, desk: Desk) -> None:
        """The register of 2024."""
        before, label = self.done, _("Entering the register of 2024")
        self.progress(self.done, self.of, label)
        founding.enter_register(lambda entered: self.progress(before + entered, self.of, label), desk)
        desk.book.write()
        _let_the_database_look()
        self.done = before + self.lines

    def work(self, deeds: list[Deed], desk: Desk, clock: Clock) -> None:
        """Deed by deed, each at its hour; what is kept in the book is written before an action looks."""
        label = _("Doing the work up to today")
        for number, deed in enumerate(deeds, start=1):
            clock.moment = deed.moment
            if not deed.kept:
                desk.book.write()
            deed.do(desk)
            if number % TOLD_EVERY == 0:
                self.progress(self.done + number, self.of, label)
        desk.book.write()
        self.done += len(deeds)

    def put_old_notices_away(self) -> None:
        """People read their notices; only those of the last days wait."""
        before = timezone.now() - timedelta(days=UNREAD_DAYS)
        # Without a join: what the database knows of tables filled in one transaction makes it join them row by row.
        if last := Event.objects.filter(at__lt=before).order_by("-pk").first():
            Notice.objects.unread().filter(event__lte=last.pk).update(read_at=before)
