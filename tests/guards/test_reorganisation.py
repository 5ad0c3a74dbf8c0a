"""No table is forgotten when units are merged, divided or closed, or people are merged."""

from django.apps import apps

from baro.org.dependent_rows import undeclared, unit_dependents


def test_every_relation_to_a_unit_a_post_or_a_person_says_what_becomes_of_it():
    forgotten = undeclared(apps.get_models())
    assert not forgotten, f"declare in the part's dependents.py what becomes of: {', '.join(forgotten)}"


def test_what_usually_becomes_of_a_thing_is_among_what_may():
    for thing in unit_dependents():
        assert thing.disposition in thing.dispositions, f"{thing.code}: {thing.disposition} is not among its fates"
