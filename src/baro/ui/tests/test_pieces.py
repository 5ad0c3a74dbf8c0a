"""Pieces of pages: verb buttons, timelines, long work, cells, icons, the page of a unit."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone, translation

from baro.kernel import decisions, rulebook, verbs
from baro.kernel.decisions import YES, forbidden, not_now
from baro.kernel.errors import Refused
from baro.kernel.rulebook import LongWork
from baro.kernel.verbs import Verb
from baro.org.verbs import OPEN_TERM
from baro.trail.changes import record_event
from baro.ui.jobs import tidy_work
from baro.ui.lists.columns import Column
from baro.ui.models import Work, WorkState
from baro.ui.records import buttons
from baro.ui.records.timelines import timeline_of
from baro.ui.words import cells
from baro.ui.words.icons import icon
from baro.ui.work.working import Progress, begin, progress


@pytest.fixture
def deeds(monkeypatch):
    """Three verbs for this test only, one of each answer."""
    monkeypatch.setattr(verbs, "_declared", dict(verbs._declared))
    monkeypatch.setattr(decisions, "_policies", dict(decisions._policies))
    answers = {"open": YES, "later": not_now("Not before Monday."), "never": forbidden("Only the clerk does it.")}
    for name, answer in answers.items():
        verb = Verb(f"try.piece.{name}", name.title(), "%(actor)s", at_once=True)
        decisions._policies[verb] = lambda actor, record, answer=answer: answer
    monkeypatch.setattr(buttons, "reverse", lambda code, args: f"/{code}/{args[0]}/")


def drawn(text, **context):
    return Template(text).render(Context(context))


def test_what_can_be_done_comes_first_and_the_rest_says_why_not(deeds, rf):
    record = SimpleNamespace(pk=7)
    page = drawn(
        "{% verb_bar record 'try.piece.later try.piece.open' 'try.piece.never' %}", record=record, request=rf.get("/")
    )
    assert page.index("/try.piece.open/7/") < page.index("Not before Monday.")
    assert "/try.piece.later/7/" not in page
    later, never = page.split("<details")[1:]
    assert "What you can do later" in later
    assert "Not before Monday." in later
    assert "Only the clerk does it." in never
    assert "csrfmiddlewaretoken" in page


def test_a_forbidden_verb_has_no_button(deeds, rf):
    context = {"record": SimpleNamespace(pk=7), "request": rf.get("/")}
    assert drawn("{% verb_button 'try.piece.never' record %}", **context) == ""


class TestTimeline:
    @pytest.fixture
    def busy(self, world):
        unit = world.unit("QN-HL")
        for number in range(45):
            record_event(OPEN_TERM, unit, by=world.chi, facts={"name": f"No. {number:02}", "first": "2026-01-01"})
        return unit

    def test_newest_first_in_stretches(self, busy):
        first = timeline_of(busy)
        second = timeline_of(busy, before=first.older)
        said = [event.facts["name"] for part in (first, second) for day in part.days for event in day.events]
        assert said[:2] == ["No. 44", "No. 43"]
        assert len(said) == len(set(said)) == 40

    def test_older_stretches_come_as_pieces_and_as_pages(self, world, busy):
        older = timeline_of(busy).older
        client = world.browser(world.ada)
        piece = client.get(reverse("ui.timeline", args=["org.unit", busy.pk]), {"before": older}).content.decode()
        page = client.get(busy.get_absolute_url(), {"before": older}).content.decode()
        assert "No. 24" in piece
        assert "No. 24" in page
        assert "No. 25" not in piece

    def test_is_closed_to_who_may_not_see_the_record(self, world, busy):
        url = reverse("ui.timeline", args=["org.unit", busy.pk])
        assert world.browser(world.dov).get(url).status_code == 404
        assert world.browser(world.ada).get(reverse("ui.timeline", args=["no.model", 1])).status_code == 404
        assert world.browser(world.ada).get(reverse("ui.timeline", args=["sessions.session", 1])).status_code == 404


class TestLongWork:
    @pytest.fixture
    def actor(self, world):
        return world.browser(world.ada).get(reverse("ui.notices")).wsgi_request.actor

    def test_counts_exactly_and_ends(self, actor):
        work = begin("Counting", of=3, by=actor)
        with progress(work.pk) as step:
            for _ in range(3):
                step()
            step.result("All counted.", url="/units/")
        work.refresh_from_db()
        assert (work.done, work.of, work.state, work.sentence, work.url) == (3, 3, "done", "All counted.", "/units/")

    @staticmethod
    def stopped(work):
        with progress(work.pk) as step:
            step()
            raise Refused("The disk is full.")

    def test_says_why_it_stopped(self, actor):
        work = begin("Counting", of=3, by=actor)
        with pytest.raises(Refused):
            self.stopped(work)
        work.refresh_from_db()
        assert (work.done, work.state, work.sentence) == (1, WorkState.FAILED, "The disk is full.")

    def test_is_broken_off_when_it_says_nothing_any_more(self, world, actor):
        rule, now = rulebook.today(LongWork), timezone.now()
        silent, slow, waiting = (begin(title, of=3, by=actor) for title in ("Silent", "Slow", "Waiting"))
        long_ago = now - timedelta(hours=rule.silent_hours + 1)
        Work.objects.exclude(pk=waiting.pk).update(started_at=long_ago)
        Progress(slow.pk)()
        tidy_work(int(now.timestamp()))
        states = dict(Work.objects.values_list("title", "state"))
        assert states == {"Silent": "lost", "Slow": "running", "Waiting": "running"}
        page = world.browser(world.ada).get(reverse("ui.work", args=[silent.pk])).text
        assert "It was broken off before its end" in page

    def test_is_forgotten_after_the_days_of_the_rulebook(self, actor):
        days = rulebook.today(LongWork).kept_days
        old, new = begin("Old", by=actor), begin("New", by=actor)
        for work, ended in ((old, days + 1), (new, days - 1)):
            moment = timezone.now() - timedelta(days=ended)
            Work.objects.filter(pk=work.pk).update(state=WorkState.DONE, finished_at=moment)
        tidy_work(int(timezone.now().timestamp()))
        assert list(Work.objects.values_list("title", flat=True)) == ["New"]

    def test_is_asked_for_every_second_until_it_ends(self, world, actor):
        work = begin("Counting", of=240, by=actor)
        client, url = world.browser(world.ada, htmx=True), reverse("ui.work", args=[work.pk])
        Work.objects.update(done=96)
        running = client.get(url)
        assert b"96 of 240" in running.content
        assert b'hx-trigger="every 1s"' in running.content
        Work.objects.update(done=240, state=WorkState.DONE)
        ended = client.get(url)
        assert b"every 1s" not in ended.content
        assert "work-ended" in ended["HX-Trigger"]

    def test_belongs_to_who_began_it(self, world, actor):
        work = begin("Counting", by=actor)
        assert world.browser(world.eve).get(reverse("ui.work", args=[work.pk])).status_code == 404


class TestCells:
    def test_latin_names_keep_their_direction_in_sentences_that_run_from_right_to_left(self):
        assert cells.prose("66-QĐ/TW, Điều 7, chưa đọc") == "<bdi>66-QĐ/TW, Điều 7, chưa đọc</bdi>"
        assert cells.prose("مادة 399-QĐ/TW <b>") == "مادة <bdi>399-QĐ/TW</bdi> &lt;<bdi>b</bdi>&gt;"

    def test_values_are_escaped_and_codes_run_left_to_right(self):
        assert cells.shown("<b>") == "&lt;b&gt;"
        assert cells.badge("<b>", "good") == '<span class="badge tone-good">&lt;b&gt;</span>'
        assert cells.code("84-KH/TU") == '<bdi class="code" dir="ltr">84-KH/TU</bdi>'
        assert cells.link("<b>", '/?a="') == '<a href="/?a=&quot;">&lt;b&gt;</a>'
        with pytest.raises(ValueError, match="pink is not a tone"):
            cells.badge("x", "pink")

    @pytest.mark.parametrize(("language", "written"), [("en", "1 Mar 2026"), ("vi", "01/03/2026")])
    def test_days_are_written_by_the_readers_language(self, language, written, settings):
        settings.FORMAT_MODULE_PATH = ["baro.ui.formats"]
        with translation.override(language):
            assert cells.day(date(2026, 3, 1)) == f'<time datetime="2026-03-01">{written}</time>'

    def test_a_path_that_breaks_off_is_empty_and_a_wrong_one_is_a_mistake(self):
        record = SimpleNamespace(unit=None)
        assert Column("unit.name", "").value(record) is None
        with pytest.raises(AttributeError):
            Column("unti.name", "").value(record)


def test_an_unknown_icon_is_an_empty_drawing_of_the_same_size():
    assert str(icon("no-such-icon")).startswith('<svg class="icon"')
    assert icon("../../etc/passwd").endswith("</svg>")


class TestPageOfAUnit:
    def test_shows_posts_holders_parents_and_history(self, world):
        page = world.browser(world.ada).get(world.unit("QN-HL").get_absolute_url()).content.decode()
        for words in (
            "Eve Bí Thư Phường",
            "vacant",
            "Tỉnh ủy Quảng Ninh",
            "Chi bộ khu phố 1",
            "28 Sep 2020",
            "founded the unit",
        ):
            assert words in page

    def test_does_not_exist_for_neighbours(self, world):
        assert world.browser(world.dov).get(world.unit("QN-HL").get_absolute_url()).status_code == 404

    def test_names_the_units_above_without_opening_them_to_everybody(self, world):
        page = world.browser(world.fay).get(world.unit("QN-HL-CB").get_absolute_url()).content.decode()
        assert "Đảng ủy phường Hà Lầm" in page
        assert f'href="{world.unit("QN-HL").get_absolute_url()}"' not in page


def test_the_gallery_is_for_builders_only(world, settings):
    settings.DEBUG, settings.DEMO = False, False
    client = world.browser(world.ada)
    assert client.get(reverse("ui.gallery")).status_code == 404
    settings.DEMO = True
    assert client.get(reverse("ui.gallery")).status_code == 200
