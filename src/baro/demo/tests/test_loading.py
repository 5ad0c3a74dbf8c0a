"""Loading the demo province: whole or not at all, once, and what stands there afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection, models, transaction
from django.test import override_settings
from django.utils import timezone, translation

from baro.demo import personas
from baro.demo.loading import load, loaded
from baro.demo.posts import VACANT
from baro.demo.reform.deeds import EFFECTIVE_ON
from baro.demo.reform.year_2024 import COMMUNES_MERGED
from baro.documents.counters import Counter as Series
from baro.documents.flow import State
from baro.documents.models import Attachment, Document, ReadingState
from baro.kernel.errors import Refused
from baro.kernel.periods import is_working_day, year_days
from baro.org.lineage import lineage
from baro.org.models import Account, Delegation, Handover, Person, Post, Reorganisation, Succession, Tenure, Unit
from baro.org.queries import actor_in, units_on
from baro.statistics.tests.conftest import PUBLISHED, in_lines
from baro.tasks.models import Task
from baro.tasks.queries import class_conditions
from baro.tasks.rulebook import DueClass
from baro.trail.models import Event, Notice
from baro.trail.roles import OWNER
from baro.trail.verifying import verify

# A whole province is loaded once, through the real actions: by one worker.
pytestmark = [pytest.mark.slow, pytest.mark.province]


def _silent(_done: int, _of: int, _label: str) -> None:
    """Progress that nobody looks at."""


def _row_counts() -> dict[str, int]:
    models = (Unit, Post, Person, Tenure, Account, Document, Attachment, Series, Task, Event, Notice)
    return {model._meta.label: model._base_manager.count() for model in models}


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    """Where the papers of the province lie."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, files) -> Iterator[list[tuple[int, int]]]:
    """The province, loaded once for this file; how its progress was told."""
    steps: list[tuple[int, int]] = []
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(FILES=files):
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


def test_until_the_reform_13_districts_and_171_communes_then_54_communes(told):
    until = Counter(units_on(EFFECTIVE_ON - timedelta(days=1)).values_list("kind", flat=True))
    since = Counter(units_on(EFFECTIVE_ON).values_list("kind", flat=True))
    today = Counter(Unit.objects.open().values_list("kind", flat=True))
    assert (until["district_committee"], until["commune_committee"], until["cell"]) == (13, 171, 40)
    assert (since["district_committee"], since["commune_committee"], since["cell"]) == (0, 54, 40)
    assert since == today


def test_in_2024_eight_communes_became_four_and_a_town_became_a_city(told):
    until = {facts.code: facts.name for facts in units_on(COMMUNES_MERGED - timedelta(days=1))}
    since = {facts.code: facts.name for facts in units_on(COMMUNES_MERGED)}
    assert {until[code] for code in until.keys() - since.keys()} >= {"Đảng ủy phường Yết Kiêu", "Đảng ủy xã Tân Việt"}
    assert (until["QN-06799"], since["QN-06799"]) == ("Đảng ủy xã Cộng Hòa", "Đảng ủy xã Hải Hòa")
    assert (until["QN-205"], since["QN-205"]) == ("Thị ủy Đông Triều", "Thành ủy Đông Triều")
    assert Succession.objects.filter(on=COMMUNES_MERGED).count() == 8
    assert not Handover.objects.waiting().filter(day__lt=EFFECTIVE_ON).exists()


def test_the_lineage_is_that_of_the_resolution(told):
    communes = Succession.objects.filter(predecessor__kind="commune_committee", on=EFFECTIVE_ON)
    assert communes.count() == 184
    assert Unit.objects.filter(successions__in=communes.filter(in_part=True)).distinct().count() == 12
    assert communes.filter(is_main=True).count() == communes.values("predecessor").distinct().count() == 171
    districts = Succession.objects.filter(predecessor__kind="district_committee", is_main=True)
    assert set(districts.values_list("successor__code", flat=True)) == {"QN"}


def test_the_old_commune_whose_code_or_name_the_new_one_bears_leads(told):
    history = lineage()
    for new in Unit.objects.open().filter(kind="commune_committee"):
        old = Unit.objects.get(pk=history.leading[new.pk])
        assert old.code == new.code or old.name.split(" ", 3)[-1] == new.name.split(" ", 3)[-1], (old, new)


