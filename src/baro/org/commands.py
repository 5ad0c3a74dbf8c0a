"""The units below a unit as they were on a day, printed; and the accounts with which people sign in."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from baro.kernel.errors import Refused

if TYPE_CHECKING:
    from baro.org.actors import Actor
    from baro.org.models import Person, Unit, UnitFacts

COLUMNS = ("code", "name", "kind", "parent", "valid_from", "valid_to")


@click.command()
@click.option("--unit", default=None, help="Code of the unit on that day; the root when left out.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day; today when left out.")
@click.option("--kind", default=None, help="Only units of this kind: commune, district, cell ...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def units(unit: str | None, day: datetime | None, kind: str | None, form: str) -> None:
    """Print the units below a unit as they were on a day; their days are those of the facts, both within."""
    from django.utils import timezone

    found = [_printed(facts) for facts in _asked(unit, day.date() if day else timezone.localdate(), kind)]
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else _table(found))


def _asked(code: str | None, day: date, kind: str | None) -> Any:
    """The facts that were asked for.

    Raises Refused for a unit that nobody knows on that day and for a kind that there is not.
    """
    from baro.org.models import UnitFacts
    from baro.org.queries import units_on

    roots = UnitFacts.objects.on(day).select_related("unit")
    root = roots.filter(code=code).first() if code else roots.filter(parent=None).order_by("path").first()
    if root is None:
        raise Refused(f"No unit {code or 'at all'} on {day}: see baro units --on {day} for those that there are.")
    return units_on(day, below=root.unit, kinds=_kinds(kind))


def _kinds(kind: str | None) -> list[str]:
    from baro.org.models import UnitKind

    if kind is None:
        return []
    found = [known for known in UnitKind.values if known in (kind, f"{kind}_committee")]
    if not found:
        raise Refused(f"There is no kind of unit {kind}: it is one of {', '.join(UnitKind.values)}.")
    return found


def _printed(facts: UnitFacts) -> dict[str, str | None]:
    first, after = facts.period.lower, facts.period.upper
    return {
        "code": facts.code,
        "name": facts.name,
        "kind": facts.kind,
        "parent": facts.parent.code if facts.parent else None,
        "valid_from": first.isoformat() if first else None,
        "valid_to": (after - timedelta(days=1)).isoformat() if after else None,
    }


def _table(found: list[dict[str, str | None]]) -> str:
    return "\n".join(f"{unit['code']:<16}  {unit['kind']:<22}  {unit['name']}" for unit in found)


@click.group()
def account() -> None:
    """Accounts with which people sign in: given, closed, opened again, reset."""


@account.command("add")
@click.argument("name")
@click.option("--person", "number", required=True, help="The personnel number of the person whose account it is.")
@click.option("--keeper", is_flag=True, help="Let the person's post keep the organisation, from their unit downwards.")
def add_account(name: str, number: str, *, keeper: bool) -> None:
    """Give a person an account; the first one, with --keeper, lets somebody in who gives powers to all others."""
    from django.db import transaction

    from baro.org.accounts.actions import keeping

    with transaction.atomic():
        person = _person(number)
        kept = _let_keep(person) if keeper else ""
        keeping.add(name, person, _password(), by=_terminal())
    click.echo(f"{person} signs in as {name}." + (f" Their post keeps the organisation of {kept}." if kept else ""))


@account.command("close")
@click.argument("name")
def close_account(name: str) -> None:
    """Let nobody sign in with an account any more; whoever is signed in with it is so no longer."""
    from baro.org.accounts.actions import keeping

    ended = keeping.close(name, by=_terminal())
    click.echo(f"The account {name} is closed; sign-ins ended: {ended}.")


@account.command("open")
@click.argument("name")
def open_account(name: str) -> None:
    """Let an account that was closed be used again."""
    from baro.org.accounts.actions import keeping

    keeping.open_again(name, by=_terminal())
    click.echo(f"The account {name} is open.")


@account.command("reset")
@click.argument("name")
def reset_account(name: str) -> None:
    """Set another password; whoever is signed in with the old one is so no longer."""
    from baro.org.accounts.actions import keeping

    ended = keeping.reset(name, _password(), by=_terminal())
    click.echo(f"The account {name} has another password; sign-ins ended: {ended}.")


@account.command("keeper")
@click.argument("name")
def keep_again(name: str) -> None:
    """Let somebody keep the whole organisation and its accounts again, when nobody can any more: the way back."""
    from django.db import transaction

    from baro.org.accounts.actions import keeping
    from baro.org.powers.actions.way_back import let_keep_all

    with transaction.atomic():
        found = keeping.known(name)
        if found.person is None:
            raise Refused(f"The account {name} belongs to nobody: name that of a person.")
        if not found.is_active:
            keeping.open_again(name, by=_terminal())
        post = let_keep_all(found.person, by=_terminal())
    click.echo(
        f"{found.person} keeps the whole organisation as “{post.name}”, {post.unit.name}, and signs in as {name}."
    )


def _password() -> str:
    """Asked for and never an option, which every user of the machine could read."""
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _terminal() -> Actor:
    from baro.org.actors import Actor

    return Actor.system("account")


def _person(number: str) -> Person:
    """The person of a personnel number.

    Raises Refused when nobody has it.
    """
    from baro.org.models import Person

    person = Person.objects.known().filter(number=number).first()
    if person is None:
        raise Refused(
            f"Nobody has the personnel number {number}: bring people in with baro import, or look it up there."
        )
    return person


def _let_keep(person: Person) -> Unit:
    """Let the post that the person holds today keep the organisation of its unit and all below; returns the unit.

    Raises Refused for who holds no post.
    """
    from django.utils import timezone

    from baro.org.models import Tenure
    from baro.org.powers.actions.way_back import carry_more

    held = (
        Tenure.objects.on(timezone.localdate())
        .filter(person=person)
        .select_related("post__unit")
        .order_by("pk")
        .first()
    )
    if held is None:
        raise Refused(f"{person} holds no post today, so there is none that could keep anything: appoint them first.")
    unit = held.post.unit
    carry_more(held.post, unit, ["org.see", "org.organise", "org.decide"], by=_terminal())
    return unit


COMMANDS = (
    units,
    account,
)
