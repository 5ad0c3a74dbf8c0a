"""What a rule, or a row of one, says: in words, for those who look up whether it holds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from baro.documents.rulebook import (
    Approving,
    CirculationMark,
    Counter,
    IncomingCounter,
    IssuingBodies,
    Template,
    Way,
)
from baro.documents.rulebook.force import Reviewed
from baro.documents.rulebook.numbering import Reserved
from baro.kernel import rulebook
from baro.kernel.rulebook.body import Certainty, Entry
from baro.kernel.wordings import worded
from baro.meetings.rulebook.procedure import Answering, Body
from baro.meetings.rulebook.scoring import Sheet
from baro.org.rulebook import AbsenceKind, DocumentType, DocumentTypes, LongestTenure, Quorum, TermName
from baro.oversight.models.discipline import Standing
from baro.oversight.rulebook.discipline import Deciding, Limit
from baro.sheets.rulebook import SheetLimits
from baro.statistics.rulebook import Told
from baro.tasks.rulebook import TaskStatus

# Kinds of body of which the rules speak and which are no units here; the others are called like the units.
BODIES = {
    "cell_congress": gettext_lazy("Congress of a cell"),
    "congress_presidium": gettext_lazy("Presidium of the congress"),
    "congress_secretariat": gettext_lazy("Secretariat of the congress"),
    "counting_board": gettext_lazy("Vote-counting board"),
    "credentials_board": gettext_lazy("Credentials board"),
    "grassroots_cell": gettext_lazy("Grassroots cell"),
    "grassroots_standing_committee": gettext_lazy("Grassroots standing committee"),
    "mass_mobilisation_board": gettext_lazy("Mass mobilisation board"),
    "ministry_or_state_body": gettext_lazy("Ministry or state body"),
}
SERIES = {
    "per_type": pgettext_lazy("numbers", "each type of document has numbers of its own"),
    "all_types": pgettext_lazy("numbers", "all types share one series"),
    "one": pgettext_lazy("numbers", "all types share one series"),
}
SPANS = {
    "term": pgettext_lazy("numbers", "begun anew in each term"),
    "calendar_year": pgettext_lazy("numbers", "begun anew in each calendar year"),
    "congress": pgettext_lazy("numbers", "for the one congress"),
}
HOLDERS = {
    "itself": pgettext_lazy("numbers", "counted by the body itself"),
    "its_committee": pgettext_lazy("numbers", "counted together with its committee"),
    "the_congress": pgettext_lazy("numbers", "counted by the congress"),
}


@singledispatch
def said(entry: Entry) -> str:
    """What the rule or the row says, in the reader's language; empty where its source says it all."""
    return str(getattr(entry, "names", ""))


@said.register
def _document_type(row: DocumentType) -> str:
    if not row.code:
        return _("%(type)s: no code in numbers is known") % {"type": row.names}
    sentence = _("%(type)s: the code %(code)s in numbers, borrowed from state practice")
    return sentence % {"type": row.names, "code": row.code}


@said.register
def _issuing_bodies(row: IssuingBodies) -> str:
    bodies = _bodies(row.kinds)
    if row.certainty is not Certainty.ASSUMED:
        return _("%(bodies)s: may issue administrative papers too") % {"bodies": bodies}
    if row.anything:
        return _("%(bodies)s: may issue every type") % {"bodies": bodies}
    return _("%(bodies)s: may issue %(types)s") % {"bodies": bodies, "types": _types(row.types)}


@said.register
def _way_of_approving(row: Way) -> str:
    steps = " → ".join(rulebook.today(Approving).called(step) for step in row.steps)
    told = {"bodies": _bodies(row.kinds), "types": _types(row.types) if row.types else _("every type"), "steps": steps}
    return _("%(bodies)s: before the signature a draft (%(types)s) passes: %(steps)s") % told


@said.register
def _template(row: Template) -> str:
    return _("Template of drafts: %(types)s") % {"types": _types([row.type])}


@said.register
def _body_that_meets(row: Body) -> str:
    told = {"bodies": _bodies(row.kinds), "months": row.months, "part": row.quorum.part, "of": row.quorum.of}
    return _("%(bodies)s: months between two meetings at most: %(months)s; quorum: %(part)s of %(of)s") % told


