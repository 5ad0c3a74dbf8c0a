"""What a change or a correction makes of a time: whatever it touches, every day keeps exactly one answer."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from baro.org.timeline import Stretch, changed, corrected, covering, united

START = date(2020, 1, 1)
DAYS = 40
NAMES = st.sampled_from(["a", "b", "c"])


@st.composite
def lines(draw):
    """Stretches that follow each other from the first day on, the last open or closed."""
    ends = sorted(draw(st.sets(st.integers(1, DAYS), max_size=4)))
    firsts = [0, *ends]
    afters = [*ends, draw(st.sampled_from([None, DAYS + 5]))]
    days = [(START + timedelta(first), None if after is None else START + timedelta(after)) for first, after in
            zip(firsts, afters, strict=True)]  # fmt: skip
    made = [Stretch(f, a, {"name": draw(NAMES), "kind": draw(NAMES)}, row) for row, (f, a) in enumerate(days)]
    return united(made)


def said(line, name="name"):
    every = [START + timedelta(offset) for offset in range(DAYS + 5)]
    return [stretch.values[name] if (stretch := covering(line, day)) else None for day in every]


@given(lines(), st.integers(0, DAYS), NAMES)
def test_a_change_leaves_the_days_before_and_every_other_value_alone(line, offset, name):
    revision = changed(line, START + timedelta(offset), {"name": name})
    before, after = said(revision.before), said(revision.after)
    assert after[:offset] == before[:offset]
    assert after[offset] == name
    assert said(revision.after, "kind") == said(revision.before, "kind")
    other = next((at for at in range(offset, len(before)) if before[at] != before[offset]), len(before))
    assert after[offset:other] == [name] * (other - offset)
    assert after[other:] == before[other:], "what was said of later days stays"


@given(lines(), st.integers(0, DAYS), NAMES)
def test_a_correction_reaches_exactly_as_far_as_the_mistake(line, offset, name):
    revision = corrected(line, START + timedelta(offset), {"name": name})
    before, after = said(revision.before), said(revision.after)
    first = last = offset
    while first > 0 and before[first - 1] == before[offset]:
        first -= 1
    while last + 1 < len(before) and before[last + 1] == before[offset]:
        last += 1
    assert after == [name if first <= at <= last else value for at, value in enumerate(before)]
    assert said(revision.after, "kind") == said(revision.before, "kind")


@given(lines(), st.integers(0, DAYS), NAMES)
def test_stretches_follow_each_other_and_neighbours_differ(line, offset, name):
    for revise in (changed, corrected):
        revision = revise(line, START + timedelta(offset), {"name": name})
        assert (revision.after[0].first, revision.after[-1].after) == (line[0].first, line[-1].after)
        for one, other in zip(revision.after, revision.after[1:], strict=False):
            assert one.after == other.first
            assert one.values != other.values
        kept = [stretch for stretch in revision.before if stretch not in revision.gone]
        assert sorted([*kept, *revision.new], key=lambda s: s.first) == revision.after
