"""Starting and stopping: the demo, the server of the pages, the worker, the embedded database."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar

import click

from baro.config import environment, prerequisites, supervising
from baro.config.command.opening import bring_up_to_date, embedded_folder, opened, preparing
from baro.config.gathering import gather
from baro.config.installation import weakness_of
from baro.config.postgres import Cluster
from baro.config.postgres import stop as stop_server
from baro.kernel.errors import Refused

Progress = Callable[[int, int, str], None]
F = TypeVar("F", bound=Callable[..., object])


def _served(command: F) -> F:
    """The options of a command that serves pages."""
    options = (
        click.option("--port", type=click.IntRange(1, 65_535), envvar="BARO_PORT", default=8000, show_default=True),
        click.option("--workers", type=click.IntRange(1, 64), envvar="BARO_WORKERS", default=2, show_default=True),
        click.option("--threads", type=click.IntRange(1, 64), envvar="BARO_THREADS", default=4, show_default=True),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.option("--serve/--no-serve", default=True, help="Whether to serve the pages after loading.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Load it as it was in the evening of this day; before 1 July 2025 the reform waits as a draft.",
)
@_served
def demo(*, serve: bool, until: datetime | None, port: int, workers: int, threads: int) -> None:
    """Load the demo province and show it."""
    os.environ["BARO_DEMO"] = "1"
    prerequisites.bring_reader(click.echo)
    with opened(up_to_date=False) as cluster:
        with preparing():
            _prepare()
            _load(until.date() if until else None)
        if serve:
            free = _port(port)
            os.environ.setdefault("BARO_URL", f"http://localhost:{free}")  # what letters and calendars lead back to
            pages = supervising.web_server(free, workers=workers, threads=threads)
            children = {"server": pages, "worker": supervising.worker(), "sequencer": supervising.sequencer()}
            _show(free, children, cluster)


@click.command()
@click.option("--with-worker", is_flag=True, help="Run the worker beside the server.")
@_served
def serve(*, with_worker: bool, port: int, workers: int, threads: int) -> None:
    """Serve the pages on this machine."""
    _refuse_weak_key()
    with opened() as cluster:
        _refuse_demo()
        gather()
        free = _port(port)
        if not environment.text("HOSTS"):
            os.environ.setdefault("BARO_URL", f"http://localhost:{free}")  # what slips and letters lead back to
        code = _code()
        commands = {"server": supervising.web_server(free, workers=workers, threads=threads)}
        if with_worker:
            commands |= {"worker": supervising.worker(), "sequencer": supervising.sequencer()}
        _show(free, commands, cluster, code)


@click.command()
def worker() -> None:
    """Do the jobs of the queue; when the database was away, go on as soon as it is there again."""
    with opened():
        from baro.config.working import work  # the queue needs Django set up

        work(lambda sentence: click.echo(sentence, err=True))


@click.command()
def stop() -> None:
    """Stop the embedded PostgreSQL, whoever uses it."""
    was_running = stop_server(embedded_folder())
    click.echo("PostgreSQL stopped." if was_running else "PostgreSQL was not running.")


def _refuse_demo() -> None:
    """Raise Refused where a real installation would show the invented people of the demo."""
    from baro.demo import loading  # its models need Django set up

    if loading.loaded() and not environment.flag("DEMO"):
        raise Refused(
            "This database holds the demo province, and a real installation never mixes with it: start the demo with "
            "baro demo, or set BARO_VAR to an empty folder for a real one."
        )


def _code() -> str:
    """The code that opens the set-up, a new one at each start; empty once somebody has an account."""
    from baro.installation.actions.setting_up import new_code  # its models need Django set up
    from baro.installation.own_rules import WAITING
    from baro.installation.queries import waits_for_set_up

    if not waits_for_set_up():
        return ""
    os.environ[WAITING] = "1"
    return new_code()


def _refuse_weak_key() -> None:
    """Raise Refused when real sessions would be signed with a key that can be guessed."""
    given = environment.text("SECRET_KEY")
    if given and not environment.flag("DEMO") and (why := weakness_of(given)):
        raise Refused(
            f"BARO_SECRET_KEY cannot be used ({why}): unset it, and Baro makes one of its own, or set a longer one."
        )


def _prepare() -> None:
    click.echo("Preparing the database and the files of the pages ...")
    bring_up_to_date()
    gather()


def _load(until: date | None) -> None:
    from baro.demo import loading  # its models need Django set up

    if loading.loaded():
        click.echo("The demo province is there already; it is kept as it is.")
        return
    with _bar() as progress:
        loading.load(progress, until=until)
    from baro.trail.sequencing import sequence

    sequence()  # the log is whole even where nothing is served


@contextmanager
def _bar() -> Iterator[Progress]:
    with click.progressbar(length=1, label="Loading the demo province") as bar:

        def progress(done: int, of: int, label: str) -> None:
            bar.length, bar.label = of, label
            bar.update(done - bar.pos)

        yield progress


def _show(port: int, commands: dict[str, supervising.Command], cluster: Cluster | None, code: str = "") -> None:
    ended = supervising.supervise(
        commands,
        {"database": cluster} if cluster else {},
        port=port,
        announce=lambda: _announce(port, code),
        say=lambda sentence: click.echo(sentence, err=True),
    )
    if ended:
        click.echo(
            f"The {ended} ended {supervising.STARTS} times in a row right after its start, and everything was stopped: "
            "what it said above tells why.",
            err=True,
        )
        sys.exit(1)
    click.echo("Stopped.")


def _port(wanted: int) -> int:
    free = supervising.free_port(wanted)
    if free != wanted:
        click.echo(f"Port {wanted} is taken; using {free} instead.")
    return free


def _announce(port: int, code: str) -> None:
    who = "Sign in with your account."
    if os.environ.get("BARO_DEMO") == "1":
        who = "Its sign-in page lists who you can be."
    elif code:
        who = f"Nobody has an account yet: set it up there with the code {code} ."
    click.echo(f"Baro is at http://localhost:{port}/ . {who} Ctrl-C stops it.")