def test_the_reform_did_what_was_signed(told):
    reform = Reorganisation.objects.get(effective_on=EFFECTIVE_ON)
    assert (reform.state, reform.agreed) == ("done", reform.effects)


def test_what_the_closed_posts_had_on_hand_was_handed_over_and_taken(told):
    reform = Reorganisation.objects.get(effective_on=EFFECTIVE_ON)
    papers = Handover.objects.filter(day=EFFECTIVE_ON, post__closed_on=EFFECTIVE_ON)
    assert papers.count() == reform.effects["counts"]["handovers.drafted"] > 0
    assert set(papers.values_list("state", flat=True)) == {"taken"}
    assert all(paper.items for paper in papers)


def test_a_cell_of_a_divided_commune_went_where_the_list_says(told):
    cells = Unit.objects.filter(code__startswith="QN-06655-").order_by("code")
    assert [cell.parent.code for cell in cells] == ["QN-06661"] * 6 + ["QN-06706"] * 2
    assert cells[7].name == "Chi bộ khu phố Hà Khẩu 8, phường Tuần Châu"


def test_open_tasks_belong_to_who_exists_and_is_in_office(told):
    held = Tenure.objects.on(timezone.localdate()).values("post")
    tasks = Task.objects.open()
    for post in ("owner_post", "assigner_post", "accountable_post"):
        assert not tasks.exclude(**{f"{post}__in": held}).exists()
    assert not tasks.exclude(unit__closed_on=None, assigner_unit__closed_on=None).exists()


def test_only_the_posts_that_are_meant_to_are_vacant(told):
    held = Tenure.objects.on(timezone.localdate()).values("post")
    vacant = Post.objects.open().exclude(pk__in=held)
    assert not vacant.exclude(unit__closed_on=None).exists()
    assert set(vacant.values_list("unit__code", "name")) < VACANT


def test_every_new_commune_has_a_secretary_a_deputy_and_a_clerk(told):
    wanted = {"Bí thư", "Phó Bí thư Thường trực", "Chánh Văn phòng", "Văn thư", "Chuyên viên"}
    for unit in Unit.objects.open().filter(kind="commune_committee").prefetch_related("posts"):
        assert {post.name for post in unit.posts.all()} == wanted, unit


def test_a_task_given_by_a_district_was_approved_by_who_followed_it(told):
    tasks = Task.objects.filter(source__abstract__startswith="về cải cách", assigned_at__year=2025)
    assert {task.assigner_post.unit.code for task in tasks} == {"QN"}
    assert {task.state for task in tasks} == {"done"}


def test_another_reorganisation_is_planned_for_the_first_day_of_a_quarter(told):
    (planned,) = Reorganisation.objects.filter(state="draft")
    assert planned.effective_on > timezone.localdate()
    assert (planned.effective_on.day, planned.effective_on.month % 3) == (1, 1)


def test_the_register_holds_what_was_issued_in_2024(told):
    issued = Document.objects.filter(unit__code__in=("QN", "QN-BTV")).issued_between(*year_days(2024))
    found = Counter(issued.exclude(type="official_letter").values_list("type", flat=True))
    assert (found["conclusion"], found["notice"]) == (111, 158)
    assert in_lines(found) == PUBLISHED | {"decision": 1}


def test_the_numbers_of_the_term_go_on_from_the_register(told):
    plans = Document.objects.filter(type="plan", issuer_unit__code__in=("QN", "QN-BTV"))
    last = plans.filter(issued_on__year=2024).order_by("-number")[0]
    later = plans.filter(term=last.term, signed_at__isnull=False).order_by("signed_at").values_list("number", flat=True)
    assert list(later) == list(range(last.number + 1, last.number + 1 + len(later)))
    assert Series.objects.get(unit__code="QN", series=f"term:{last.term_id}/plan").last == last.number + len(later)


