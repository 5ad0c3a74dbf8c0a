"""Loads of a stated size: the whole country, or one province of it, with invented organisations below."""

from __future__ import annotations

import time

import click

from baro.config.command.opening import bring_up_to_date, opened, preparing


@click.command()
@click.option("--nation", is_flag=True, help="The whole country.")
@click.option("--province", default=None, help="One province by its code of 2025, as 22 for Quảng Ninh.")
@click.option("--reform", is_flag=True, help="Also carry the reform of 1 July 2025 out.")
def simulate(*, nation: bool, province: str | None, reform: bool) -> None:
    """Load a synthetic organisation of the real size into an empty database; the same each time."""
    if nation == bool(province):
        raise click.UsageError("Say --nation, or name one --province.")
    with opened(up_to_date=False), preparing():
        bring_up_to_date()
        from baro.demo.nation import loading

        with click.progressbar(length=_rows(province), label="Loading the country") as bar:
            units = loading.load(provinces=[province] if province else [], step=bar.update)
        click.echo(f"{units:,} units are loaded.")
        if reform:
            _reform()


def _rows(province: str | None) -> int:
    return 2_240_000 if province is None else 40_000


def _reform() -> None:
    from baro.demo.nation.reform import plan_reform
    from baro.org.actors import Actor
    from baro.org.reorganising.actions import signing as reorganising

    begun, by = time.monotonic(), Actor.system("simulate")
    draft = plan_reform(by=by)
    reorganising.sign(draft.pk, digest=reorganising.preview(draft.pk, by=by).digest, by=by)
    planned = time.monotonic()
    done = reorganising.carry_out(draft.pk, by=by)
    click.echo(f"Planned and previewed in {planned - begun:.0f} s, carried out in {time.monotonic() - planned:.0f} s.")
    for what, count in (done.effects or {}).get("counts", {}).items():
        click.echo(f"{what:<28}{count:>10,}")
