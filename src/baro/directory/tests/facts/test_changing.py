"""Changing what is recorded of a unit or a post from a day on, and correcting what always was otherwise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.directory.tests.reforms import merger, prepared
from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import Actor
from baro.org.facts.actions.changing import Told, change_post, change_unit
from baro.org.facts.actions.taking_effect import take_effect
from baro.org.jobs import carry_out_due
from baro.org.models import Post, PostFacts, PostRank, Unit, UnitFacts, UnitKind
from baro.org.reorganising.actions import planning
from baro.org.reorganising.actions import signing as reorganising
from baro.org.reorganising.actions.planning import Alteration, NewUnit
from baro.trail.models import Event
from tests.powers.given import by_two
from tests.signing import sign_as_seen
from tests.world import SINCE

TODAY = timezone.localdate()
DAY = timedelta(days=1)
NEW = "Đảng ủy phường Hà Lầm mới"


def values(unit, **other):
    return {name: getattr(unit, name) for name in ("name", "kind", "code", "suffix")} | other


def renamed(world, name=NEW, since=TODAY, code="QN-HL", **more):
    unit = Unit.objects.get(pk=world.unit(code).pk)
    told = Told(values(unit, name=name), since, **more)
    return change_unit(unit.pk, told, reason="Nghị quyết 1", by=world.kim)


def current(unit):
    rows = UnitFacts.objects.current().filter(unit=unit).order_by("period")
    return [(row.period.lower, row.period.upper, row.name) for row in rows]


def former(world, code="QN-HL"):
    return world.units[code].name


# From a day on


def test_from_today_on_the_stretch_ends_and_a_new_one_begins(world):
    unit = renamed(world)
    assert current(unit) == [(SINCE, TODAY, former(world)), (TODAY, None, NEW)]
    assert Unit.objects.get(pk=unit.pk).name == NEW


def test_what_was_current_stays_with_the_deed_that_put_it_out_of_use(world):
    unit = renamed(world)
    event = Event.objects.about(unit)[0]
    old = UnitFacts.objects.get(unit=unit, superseded=event)
    assert (old.period.lower, old.period.upper, old.name) == (SINCE, None, former(world))
    assert {row.recorded for row in UnitFacts.objects.current().filter(unit=unit)} == {event}
    assert "“Đảng ủy phường Hà Lầm” became “Đảng ủy phường Hà Lầm mới”; Nghị quyết 1" in event.sentence


def test_a_change_planned_for_a_day_takes_hold_on_it(world):
    day = TODAY + 5 * DAY
    unit = renamed(world, since=day)
    assert Unit.objects.get(pk=unit.pk).name == former(world)
    system = Actor.system("org.unit.take_effect")
    assert take_effect(day - DAY, by=system) == 0
    assert take_effect(day, by=system) == 1
    assert take_effect(day, by=system) == 0, "it has happened"
    assert Unit.objects.get(pk=unit.pk).name == NEW
    assert NEW in Event.objects.about(unit)[0].sentence


def test_units_that_exchange_their_codes_on_one_day_both_take_hold(world):
    day = TODAY + 5 * DAY
    one, other = Unit.objects.get(code="QN-HL"), Unit.objects.get(code="QN-CX")
    change_unit(one.pk, Told(values(one, code="X"), day), reason="x", by=world.kim)
    change_unit(other.pk, Told(values(other, code="QN-HL"), day), reason="x", by=world.kim)
    change_unit(one.pk, Told(values(one, code="QN-CX"), day), reason="x", by=world.kim)
    take_effect(day, by=Actor.system("org.unit.take_effect"))
    assert [Unit.objects.get(pk=unit.pk).code for unit in (one, other)] == ["QN-CX", "QN-HL"]


def test_each_morning_what_begins_is_queued_before_the_reorganisations(world, queued):
    merged = merger(world)
    sign_as_seen(merged.pk, by=world.ada)
    carry_out_due(timezone.now().timestamp())
    tasks = [(job["task_name"], job["lock"]) for job in queued.jobs.values()]
    assert tasks == [("org.unit.take_effect", "org.carry_out_due"), ("org.carry_out_one", "org.carry_out_due")]


def test_a_planned_change_is_taken_back_by_the_former_value_from_that_day(world):
    unit = renamed(world, since=TODAY + 5 * DAY)
    renamed(world, former(world), since=TODAY + 5 * DAY, of=TODAY + 5 * DAY)
    assert current(unit) == [(SINCE, None, former(world))]


def test_a_later_stretch_keeps_its_own_name(world):
    unit = renamed(world, "Sau", since=TODAY + 9 * DAY)
    renamed(world, "Trước", since=TODAY + DAY)
    assert [name for _first, _after, name in current(unit)] == [former(world), "Trước", "Sau"]


def test_a_later_stretch_that_changes_something_else_bears_the_new_name(world):
    unit = Unit.objects.get(code="QN-HL")
    day = TODAY + 9 * DAY
    change_unit(unit.pk, Told(values(unit, suffix="ĐUP"), day), reason="x", by=world.kim)
    renamed(world)
    assert [(row.name, row.suffix) for row in UnitFacts.objects.current().filter(unit=unit).order_by("period")] == [
        (former(world), "ĐU"),
        (NEW, "ĐU"),
        (NEW, "ĐUP"),
    ]


# It was always so


def test_a_correction_leaves_the_period_as_it_was(world):
    unit = renamed(world, since=None)
    assert current(unit) == [(SINCE, None, NEW)]
    assert Unit.objects.get(pk=unit.pk).name == NEW
    assert "it was always “Đảng ủy phường Hà Lầm mới”, not" in Event.objects.about(unit)[0].sentence


def test_a_correction_reaches_as_far_as_the_mistake(world):
    unit = Unit.objects.get(code="QN-HL")
    middle = TODAY - 100 * DAY
    change_unit(unit.pk, Told(values(unit, suffix="ĐUP"), middle), reason="x", by=world.kim)
    renamed(world, since=None)
    assert current(unit) == [(SINCE, middle, NEW), (middle, None, NEW)]


def test_an_earlier_stretch_is_corrected_without_touching_today(world):
    unit = renamed(world, since=TODAY - 10 * DAY)
    renamed(world, "Tên cũ đúng", since=None, of=TODAY - 20 * DAY)
    assert [name for _first, _after, name in current(unit)] == ["Tên cũ đúng", NEW]
    assert Unit.objects.get(pk=unit.pk).name == NEW


def test_of_a_closed_unit_the_record_can_still_be_corrected(world):
    merged = merger(world)
    sign_as_seen(merged.pk, by=world.ada)
    reorganising.carry_out(merged.pk, by=world.kim)
    closed = Unit.objects.get(pk=world.unit("QN-CX").pk)
    change_unit(closed.pk, Told(values(closed, name="Đảng ủy Cao Xanh"), None), reason="x", by=world.kim)
    assert Unit.objects.get(pk=closed.pk).name == "Đảng ủy Cao Xanh"
    with pytest.raises(Refused, match="was closed on"):
        change_unit(closed.pk, Told(values(closed, name="Khác"), closed.closed_on), reason="x", by=world.kim)


# What is refused


def refused(world, **other):
    unit = Unit.objects.get(code="QN-HL")
    since = other.pop("since", TODAY)
    with pytest.raises(Refused) as refusal:
        change_unit(unit.pk, Told(values(unit, **other), since), reason="x", by=world.kim)
    assert current(unit) == [(SINCE, None, former(world))], "nothing half-written stays"
    return refusal.value


def test_what_is_refused_names_the_value_beside_its_field(world):
    assert "belongs to Đảng ủy phường Cao Xanh" in refused(world, code="QN-CX").fields["code"]
    assert "QN-CX" in refused(world, name="đảng ủy phường cao xanh").fields["name"]
    assert "It exists since" in refused(world, name="Khác", since=date(2019, 1, 1)).fields["since"]
    assert "Nothing would become otherwise" in str(refused(world))


def test_a_code_that_another_unit_gives_up_before_is_free(world):
    other = Unit.objects.get(code="QN-CX")
    change_unit(other.pk, Told(values(other, code="CX"), TODAY), reason="x", by=world.kim)
    unit = Unit.objects.get(code="QN-HL")
    change_unit(unit.pk, Told(values(unit, code="QN-CX"), TODAY), reason="x", by=world.kim)
    assert Unit.objects.get(pk=unit.pk).code == "QN-CX"


def test_after_a_signed_reorganisation_of_the_unit_the_plan_has_to_say_it(world):
    day = TODAY + 5 * DAY
    draft = prepared(world, day=day)
    planning.alter(draft.pk, Alteration(world.unit("QN-HL"), name="Theo phương án"), by=world.kim)
    planning.found_unit(draft.pk, NewUnit("MOI", "Đảng ủy mới", UnitKind.CELL, parent=world.unit("QN")), by=world.kim)
    sign_as_seen(draft.pk, by=world.ada)
    assert "is signed and takes effect here" in refused(world, name="Khác", since=day).fields["since"]
    assert "is planned for another unit" in refused(world, code="MOI").fields["code"]
    renamed(world, since=TODAY)
    take_effect(day, by=Actor.system("org.unit.take_effect"))


def test_a_reorganisation_founds_nothing_under_a_code_that_is_promised(world):
    unit = Unit.objects.get(code="QN-HL")
    change_unit(unit.pk, Told(values(unit, code="MOI"), TODAY + 9 * DAY), reason="x", by=world.kim)
    draft = prepared(world, day=TODAY)
    planning.found_unit(draft.pk, NewUnit("MOI", "Đảng ủy mới", UnitKind.CELL, parent=world.unit("QN")), by=world.kim)
    with pytest.raises(Refused, match="the code MOI is that of Đảng ủy phường Hà Lầm"):
        sign_as_seen(draft.pk, by=world.ada)


def test_only_who_keeps_the_organisation_of_the_unit_changes_it(world):
    unit = Unit.objects.get(code="QN-HL")
    with pytest.raises(NotPermitted):
        change_unit(unit.pk, Told(values(unit, name="x"), TODAY), reason="x", by=world.ada)
    own = world.post("QN-VP", "Chuyên viên tổ chức")
    with pytest.raises(NotPermitted, match="their own post"):
        change_post(own.pk, Told({"name": "x", "rank": "head", "quota": ""}, TODAY), reason="x", by=world.kim)
    for name, pk in (("org.unit.change", unit.pk), ("org.post.change", world.post("QN-HL", "Văn thư").pk)):
        assert world.browser(world.ada).get(reverse(name, args=[pk])).status_code == 403
        assert world.browser(world.dov).get(reverse(name, args=[pk])).status_code == 404


# Posts


def test_a_post_is_called_otherwise_from_a_day_on(world):
    post = world.post("QN-HL", "Phó Bí thư")
    told = Told({"name": "Phó Bí thư Thường trực", "rank": "deputy", "quota": "CBCT"}, TODAY)
    change_post(post.pk, told, reason="x", by=by_two(world))
    assert [row.name for row in PostFacts.objects.current().filter(post=post).order_by("period")] == [
        "Phó Bí thư",
        "Phó Bí thư Thường trực",
    ]
    changed = Post.objects.get(pk=post.pk)
    assert (changed.name, changed.rank, changed.quota) == ("Phó Bí thư Thường trực", PostRank.DEPUTY, "CBCT")


def test_two_posts_of_one_name_and_rank_are_refused(world):
    post = world.post("QN-HL", "Phó Bí thư")
    with pytest.raises(Refused, match="another post “Văn thư”"):
        change_post(
            post.pk, Told({"name": "văn thư", "rank": "staff", "quota": ""}, TODAY), reason="x", by=by_two(world)
        )


# The page


def typed(unit, **other):
    return values(unit, how="from", since=TODAY.isoformat(), reason="Nghị quyết 1", **other)


def test_the_page_shows_what_follows_before_it_saves(world):
    unit, client = Unit.objects.get(code="QN-HL"), world.browser(world.kim)
    world.instructed()
    url = reverse("org.unit.change", args=[unit.pk])
    look = client.post(url, typed(unit, name=NEW), follow=True)
    assert current(unit) == [(SINCE, None, former(world))]
    seen = look.context["foreseen"]
    assert [(line.label, line.words[0]) for line in seen.lines] == [
        ("Ends", former(world)),
        ("Begins", NEW),
    ]
    assert ("Documents that a unit leads", 1) in [(str(label), count) for label, count in seen.shown]
    other = client.post(url, typed(unit, name="Khác", seen=seen.digest), follow=True)
    assert other.context["foreseen"].digest != seen.digest, "something else is shown first"
    assert "no longer what you saw" in other.text
    assert "no longer what you saw" not in look.text
    saved = client.post(url, typed(unit, name=NEW, seen=seen.digest))
    assert saved["Location"] == unit.get_absolute_url()
    assert Unit.objects.get(pk=unit.pk).name == NEW


def test_what_follows_of_a_post_names_the_kind_it_is_counted_as_in_words(world):
    post, client = world.post("QN-HL", "Văn thư"), world.browser(world.kim)
    typed_of_post = {
        "name": post.name,
        "rank": post.rank,
        "quota": "cadre",
        "how": "from",
        "since": TODAY,
        "reason": "x",
    }
    look = client.post(reverse("org.post.change", args=[post.pk]), typed_of_post, follow=True)
    assert look.context["foreseen"].lines[-1].words[-1] == "Cadres (elected)"


def test_what_follows_has_an_address_that_changes_nothing_and_holds_what_was_typed(world):
    unit, client = Unit.objects.get(code="QN-HL"), world.browser(world.kim)
    url = f"{reverse('org.unit.change', args=[unit.pk])}?of={TODAY.isoformat()}"
    sent = client.post(url, typed(unit, name=NEW))
    assert sent.status_code == 302
    address = sent["Location"]
    assert "of=" in address
    assert "csrf" not in address
    again = [client.get(address) for _twice in range(2)]
    assert [one.context["foreseen"].digest for one in again] == [again[0].context["foreseen"].digest] * 2
    assert NEW in again[0].text
    assert current(unit) == [(SINCE, None, former(world))]
    refused = client.post(address, typed(unit, name=NEW) | {"reason": ""})
    assert "reason=&" in refused["Location"] + "&", "what was emptied is empty"


def lines_of(world, unit, **other):
    url = reverse("org.unit.change", args=[unit.pk])
    seen = world.browser(world.kim).post(url, typed(unit) | other, follow=True).context["foreseen"]
    return [(line.label, line.words[0]) for line in seen.lines]


def test_the_preview_says_what_becomes_of_later_stretches(world):
    unit = renamed(world, "Sau", since=TODAY + 9 * DAY)
    unit.refresh_from_db()
    assert lines_of(world, unit, name="Trước") == [
        ("Ends", former(world)),
        ("Begins", "Trước"),
        ("Stays as recorded", "Sau"),
    ]
    assert lines_of(world, unit, name="Sau") == [
        ("Ends", former(world)),
        ("Begins", "Sau"),
        ("Joined to the one before", "Sau"),
    ]
    url = f"{reverse('org.unit.change', args=[unit.pk])}?of={(TODAY + 9 * DAY).isoformat()}"
    back = world.browser(world.kim).post(url, typed(unit, name=former(world)) | {"how": "always"}, follow=True)
    assert [(line.label, line.words[0]) for line in back.context["foreseen"].lines] == [
        ("Goes on", former(world)),
        ("Taken back", "Sau"),
    ]


def test_a_change_needs_its_first_day(world):
    unit = Unit.objects.get(code="QN-HL")
    answer = world.browser(world.kim).post(
        reverse("org.unit.change", args=[unit.pk]), typed(unit, name=NEW) | {"since": ""}, follow=True
    )
    assert answer.status_code == 422
    assert "first day" in str(answer.context["form"].errors["since"])


def test_both_axes_stand_on_the_page(world):
    unit = renamed(world, since=None)
    shown = world.browser(world.kim).get(unit.get_absolute_url()).text
    assert former(world) in shown
    assert "believed now" in shown
    post = world.post("QN-HL", "Văn thư")
    shown = world.browser(world.kim).get(post.get_absolute_url()).text
    assert "Who recorded what, and when" in shown
    assert reverse("org.post.change", args=[post.pk]) in shown


def test_a_draft_bears_the_new_name_of_its_unit(world):
    document = world.drafted(unit=world.unit("QN-VP"))
    renamed(world, "Văn phòng mới", code="QN-VP")
    document.refresh_from_db()
    assert document.issuer == "Văn phòng mới"


def test_a_refusal_leads_to_the_page_of_the_record_that_the_reader_may_see(world):
    unit = Unit.objects.get(code="QN-HL")
    refused = world.browser(world.ada).get(reverse("org.unit.change", args=[unit.pk]))
    assert refused.status_code == 403
    assert [way.url for way in refused.context["ways"]] == [unit.get_absolute_url()]
