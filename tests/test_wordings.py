"""What has a name in each language stands in the trail as its code, and is worded when it is read."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone, translation

from baro.kernel.wordings import coded, worded, wording
from baro.org.actions.checking import check_for
from baro.org.facts.actions.changing import Told, change_post, change_unit
from baro.org.models import CheckCount, Disposition
from baro.org.posts.actions import opening as posts
from baro.org.reorganising.actions import planning
from baro.org.staffing.actions import quotas
from baro.trail.models import Event, spoken

TODAY = timezone.localdate()


def told(record):
    """The newest sentence about a record, as a Vietnamese and as an English reader have it."""
    event = Event.objects.about(record)[0]
    said = []
    for language in ("vi", "en"):
        with translation.override(language):
            said.append(event.sentence)
    return said


def test_a_kind_of_staffing_is_read_in_the_language_of_the_reader(world):
    post, unit = world.post("QN-VP", "Chuyên viên"), world.unit("QN-VP")
    posts.count_as([post.pk], kind="civil_servant", since=TODAY, by=world.kim)
    vi, en = told(post)
    assert "công chức" in vi.lower()
    assert "Civil servants" in en
    quotas.give_quota([unit.pk], kind="cadre", number=2, since=TODAY, decision="QĐ 1", by=world.kim)
    assert told(unit)[0] != told(unit)[1]
    assert Event.objects.about(unit)[0].facts["kind"] == {"org.staffing": "cadre"}


def test_ranks_and_kinds_of_units_are_too_and_names_stand_in_quotes(world):
    post, unit = world.post("QN-HL", "Văn thư"), world.unit("QN-HL")
    change_post(post.pk, Told({"name": "Phó Văn thư", "rank": "deputy"}, TODAY), reason="x", by=world.kim)
    vi, en = told(post)
    assert "“Văn thư”, Staff became “Phó Văn thư”, Deputy" in en
    assert "Deputy" not in vi
    change_unit(unit.pk, Told({"kind": "grassroots_committee", "suffix": ""}, TODAY), reason="x", by=world.kim)
    vi, en = told(unit)
    assert "Commune committee, “ĐU” became Grassroots committee, —" in en
    assert "Grassroots" not in vi


def test_a_risen_check_and_a_planned_disposition_are_too(world):
    keeper = world.post("QN-VP", "Chuyên viên tổ chức")
    risen = check_for(keeper.pk, today=TODAY)
    vi, en = told(CheckCount.objects.get(pk=risen[0].pk))
    assert vi.split("”")[0] != en.split("”")[0]
    facts = {"unit": world.unit("QN"), "title": "x", "decision": "x", "by": world.kim}
    draft = planning.prepare(decided_on=date(2025, 6, 1), effective_on=TODAY, **facts)
    planning.choose_disposition(draft.pk, "documents.leads", Disposition.MOVE, by=world.kim)
    vi, en = told(draft)
    assert en.endswith("Documents that a unit leads → goes to the main successor")
    assert "successor" not in vi


def test_words_that_were_kept_before_still_show():
    with translation.override("en"):
        assert spoken("Công chức") == "Công chức"
        assert spoken(["org.see", "x"]) == "See the organisation, x"


def test_a_code_that_nobody_knows_stays_and_a_wording_is_declared_once():
    assert worded("org.rank", "emperor") == "emperor"
    assert worded("nobody.said", "x") == "x"
    with pytest.raises(KeyError):
        coded("nobody.said", "x")
    with pytest.raises(ValueError, match="twice"):
        wording("org.rank", str)
