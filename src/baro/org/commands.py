"""The units below a unit as they were on a day, printed."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from baro.kernel.errors import Refused

if TYPE_CHECKING:
    from baro.org.models import UnitFacts

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


COMMANDS = (units,)
