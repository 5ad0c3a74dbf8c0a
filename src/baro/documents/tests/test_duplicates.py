"""One paper entered twice is pointed out, however its number, its issuer or its file name is written."""

from __future__ import annotations

import unicodedata

import pytest

from baro.documents.actions.bringing import bring
from baro.documents.likeness import key_of_issuer, key_of_symbol, may_be_one
from baro.documents.models import Document
from baro.kernel.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "spelling",
    [
        "64 - KH/TU",
        "64–KH/TU",
        "64‑KH/TU",
        "64-\u200bKH/TU",
        "Số 64-KH/TU",
        "số: 064-KH/TU",
        "64-kh/tu",
        "64\u00a0-\u00a0KH / TU",
    ],
)
def test_a_number_is_known_in_any_spelling(world, spelling):
    earlier = world.registered(symbol="64-KH/TU")
    with pytest.raises(Refused) as refusal:
        world.registered(symbol=spelling, also_if_known=False)
    assert refusal.value.about == earlier
    assert "is in the register already" in refusal.value.fields["also_if_known"]
    assert world.registered(symbol=spelling, also_if_known=True).arrival_number == earlier.arrival_number + 1


@pytest.mark.parametrize(
    "spelling",
    [
        "Uỷ ban nhân dân tỉnh Vĩnh Dụ",
        unicodedata.normalize("NFD", "Ủy ban nhân dân tỉnh Vĩnh Dụ"),
        "ỦY BAN NHÂN DÂN  TỈNH VĨNH\u00a0DỤ",
        "UBND tỉnh Vĩnh Dụ",
    ],
)
def test_an_issuer_is_known_in_any_spelling(world, spelling):
    earlier = world.registered(symbol="12/QĐ-STC", issuer="Ủy ban nhân dân tỉnh Vĩnh Dụ")
    with pytest.raises(Refused) as refusal:
        world.registered(symbol="12/QĐ-STC", issuer=spelling, also_if_known=False)
    assert refusal.value.about == earlier


def test_two_offices_with_one_abbreviation_number_each_for_itself(world):
    world.registered(symbol="5-BC/ĐU", issuer="Đảng ủy xã Mẫu Một")
    assert world.registered(symbol="5-BC/ĐU", issuer="Đảng ủy phường Thử Hai", also_if_known=False).pk


def test_the_same_file_is_pointed_out_and_may_be_registered_all_the_same(world):
    unit, numbers = world.unit("QN"), ("7-CV/TU", "8-CV/TU", "9-CV/TU")
    first, again = (bring(world.paper("thư.pdf"), unit, by=world.clo) for _copy in range(2))
    earlier = world.registered(symbol=numbers[0], papers=[first.pk])
    with pytest.raises(Refused) as refusal:
        world.registered(symbol=numbers[1], papers=[again.pk], also_if_known=False)
    assert (refusal.value.about, Document.objects.count()) == (earlier, 1)
    assert "This file" in str(refusal.value)
    world.registered(symbol=numbers[1], papers=[again.pk], also_if_known=True)


@pytest.mark.parametrize("abstract", ["\u200b\u2060", "\u00ad", "\u2800 \u3164"])
def test_an_abstract_that_nobody_sees_is_none(world, abstract):
    with pytest.raises(Refused) as refusal:
        world.registered(abstract=abstract)
    assert "abstract" in refusal.value.fields


def test_what_is_kept_has_no_signs_that_nobody_sees(world):
    document = world.registered(abstract="về chuyển\u200b đổi\u00a0s\u00adố")
    assert document.abstract == "về chuyển đổi số"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("64-KH/TU", "Số 064 – KH/TU", True), ("64-KH/TU", "640-KH/TU", False), ("1/22/QH15", "12/2/QH15", False)],
)
def test_keys_of_symbols(one, other, same):
    assert (key_of_symbol(one) == key_of_symbol(other)) is same


def test_issuers_of_unlike_names_are_one_only_where_the_symbol_is_of_one_office():
    assert key_of_issuer("Uỷ  ban") == key_of_issuer("ỦY BAN")
    assert may_be_one("BAN CHẤP HÀNH TRUNG ƯƠNG", "Ban Bí thư Trung ương Đảng", symbol="912-QĐ/TW")
