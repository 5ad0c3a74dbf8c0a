"""Which passwords are refused, and that it is said in the language of the page."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from baro.org.models import Account, Person


def owner():
    return Account(username="an.nv", email="nguyen.an@tinhuy.example", person=Person(name="Nguyễn Văn An"))


@pytest.mark.parametrize(
    "password",
    [
        "nguyenvanan1",
        "Nguyễn Văn An 2026",
        "NGUYEN-VAN-AN!!!",
        "annguyenvan12",
        "vanannguyen99",
        "an.nv.an.nv.12",
        "nguyen.an@tinhuy.example",
        "tinhuy.example.1",
        "nguyễnvănan",
    ],
)
def test_a_password_of_ones_own_name_is_refused_however_it_is_written(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, owner())
    assert "too close to your name" in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "password", ["một câu dài khó đoán 7", "bốn con voi xanh", "An thích ăn bún chả", "correct horse battery"]
)
def test_a_sentence_about_something_else_passes(password):
    validate_password(password, owner())


@pytest.mark.parametrize("language", ["vi", "ar"])
@pytest.mark.parametrize("password", ["7k?xq", "password1234", "836519274650", "nguyenvanan1"])
def test_every_refusal_is_said_in_the_language_of_the_page(password, language):
    with translation.override("en"), pytest.raises(ValidationError) as plain:
        validate_password(password, owner())
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password(password, owner())
    assert not set(plain.value.messages) & set(refused.value.messages)
