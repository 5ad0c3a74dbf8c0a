"""The order of names: the Vietnamese alphabet with its tones, numbers by value, people by given name."""

from __future__ import annotations

import unicodedata
from itertools import chain

import pytest
from django.db import connection

from baro.trail.alphabet import alphabetical, by_given_name

NAMES = [
    "Hà An",
    "Hà Lầm",
    "Hiệp Hòa",
    "Hoàng Quế",
    "Hoành Bồ",
    "Hồng Gai",
    "Trịnh",
    "Uông Bí",
    "Vàng Danh",
    "Việt Hưng",
]
NAMES += ["Yên Tử", "Đ"]
LETTERS = ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o", "ô", "ơ", "p", "q"]
LETTERS += ["r", "s", "t", "u", "ư", "v", "x", "y"]
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]
IN_ORDER = [
    LETTERS,
    TONES,
    ["Đà Nẵng", "Đặng", "Đinh", "Đỗ", "Em", "Vũ"],
    ["Hà An", "Hà Lầm", "Hiệp Hòa", "Hoàng Quế", "Hoành Bồ"],
    ["Vàng Danh", "Việt Hưng", "Yên Tử"],
    ["08-KH/TU", "14-KH/TU", "118-KH/TU", "118-TB/TU"],
    ["Chi bộ 2", "Chi bộ 10", "Chi bộ 10a"],
    ["hà", "Hà An", "HÀ LẦM", "Hàm"],
]
PEOPLE = [
    ["Đặng Thị An", "Trần Văn An", "Trịnh An", "Lê Bình", "Phạm Đạt", "Nguyễn Đăng", "Vũ Ân Ý"],
    ["أحمد علي", "محمد أحمد"],
]


def _of_database(function, names):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {function}(name) FROM unnest(%s::text[]) WITH ORDINALITY AS t(name, n) ORDER BY n", [names]
        )
        return [key for (key,) in cursor.fetchall()]


@pytest.mark.parametrize("names", IN_ORDER, ids=lambda names: names[0])
def test_names_stand_in_the_order_of_the_alphabet_and_numbers_by_value(names):
    mixed = names[::-1]
    mixed.sort(key=alphabetical)
    assert mixed == names


@pytest.mark.parametrize("names", PEOPLE, ids=lambda names: names[0])
def test_people_stand_by_given_name_where_that_comes_last(names):
    mixed = names[::-1]
    mixed.sort(key=by_given_name)
    assert mixed == names


def test_a_tone_decides_only_where_the_letters_are_the_same():
    assert sorted(["Mạ Bình", "Ma Bình", "Ma Cường"], key=alphabetical) == ["Ma Bình", "Mạ Bình", "Ma Cường"]


@pytest.mark.django_db
def test_the_database_makes_the_same_keys():
    names = [*chain(*IN_ORDER, *PEOPLE), " Lê  Văn\tÁnh ", "12345678901234567890", "", "Ơ", "(số 7)", "A\nB"]
    names += [unicodedata.normalize("NFD", name) for name in names]
    assert _of_database("baro_alphabet", names) == [alphabetical(name) for name in names]
    assert _of_database("baro_called", names) == [by_given_name(name) for name in names]
