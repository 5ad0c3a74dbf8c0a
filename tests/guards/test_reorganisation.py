"""No table is forgotten when units are merged, divided or closed."""

from django.apps import apps

from baro.org.attached import things, undeclared
from baro.org.models import Post, Unit


def test_every_relation_to_a_unit_or_a_post_says_what_becomes_of_it():
    forgotten = undeclared(apps.get_models(), (Unit, Post))
    assert not forgotten, f"declare in the part's attached.py what becomes of: {', '.join(forgotten)}"


def test_what_usually_becomes_of_a_thing_is_among_what_may():
    for thing in things():
        assert thing.disposition in thing.dispositions, f"{thing.code}: {thing.disposition} is not among its fates"
