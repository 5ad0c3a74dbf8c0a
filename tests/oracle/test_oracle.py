"""Nobody is answered at any address, in any form, with words that the rules do not open to them."""

from __future__ import annotations

import pytest
from django.apps import apps

from baro.documents.actions import receiving
from baro.kernel.errors import Refused
from baro.org.models import Unit
from baro.org.queries import actor_of
from tests.guards.declared import scoped_models
from tests.oracle.books import has_rule
from tests.oracle.planting import WITHOUT_WORDS, unplanted
from tests.oracle.town import NOWHERE, PERSONAS
from tests.oracle.walking import probed, untold, walked

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


@pytest.mark.parametrize("who", [*NOWHERE, *PERSONAS])
def test_nobody_is_told_what_is_not_for_them(town, who):
    found = walked(town, who)
    assert not found, "\n".join(found)


def test_what_is_hidden_is_found_by_none_of_its_words(town):
    assert not [*probed(town, "dov"), *probed(town, "ivo", "tasks.list")]


def test_whoever_reads_a_recorded_document_is_told_to_have_read_it(town):
    assert not untold(town, "ada")


def test_secret_documents_have_no_words(town):
    line = {"unit": Unit.objects.get(code="QN"), "type": "directive", "issuer": "Ban Bí thư", "symbol": "56-CT/TW"}
    days = dict.fromkeys(("issued_on", "arrived_on"), town.books.today)
    clerk = actor_of(town.readers["clo"].person)
    with pytest.raises(Refused):
        receiving.register(**line, **days, secrecy="secret", abstract="về phương án riêng", by=clerk)
    secret = [row for row in town.books.of("documents.document").values() if row["secrecy"]]
    assert secret
    assert not [row["id"] for row in secret if row["abstract"] or row["body"] or row["text"]]


def test_every_text_is_planted(town):
    missing = unplanted(town.plants)
    assert not missing, f"let it stand in tests/oracle/town.py, or say in planting.py why it has no words: {missing}"


def test_what_has_no_words_is_a_field_and_has_a_reason():
    for label, fields in WITHOUT_WORDS.items():
        known = {field.name for field in apps.get_model(label)._meta.concrete_fields}
        assert fields.keys() <= known, f"{label} has no field {fields.keys() - known}"
        assert all(fields.values())


def test_every_model_with_words_or_with_its_own_readers_has_a_rule(town):
    labels = {label for places in town.plants.places.values() for label, _key, _name in places}
    labels |= {model._meta.label_lower for model in scoped_models()}
    missing = sorted(label for label in labels if not has_rule(label))
    assert not missing, f"say in the tests/sight.py of the part who sees it: {missing}"