def test_incoming_numbers_run_without_gap_in_every_register_and_year(told):
    entered = Document.objects.filter(arrival_number__isnull=False).order_by()
    years = entered.values("unit", "arrived_on__year").annotate(
        count=models.Count("pk"), last=models.Max("arrival_number")
    )
    assert years.count() > 400
    assert [year for year in years if year["count"] != year["last"]] == []


def test_the_province_and_its_boards_get_papers_on_every_working_day(told):
    days = set(Document.objects.filter(unit__code="QN", direction="incoming").values_list("entered_on", flat=True))
    first = date(2024, 1, 2)
    every = {first + timedelta(days=n) for n in range((timezone.localdate() - first).days)}
    assert {day for day in every if is_working_day(day)} <= days


def test_old_papers_have_files_and_what_was_issued_has_receipts(told):
    for year in (2024, 2025, 2026):
        papers = Document.objects.filter(entered_on__year=year)
        assert papers.filter(attachments__isnull=False).count() > 0.2 * papers.count(), year
    sent = Document.objects.filter(direction="outgoing", state=State.ISSUED, signed_at__isnull=False)
    assert sent.filter(copies__arrival_number__isnull=False).distinct().count() > 0.9 * sent.count()


def test_what_the_province_concluded_itself_goes_out_with_its_paper(told):
    (own,) = Document.objects.filter(symbol="287-KL/TU")
    assert (own.direction, own.unit.code, own.attachments.count()) == ("outgoing", "QN-BTV", 1)


def test_who_holds_two_posts_has_work_in_both(told):
    person = Account.objects.get(username="organisation").person_id
    posts = Tenure.objects.on(timezone.localdate()).filter(person=person).values_list("post", flat=True)
    assert len(posts) == 2
    assert all(Task.objects.open().filter(owner_post=post).exists() for post in posts)


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
    assert states == {State.DRAFT, State.APPROVING, State.SUBMITTED, State.SIGNED, State.ISSUED}


def test_powers_are_delegated_used_and_woken_by_an_absence(told):
    used, woken = Delegation.objects.order_by("pk").with_state(timezone.localdate())
    assert [event.verb_code for event in Event.objects.under(used)] == ["documents.document.sign"]
    assert used.reports_until > timezone.localdate(), "its report is still due"
    assert woken.only_in_absence
    assert {used.state, woken.state} == {"in_force"}, "the giver of the second one is away"


def test_no_paper_waits_to_be_read(told):
    assert not Attachment.objects.filter(state=ReadingState.WAITING).exists()


def test_tasks_stand_in_every_class_that_has_a_deadline(told):
    conditions = class_conditions()
    wanted = (DueClass.ON_TIME, DueClass.LATE, DueClass.OPEN, DueClass.NEAR_DUE, DueClass.OVERDUE)
    assert [name.value for name in wanted if not Task.objects.filter(conditions[name]).exists()] == []


def test_the_trail_is_whole_and_in_the_order_of_time(told, files, settings):
    settings.FILES = files
    with connection.cursor() as cursor:  # which the database does for its owner, once what was loaded is committed
        cursor.execute(f"SET LOCAL ROLE {OWNER}; ANALYZE trail_event, trail_pending; RESET ROLE")
    assert verify().broken == ""
    moments = list(Event.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_everybody_acts_in_a_post_that_they_held_then(told):
    held = {(t.person_id, t.post_id): t.period for t in Tenure.objects.current()}
    done = Event.objects.exclude(person_id=None).values_list("pk", "person_id", "post_id", "at")
    for event, person, post, at in done.iterator():
        assert timezone.localdate(at) in held[person, post], event


def test_every_persona_can_act_and_no_password_opens_their_account(told):
    accounts = {account.username: account for account in Account.objects.select_related("acting_post")}
    assert set(accounts) == set(personas.usernames())
    for account in accounts.values():
        tenures = Tenure.objects.on(timezone.localdate()).select_related("person", "post__unit")
        tenure = tenures.get(post=account.acting_post)
        assert tenure.person_id == account.person_id
        assert actor_in(tenure, among=[tenure]).scopes
        assert not account.has_usable_password()


def test_something_waits_for_every_persona_who_works_on_tasks(told):
    for username in sorted(set(personas.usernames()) - {"clerk", "commune-clerk"}):
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
