"""The people whose place a visitor of the demo can take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.demo.units import OFFICE, ROOT
from baro.org.accounts.verbs import ADD
from baro.org.actors import Actor
from baro.org.models import Account, Tenure, Unit
from baro.trail.changes import create


@dataclass(frozen=True, slots=True)
class Persona:
    """A post that a visitor can take, and what they can try there."""

    username: str
    unit: str
    post: str
    tries: Any


PERSONAS: tuple[tuple[Any, tuple[Persona, ...]], ...] = (
    (
        _("The provincial committee and its office"),
        (
            Persona(
                "clerk",
                OFFICE,
                "Văn thư",
                _("Register an incoming directive from its file, enter what arrived, issue what was signed."),
            ),
            Persona(
                "chief",
                OFFICE,
                "Chánh Văn phòng",
                _("Present what was registered to the leader, give out tasks, urge what is late."),
            ),
            Persona(
                "leader",
                ROOT,
                "Bí thư",
                _("Write an instruction, sign a draft or a reorganisation, see on the dashboard what is late."),
            ),
            Persona(
                "drafter",
                OFFICE,
                "Chuyên viên tổng hợp",
                _("Draft a notice, submit it for signature, improve the draft that came back."),
            ),
        ),
    ),
    (
        _("Advisory bodies"),
        (
            Persona(
                "organisation",
                "QN-BTCTU",
                "Trưởng ban",
                _("Take on the tasks of the board, report with evidence, act in your second post."),
            ),
            Persona(
                "organiser",
                "QN-BTCTU",
                "Phó Trưởng ban",
                _("Prepare a reorganisation and preview it, look up what the province was before 1 July 2025."),
            ),
            Persona(
                "administrator",
                OFFICE,
                "Chuyên viên công nghệ thông tin",
                _("See how Baro runs: jobs, backups, what is to be done."),
            ),
            Persona(
                "inspection",
                "QN-UBKTTU",
                "Chủ nhiệm",
                _("Follow the tasks of the whole province and see where deadlines are missed."),
            ),
        ),
    ),
    (
        _("Communes and cells"),
        (
            Persona(
                "zone",
                "QN-06994",
                "Bí thư",
                _("Pass work on to the cells of your zone, approve what they hand in or return it with a reason."),
            ),
            Persona(
                "commune",
                "QN-06688",
                "Bí thư",
                _("Find your work, report progress, hand in a result, ask for more time."),
            ),
            Persona(
                "commune-clerk",
                "QN-06688",
                "Văn thư",
                _("Enter what arrived from the province into the ward's own register."),
            ),
            Persona(
                "cell",
                "QN-06688-02",
                "Bí thư Chi bộ",
                _("Look at the few tasks of a cell, as on a phone."),
            ),
        ),
    ),
)


def personas() -> list[Persona]:
    """Every persona."""
    return [persona for _title, group in PERSONAS for persona in group]


def usernames() -> list[str]:
    """The account names of the personas; nobody else is signed in by a click."""
    return [persona.username for persona in personas()]


def open_accounts() -> int:
    """Give each persona whose post somebody holds an account that no password opens; returns how many."""
    holders = _tenures()
    held = [(persona, holders.get((persona.unit, persona.post))) for persona in personas()]
    found = [(persona, tenure) for persona, tenure in held if tenure]
    for persona, tenure in found:
        account = Account(
            username=persona.username, person=tenure.person, acting_post_id=tenure.post_id, password=make_password(None)
        )
        create(account, ADD, tenure.person, by=Actor.system(ADD.code), name=account, person=tenure.person)
    return len(found)


def _tenures() -> dict[tuple[str, str], Tenure]:
    """Unit code and post to who holds it today, in the units of the personas."""
    units = [persona.unit for persona in personas()]
    rows = Tenure.objects.on(timezone.localdate()).filter(post__unit__code__in=units, post__unit__closed_on=None)
    return {(t.post.unit.code, t.post.name): t for t in rows.select_related("post__unit", "person")}


@dataclass(frozen=True, slots=True)
class Face:
    """A persona as the sign-in page shows it."""

    username: str
    name: str
    initials: str
    post: str
    unit: str
    tries: Any


@dataclass(frozen=True, slots=True)
class Group:
    """Personas under one heading."""

    title: Any
    people: list[Face]


def groups() -> list[Group]:
    """The personas that have an account, by heading: two queries."""
    accounts = Account.objects.filter(username__in=usernames(), is_active=True).select_related("person")
    names = {account.username: account.person.name for account in accounts if account.person}
    codes = [persona.unit for persona in personas()]
    known = Unit.objects.filter(code__in=codes).order_by(F("closed_on").asc(nulls_last=True))  # one that stands wins
    units = dict(known.values_list("code", "name"))
    shown = [(title, [persona for persona in group if persona.username in names]) for title, group in PERSONAS]
    return [
        Group(title, [_face(p, names[p.username], units[p.unit]) for p in group]) for title, group in shown if group
    ]


def _face(persona: Persona, name: str, unit: str) -> Face:
    """How one persona is shown."""
    words = name.split()
    return Face(persona.username, name, words[0][0] + words[-1][0], persona.post, unit, persona.tries)
