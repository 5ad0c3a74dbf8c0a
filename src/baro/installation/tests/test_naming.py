"""Sign-in names: guessable, in plain letters, each once."""

from __future__ import annotations

import pytest

from baro.installation.naming import folded, free_names, wanted
from baro.installation.rulebook import Accounts, Naming
from baro.kernel import rulebook
from baro.org.models import Account, Person


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Nguyễn Thị Đào", "dao.nt"),
        ("Đặng Ưu", "uu.d"),
        ("Lê", "le"),
        ("محمد علي", "user"),
        ("Jean-Łukasz Ørsted", "orsted.jl"),
    ],
)
def test_a_name_is_folded_into_letters_that_every_keyboard_has(name, said):
    assert wanted(Person(name=name), rulebook.today(Accounts)) == said


def test_other_rules_make_other_names():
    rule = rulebook.today(Accounts)
    person = Person(name="Nguyễn Thị Đào", number="QN-00123")
    assert wanted(person, rule.model_copy(update={"naming": Naming.WHOLE})) == "nguyen.thi.dao"
    assert wanted(person, rule.model_copy(update={"naming": Naming.NUMBER})) == "qn.00123"
    assert folded("Đỗ  Thị–Ươm") == "do thi uom"


@pytest.mark.django_db
def test_who_shares_a_name_gets_a_number_behind_it():
    Account.objects.create(username="dao.nt2")
    people = [Person(name="Nguyễn Thị Đào"), Person(name="Ngô Thị Đảo"), Person(name="Nguyễn Thị Đào")]
    assert free_names(people, rulebook.today(Accounts)) == ["dao.nt", "dao.nt3", "dao.nt4"]
