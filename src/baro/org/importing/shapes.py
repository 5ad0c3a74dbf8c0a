"""The four lists of the organisation: which columns each has, what they are called in each language, what they mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.org.models import PostRank, TenureKind, UnitKind
from baro.org.staffing.counting import kinds_known
from baro.sheets.shapes import CHOICE, DAY, Column, Shape, shapes

SINCE = Column("since", _("Since"), _("The first day, as 31/12/2025 or 2025-12-31."), "28/09/2020", DAY)

UNITS = Shape(
    "units",
    _("Units"),
    (
        Column("code", _("Code"), _("No two open units share one."), "VD-01", needed=True, longest=40, also=("mã",)),
        Column("name", _("Name"), _("As it is printed."), "Đảng ủy xã Ví Dụ", needed=True),
        Column(
            "kind",
            _("Kind"),
            _("One of those below."),
            "commune_committee",
            CHOICE,
            needed=True,
            choices_of=lambda: UnitKind.choices,
        ),
        Column(
            "parent",
            _("Code of the unit above"),
            _("A unit of the same list, or one that is recorded; in any order."),
            "VD",
            longest=40,
            also=("parent code", "mã cấp trên"),
        ),
        Column("suffix", _("Suffix in symbols"), _("What stands behind the type in a symbol."), "ĐU", longest=20),
        SINCE,
    ),
)
UNIT = Column("unit", _("Code of the unit"), _("The unit to which the post belongs."), "VD-01", needed=True, longest=40)
POSTS = Shape(
    "posts",
    _("Posts"),
    (
        UNIT,
        Column("name", _("Post"), _("Once in a unit."), "Phó Bí thư", needed=True, longest=120, also=("tên chức vụ",)),
        Column(
            "rank",
            _("Rank"),
            _("One of those below."),
            "deputy",
            CHOICE,
            needed=True,
            choices_of=lambda: PostRank.choices,
        ),
        Column(
            "quota",
            _("Counted as"),
            _("One of those below, or empty when it is not counted."),
            "civil_servant",
            CHOICE,
            choices_of=kinds_known,
        ),
        SINCE,
        Column(
            "like",
            _("Duties like"),
            _("A recorded post as CODE/post: the new post may do in its unit what that one may do in its own."),
            "VD/Văn thư",
        ),
    ),
)
PEOPLE = Shape(
    "people",
    _("People"),
    (
        Column(
            "number",
            _("Personnel number"),
            _("By it a person is found again; without one, by a name that nobody else bears."),
            "VD-00123",
            longest=40,
            also=("key", "số hiệu"),
        ),
        Column("name", _("Full name"), _("As in the papers."), "Nguyễn Thị Mai", needed=True, longest=120),
    ),
)
TENURES = Shape(
    "tenures",
    _("Tenures"),
    (
        Column(
            "person",
            _("Person"),
            _("The personnel number, or the name if only one person bears it."),
            "VD-00123",
            needed=True,
            longest=120,
        ),
        UNIT,
        Column("post", _("Post"), _("As it is called in the unit."), "Phó Bí thư", needed=True, longest=120),
        Column(
            "kind",
            pgettext_lazy("tenure", "How"),
            _("Empty: holds it."),
            "holder",
            CHOICE,
            choices_of=lambda: TenureKind.choices,
        ),
        Column("from", pgettext_lazy("tenure", "From"), _("The first day."), "28/09/2020", DAY, needed=True),
        Column("to", pgettext_lazy("tenure", "To"), _("The last day; empty: until further notice."), "", DAY),
    ),
)
SHAPES = (UNITS, POSTS, PEOPLE, TENURES)
shapes.add(*SHAPES)


def shape_of(code: str) -> Shape:
    """The list of a code.

    Raises KeyError when there is none.
    """
    return {shape.code: shape for shape in SHAPES}[code]
