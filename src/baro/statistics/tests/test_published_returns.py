"""A return that is corrected after its figures were published: the drift names it, and who corrected it."""

from __future__ import annotations

from django.urls import reverse

from baro.returns.actions import filling, opening
from baro.returns.actions.filling import kind_of
from baro.returns.judging import completed
from baro.returns.tests.conftest import ReturnWorld
from baro.returns.tests.test_enter import discipline, entered, line
from baro.statistics.drift import drifts
from baro.statistics.tests.filling import powers, published

MEMBERS = "returns.discipline_by_committees.members"


def test_a_return_corrected_since_is_named_with_who_corrected_it(world):
    powers(world)
    given = ReturnWorld(world)
    ward = discipline("members", total=4, reprimand=4)
    [one, _other] = entered(
        world, [line(world, "QN-HL", ward), line(world, "QN-CX", discipline("members", total=2, warning=2))]
    )
    publication = published(world, 2024)
    figure = publication.figures.get(code=MEMBERS, is_before=False)
    assert (figure.value, figure.row_count, figure.is_measured, figure.is_sound) == (6, 2, True, True)

    opening.reopen(one.round_id, reason="Nhận báo cáo bổ sung", by=world.chi)
    filling.correct(one.pk, reason="Cộng thiếu", by=given.head("QN-HL"))
    found = given.of(one.round)
    values = completed(one.round.described, kind_of(found), discipline("members", total=6, reprimand=6))
    filling.fill(one.pk, values=values, by=given.head("QN-HL"))
    filling.hand_up(one.pk, by=given.head("QN-HL"))

    [drift] = drifts(publication, [figure])
    assert (drift.now, len(drift.added), len(drift.dropped)) == (8, 1, 1)
    page = world.browser(world.chi).get(reverse("statistics.published_since", args=[publication.pk, figure.pk]))
    assert "would be 8 today" in page.text
    assert "Cộng thiếu" in page.text
    assert given.head("QN-HL").title in page.text
    assert f'href="{one.get_absolute_url()}"' in page.text
