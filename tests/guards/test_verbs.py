"""Every deed has a policy, an address of its own name, and facts enough for its sentence."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from baro.kernel import rulebook
from baro.kernel.decisions import policy_of
from baro.kernel.permissions import all_permissions
from baro.kernel.verbs import all_verbs
from baro.org.rulebook import SecondPerson

VERBS = all_verbs()


def _address(name: str) -> str | None:
    for args in ([], [1], ["part.record", 1]):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return None


@pytest.mark.parametrize("verb", VERBS, ids=str)
def test_every_verb_has_a_policy(verb):
    assert policy_of(verb), f"declare with @allows({verb.code}) who may do it"


@pytest.mark.parametrize("verb", [v for v in VERBS if not v.automatic], ids=str)
def test_every_verb_that_people_do_has_an_address_of_its_name(verb):
    assert _address(verb.code), f"name a URL {verb.code}"


@pytest.mark.parametrize("verb", VERBS, ids=str)
def test_every_placeholder_of_a_sentence_is_among_the_facts(verb):
    placeholders = set(re.findall(r"%\((\w+)\)s", str(verb.told))) - {"actor"}
    assert placeholders <= verb.facts, f"{verb.code}: add {placeholders - verb.facts} to its facts"


@pytest.mark.parametrize("verb", [v for v in VERBS if v.sentence_with], ids=str)
def test_a_sentence_told_with_a_fact_names_it_and_else_the_facts_alone(verb):
    for fact, said in verb.sentence_with.items():
        placeholders = set(re.findall(r"%\((\w+)\)s", str(said))) - {"actor"}
        assert fact in placeholders, f"{verb.code}: the sentence told with {fact} does not name it"
        assert placeholders <= verb.facts | {fact}, f"{verb.code}: add {placeholders - verb.facts} to its facts"


def test_the_powers_that_need_a_second_person_exist():
    powers = rulebook.today(SecondPerson).powers
    assert set(powers) <= {*all_permissions(), "*"}, "a power that is misspelt protects nothing"


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda m: m._meta.label)
def test_constraints_are_sentences(model):
    if not model.__module__.startswith("baro."):
        return
    for constraint in model._meta.constraints:
        assert constraint.name.count("_") >= 1, f"{constraint.name} says nothing in an error report"


@pytest.mark.parametrize("verb", VERBS, ids=str)
def test_a_verb_names_the_record_that_it_is_done_to(verb):
    assert verb.record in {model._meta.label_lower for model in apps.get_models()}, f"{verb.code}: name a model"
