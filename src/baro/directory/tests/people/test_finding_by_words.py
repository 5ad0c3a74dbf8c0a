"""Finding people, posts and units by words: each word in one of several tables, each table by its index."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baro.org.models import Person, Post, Tenure, Unit
from baro.org.posts.actions.appointing import appoint
from baro.trail.words import with_words
from baro.ui.forms.choosing_org import POSTS
from baro.ui.lists import list_of
from tests.powers.given import by_two

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


@pytest.fixture
def loose(world):
    """Somebody called Văn, whose post has the other words of a clerk's: before it in the tree of units."""
    van = Person.objects.create(name="Văn Bảo")
    appoint(world.post("QN-HL", "Phó Bí thư").pk, van.pk, since=timezone.localdate(), by=by_two(world))
    return world


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("van thu phuong ha lam", "Gus Văn Thư Phường"),
        ("Văn thư, phường Hà L", "Gus Văn Thư Phường"),
        ("van ba", "Văn Bảo"),
        ("bi thu ha lam", "Eve Bí Thư Phường"),
    ],
)
def test_where_the_words_stand_in_order_comes_first(loose, words, first):
    assert POSTS.search(loose.kim, words, 9)[0].title == first


def test_of_two_in_order_the_nearer_words_come_first(world):
    Unit.objects.filter(code="QN-VP").update(name="Đảng ủy Trường Đại học Hà Lầm")
    Post.objects.filter(unit__code="QN-VP", name="Chuyên viên").update(name="Bí thư")
    titles = [option.title for option in POSTS.search(world.ada, "bi thu ha lam", 9)]
    assert titles == ["Eve Bí Thư Phường", "Ben Chuyên Viên"]
    assert POSTS.search(world.ada, "lam bi thu", 9)[0].title == "Ben Chuyên Viên", "as units stand"


def test_fewer_other_words_in_the_name_of_the_unit_come_before_words_that_stand_nearer(world):
    """Whoever names a place means its committee, not the university that is called after it."""
    Unit.objects.filter(code="QN-VP").update(name="Đảng ủy Trường Đại học Hà Lầm")
    Post.objects.filter(unit__code="QN-VP", name="Chuyên viên").update(name="Phó Bí thư")
    Post.objects.filter(unit__code="QN-HL", name="Bí thư").update(name="Phó Bí thư Thường trực")
    titles = [option.title for option in POSTS.search(world.ada, "pho bi thu ha lam", 9)]
    assert titles == ["Eve Bí Thư Phường", "Ben Chuyên Viên"]


def test_where_the_post_has_all_words_the_higher_unit_comes_first(world):
    Post.objects.filter(name="Bí thư chi bộ").update(name="Bí thư")
    Unit.objects.filter(code="QN-HL-CB").update(name="Chi bộ")
    found = [option.detail for option in POSTS.search(world.kim, "bi thu", 9)]
    assert found[0] == "Bí thư, Tỉnh ủy Quảng Ninh", "though the name of the cell has fewer words"
    assert "Bí thư, Chi bộ" in found


def test_the_order_costs_no_query(loose, django_assert_num_queries):
    kim = loose.kim
    with django_assert_num_queries(5):  # one for each word, one for the posts
        POSTS.search(kim, "van thu phuong ha", 9)


def test_posts_are_found_by_name_and_unit(world):
    found = with_words(Post.objects.order_by("pk"), "lam phó", "pk", "unit")
    assert [str(post) for post in found] == ["Phó Bí thư, Đảng ủy phường Hà Lầm"]


def test_common_words_find_the_same_as_rare_ones(world, monkeypatch):
    asked = ("eve bi thu ha lam", "bi thu", "thu", "eve lam ph", "x", "cao xanh")
    rare = [held(words) for words in asked]
    monkeypatch.setattr("baro.trail.words.FEW", 1)
    assert [held(words) for words in asked] == rare


def test_a_word_costs_a_query_however_many_rows_have_it(world, django_assert_num_queries):
    with django_assert_num_queries(4):
        list(with_words(Tenure.objects.all(), "bi thu la", *HELD))


@pytest.mark.parametrize(
    ("model", "paths", "indexes"),
    [
        (Unit, (), {"unit_by_words"}),
        (Person, (), {"person_by_words"}),
        (Post, ("pk", "unit"), {"post_by_words", "unit_by_words"}),
        (Tenure, HELD, {"person_by_words", "post_by_words", "unit_by_words"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_table_is_searched_by_its_index(world, model, paths, indexes):
    with CaptureQueriesContext(connection) as asked:
        list(with_words(model.objects.all(), "lam", *paths))
    with connection.cursor() as cursor:
        # A small table is read whole in any case, in whichever order.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(f"EXPLAIN {asked[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert {name for name in indexes if f"on {name} " in plan} == indexes, plan
