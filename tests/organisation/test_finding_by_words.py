"""Finding people, posts and units by words: each word in one of several tables, each table by its index."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict

from baro.org.models import Person, Post, Tenure, Unit
from baro.trail.words import with_words
from baro.ui.choosing_org import POSTS
from baro.ui.lists import list_of

HELD = ("person", "post", "post__unit")


def held(words):
    return [tenure.person.name for tenure in with_words(Tenure.objects.order_by("pk"), words, *HELD)]


@pytest.mark.parametrize(
    "words", ["eve bi thu ha lam", "Hà Lầm, Eve: bí thư", "EVE thu lam", "eve-lam/thu", "eve qn hl", "eve ha l"]
)
def test_every_word_stands_in_one_of_the_texts_in_any_order(world, words):
    assert held(words) == ["Eve Bí Thư Phường"]


@pytest.mark.parametrize("words", ["eve cao xanh", "ev lam", "eve bi thu ha lam x", "&", ""])
def test_who_lacks_a_word_is_not_found(world, words):
    assert held(words) == [], "only the last word may be unfinished"


def test_the_words_of_one_post_belong_together(world):
    kim = world.kim
    listed = [person.name for person in list_of("org.people")(kim, QueryDict("q=bi+thu+ha+lam")).records]
    assert listed == ["Eve Bí Thư Phường"]
    assert [option.title for option in POSTS.search(kim, "ha lam van thu", 9)] == ["Gus Văn Thư Phường"]


def test_posts_are_found_by_name_and_unit(world):
    found = with_words(Post.objects.order_by("pk"), "lam phó", "pk", "unit")
    assert [str(post) for post in found] == ["Phó Bí thư, Đảng ủy phường Hà Lầm"]


@pytest.mark.parametrize(
    ("rows", "paths", "indexes"),
    [
        (Unit.objects, (), {"unit_by_words"}),
        (Person.objects, (), {"person_by_words"}),
        (Post.objects, ("pk", "unit"), {"post_by_words", "unit_by_words"}),
        (Tenure.objects, HELD, {"person_by_words", "post_by_words", "unit_by_words"}),
    ],
    ids=["units", "people", "posts", "tenures"],
)
def test_each_table_is_searched_by_its_index(world, rows, paths, indexes):
    with connection.cursor() as cursor:
        # A small table is read whole in any case, or along its key; an index of words is read by bitmap.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = with_words(rows.all(), "eve bi thu ha lam", *paths).explain()
    assert {name for name in indexes if f"on {name} " in plan} == indexes, plan
