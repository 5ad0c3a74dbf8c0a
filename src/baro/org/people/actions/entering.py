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
from baro.org.verbs import ENTER_BIRTH
from baro.trail.changes import Batch, change_many


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born, and their sex; either may be unknown."""

    born_on: date | None
    sex: str = ""


def enter_births(births: Mapping[int, Birth], *, by: Actor) -> Batch[Person]:
    """Enter birth and sex of people, by their key; the trail says that it was done, not what was entered.

    Raises Refused for a day on which nobody here can have been born.
    """
    today = timezone.localdate()
    rule = rulebook.in_force(Dates, on=today).body
    for birth in births.values():
        if birth.born_on and not rule.may_be_birth(birth.born_on, today):
            sentence = _("Nobody here was born on that day; look at the year.")
            raise Refused(sentence, fields={"born_on": sentence})
    with change_many(Person, births, ENTER_BIRTH, by=by) as batch:
        for person in batch.records:
            person.born_on, person.sex = births[person.pk].born_on, births[person.pk].sex
            batch.tell(person, name=person.name)
        Person.objects.bulk_update(batch.records, ["born_on", "sex"], batch_size=500)
    return batch
