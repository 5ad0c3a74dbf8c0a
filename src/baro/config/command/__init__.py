"""The command ``baro``: one group of commands a module; exit 0 done, 1 a check failed, 2 wrong use.

Parts bring commands of their own. All speak English: they run before there is a database, a language of the reader, or
a compiled catalogue.
"""

from __future__ import annotations

import signal

import click

from baro import __version__
from baro.config.command import (
    auditing,
    checking,
    doctor,
    keeping,
    proposing,
    reading,
    running,
    setting_up,
    simulating,
    upgrading,
)
from baro.config.command.of_parts import of_parts
from baro.kernel.errors import Refused


class _Refusal(click.ClickException):
    exit_code = 2


class _Commands(click.Group):
    """Turns a refusal into one sentence and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except Refused as refused:
            raise _Refusal(str(refused)) from refused


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def baro() -> None:
    """Baro: decisions carried to finished, provable work."""
    # Stopped politely or with its terminal closed, a command cleans up as after Ctrl-C; and so it does after Ctrl-C
    # itself, which a shell switches off for what it starts in the background.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


for command in (
    running.demo,
    running.serve,
    running.worker,
    auditing.sequencer,
    running.stop,
    setting_up.migrate,
    setting_up.manage,
    keeping.backup,
    keeping.restore,
    upgrading.upgrade,
    upgrading.move,
    doctor.doctor,
    simulating.simulate,
    checking.rules,
    reading.read_papers,
    proposing.propose_tasks,
    auditing.audit,
    *of_parts(),
):
    baro.add_command(command)


def main() -> None:
    """The entry point of the installed command."""
    baro(prog_name="baro")
