"""Units are known by what papers call them, and where a name ends."""

from __future__ import annotations

import pytest

from baro.tasks.proposing.known import names_of
from baro.tasks.proposing.names import KnownUnit

UNITS = [
    KnownUnit("Tỉnh ủy Quảng Ninh", "provincial_committee", "TU"),
    KnownUnit("Ban Thường vụ Tỉnh ủy", "standing_committee", "TU"),
    KnownUnit("Văn phòng Tỉnh ủy", "office", "VPTU"),
    KnownUnit("Ban Tổ chức Tỉnh ủy", "organisation_board", "BTCTU"),
    KnownUnit("Ban Tuyên giáo và Dân vận Tỉnh ủy", "propaganda_board", "BTGDVTU"),
    KnownUnit("Huyện ủy Vân Đồn", "district_committee", "HU"),
    KnownUnit("Huyện ủy Cô Tô", "district_committee", "HU"),
]
NAMES = names_of(UNITS)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Văn phòng Tỉnh uỷ", "Văn phòng Tỉnh ủy"),
        ("VPTU", "Văn phòng Tỉnh ủy"),
        ("VP Tỉnh ủy", "Văn phòng Tỉnh ủy"),
        ("Văn phòng", "Văn phòng Tỉnh ủy"),
        ("Văn phòng Tỉnh ủy Quảng Ninh", "Văn phòng Tỉnh ủy"),
        ("Văn phòng cấp ủy các cấp", "Văn phòng cấp ủy các cấp"),
        ("Ban Tổ chức Trung ương", "Ban Tổ chức Trung ương"),
        ("BTG&DV Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("Tỉnh ủy", "Tỉnh ủy Quảng Ninh"),
        ("Tỉnh ủy Hải Dương", "Tỉnh ủy Hải Dương"),
        ("HU", "HU"),
        ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Hội Cựu chiến binh tỉnh", "Hội Cựu chiến binh tỉnh"),
        ("Bộ Chỉ huy Quân sự tỉnh", "Bộ Chỉ huy Quân sự tỉnh"),
        ("Các ban xây dựng đảng", "Các ban xây dựng đảng"),
    ],
)
def test_a_unit_is_called_as_the_organisation_does(written, known):
    assert NAMES.all_in(written) == [known]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ban Tổ chức xây dựng đề án", ["Ban Tổ chức Tỉnh ủy"]),
        ("Sở Nội vụ, Sở Tài chính rà soát", ["Sở Nội vụ", "Sở Tài chính"]),
        ("các huyện ủy, thành ủy và Văn phòng Tỉnh ủy tổ chức", ["các huyện ủy, thành ủy", "Văn phòng Tỉnh ủy"]),
        ("Huyện ủy Vân Đồn; Huyện ủy Cô Tô", ["Huyện ủy Vân Đồn", "Huyện ủy Cô Tô"]),
        ("Sở Nông nghiệp và Môi trường và Công an tỉnh", ["Sở Nông nghiệp và Môi trường", "Công an tỉnh"]),
        ("các cơ quan tham mưu, giúp việc Tỉnh ủy triển khai", ["các cơ quan tham mưu, giúp việc Tỉnh ủy"]),
        ("UBND các huyện, thị xã, thành phố rà soát", ["UBND các huyện, thị xã, thành phố"]),
        ("việc rà soát của Ban Tổ chức", []),
    ],
)
def test_a_list_ends_where_the_work_begins(text, names):
    assert [one.name for one in NAMES.listed(text, 0)[0]] == names


def test_what_has_no_shape_of_a_name_stays_as_it_is_written():
    assert NAMES.all_in("đ/c Phó Bí thư phụ trách; Văn phòng") == ["đ/c Phó Bí thư phụ trách", "Văn phòng Tỉnh ủy"]
