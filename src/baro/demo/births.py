"""When the invented people of the demo province were born."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from baro.demo.clock import hour_of
from baro.demo.work.days import Deed
from baro.demo.work.desk import Desk
from baro.org.actors import Actor
from baro.org.models import Person, Sex, Tenure
from baro.org.people.actions.entering import Birth, enter_births

ENTERED_ON = date(2025, 10, 6)
SEED = 1970
OF_WOMEN = {"Thị", "Thu", "Thùy"}
# From when to when they were born: nobody was past the age of retirement when it was entered.
BORN = {Sex.MALE: (date(1965, 6, 1), date(1994, 12, 31)), Sex.FEMALE: (date(1970, 2, 1), date(1995, 12, 31))}
# Somebody who has reached that age since, and whose tenure nobody has ended.
OVERDUE = ("QN-VPTU", "Phó Chánh Văn phòng phụ trách tài chính")
REACHED = {Sex.MALE: date(1965, 2, 11), Sex.FEMALE: date(1969, 7, 3)}


def deeds_of_births() -> Iterator[Deed]:
    """The personnel files are entered once, for everybody."""
    yield Deed(hour_of(ENTERED_ON, 10), _enter)


def _enter(_desk: Desk) -> None:
    draw = Random(SEED)  # noqa: S311 - invented days are no secret
    unit, post = OVERDUE
    overdue = set(
        Tenure.objects.current().filter(post__unit__code=unit, post__name=post).values_list("person", flat=True)
    )
    births = {}
    for person in Person.objects.order_by("pk"):
        sex = Sex.FEMALE if person.name.split()[1] in OF_WOMEN else Sex.MALE
        born_on = _born(draw, *BORN[sex])
        births[person.pk] = Birth(REACHED[sex] if person.pk in overdue else born_on, sex)
    enter_births(births, by=Actor.system("demo"))


def _born(draw: Random, first: date, last: date) -> date:
    return first + timedelta(days=draw.randrange((last - first).days))
