"""What is asked at the set-up: the same in the browser and in a file of answers."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from django.utils import timezone
from pydantic import ConfigDict, Field, field_validator

from baro.installation.mail_address import EXAMPLE, server_of
from baro.kernel.rulebook.body import Entry, Text

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}")
YEARS_STOOD = 30  # of an organisation whose first day nobody names: longer than people hold one post
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


def long_ago() -> date:
    """The first day of an organisation for which none is named: early enough for those who hold their posts today."""
    return date(timezone.localdate().year - YEARS_STOOD, 1, 1)


class Organisation(Entry):
    """By which template, how it is called, the first step of the codes of its units, and since when it stands.

    Nobody can be recorded in a post before that day, so that it lies before the oldest tenure of a list to come.
    """

    template: Text
    name: Text = Field(max_length=200)
    code: str = Field(pattern=CODE.pattern)
    since: date = Field(default_factory=long_ago)


class Rules(Entry):
    """The choices of the rulebook; what is left out stays as it is shipped."""

    clears: Literal[3, 5, 6] | None = None
    saturday: bool = False
    country: str = Field(default="VN", pattern="^[A-Z]{2}$")
    numbers: Literal["term", "calendar_year"] = "term"
    term: str = Field(default="", max_length=60)
    term_began_on: date | None = None


class Administrator(Entry):
    """The first who keeps the organisation, its accounts and the installation; without a password, one is invited."""

    person: Text = Field(max_length=120)
    post: Text = Field(max_length=120)
    username: str = Field(pattern=USERNAME.pattern)
    password: str = ""
    email: str = ""


class Mail(Entry):
    """The mail server in one line, and from whom e-mails come."""

    server: str
    sender: str

    @field_validator("server")
    @classmethod
    def _is_server(cls, value: str) -> str:
        try:
            server_of(value)
        except ValueError:
            raise ValueError(f"name a mail server, as {EXAMPLE}") from None
        return value


class Answers(Entry):
    """All of it. Without an organisation, one must have been imported before, or a list is named."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Literal["vi", "en", "ar"]
    name: Text = Field(max_length=120)
    administrator: Administrator
    organisation: Organisation | None = None
    list: str = ""
    rules: Rules = Rules()
    mail: Mail | None = None
