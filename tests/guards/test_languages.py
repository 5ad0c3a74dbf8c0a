"""Every sentence is translated into Vietnamese and Arabic, with the same places for facts."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.core.management import call_command

from tests.guards.declared import ROOT, SOURCE

LANGUAGES = ["vi", "ar"]
MARKS = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}
PARTS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


@cache
def _catalogue(part: str, language: str) -> Catalog:
    """The sentences of a part in a language; none where the part says nothing."""
    path = SOURCE / part / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _sentences(language: str) -> Iterator[tuple[str, Message]]:
    """Every sentence of every part, with its part."""
    return ((part, message) for part in PARTS for message in _catalogue(part, language) if message.id)


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _forms(message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)[sd]", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_waits_for_its_translation(language):
    waiting = [m.id for _part, m in _sentences(language) if m.fuzzy or not all(_forms(m))]
    assert not waiting, f"{len(waiting)} in {language}: {waiting[:5]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_sentence(language):
    for _part, message in _sentences(language):
        ids = message.id if isinstance(message.id, tuple | list) else [message.id]
        asked = set().union(*(_places(text) for text in ids if text))
        for form in _forms(message):
            assert _places(form) <= asked, f"{language}: {form!r} has other places than {ids[0]!r}"
            if not message.pluralizable:
                assert _places(form) == asked, f"{language}: {form!r} forgets a place of {ids[0]!r}"


def test_in_arabic_a_delegation_is_never_called_a_mandate_nor_leaving_a_form_revoking():
    """Both are powers, and one of them ends by itself: CONTEXT.md has the words."""
    marks = re.compile("[\u064b-\u0652]")
    said = {str(m.id): marks.sub("", " ".join(_forms(m))) for _part, m in _sentences("ar")}
    speaks = {asked: words for asked, words in said.items() if re.search(r"\b(grant|giver|powers)", asked, re.I)}
    mixed = {asked for asked, words in speaks.items() if re.search("تفويض|فوض", words) and "andate" not in asked}
    assert not mixed
    assert said["Cancel"] == "رجوع"


def test_in_vietnamese_the_reader_is_called_one_way():
    said = [form for _part, message in _sentences("vi") for form in _forms(message) if form]
    assert not [form for form in said if re.search(r"\bbạn\b", form, re.IGNORECASE)], "the reader is “đồng chí”"


def test_sentences_are_marked_by_names_that_the_collector_knows():
    """A sentence behind another name is never collected, so nobody misses its translation."""
    odd = re.compile(r"gettext(?:_lazy|_noop)? as (?!_\b)\w+|gettext\w* as __")
    files = (ROOT / "src").rglob("*.py")
    assert not [f"{file}: {found.group()}" for file in files if (found := odd.search(file.read_text(encoding="utf-8")))]


def test_no_sentence_stands_inside_a_formatted_string():
    """The collector does not look into f-strings, so nobody would miss the translation of what stands there."""
    odd = []
    for file in (ROOT / "src").rglob("*.py"):
        strings = (
            one for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(one, ast.JoinedStr)
        )
        calls = (one for string in strings for one in ast.walk(string) if isinstance(one, ast.Call))
        odd += [f"{file}:{one.lineno}" for one in calls if getattr(one.func, "id", "") in MARKS]
    assert not odd


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_of_several_parts_is_translated_in_one_way(language):
    said: dict[object, tuple[str, list[str]]] = {}
    for part, message in _sentences(language):
        first, forms = said.setdefault(_key(message), (part, _forms(message)))
        assert forms == _forms(message), f"{language}: {message.id!r} is translated otherwise in {part} than in {first}"


def _collected(folder) -> Catalog:
    """The sentences of the files in a folder, as the collector finds them."""
    (folder / "locale").mkdir()
    call_command("makemessages", locale=["vi"], no_location=True, ignore_patterns=["tests/*"], verbosity=0)
    path = folder / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog("vi")
    with path.open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("part", PARTS)
def test_the_catalogues_of_a_part_hold_its_sentences_and_no_others(part, tmp_path, monkeypatch):
    if not shutil.which("xgettext"):
        pytest.fail("gettext is missing: install Debian's package gettext")
    shutil.copytree(SOURCE / part, tmp_path / part, ignore=shutil.ignore_patterns("locale", "tests"))
    monkeypatch.chdir(tmp_path / part)
    said = {_key(m) for m in _collected(tmp_path / part) if m.id}
    for language in LANGUAGES:
        kept = {_key(m) for m in _catalogue(part, language) if m.id}
        assert said - kept == set(), f"make messages, then translate into {language}"
        assert kept - said == set(), "make messages: these stand in no source any more"
