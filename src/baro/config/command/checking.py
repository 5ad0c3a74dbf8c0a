"""Checks that end with exit code 1 when they find something: the rule files."""

from __future__ import annotations

import sys

import click

from baro.config.command.opening import set_up


@click.group()
def rules() -> None:
    """The rulebook: law as dated data."""


@rules.command("check")
def check_rules() -> None:
    """Check every rule file, and list what is only assumed."""
    set_up()
    from baro.kernel import rulebook  # its sentences need Django set up

    findings = rulebook.check()
    for assumption in findings.assumed:
        click.echo(f"assumed: {assumption}" + (f" ({assumption.source})" if assumption.source else ""))
    for problem in findings.problems:
        click.echo(f"wrong: {problem}", err=True)
    click.echo(
        f"{len(findings.versions)} versions of rules read, {len(findings.assumed)} things assumed, "
        f"{len(findings.problems)} wrong."
    )
    sys.exit(0 if findings else 1)
