"""What is packed is unpacked as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from baro.kernel.keys import pack, pack_numbers, unpack, unpack_numbers


@given(st.sets(st.integers(min_value=1, max_value=10**12)))
def test_packed_rows_are_the_same_rows(keys):
    assert unpack(pack(keys)) == sorted(keys)


@given(st.lists(st.integers(min_value=-(10**12), max_value=10**12)))
def test_packed_numbers_keep_their_order_and_their_signs(numbers):
    assert unpack_numbers(pack_numbers(numbers)) == numbers
