"""Every sentence is translated into Vietnamese and Arabic, with the same places for facts."""

from __future__ import annotations

import ast
import re
import shutil
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.test import override_settings

from tests.guards.declared import ROOT

LANGUAGES = ["vi", "ar"]
MARKS = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}


@cache
def _catalogue(language: str) -> Catalog:
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _forms(message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)[sd]", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_waits_for_its_translation(language):
    waiting = [m.id for m in _catalogue(language) if m.id and (m.fuzzy or not all(_forms(m)))]
    assert not waiting, f"{len(waiting)} in {language}: {waiting[:5]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_sentence(language):
    for message in _catalogue(language):
        ids = message.id if isinstance(message.id, tuple | list) else [message.id]
        asked = set().union(*(_places(text) for text in ids if text))
        for form in _forms(message):
            assert _places(form) <= asked, f"{language}: {form!r} has other places than {ids[0]!r}"
            if not message.pluralizable:
                assert _places(form) == asked, f"{language}: {form!r} forgets a place of {ids[0]!r}"


def test_in_arabic_a_grant_is_never_called_a_mandate_nor_leaving_a_form_revoking():
    """Both are powers, and one of them ends by itself: CONTEXT.md has the words."""
    marks = re.compile("[\u064b-\u0652]")
    said = {str(m.id): marks.sub("", " ".join(_forms(m))) for m in _catalogue("ar") if m.id}
    speaks = {asked: words for asked, words in said.items() if re.search(r"\b(grant|giver|powers)", asked, re.I)}
    mixed = {asked for asked, words in speaks.items() if re.search("تفويض|فوض", words) and "andate" not in asked}
    assert not mixed
    assert said["Cancel"] == "رجوع"


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


def test_the_catalogues_hold_the_sentences_of_the_product(tmp_path, monkeypatch):
    if not shutil.which("xgettext"):
        pytest.fail("gettext is missing: install Debian's package gettext")
    shutil.copytree(ROOT / "src", tmp_path / "src")
    (tmp_path / "locale").mkdir()
    monkeypatch.chdir(tmp_path)
    with override_settings(LOCALE_PATHS=[tmp_path / "locale"]):
        call_command("makemessages", locale=["vi"], no_location=True, verbosity=0)
    with (tmp_path / "locale" / "vi" / "LC_MESSAGES" / "django.po").open("rb") as file:
        product = {(m.context, str(m.id)) for m in read_po(file) if m.id}
    for language in LANGUAGES:
        kept = {(m.context, str(m.id)) for m in _catalogue(language) if m.id}
        assert product - kept == set(), f"make messages, then translate into {language}"
