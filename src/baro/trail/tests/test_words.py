"""A search asks for each word once, and for no more than a few."""

from baro.trail.words import MOST, asked_words


def test_words_that_are_repeated_are_asked_once():
    assert asked_words("Đảng ủy dang uy ĐẢNG ỦY " * 28) == ["dang", "uy"]


def test_no_more_words_are_asked_than_a_few():
    assert asked_words(" ".join(map(str, range(100)))) == [str(number) for number in range(MOST)]
