"""Setting an installation up: once, whole or not at all, by whoever has the code of the terminal."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.installation import organisations
from baro.installation.actions.choosing_rules import write_rules
from baro.installation.answers import Answers, Organisation
from baro.installation.codes import new_secret
from baro.installation.models import ONLY, Installation
from baro.installation.queries import digest_of, waits_for_set_up
from baro.installation.verbs import SET_UP
from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.org.accounts.actions import keeping
from baro.org.accounts.sealing import sealed
from baro.org.actions.founding import Founding, Opening, begin_terms, found, open_posts
from baro.org.actors import Actor
from baro.org.importing.actions import importing
from baro.org.models import Account, Import, Person, Post, PostRank, Unit, UnitKind
from baro.trail.changes import create

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('installation.set_up', 0))"
CODE_LENGTH = 12


class SetUpAlready(Refused):
    """Somebody set Baro up; it is set up once."""

    status = 409


def new_code() -> str:
    """A new code that opens the set-up; the one before opens nothing any more.

    Raises SetUpAlready when there is nothing to set up.
    """
    with transaction.atomic():
        _refuse_twice()
        code = new_secret(CODE_LENGTH)
        Installation.objects.update_or_create(pk=ONLY, defaults={"code_digest": digest_of(code)})
    return code


def set_up(answers: Answers, *, brought: Import | None = None) -> tuple[Installation, Account]:
    """Set everything up: the organisation, the first administrator, rules and mail; gives the installation and account.

    Raises SetUpAlready when another was quicker, and Refused with what is wrong in the answers; then nothing stays.
    """
    by, today = Actor.system("installation.set_up"), timezone.localdate()
    with transaction.atomic():
        _refuse_twice()
        root = _organisation(answers, brought, by=by, today=today)
        person, account = _administrator(root, answers, by=by, today=today)
        facts = {"name": answers.name, "language": answers.language, "organisation": root}
        installation = Installation(pk=ONLY, set_up_at=timezone.now(), **facts)
        if answers.mail:
            installation.mail_server, installation.mail_from = sealed(answers.mail.server), answers.mail.sender
        Installation.objects.filter(pk=ONLY).delete()  # it held the digest of the code alone; now everything is told
        counts = {"units": Unit.objects.count(), "posts": Post.objects.count()}
        told = {"name": answers.name, "organisation": root.name, "person": person.name, **counts}
        create(installation, SET_UP, root, by=by, **told)
        write_rules(answers.rules)
    return installation, account


def _refuse_twice() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    if not waits_for_set_up():
        raise SetUpAlready(_("Baro is set up already. Sign in with your account."))


def _organisation(answers: Answers, brought: Import | None, *, by: Actor, today: date) -> Unit:
    """The organisation: of a list, of a template, or the one that was imported before."""
    if brought is not None:
        _carry_in(brought, by=by)
    elif answers.organisation and not Unit.objects.exists():
        _found(answers, answers.organisation, by=by, today=today)
    roots = list(Unit.objects.open().filter(parent=None).order_by("path")[:2])
    if len(roots) != 1:
        raise Refused(
            _("Choose a template, or bring a list in which exactly one unit stands above all others.")
            if not roots
            else _("Two units stand above all others: %(names)s. Put one above the other in the list.")
            % {"names": ", ".join(unit.name for unit in roots)}
        )
    return roots[0]


def _found(answers: Answers, asked: Organisation, *, by: Actor, today: date) -> None:
    template = organisations.templates().get(asked.template)
    if template is None:
        known = ", ".join(organisations.templates())
        raise Refused(_("There is no such template of an organisation; there are: %(known)s.") % {"known": known})
    first = answers.rules.term_began_on or today
    _refuse_first_day(asked.since, first if answers.rules.numbers == "term" else today, today)
    units = found(template.foundings(asked.name, asked.code, answers.language), since=asked.since, by=by)
    if answers.rules.numbers == "term":
        name = answers.rules.term or f"{first.year}-{first.year + 5}"
        begin_terms([units[asked.code]], name, first=first)
    open_posts(template.openings(asked.code, answers.language), since=asked.since, by=by)


def _refuse_first_day(since: date, term: date, today: date) -> None:
    """Raise Refused, beside its field, for an organisation that begins in the future or after its own term."""
    if since > today:
        sentence = _("%(day)s has not come yet: choose the day since which the organisation stands.")
    elif since > term:
        sentence = _("The term began before %(day)s: choose an earlier day for the organisation.")
    else:
        return
    said = sentence % {"day": spoken_day(since)}
    raise Refused(said, fields={"since": said})


def _carry_in(brought: Import, *, by: Actor) -> None:
    """Import a list that nothing is wrong with.

    Raises Refused with its first mistakes.
    """
    outcome = importing.check(brought.pk, by=by).outcome or {}
    if outcome["wrong"]:
        from baro.sheets.remedies import Mistake  # noqa: PLC0415

        first = [Mistake(*kept) for kept in outcome["mistakes"][:3]]
        said = "; ".join(f"{one.shape} {one.row}: “{one.value}” {one.remedy}" for one in first)
        sentence = _("%(count)s rows of the list are to be corrected first: %(said)s")
        raise Refused(sentence % {"count": outcome["wrong"], "said": said})
    if outcome["adds"]:
        importing.carry_in(brought.pk, outcome["digest"], by=by)


def _administrator(root: Unit, answers: Answers, *, by: Actor, today: date) -> tuple[Person, Account]:
    """The first administrator, in a unit of their own.

    The post sees no document and no task: it keeps the organisation, its accounts and the installation (ADR 61).
    """
    asked, code = answers.administrator, organisations.code_of(root.code, organisations.ADMINISTRATION)
    name = _unit_of_administration(answers)
    found([Founding(code, name, UnitKind.OFFICE, root.code, organisations.ADMINISTRATION)], since=today, by=by)
    carries = organisations.carried((organisations.KEEPER,), root.code, [])
    opening = Opening(code, asked.post, asked.person, PostRank.HEAD, carries)
    (post,) = open_posts([opening], since=today, by=by)
    person = Person.objects.get(tenures__post=post)
    try:
        account = keeping.add(asked.username, person, asked.password or None, by=by, email=asked.email)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    account.language = answers.language
    account.save(update_fields=["language"])
    return person, account


def _unit_of_administration(answers: Answers) -> str:
    known = organisations.templates()
    template = known[answers.organisation.template if answers.organisation else "organisation"]
    return organisations.spoken(template.administration, answers.language)
