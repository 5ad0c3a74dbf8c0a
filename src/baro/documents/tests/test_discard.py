"""Removing what was brought and became part of nothing, and nothing else."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from baro.documents import jobs, storing
from baro.documents.actions.bringing import bring
from baro.documents.models import Attachment
from baro.documents.policies import may_discard
from baro.documents.sheets import drawn
from baro.kernel import rulebook
from baro.trail.models import Event
from baro.ui.rulebook import Uploads

KEPT_DAYS = rulebook.today(Uploads).loose_papers_kept_days


def _brought(world, *, days_ago: int = KEPT_DAYS + 1) -> Attachment:
    """A loose paper as if it had been brought some days ago."""
    paper = bring(world.paper(), world.unit("QN"), by=world.clo)
    moment = timezone.now() - timedelta(days=days_ago)
    Attachment.objects.filter(pk=paper.pk).update(brought_at=moment)
    os.utime(storing.place_of(paper.digest), (moment.timestamp(), moment.timestamp()))
    return paper


def _night() -> int:
    """Let the nightly job find what is unused, and do what it queued; how many files it found."""
    queue = InMemoryConnector()
    with app.replace_connector(queue):
        jobs.find_unused_files(int(timezone.now().timestamp()))
    for job in queue.jobs.values():
        jobs.discard_file(**job["args"])
    return len(queue.jobs)


def test_a_paper_that_was_never_registered_goes_with_its_file_and_its_pictures(world):
    paper = _brought(world)
    drawn(paper, 1)
    places = [storing.place_of(paper.digest), storing.sheet_of(paper.digest, 1)]
    assert _night() == 1
    assert not Attachment.objects.exists()
    assert not any(place.exists() for place in places)
    assert "giay.pdf was removed" in Event.objects.about(paper)[0].sentence


def test_it_stays_for_the_days_of_the_rulebook(world):
    paper = _brought(world, days_ago=KEPT_DAYS - 1)
    assert _night() == 0
    assert storing.place_of(paper.digest).exists()


def test_a_paper_of_a_document_stays(world):
    paper = _brought(world)
    world.registered(papers=[paper.pk])
    assert _night() == 0
    assert storing.place_of(paper.digest).exists()


def test_a_file_that_a_document_uses_too_stays_though_the_loose_paper_goes(world):
    loose, used = _brought(world), _brought(world)
    world.registered(papers=[used.pk])
    assert _night() == 1
    assert list(Attachment.objects.values_list("pk", flat=True)) == [used.pk]
    assert storing.place_of(loose.digest).exists()


def test_a_file_without_any_paper_goes(world):
    paper = _brought(world)
    Attachment.objects.all().delete()
    assert _night() == 1
    assert not storing.place_of(paper.digest).exists()


def test_a_file_brought_again_before_its_removal_stays(world):
    paper = _brought(world)
    again = bring(world.paper(), world.unit("QN"), by=world.clo)
    assert _night() == 1
    assert list(Attachment.objects.values_list("pk", flat=True)) == [again.pk]
    assert storing.place_of(paper.digest).exists()


def test_what_is_found_twice_is_removed_once(world):
    _brought(world)
    queue = InMemoryConnector()
    with app.replace_connector(queue):
        for _ in range(2):
            jobs.find_unused_files(int(timezone.now().timestamp()))
    (job,) = queue.jobs.values()
    for _ in range(2):
        jobs.discard_file(**job["args"])
    assert Event.objects.done("documents.attachment.discard").count() == 1


@pytest.mark.parametrize("persona", ["clo", "chi", "ada"])
def test_nobody_discards_by_hand(world, persona):
    assert not may_discard(getattr(world, persona), _brought(world))


def test_what_landed_only_in_part_is_removed_once_nobody_can_be_bringing_it(db):
    hours = rulebook.today(Uploads).half_landed_kept_hours
    with storing.landed([b"now"]) as fresh:
        old = fresh.with_name("left-behind")
        old.write_bytes(b"half of a file")
        then = (timezone.now() - timedelta(hours=hours + 1)).timestamp()
        os.utime(old, (then, then))
        _night()
        assert (fresh.exists(), old.exists()) == (True, False)
