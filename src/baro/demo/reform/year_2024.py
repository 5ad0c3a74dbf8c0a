"""The reorganisations of 2024: public service units that were merged, and the communes of 1 November."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from baro.demo import quotas
from baro.demo.clock import hour_of
from baro.demo.places import decision_of_2024, districts, ended_in_2024, founded_in_2024, renamed_in_2024
from baro.demo.public_services import services
from baro.demo.reform.deeds import ORGANISER, carry_out, sign
from baro.demo.units import DISTRICT_NAMES, ROOT, TERMS, code_of, committee_of
from baro.demo.work.days import Deed
from baro.demo.work.desk import Desk
from baro.kernel.wordings import coded
from baro.org.actions.founding import begin_terms
from baro.org.models import UnitKind
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.planning import Alteration, Line, NewUnit, Steps

QUOTAS_GIVEN_ON = date(2024, 1, 2)
# The first is invented with its document; the second is that of the resolution.
SERVICES_DECIDED, SERVICES_PREPARED, SERVICES_SIGNED, SERVICES_MERGED = (
    date(2024, 7, 10),
    date(2024, 7, 15),
    date(2024, 7, 22),
    date(2024, 8, 1),
)
COMMUNES_DECIDED, COMMUNES_PREPARED, COMMUNES_SIGNED, COMMUNES_MERGED = (
    date(2024, 9, 28),
    date(2024, 10, 8),
    date(2024, 10, 15),
    date(2024, 11, 1),
)
SERVICES = "Sắp xếp các đơn vị sự nghiệp công lập năm 2024 (giả định)"
SERVICES_DECISION = "Đề án sắp xếp đơn vị sự nghiệp công lập năm 2024 (giả định)"
COMMUNES = "Sắp xếp tổ chức đảng của các đơn vị hành chính cấp xã từ ngày 01/11/2024"


def deeds_of_2024() -> Iterator[Deed]:
    """The quotas of the year, both reorganisations, and what those who remained may have."""
    yield Deed(hour_of(QUOTAS_GIVEN_ON, 9), lambda desk: quotas.cut_for_2024(desk.actor(ORGANISER)))
    yield Deed(hour_of(SERVICES_PREPARED, 9), _prepare_services)
    yield Deed(hour_of(SERVICES_SIGNED, 15), sign)
    yield Deed(hour_of(SERVICES_MERGED, 0, 5), carry_out)
    yield Deed(hour_of(SERVICES_MERGED, 8), partial(_give, quotas.give_to_merged_services, SERVICES_MERGED))
    yield Deed(hour_of(COMMUNES_PREPARED, 9), _prepare_communes)
    yield Deed(hour_of(COMMUNES_SIGNED, 15), sign)
    yield Deed(hour_of(COMMUNES_MERGED, 0, 5), carry_out)
    yield Deed(hour_of(COMMUNES_MERGED, 8), partial(_give, quotas.give_to_merged_communes, COMMUNES_MERGED))
    yield Deed(hour_of(COMMUNES_MERGED, 8, 30), _begin_terms)


def _prepare_services(desk: Desk) -> None:
    units = {unit.code: desk.unit(unit.code) for unit in services()}
    closes = [Line(units[unit.code], units[unit.into]) for unit in services() if unit.into]
    changes = [Alteration(units[unit.code], name=unit.later) for unit in services() if unit.later]
    days = (SERVICES_DECIDED, SERVICES_MERGED)
    _prepare(desk, SERVICES, SERVICES_DECISION, days, Steps(closes=closes, changes=changes))


def _prepare_communes(desk: Desk) -> None:
    """Six communes go into others; of those that are founded, the one that bore the code before leads."""
    places = {one.code: (one, code_of(district.place)) for district in districts() for one in district.communes}
    founds = {}
    for code in founded_in_2024():
        place, above = places[code]
        named = (code_of(place), committee_of(place), UnitKind.COMMUNE_COMMITTEE, "ĐU")
        founds[code] = NewUnit(*named, desk.unit(above))
    closes = [Line(desk.unit(new.code), new) for new in founds.values()]
    for code, into in ended_in_2024().items():
        closes.append(Line(desk.unit(f"{ROOT}-{code}"), founds.get(into) or desk.unit(f"{ROOT}-{into}")))
    called = {code: committee_of(place) for code, (place, _above) in places.items()}
    for place in (district.place for district in districts()):
        called[place.code] = f"{DISTRICT_NAMES[place.kind]} {place.name}"
    changes = [Alteration(desk.unit(f"{ROOT}-{code}"), name=called[code]) for code in renamed_in_2024()]
    days = (COMMUNES_DECIDED, COMMUNES_MERGED)
    _prepare(desk, COMMUNES, decision_of_2024(), days, Steps(list(founds.values()), closes, changes))


def _prepare(desk: Desk, title: str, decision: str, days: tuple[date, date], steps: Steps) -> None:
    by, (decided, effective) = desk.actor(ORGANISER), days
    draft = planning.prepare(
        unit=desk.unit(ROOT), title=title, decision=decision, decided_on=decided, effective_on=effective, by=by
    )
    said = [coded("org.plan_closes", str(len(steps.closes))), coded("org.plan_founds", str(len(steps.founds)))]
    planning.plan(draft.pk, steps, said=said, by=by)
    reorganising.submit_plan(draft.pk, by=by)
    desk.reform = draft.pk


def _give(given: quotas.Given, since: date, desk: Desk) -> None:
    given(since, desk.actor(ORGANISER))


def _begin_terms(desk: Desk) -> None:
    """Those that were founded go on with the term of those from which they came."""
    name, _first, _last = TERMS[0]
    begin_terms(desk.units([f"{ROOT}-{code}" for code in founded_in_2024()]), name, first=COMMUNES_MERGED)
