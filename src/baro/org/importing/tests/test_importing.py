"""Importing lists: what is new is added, what is recorded stays, what is wrong is said and nothing is written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import Actor
from baro.org.importing.actions import importing
from baro.org.jobs import forget_imports
from baro.org.models import Import, Mandate, Person, Post, Tenure, Unit, UnitFacts
from baro.org.posts.actions.appointing import appoint, release
from baro.trail.models import Event
from tests.organisation.lists import PEOPLE, POSTS, TENURES, UNITS, WARD, brought, imported, mistakes, said, workbook
from tests.powers.given import by_two, lightened


def test_units_are_founded_below_those_that_stand(world):
    imported(world, UNITS + WARD)
    unit = Unit.objects.get(code="QN-HT")
    assert unit.path == f"{world.unit('QN').path}{unit.pk}/"
    assert UnitFacts.objects.get(unit=unit).period.lower == date(2025, 7, 1)
    assert str(Event.objects.about(unit)[0]).startswith("Kim Tổ Chức")


def test_a_child_may_stand_before_its_parent(world):
    imported(world, UNITS + "QN-HT-1,Chi bộ 1,cell,QN-HT,CB,15/07/2025\n" + WARD)
    assert Unit.objects.get(code="QN-HT-1").parent == Unit.objects.get(code="QN-HT")


def test_a_file_that_is_in_already_changes_nothing(world):
    imported(world, UNITS + WARD)
    record = brought(world, UNITS + WARD)
    before = Event.objects.count()
    assert (record.outcome["adds"], record.outcome["counts"]) == (0, {"units": {"same": 1}})
    with pytest.raises(Refused, match="recorded already"):
        importing.carry_in(record.pk, record.outcome["digest"], by=world.kim)
    assert Event.objects.count() == before


def test_the_rest_of_a_file_is_added_when_it_is_brought_again(world):
    imported(world, UNITS + WARD)
    record = imported(world, UNITS + WARD + "QN-HT-1,Chi bộ 1,cell,QN-HT,CB,15/07/2025\n")
    assert record.outcome["counts"] == {"units": {"same": 1, "new": 1}}


def test_posts_are_opened_with_the_permissions_of_another(world):
    text = (
        POSTS + "QN-CX,Phó Bí thư,Deputy,,01/01/2024,QN-HL/Phó Bí thư\nQN-CX,Chuyên viên,staff,Công chức,2024-01-01,\n"
    )
    imported(world, text)
    like, alone = world.post("QN-CX", "Phó Bí thư"), world.post("QN-CX", "Chuyên viên")
    carried, model = (Mandate.objects.get(post=post) for post in (like, world.post("QN-HL", "Phó Bí thư")))
    assert (carried.unit, carried.permissions) == (world.unit("QN-CX"), model.permissions)
    assert not alone.mandates.exists()
    assert alone.quota == "civil_servant"


def test_a_workbook_brings_units_posts_people_and_tenures_at_once(world):
    content = workbook(
        Tenures=[["Person", "Code of the unit", "Post", "From"], ["CB-7", "QN-HT", "Bí thư", "01/08/2025"]],
        People=[["Personnel number", "Full name"], ["CB-7", "Lê Thị Hoa"]],
        Posts=[["Code of the unit", "Post", "Rank", "Since"], ["QN-HT", "Bí thư", "Head", date(2025, 7, 1)]],
        Units=[
            ["Code", "Name", "Kind", "Code of the unit above", "Since"],
            ["QN-HT", "Đảng ủy phường Hồng Hà", "Commune committee", "QN", date(2025, 7, 1)],
        ],
    )
    record = imported(world, content, name="all.xlsx")
    tenure = Tenure.objects.get(person__number="CB-7")
    assert (str(tenure.post), tenure.person.name) == ("Bí thư, Đảng ủy phường Hồng Hà", "Lê Thị Hoa")
    told = (
        "Kim Tổ Chức, Chuyên viên tổ chức, Văn phòng Tỉnh ủy imported all.xlsx: 1 units, 1 posts, 1 people, 1 tenures"
    )
    assert record.imported.sentence == told
    assert brought(world, content, name="all.xlsx").outcome["adds"] == 0


def test_heads_and_choices_are_understood_in_every_language(world):
    vietnamese = "Mã;Tên;Loại;Mã đơn vị cấp trên;Từ ngày\nQN-A;Chi bộ A;Chi bộ;QN;01/07/2025\n"
    record = brought(world, vietnamese)
    assert record.outcome["adds"] == 1, said(record)
    arabic = "الرمز,الاسم,النوع,رمز الوحدة الأعلى,منذ\nQN-B,Chi bộ B,خلية,QN,01/07/2025\n"
    assert brought(world, arabic).outcome["adds"] == 1


def test_an_empty_cell_says_nothing_about_what_is_recorded(world):
    record = brought(world, UNITS + "QN-HL,Đảng ủy phường Hà Lầm,commune_committee,,,\n")
    assert record.outcome["counts"] == {"units": {"same": 1}}


# People


def test_people_are_found_by_number_then_by_a_name_that_one_bears(world):
    imported(world, PEOPLE + "CB-1,Lê Thị Hoa\n,Trần Văn Mới\n")
    record = brought(world, PEOPLE + "CB-1,Lê Thị Hoa\n,Trần Văn Mới\nCB-2,Lê Thị Hoa\n,Eve Bí Thư Phường\n")
    assert record.outcome["counts"] == {"people": {"same": 3, "new": 1}}


def test_somebody_known_by_name_alone_gets_their_number_once_it_was_shown(world):
    record = imported(world, PEOPLE + "CB-9,Eve Bí Thư Phường\n")
    assert record.outcome["counts"] == {"people": {"numbered": 1}}
    assert Person.objects.get(pk=world.eve.person_id).number == "CB-9"


def test_a_tenure_names_a_person_of_the_list_or_one_who_is_recorded(world):
    lightened(world.post("QN-HL", "Phó Bí thư"))
    imported(world, TENURES + "Ben Chuyên Viên,QN-HL,Phó Bí thư,acting,01/01/2024,31/12/2024\n")
    tenure = Tenure.objects.get(person=world.ben.person_id, kind="acting")
    assert (tenure.period.lower, tenure.period.upper) == (date(2024, 1, 1), date(2025, 1, 1))


def test_days_that_lie_within_a_recorded_tenure_are_recorded_already(world):
    record = brought(world, TENURES + "Eve Bí Thư Phường,QN-HL,Bí thư,holder,01/01/2022,\n")
    assert record.outcome["counts"] == {"tenures": {"same": 1}}


def test_nobody_appoints_themselves_by_a_list(world):
    record = brought(world, TENURES + "Kim Tổ Chức,QN-HL,Phó Bí thư,,01/01/2024,\n")
    assert [m.code for m in mistakes(record)] == ["oneself"]


# Whose organisation it is


def kept_in_a_ward(world):
    """Gus keeps the organisation of Hà Lầm alone."""
    post = world.post("QN-HL", "Văn thư")
    Mandate.objects.create(
        post=post, unit=world.unit("QN-HL"), includes_below=True, permissions=["org.see", "org.organise"]
    )
    return world.gus


def test_each_row_lies_within_units_that_its_bringer_keeps(world):
    gus = kept_in_a_ward(world)
    text = "QN-HL-2,Chi bộ 2,cell,QN-HL,,01/07/2025\nQN-CX-2,Chi bộ 2,cell,QN-CX,,01/07/2025\n"
    record = brought(world, UNITS + text, by=gus)
    assert [(m.row, m.column) for m in mistakes(record)] == [(3, "parent")]
    assert "Cao Xanh" not in str(said(record))


def test_a_unit_out_of_sight_is_not_named(world):
    gus = kept_in_a_ward(world)
    text = UNITS + "QN-CX,Đảng ủy phường,commune_committee,QN-HL,,01/07/2025\n"
    (mistake,) = mistakes(brought(world, text, by=gus))
    assert mistake.code == "code_taken"
    assert "Cao Xanh" not in mistake.remedy
    record = brought(world, TENURES + "Ben Chuyên Viên,QN-CX,Bí thư,,01/01/2024,\n", by=gus)
    assert [m.code for m in mistakes(record)] == ["no_unit"]


def test_a_recorded_unit_above_is_named_to_who_sees_it_alone(world):
    Mandate.objects.create(post=world.post("QN-HL", "Văn thư"), unit=world.unit("QN-HL"), permissions=["org.organise"])
    text = UNITS + "QN-HL,Đảng ủy phường Hà Lầm,commune_committee,QN-CX,,\n"
    for by, named in ((world.kim, "“QN”"), (world.gus, "“…”")):
        (mistake,) = mistakes(brought(world, text, by=by))
        assert mistake.remedy.startswith(f"Recorded is {named}")


def test_only_who_keeps_an_organisation_imports(world):
    with pytest.raises(NotPermitted):
        brought(world, PEOPLE + "CB-1,Lê Thị Hoa\n", by=world.ben)
    assert not Import.objects.exists()


def test_only_the_system_founds_a_new_top(world):
    text = UNITS + "HP,Thành ủy Hải Phòng,provincial_committee,,TU,01/01/2020\n"
    assert [m.code for m in mistakes(brought(world, text))] == ["no_top"]
    imported(world, text, by=Actor.system("import"))
    assert Unit.objects.get(code="HP").parent is None


# What was shown is what is imported


def test_when_the_organisation_changed_meanwhile_nothing_is_imported_and_it_is_said(world):
    post = lightened(world.post("QN-HL", "Phó Bí thư"))
    record = brought(world, TENURES + "Ben Chuyên Viên,QN-HL,Phó Bí thư,,01/01/2024,\n")
    appoint(post.pk, world.clo.person_id, since=date(2024, 6, 1), by=world.kim)
    before = Tenure.objects.count()
    with pytest.raises(Refused, match="changed since the file was checked"):
        importing.carry_in(record.pk, record.outcome["digest"], by=world.kim)
    record.refresh_from_db()
    assert Tenure.objects.count() == before
    assert [m.code for m in mistakes(record)] == ["held"]


def test_another_digest_than_that_of_the_outcome_imports_nothing(world):
    record = brought(world, UNITS + WARD)
    with pytest.raises(Refused, match="changed"):
        importing.carry_in(record.pk, "0" * 16, by=world.kim)
    assert not Unit.objects.filter(code="QN-HT").exists()


def test_a_file_is_imported_once(world):
    record = imported(world, UNITS + WARD)
    with pytest.raises(Refused, match="imported already"):
        importing.carry_in(record.pk, record.outcome["digest"], by=world.kim)


def test_what_breaks_off_leaves_nothing_behind(world, monkeypatch):
    record = brought(world, UNITS + WARD + "QN-HT-1,Chi bộ 1,cell,QN-HT,CB,15/07/2025\n")
    before = Unit.objects.count(), Event.objects.count()

    def lost(*_arguments, **_options):
        raise ConnectionError

    monkeypatch.setattr(importing, "_add_people", lost)
    with pytest.raises(ConnectionError):
        importing.carry_in(record.pk, record.outcome["digest"], by=world.kim)
    assert (Unit.objects.count(), Event.objects.count()) == before
    monkeypatch.undo()
    importing.carry_in(record.pk, record.outcome["digest"], by=world.kim)
    assert Unit.objects.filter(code="QN-HT-1").exists()


def test_what_was_brought_is_seen_by_nobody_else_and_forgotten_with_the_next(world):
    first = brought(world, UNITS + WARD)
    assert not Import.objects.visible_to(world.ada).exists()
    second = brought(world, UNITS + WARD)
    assert list(Import.objects.values_list("pk", flat=True)) == [second.pk]
    assert first.pk != second.pk


def test_the_number_of_questions_does_not_grow_with_the_rows(world, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def questions(count):
        rows = "".join(f"QN-{n},Chi bộ {n},cell,QN,CB,01/07/2025\n" for n in range(count))
        record = brought(world, UNITS + rows)
        with CaptureQueriesContext(connection) as asked:
            importing.carry_in(record.pk, record.outcome["digest"], by=world.kim)
        return len(asked)

    assert questions(2) == questions(60)


def test_a_tenure_that_ended_leaves_room_for_the_next(world):
    release(world.eve.post_id, world.eve.person_id, last=date(2024, 6, 30), reason="nghỉ hưu", by=by_two(world))
    lightened(world.post("QN-HL", "Bí thư"))
    imported(world, TENURES + "Ben Chuyên Viên,QN-HL,Bí thư,,01/07/2024,\n")
    assert Tenure.objects.current().filter(post=Post.objects.get(unit__code="QN-HL", name="Bí thư")).count() == 2


def test_what_was_never_imported_is_forgotten_after_the_days_of_the_rulebook(world):
    old, done = brought(world, UNITS + WARD), imported(world, UNITS + WARD, by=Actor.system("import"))
    Import.objects.update(brought_at=timezone.now() - timedelta(days=40))
    forget_imports(timestamp=int(timezone.now().timestamp()))
    assert list(Import.objects.values_list("pk", flat=True)) == [done.pk] != [old.pk]