@said.register
def _reviewed(row: Reviewed) -> str:
    told = {"types": _types(row.types), "years": row.after_years}
    return _("%(types)s: looked at again; years between two reviews at most: %(years)s") % told


@said.register
def _reserved(row: Reserved) -> str:
    return _("A reserved number waits for its document; days until the clerk is asked: %(days)s") % {"days": row.days}


@said.register
def _answering(row: Answering) -> str:
    sentence = _("A body answers a question, or puts it on an agenda; days for it: %(days)s")
    return sentence % {"days": row.days}


@said.register
def _score_sheet(row: Sheet) -> str:
    criteria = "; ".join(f"{one.names} ({one.points})" for one in row.criteria)
    return _("Score sheet, points in brackets: %(criteria)s") % {"criteria": criteria}


@said.register
def _deciding(row: Deciding) -> str:
    return _("%(bodies)s: decides %(forms)s") % {"bodies": _bodies(row.kinds), "forms": _forms(row.forms)}


@said.register
def _limit(row: Limit) -> str:
    who = ", ".join(str(Standing(one).label) for one in row.subjects)
    if not row.years:
        return _("%(form)s (%(who)s): without limitation") % {"form": _forms([row.form]), "who": who}
    told = {"form": _forms([row.form]), "who": who, "years": row.years}
    return _("%(form)s (%(who)s): years until it is no longer carried out: %(years)s") % told


@said.register
def _counter(row: Counter) -> str:
    how = ", ".join(str(words) for words in (SERIES[row.series], SPANS[row.span], HOLDERS[row.holder]))
    return f"{_bodies(row.kinds)}: {how}"


@said.register
def _incoming_counter(row: IncomingCounter) -> str:
    sentence = pgettext("numbers", "Incoming documents: %(series)s, %(span)s")
    return sentence % {"series": SERIES[row.series], "span": SPANS[row.span]}


@said.register
def _circulation_mark(row: CirculationMark) -> str:
    return _("%(mark)s: printed “%(printed)s”") % {"mark": row.names, "printed": row.printed}


@said.register
def _absence_kind(row: AbsenceKind) -> str:
    return _("Kind of absence: %(kind)s") % {"kind": row.names}


@said.register
def _quorum(row: Quorum) -> str:
    return _("A meeting needs %(part)s of %(of)s of the members") % {"part": row.part, "of": row.of}


@said.register
def _term_name(row: TermName) -> str:
    sentence = _("A term may begin before the first year in its name; by so many years at most: %(years)s")
    return sentence % {"years": row.begins_at_most_years_before}


@said.register
def _longest_tenure(row: LongestTenure) -> str:
    sentence = _("%(rank)s: at most %(years)s years in one place, which stand for %(terms)s terms")
    return sentence % {"rank": worded("org.rank", row.rank), "years": row.years, "terms": row.terms}


@said.register
def _importing(body: SheetLimits) -> str:
    sentence = _("A list has at most %(size)s MB and %(rows)s rows; what is not imported is kept for %(days)s days")
    return sentence % {"size": body.largest_mib, "rows": body.most_rows, "days": body.kept_days}


@said.register
def _task_status(body: TaskStatus) -> str:
    classes = ", ".join(str(row.names) for row in body.classes)
    sentence = _("A deadline is near from %(days)s working days before it on. Classes: %(classes)s")
    return sentence % {"days": body.near_working_days, "classes": classes}


@said.register
def _told(row: Told) -> str:
    return _("There are words for the figure “%(figure)s”, which nothing counts yet") % {"figure": row.figure}


def _types(ids: Iterable[str]) -> str:
    listed = rulebook.today(DocumentTypes)
    return ", ".join(str(listed.of(one).names) if one in listed.ids else one for one in ids) or "—"


def _forms(codes: Iterable[str]) -> str:
    return ", ".join(worded("oversight.form", one) for one in codes)


def _bodies(kinds: Iterable[str]) -> str:
    return ", ".join(str(BODIES.get(kind) or worded("org.unit_kind", kind)) for kind in kinds)
