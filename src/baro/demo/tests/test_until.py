"""The province on the eve of the reform, and the reform done from there: nothing is lost, everything is found again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from baro.demo.loading import load
from baro.demo.reform.deeds import EFFECTIVE_ON, PREPARED_ON
from baro.documents.models import Document
from baro.kernel.errors import Refused
from baro.org.accounts.verbs import ADD
from baro.org.actors import Actor
from baro.org.models import Account, Person, PostRank, Reorganisation, Tenure, Unit
from baro.org.queries import actor_at, actor_of
from baro.org.reorganising.actions import signing as reorganising
from baro.tasks.models import Task
from baro.trail.models import Event
from tests.signing import sign_as_seen

# A whole province is loaded once, through the real actions: by one worker.
pytestmark = [pytest.mark.slow, pytest.mark.province]


def _silent(_done: int, _of: int, _label: str) -> None:
    """Progress that nobody looks at."""


def _keys() -> dict[str, set[int]]:
    """The keys of everything that a reform must not lose."""
    models = (Document, Task, Person, Account)
    return {model._meta.label: set(model._base_manager.values_list("pk", flat=True)) for model in models}


def _persona(username: str) -> Actor:
    return actor_of(Account.objects.get(username=username).person_id)


@pytest.fixture(scope="module")
def eve(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Reorganisation]:
    """The draft of the reform in the province of 30 June 2025."""
    files = override_settings(FILES=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), transaction.atomic(), files:
        load(_silent, until=EFFECTIVE_ON - timedelta(days=1))
        yield Reorganisation.objects.get(effective_on=EFFECTIVE_ON)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def before(eve) -> dict[str, set[int]]:
    """What there was before the reform."""
    assert (eve.state, Unit.objects.filter(closed_on__gte=EFFECTIVE_ON).count()) == ("submitted", 0)
    assert Event.objects.filter(at__date__gte=EFFECTIVE_ON).exclude(verb_code=ADD.code).count() == 0
    return _keys()


@pytest.fixture(scope="module")
def reformed(eve, before) -> Reorganisation:
    """The reform, signed by the secretary and carried out by who keeps the organisation."""
    reorganising.preview(eve.pk, by=_persona("organiser"))
    sign_as_seen(eve.pk, by=_persona("leader"))
    return reorganising.carry_out(eve.pk, by=_persona("organiser"))


def test_nothing_and_nobody_is_lost(before, reformed):
    assert (_keys(), reformed.state) == (before, "done")


def test_every_old_record_is_seen_by_the_head_of_its_successor(reformed):
    today = timezone.localdate()
    heads = Tenure.objects.on(today).filter(post__rank=PostRank.HEAD).select_related("person", "post__unit")
    by_unit = {tenure.post.unit_id: tenure for tenure in heads}
    checked = 0
    for unit in Unit.objects.exclude(closed_on=None).select_related("parent"):
        documents, tasks = Document.objects.filter(unit=unit), Task.objects.filter(unit=unit)
        if not (documents.exists() or tasks.exists()):
            continue
        head = actor_at(by_unit[unit.parent_id].post_id)
        assert set(documents) == set(documents.visible_to(head)), unit
        assert set(tasks) == set(tasks.visible_to(head)), unit
        checked += documents.count() + tasks.count()
    assert checked, "old units left records"


def test_open_tasks_went_over_to_units_that_exist(reformed):
    assert Task.objects.open().exists()
    assert not Task.objects.open().exclude(unit__closed_on=None, owner_post__closed_on=None).exists()


@pytest.mark.django_db
def test_a_day_before_the_plan_or_ahead_is_refused():
    for day in (PREPARED_ON - timedelta(days=1), timezone.localdate(), date(2099, 1, 1)):
        with pytest.raises(Refused, match="as it stood"):
            load(_silent, until=day)
