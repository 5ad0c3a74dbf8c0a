"""Discipline by the rules of its days: which form, by whom, until when, how many votes; no database is asked.

The forms and the limitation are those of the day of the act, authority, voting and effect those of the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.periods import add_working_days
from baro.meetings.rulebook import Matter, Procedure
from baro.org.people.ends import years_after
from baro.oversight.rulebook import Authority, Complaints, Effect, Forms, Limitation, Voting
from baro.oversight.rulebook.discipline import Consequence, Form


def forms_for(standing: str, *, holds_post: bool, act_on: date) -> list[Form]:
    """The forms that there were for such a subject on the day of the act, from the lightest."""
    forms = rulebook.closest(Forms, on=act_on).body.forms
    return [one for one in forms if standing in one.subjects and (holds_post or not one.needs_post)]


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a kind of body decides a form, or only proposes it, and by which matter it votes."""

    decides: bool
    proposes: bool
    matter: Matter | None = None

    @property
    def share(self) -> str:
        """The share that is needed, in words."""
        return str(self.matter.share.share) if self.matter else "—"

    def needed(self, base: int) -> int:
        """How many of so many are needed."""
        return self.matter.share.share.needed(base) if self.matter else base + 1


def ruling(body: str, form: str, *, managed: bool, on: date) -> Ruling:
    """What a body of that kind may do about a form on a day; ``managed``: a level above manages the member."""
    row = rulebook.closest(Authority, on=on).body.row_of(body)
    votes = rulebook.closest(Voting, on=on).body.row_of(form)
    procedure = rulebook.closest(Procedure, on=on).body
    if row is None or votes is None:
        return Ruling(decides=False, proposes=False)
    own = row.managed or not managed
    if form in row.forms and own:
        return Ruling(decides=True, proposes=False, matter=procedure.matter(votes.decide))
    known = form in (*row.forms, *row.proposes)
    return Ruling(decides=False, proposes=known, matter=procedure.matter(votes.propose) if known else None)


def limitation_ends(form: str, standing: str, *, act_on: date, ground: str = "") -> date | None:
    """The last day on which the form can be carried out, by the rule of the day of the act; None without limit."""
    rule = rulebook.closest(Limitation, on=act_on).body
    if ground in {one.id for one in rule.without}:
        return None
    years = rule.years(form, standing)
    return years_after(act_on, years) if years else None


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def lapses_on(form: str, decided_on: date) -> date | None:
    """The day on which it lapses by itself, by the rule of the decision; None for a form that never does."""
    rule = rulebook.closest(Effect, on=decided_on).body
    return None if form in rule.never_lapse else months_after(decided_on, rule.lapse_months)


def consequences(form: str, decided_on: date) -> list[tuple[Consequence, date]]:
    """What is not possible after it, each with the day until which."""
    rows = rulebook.closest(Effect, on=decided_on).body.consequences
    return [(row, months_after(decided_on, row.months)) for row in rows if row.form == form]


def complaint_until(decided_on: date) -> date:
    """The last day on which whom it concerns can complain."""
    rule = rulebook.closest(Complaints, on=decided_on).body
    return add_working_days(decided_on, rule.within) if rule.working else decided_on + timedelta(days=rule.within)


def settled_by(filed_on: date) -> date:
    """The day by which a complaint is settled."""
    return add_working_days(filed_on, rulebook.closest(Complaints, on=filed_on).body.settle_within)


def body_for(kinds: Sequence[tuple[str, str]], form: str, *, managed: bool, on: date) -> str:
    """The name of the nearest body above that decides the form; ``kinds`` are kind and name, the nearest first."""
    for kind, name in kinds:
        if ruling(kind, form, managed=managed, on=on).decides:
            return name
    return _("the body above")


def why_not_decides(body: str, form: Form, found: Ruling, above: str) -> str:
    """The sentence for a body that may not decide a form: to whom it proposes it, and by which majority."""
    told = {"body": body, "form": form.names, "above": above, "share": found.share}
    if found.proposes:
        return _("“%(body)s” may not decide “%(form)s”. It proposes it to “%(above)s”, by %(share)s.") % told
    return _("“%(body)s” decides and proposes no discipline of the form “%(form)s”. Ask “%(above)s”.") % told
