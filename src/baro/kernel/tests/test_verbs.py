"""Verbs: each deed is declared once and found by its code."""

import pytest

from baro.kernel import verbs
from baro.kernel.verbs import Verb, all_verbs, verb


@pytest.fixture(autouse=True)
def _empty_list_of_verbs(monkeypatch):
    monkeypatch.setattr(verbs, "_declared", {})


def test_a_verb_is_found_by_its_code():
    seal = Verb("letters.letter.seal", "Seal", "%(actor)s sealed the letter")
    assert verb("letters.letter.seal") is seal
    assert str(seal) == "letters.letter.seal"


def test_an_undeclared_verb_is_a_mistake():
    with pytest.raises(KeyError, match=r"letters\.letter\.burn"):
        verb("letters.letter.burn")


def test_a_code_is_declared_once():
    first = Verb("letters.letter.seal", "Seal", "sealed")
    with pytest.raises(ValueError, match=r"letters\.letter\.seal is declared twice"):
        Verb("letters.letter.seal", "Close", "closed")
    assert all_verbs() == [first]


def test_all_verbs_come_in_order_of_their_codes():
    later = Verb("letters.letter.send", "Send", "sent")
    earlier = Verb("letters.letter.address", "Address", "addressed")
    assert all_verbs() == [earlier, later]


def test_verbs_of_the_same_words_stay_different_verbs():
    one, other = Verb("letters.letter.open", "Open", "opened"), Verb("parcels.parcel.open", "Open", "opened")
    assert one != other
    assert len({one, other}) == 2
