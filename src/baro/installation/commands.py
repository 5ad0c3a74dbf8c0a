"""Setting up without a browser."""

from __future__ import annotations

import tomllib
from pathlib import Path

import click

from baro.kernel.errors import Refused


@click.command("setup")
@click.option("--file", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
def set_up(file: Path) -> None:
    """Set Baro up by a file of answers, as the set-up in the browser does: docs/how/install.md shows one."""
    from pydantic import ValidationError

    from baro.installation.actions import inviting, setting_up
    from baro.installation.answers import Answers
    from baro.org.actors import Actor
    from baro.org.importing.actions import importing

    try:
        answers = Answers.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{file} is no TOML file: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise Refused(f"{file}: {place}: {first['msg']}. Correct it and run the command again.") from error
    brought = None
    if answers.list:
        found = file.parent / answers.list
        if not found.is_file():
            raise Refused(f"There is no list {found}: correct “list” in {file}.")
        brought = importing.bring(found.name, found.read_bytes(), by=Actor.system("installation.set_up"))
    installation, account = setting_up.set_up(answers, brought=brought)
    click.echo(f"{installation} is set up; {account} keeps it.")
    if not answers.administrator.password:
        made = inviting.invite_first(account)
        click.echo(f"Open this address once to choose the password: {made}")


COMMANDS = (set_up,)
