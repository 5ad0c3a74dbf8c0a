"""Tests notice what is undefined in a template, and what counts on an order that nobody asked for."""

from __future__ import annotations

import pytest
from django.template import Context, Engine

from baro.org.models import Unit
from tests.strictness import UndefinedError, UnorderedError, shuffle_unordered


def drawn(text, **given):
    return Engine.get_default().from_string(text).render(Context(given))


class Letter:
    title = "Plan"
    answer = None


@pytest.mark.parametrize(
    "text",
    [
        "{{ titel }}",
        "{{ letter.titel }}",
        "{{ letter.titel|upper }}",
        "{{ letter.answer.title }}",
        "{% if titel %}x{% endif %}",
        "{% if not titel and letter %}x{% endif %}",
        "{% for one in titles %}x{% endfor %}",
        "{% with words=titel %}{{ words }}{% endwith %}",
        "{% include 'ui/components/mark.html' with size=titel %}",
        "{% blocktranslate %}About {{ titel }}{% endblocktranslate %}",
        "{% blocktranslate with words=letter.titel %}About {{ words }}{% endblocktranslate %}",
    ],
)
def test_what_is_undefined_is_noticed(text):
    with pytest.raises(UndefinedError, match="tit"):
        drawn(text, letter=Letter())


@pytest.mark.parametrize(
    "text",
    [
        "{{ letter.title }}",
        "{{ letter.answer.title|default:'—' }}",
        "{% if letter.answer.title %}x{% endif %}",
        "{% if titel|default:'' %}x{% endif %}",
        "{% blocktranslate with words=letter.title %}About {{ words }}{% endblocktranslate %}",
    ],
)
def test_what_is_given_or_may_be_missing_is_none(text):
    drawn(text, letter=Letter())


def test_rows_come_in_no_order_that_nobody_asked_for(world, monkeypatch):
    asked, kept = Unit.objects.order_by("pk"), Unit.objects.order_by()
    shuffle_unordered(monkeypatch, "as it happens")
    orders = {tuple(kept.all()) for _ in range(20)} | {tuple(kept.iterator()) for _ in range(20)}
    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset(asked)}
    assert {tuple(asked.all()) for _ in range(20)} == {tuple(asked)}
    assert kept.get(code="QN") == world.unit("QN")


def test_the_order_is_the_same_for_the_same_seed(world):
    def orders():
        with pytest.MonkeyPatch.context() as patch:
            shuffle_unordered(patch, "7")
            return [tuple(Unit.objects.order_by()) for _ in range(5)]

    assert orders() == orders()


def test_some_rows_are_not_taken_in_no_order(world):
    with pytest.raises(UnorderedError, match=r"org\.Unit"):
        list(Unit.objects.order_by()[:2])
    assert len(Unit.objects.order_by()[:100]) == len(Unit.objects.order_by("pk")[:100])
