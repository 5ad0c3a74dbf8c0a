"""What is known of people beside their posts: birth and sex, which the law of retirement asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.rulebook import Dates
from baro.org.actors import Actor
from baro.org.models import Person
from baro.org.people.verbs import CORRECT_BIRTH, ENTER_BIRTH
from baro.trail.changes import Batch, change, change_many


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born, and their sex; either may be unknown."""

    born_on: date | None
    sex: str = ""


def enter_births(births: Mapping[int, Birth], *, by: Actor) -> Batch[Person]:
    """Enter birth and sex of people, by their key; the trail says that it was done, not what was entered.

    Who has another one recorded is left alone and refused. Raises Refused for a day on which nobody can have been born.
    """
    for birth in births.values():
        _refuse_unborn(birth)
    with change_many(Person, births, ENTER_BIRTH, by=by) as batch:
        for person in list(batch.records):
            if _overwrites(person, births[person.pk]):
                batch.refuse(person, _("Birth or sex is recorded otherwise; say why that was wrong."))
        for person in batch.records:
            person.born_on, person.sex = births[person.pk].born_on, births[person.pk].sex
            batch.tell(person, name=person.name)
        Person.objects.bulk_update(batch.records, ["born_on", "sex"], batch_size=500)
    return batch


def correct_birth(person_id: int, birth: Birth, *, reason: str, by: Actor) -> Person:
    """Say that birth or sex of a person was recorded wrong; the trail says that and why, not what.

    Raises Refused for a day on which nobody here can have been born.
    """
    _refuse_unborn(birth)
    with change(Person, person_id, CORRECT_BIRTH, by=by) as (person, tell):
        person.born_on, person.sex = birth.born_on, birth.sex
        person.save(update_fields=["born_on", "sex"])
        tell(name=person.name, reason=reason.strip())
    return person


def _overwrites(person: Person, birth: Birth) -> bool:
    """Whether something that is recorded would be something else."""
    return (person.born_on or birth.born_on, person.sex or birth.sex) != (birth.born_on, birth.sex)


def _refuse_unborn(birth: Birth) -> None:
    today = timezone.localdate()
    if birth.born_on and not rulebook.in_force(Dates, on=today).body.may_be_birth(birth.born_on, today):
        sentence = _("Nobody here was born on that day; look at the year.")
        raise Refused(sentence, fields={"born_on": sentence})
