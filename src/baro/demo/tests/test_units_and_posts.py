"""The organisation of the demo: the places of 2024, posts whose permissions exist, people who are nobody else."""

from __future__ import annotations

from collections import Counter

from baro.demo import names, posts, units
from baro.demo.places import communes, districts, districts_before, ended_in_2024, founded_in_2024
from baro.demo.public_services import services
from baro.demo.spreading import spread
from baro.kernel.verbs import all_verbs
from baro.org.models import PostRank, UnitKind


def test_thirteen_districts_with_177_communes_in_2023_and_171_since():
    kinds = Counter(founding.kind for founding in units.foundings())
    assert (kinds[UnitKind.DISTRICT_COMMITTEE], kinds[UnitKind.COMMUNE_COMMITTEE]) == (13, 177)
    assert sum(len(district.communes) for district in districts()) == 171
    assert sum(len(district.communes) for district in districts_before()) == 177


def test_what_the_resolution_of_2024_changed_is_about_places_that_are_there():
    until, since = ({one.code for d in found for one in d.communes} for found in (districts_before(), districts()))
    assert until - since == set(ended_in_2024())
    assert set(ended_in_2024().values()) <= since
    assert set(founded_in_2024()) <= since & until


def test_numbers_that_are_spread_add_up():
    assert spread(10, [1, 1, 1]) == [4, 3, 3]
    assert spread(0, [3, 5]) == [0, 0]
    assert sum(spread(7113, range(1, 178))) == 7113


def test_54_communes_are_made_of_184_old_ones_and_parts_of_them():
    parts = [part for commune in communes() for part in commune.parts]
    mainly = Counter(part.old.code for part in parts if part.main)
    divided = {part.old.code for part in parts if not part.whole}
    assert (len(communes()), len(parts), len(divided)) == (54, 184, 12)
    assert set(mainly.values()) == {1}
    assert len(mainly) == 171


def test_the_old_commune_whose_code_or_else_whose_name_the_new_one_bears_leads():
    for commune in communes():
        leading = commune.parts[0]
        assert leading.main, commune
        assert leading.old.code == commune.place.code or leading.old.name == commune.place.name, commune


def test_special_zones_wards_and_communes_are_named_as_they_are():
    found = {commune.place.code: (commune.place.kind, commune.place.name) for commune in communes()}
    assert found["06994"] == ("Đặc khu", "Vân Đồn")
    assert found["06688"] == ("Phường", "Hạ Long")


def test_codes_and_names_of_units_stand_once():
    foundings = units.foundings()
    assert len({founding.code for founding in foundings}) == len(foundings)
    assert len({founding.name for founding in foundings}) == len(foundings)


def test_cities_towns_and_rural_districts_are_named_and_signed_as_they_are():
    found = {founding.code: (founding.name, founding.suffix) for founding in units.foundings()}
    assert found["QN-193"] == ("Thành ủy Hạ Long", "ThU")
    assert found["QN-206"] == ("Thị ủy Quảng Yên", "ThU")
    assert found["QN-207"] == ("Huyện ủy Cô Tô", "HU")
    assert found["QN-06838"] == ("Đảng ủy thị trấn Bình Liêu", "ĐU")


def test_every_permission_is_a_verb_or_a_known_way_of_seeing():
    known = {verb.code for verb in all_verbs()} | posts.SEES | posts.KEEPS | posts.RUNS
    every = [*posts.openings(), *posts.commune_office("QN-06688")]
    carried = {permission for opening in every for mandate in opening.carries for permission in mandate.permissions}
    assert carried - known == set()


def test_every_register_has_a_clerk_and_every_unit_but_the_standing_committee_a_head():
    openings = posts.openings()
    registers = {c.unit for o in openings for c in o.carries if "documents.document.register" in c.permissions}
    heads = {opening.unit for opening in openings if opening.rank == PostRank.HEAD}
    everywhere = {founding.code for founding in units.foundings()} - {unit.code for unit in services()}
    assert (everywhere - registers, everywhere - heads) == (set(), {units.STANDING})


def test_names_are_given_once_but_for_second_posts():
    held = Counter(opening.holder for opening in posts.openings() if opening.holder)
    assert sorted(held.values())[-len(posts.SECOND_POSTS) - 1 :] == [1, *[2] * len(posts.SECOND_POSTS)]


def test_some_posts_are_vacant():
    vacant = {(opening.unit, opening.post) for opening in posts.openings() if not opening.holder}
    assert vacant == posts.VACANT


def test_nobody_bears_the_name_of_a_known_leader():
    assert {opening.holder for opening in posts.openings()} & set(names.never_given()) == set()


def test_the_same_people_every_time():
    assert posts.openings() == posts.openings()
