"""What is given out can be brought again: here it adds nothing, in an empty organisation it makes the same one."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baro.directory.import_files import snapshot_sheet
from baro.org.actors import Actor
from baro.org.importing.actions import importing
from baro.org.importing.giving import Snapshot
from baro.org.importing.shapes import SHAPES, shape_of
from baro.org.models import PostRank, TenureKind, UnitKind
from baro.org.staffing.counting import kinds_known
from baro.ui.lists.exports import Sheet, csv_lines, write_workbook
from tests.organisation.lists import said

SYSTEM = Actor.system("import")
FIRST = date(2001, 1, 1)
signs = st.text("=+-@'\"; ,\taĐửêسن1/", max_size=8).map(lambda text: " ".join(text.split()))
days = st.integers(0, 3000)


QUOTAS = ["", *dict(kinds_known())]


@st.composite
def organisations(draw):
    """The rows of four lists that fit together."""
    units, posts, people, tenures = [], [], [], []
    for number in range(draw(st.integers(1, 5))):
        above = draw(st.sampled_from([None, *units])) if units else None
        since = (above["since"] if above else FIRST) + timedelta(draw(days))
        units.append(
            {
                "code": f"{draw(signs)}{number}",
                "name": f"{draw(signs)}{number}",
                "kind": draw(st.sampled_from(UnitKind.values)),
                "parent": above["code"] if above else "",
                "suffix": draw(signs),
                "since": since,
            }
        )
    for number in range(draw(st.integers(0, 5))):
        unit = draw(st.sampled_from(units))
        post = {"unit": unit["code"], "name": f"{draw(signs)}{number}", "rank": draw(st.sampled_from(PostRank.values))}
        posts.append(post | {"quota": draw(st.sampled_from(QUOTAS)), "since": unit["since"] + timedelta(draw(days))})
    for number in range(draw(st.integers(1, 4))):
        people.append({"number": draw(st.sampled_from(["~", "N"])) + str(number), "name": draw(st.sampled_from("AB"))})
    for post in posts:
        for kind in draw(st.sets(st.sampled_from(TenureKind.values))):
            who = draw(st.sampled_from(people))
            place = {"person": who["number"], "unit": post["unit"], "post": post["name"], "kind": kind}
            tenures.append(place | {"from": post["since"] + timedelta(draw(days)), "to": ""})
    return {"units": units, "posts": posts, "people": people, "tenures": tenures}


def test_what_is_given_out_makes_the_same_organisation_again(db):
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(organisations(), st.sampled_from(["vi", "en", "ar"]), st.booleans(), st.booleans())
    def holds(rows, language, as_csv, machine):
        with translation.override(language):
            with undone():
                bring(book([Sheet(code, heads(code), values(code, rows[code])) for code in rows]))
                first = told()
                keyed = any(cells[0].startswith("~") for code, cells in first if code == "people")
                files = given_out(as_csv=as_csv and not keyed, machine=machine)  # keys of ours hold within one file
                assert [adds(file) for file in files] == [0] * len(files)
            with undone():
                for file in files:
                    bring(file)
                assert told() == first

    holds()


def test_ones_own_export_has_nothing_new(world):
    snapshot = Snapshot(world.kim, timezone.localdate())
    content = book([snapshot_sheet(shape, snapshot) for shape in SHAPES])
    record = importing.check(importing.bring("own.xlsx", content, by=world.kim).pk, by=world.kim)
    assert not record.outcome["wrong"], said(record)
    assert record.outcome["adds"] == 0
    assert record.outcome["counts"] == {
        "units": {"same": 6},
        "posts": {"same": 11},
        "people": {"same": 10},
        "tenures": {"same": 10},
    }


def test_the_organisation_is_given_out_as_it_was_on_a_day(world):
    assert not list(Snapshot(world.kim, date(2019, 1, 1)).rows("units"))
    assert len(list(Snapshot(world.kim, date(2021, 1, 1)).rows("tenures"))) == 10


def test_nothing_is_given_out_that_is_not_seen(world):
    assert {row["code"] for row in Snapshot(world.fay, timezone.localdate()).rows("units")} == {"QN-HL-CB"}
    assert [row["parent"] for row in Snapshot(world.fay, timezone.localdate()).rows("units")] == [""]


@contextmanager
def undone():
    """What happens inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def heads(code):
    return [column.name for column in shape_of(code).columns]


def values(code, rows):
    return [[row.get(name, "") for name in heads(code)] for row in rows]


def bring(content):
    record = importing.check(importing.bring("file", content, by=SYSTEM).pk, by=SYSTEM)
    assert not record.outcome["wrong"], said(record)
    if record.outcome["adds"]:
        importing.carry_in(record.pk, record.outcome["digest"], by=SYSTEM)


def adds(content):
    record = importing.check(importing.bring("file", content, by=SYSTEM).pk, by=SYSTEM)
    assert not record.outcome["wrong"], said(record)
    return record.outcome["adds"]


def told():
    """Everything that is given out, with keys of ours by their order."""
    snapshot = Snapshot(SYSTEM, timezone.localdate())
    rows = [
        (shape.code, [str(row.get(name, "")) for name in heads(shape.code)])
        for shape in SHAPES
        for row in snapshot.rows(shape.code)
    ]
    keys = {}
    return sorted(
        (code, [re.sub(r"^~\d+$", lambda key: keys.setdefault(key[0], f"~{len(keys)}"), cell) for cell in cells])
        for code, cells in rows
    )


def given_out(*, as_csv, machine):
    """The four lists as files."""
    snapshot = Snapshot(SYSTEM, timezone.localdate())
    if as_csv:
        sheets = [snapshot_sheet(shape, snapshot, machine=machine, text=True) for shape in SHAPES]
        contents = ["".join(csv_lines(sheet)) for sheet in sheets]
        return [content.encode() for content in contents if content.count("\r\n") > 1]
    return [book([snapshot_sheet(shape, snapshot, machine=machine) for shape in SHAPES])]


def book(sheets):
    """A workbook as Baro writes it: text stays text whatever it begins with."""
    file = io.BytesIO()
    write_workbook(sheets, file)
    return file.getvalue()
