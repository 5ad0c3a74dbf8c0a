"""Loading the demo province: whole or not at all, once, and what stands there afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from baro.demo import personas
from baro.demo.loading import load, loaded
from baro.documents.flow import State
from baro.documents.models import Attachment, Document, ReadingState
from baro.documents.models import Counter as Series
from baro.kernel.errors import Refused
from baro.kernel.rules import DueClass
from baro.org.models import Account, Person, Post, Tenure, Unit
from baro.org.queries import actor_in
from baro.tasks.models import Task
from baro.tasks.queries import counts_by_class
from baro.trail.models import Event, Notice
from baro.trail.verifying import verify

pytestmark = pytest.mark.slow  # a whole province is loaded once, through the real actions


def _silent(_done: int, _of: int, _label: str) -> None:
    """Progress that nobody looks at."""


def _row_counts() -> dict[str, int]:
    models = (Unit, Post, Person, Tenure, Account, Document, Attachment, Series, Task, Event, Notice)
    return {model._meta.label: model._base_manager.count() for model in models}


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[list[tuple[int, int]]]:
    """The province, loaded once for this file; how its progress was told."""
    steps: list[tuple[int, int]] = []
    files = override_settings(FILES=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), transaction.atomic(), files:
        load(lambda done, of, _label: steps.append((done, of)))
        yield steps
        transaction.set_rollback(True)


def test_progress_grows_step_by_step_to_its_end(told):
    done = [step for step, _of in told]
    assert done == sorted(done)
    assert len({of for _step, of in told}) == 1
    assert told[-1][0] == told[-1][1]


def test_loading_twice_adds_nothing(told):
    before = _row_counts()
    load(_silent)
    assert (loaded(), _row_counts()) == (True, before)


def test_units_of_2024(told):
    kinds = Counter(Unit.objects.open().values_list("kind", flat=True))
    assert (kinds["district_committee"], kinds["commune_committee"], kinds["cell"]) == (13, 171, 24)


def test_the_register_holds_what_was_issued_in_2024(told):
    province = Unit.objects.get(code="QN")
    issued = Document.objects.filter(unit__path__startswith=province.path).issued_in(2024)
    found = Counter(issued.values_list("type", flat=True))
    assert found == {
        "resolution": 8,
        "directive": 3,
        "working_rules": 8,
        "regulation": 9,
        "guideline": 2,
        "programme": 7,
        "plan": 103,
        "report": 126,
        "conclusion": 111,
        "notice": 158,
        "decision": 1,
    }


def test_the_counters_of_the_term_go_on_from_the_register(told):
    last = Document.objects.filter(type="plan", issued_on__year=2024).order_by("-number")[0]
    assert Series.objects.get(unit__code="QN", series=f"term:{last.term_id}/plan").last == last.number


def test_incoming_documents_stand_at_every_stage(told):
    states = set(Document.objects.filter(direction="incoming").values_list("state", flat=True))
    assert states >= {
        State.ARRIVED,
        State.REGISTERED,
        State.PRESENTED,
        State.INSTRUCTED,
        State.CARRIED_OUT,
        State.FILED,
    }


def test_outgoing_documents_stand_at_every_stage(told):
    states = set(Document.objects.filter(direction="outgoing").values_list("state", flat=True))
    assert states == {State.DRAFT, State.SUBMITTED, State.SIGNED, State.ISSUED}


def test_no_paper_waits_to_be_read(told):
    assert not Attachment.objects.filter(state=ReadingState.WAITING).exists()


def test_tasks_stand_in_every_class_that_has_a_deadline(told):
    counts = counts_by_class(Task.objects.all())
    wanted = (DueClass.ON_TIME, DueClass.LATE, DueClass.OPEN, DueClass.NEAR_DUE, DueClass.OVERDUE)
    assert [name.value for name in wanted if not counts[name.value]] == []


def test_the_trail_is_whole_and_in_the_order_of_time(told):
    assert verify().broken == ""
    moments = list(Event.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_everybody_acts_only_after_being_appointed(told):
    first = Event.objects.exclude(person_id=None).order_by("pk")[0]
    assert Event.objects.done("org.appoint").order_by("-pk")[0].at < first.at


def test_every_persona_can_act_and_no_password_opens_their_account(told):
    accounts = {account.username: account for account in Account.objects.select_related("acting_post")}
    assert set(accounts) == set(personas.usernames())
    for account in accounts.values():
        tenure = Tenure.objects.select_related("person", "post__unit").get(post=account.acting_post)
        assert tenure.person_id == account.person_id
        assert actor_in(tenure).reaches
        assert not account.has_usable_password()


def test_something_waits_for_every_persona_who_works_on_tasks(told):
    for username in ("chief", "leader", "drafter", "organisation", "inspection", "district", "commune", "cell"):
        post = Account.objects.get(username=username).acting_post_id
        assert (Task.objects.open().filter(owner_post=post) | Task.objects.open().filter(assigner_post=post)).exists()


@pytest.mark.django_db
def test_an_interrupted_load_leaves_nothing():
    def interrupt(done: int, _of: int, _label: str) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(interrupt)
    assert (loaded(), Unit.objects.count(), Event.objects.count()) == (False, 0, 0)


def test_another_organisation_is_not_mixed_with_the_demo(world):
    before = _row_counts()
    with translation.override("en"), pytest.raises(Refused, match="holds an organisation already"):
        load(_silent)
    assert _row_counts() == before
