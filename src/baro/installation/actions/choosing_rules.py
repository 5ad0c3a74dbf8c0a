"""The choices of the set-up, written as rule files of the organisation's own, which it may change later by hand."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baro.documents.rulebook import Numbering
from baro.installation import own_rules
from baro.installation.answers import Rules
from baro.kernel import rulebook
from baro.kernel.errors import Refused

SOURCE = {"vi": "Lựa chọn khi cài đặt", "en": "Chosen at the set-up", "ar": "اختير عند الإعداد"}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def write_rules(chosen: Rules) -> None:
    """Write a file for each choice that differs from what is shipped, and go by it.

    Raises Refused when the folder cannot be written.
    """
    files = {code: _sheet(code, *content) for code, content in _contents(chosen).items()}
    if not files:
        return
    folder = own_rules.folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for code, text in files.items():
            (folder / f"{code}.toml").write_text(text, encoding="utf-8")
    except OSError as error:
        sentence = _("The rules cannot be written to %(folder)s (%(why)s): let Baro write there, or choose as shipped.")
        raise Refused(sentence % {"folder": folder, "why": error.strerror or error}) from error
    own_rules.read_anew()


def _contents(chosen: Rules) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """By rule: the first day of the shipped version that is replaced, that whose content it takes, and what differs."""
    found: dict[str, tuple[str, str, dict[str, Any]]] = {}
    if chosen.clears:
        found["tasks.motto"] = ("2025-11-01", "2000-01-01", {"motto": chosen.clears})
    days: dict[str, Any] = {"week": list(WEEK)} if chosen.saturday else {}
    if chosen.country != "VN":
        days |= {"country": chosen.country, "exchanged_days": []}
    if days:
        found["work.days"] = ("1999-10-02", "1999-10-02", days)
    if chosen.numbers == "calendar_year":
        version = rulebook.versions(Numbering)[-1]
        counters = [one.model_dump(mode="json") | {"span": "calendar_year"} for one in version.body.counters]
        found["documents.numbering"] = (version.valid_from.isoformat(), "2018-04-03", {"counters": counters})
    return found


def _sheet(code: str, first: str, like: str, body: dict[str, Any]) -> str:
    lines = [f'code = "{code}"', "", "[[version]]", f"valid_from = {first}", f"source = {_toml(SOURCE)}"]
    lines += ['certainty = "text"', f"same_body_as = {like}", "", "[version.body]"]
    return "\n".join([*lines, *(f"{name} = {_toml(value)}" for name, value in body.items())]) + "\n"


def _toml(value: Any) -> str:
    """A value in one line of TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items() if one is not None) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
