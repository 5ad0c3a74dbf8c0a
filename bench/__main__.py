"""``python -m bench [--size N]``: load, measure, print one table; timings never fail, only what breaks does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from baro.config.command.opening import as_migrations
from bench import place
from bench.table import Row, show
from bench.words import Texts

if TYPE_CHECKING:
    from bench.pages import Page


@click.command()
@click.option("--size", type=click.IntRange(10_000), default=100_000, show_default=True, help="Documents, and tasks.")
@click.option("--part", type=click.Choice(["province", "nation"]), default=None, help="Only one of the two tables.")
@click.option(
    "--scale",
    type=click.FloatRange(0.001, 1),
    default=1,
    show_default=True,
    help="Which share of the country is loaded.",
)
@click.option("--explain", is_flag=True, help="Also print each page's queries and the plan of the slowest.")
def bench(*, size: int, part: str | None, scale: float, explain: bool) -> None:
    """Measure Baro against what a page and a change cost at least, as ratios within one run."""
    if part != "nation":
        _province(size, explain)
    if part != "province":
        _nation(scale)


def _nation(scale: float) -> None:
    """The country, its reform, and ten years of its figures; or the provinces that make a share of it."""
    begun = time.monotonic()
    with place.new_database() as url:
        from bench import figures, nation  # their models need Django set up

        with as_migrations():  # it sets the counters of tables
            units = nation.load(scale)
        place.settle(url)
        over = show(nation.measured(url, lambda: place.copy_of(url)))
        with as_migrations():
            figures.load(scale)
        place.settle(url)
        over += show(figures.measured(lambda: place.settle(url)))
        said = f"{units:,} units before the reform, {time.monotonic() - begun:.0f} s in all"
        click.echo(f"\nThe country (scale {scale:g}), {said}, {len(over)} rows over their bar.")


def _province(size: int, explain: bool) -> None:
    """A province with its registers and tasks."""
    begun = time.monotonic()
    with place.new_database() as url:
        from bench import explaining, pages  # their models need Django set up
        from bench.loading import load

        with as_migrations():  # it drops and makes indexes
            texts = load(size)
        place.settle(url)
        chosen = [page for reader in pages.readers() for page in pages.pages_of(reader, texts)]
        over = show(_measured(url, texts, chosen))
        took = time.monotonic() - begun
        click.echo(f"\n{size:,} documents and as many tasks, {took:.0f} s in all, {len(over)} rows over their bar.")
        for told in explaining.explained(chosen) if explain else ():
            click.echo(f"\n{told}")


def _measured(url: str, texts: Texts, chosen: list[Page]) -> Iterator[Row]:
    """The rows of the table."""
    from bench import cascades, deeds, exploring, meetings, memory, pages, papers, returns, serving, trail, urging
    from bench.visiting import Address

    with serving.pages() as ours, serving.bare_page() as bare:
        yield from pages.measured(chosen, ours.port, Address(bare.port, pages.bare_path()))
        held = memory.of_servers(ours, bare)
    yield from deeds.measured(url, texts)
    yield from trail.measured()
    yield from cascades.measured(url)
    yield from returns.measured(url)
    yield from exploring.measured(url)
    yield from urging.measured(url)
    yield from papers.measured()
    yield from meetings.measured(url)
    yield from (held, memory.of_worker())


if __name__ == "__main__":
    bench(prog_name="python -m bench")
