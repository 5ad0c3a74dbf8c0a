"""The pages on which lists are imported and given out, by hand and by the worker."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate import testing
from procrastinate.contrib.django import app

from baro.directory.jobs import import_list
from baro.org.actors import Actor
from baro.org.importing import checking
from baro.org.models import Account, Import, Unit
from baro.ui.models import Work
from baro.ui.work import working
from tests.organisation.lists import PEOPLE, UNITS, WARD, brought, workbook

PAGE = "org.import.apply"


def sent(world, content, *, name="don-vi.csv", by=None, follow=True):
    kept = content.encode() if isinstance(content, str) else content
    upload = SimpleUploadedFile(name, kept)
    return world.browser(by or world.kim).post(reverse(PAGE), {"upload": upload}, follow=follow)


def bytes_of(answer):
    return b"".join(answer.streaming_content)


def test_a_list_is_brought_seen_and_imported(world):
    page = sent(world, UNITS + WARD)
    assert "Nothing is written yet" in page.content.decode()
    assert not Unit.objects.filter(code="QN-HT").exists()
    record = page.context["record"]
    address = reverse("org.imports.carry_in", args=[record.pk])
    done = world.browser(world.kim).post(address, {"digest": record.outcome["digest"]}, follow=True)
    assert "imported don-vi.csv: 1 units" in done.content.decode()
    assert Unit.objects.filter(code="QN-HT").exists()
    assert "0 new, 1 as they are" in sent(world, UNITS + WARD).content.decode()


def test_who_imported_people_is_led_to_the_list_and_finds_them_there(world):
    people, way = reverse("org.people"), ">The people</a>"
    record = sent(world, PEOPLE + "CB-1,Lê Thị Hoa\n", name="nhan-su.csv").context["record"]
    client, address = world.browser(world.kim), reverse("org.imports.carry_in", args=[record.pk])
    assert way not in client.get(record.get_absolute_url()).text, "nobody is there yet"
    done = client.post(address, {"digest": record.outcome["digest"]}, follow=True).text
    assert f'href="{people}"' in done
    assert way in done
    assert "Lê Thị Hoa" in client.get(people, {"post": "without"}).text
    units = sent(world, UNITS + WARD).context["record"]
    digest = {"digest": units.outcome["digest"]}
    assert way not in client.post(reverse("org.imports.carry_in", args=[units.pk]), digest, follow=True).text


def test_mistakes_stand_on_the_page_and_beside_the_rows_of_a_file(world):
    page = sent(world, UNITS + "X,Chi bộ,zzz,QN,,31/02/2024\n")
    assert "There is no such day" in page.content.decode()
    assert "Import 1 row" not in page.content.decode()
    client, address = world.browser(world.kim), reverse("org.imports.rows", args=[page.context["record"].pk])
    lines = bytes_of(client.get(address, {"as": "csv"})).decode("utf-8-sig").splitlines()
    assert lines[0].endswith("Result,What to do")
    assert "to be corrected" in lines[1]
    assert "Since: There is no such day" in lines[1]
    book = openpyxl.load_workbook(io.BytesIO(bytes_of(client.get(address, {"as": "xlsx"}))))
    assert book["Units"].cell(2, 7).value == "to be corrected"


def test_the_file_with_the_remedies_can_be_corrected_and_brought_again(world):
    page = sent(world, UNITS + "X,Chi bộ,zzz,QN,,2024-01-01\n")
    address = reverse("org.imports.rows", args=[page.context["record"].pk])
    text = bytes_of(world.browser(world.kim).get(address, {"as": "csv"})).decode("utf-8-sig")
    again = sent(world, text.replace("zzz", "cell"))
    assert again.context["record"].outcome["adds"] == 1


def test_a_file_that_is_no_list_is_refused_beside_its_box_and_not_kept(world):
    page = sent(world, b"%PDF-1.7", name="don-vi.xlsx")
    assert page.status_code == 422
    assert "“don-vi.xlsx” is a PDF" in page.context["form"].errors["upload"][0]
    assert not Import.objects.exists()
    assert sent(world, b"").status_code == 422


def test_who_keeps_no_organisation_finds_no_way_in(world):
    client = world.browser(world.ben)
    for name in (PAGE, "org.export", "org.imports.template"):
        assert client.get(reverse(name)).status_code == 403
    assert reverse(PAGE) not in client.get(reverse("org.units")).content.decode()
    assert reverse(PAGE) in world.browser(world.kim).get(reverse("org.units")).content.decode()
    assert reverse(PAGE) in world.browser(world.kim).get(reverse("org.tree")).content.decode()


def test_nobody_sees_what_another_brought(world):
    record = brought(world, UNITS + WARD)
    for name in ("org.imports.one", "org.imports.rows"):
        assert world.browser(world.ada).get(reverse(name, args=[record.pk])).status_code == 404
    address = reverse("org.imports.carry_in", args=[record.pk])
    assert world.browser(world.ada).post(address, {"digest": record.outcome["digest"]}).status_code == 404


@pytest.mark.parametrize("language", ["vi", "en", "ar"])
def test_a_template_can_be_filled_in_in_every_language_and_its_example_is_passed_over(world, language):
    client = world.browser(world.kim)
    Account.objects.filter(person=world.kim.person_id).update(language=language)
    book = openpyxl.load_workbook(io.BytesIO(bytes_of(client.get(reverse("org.imports.template")))))
    assert (
        book.sheetnames[1:]
        == {
            "vi": ["Đơn vị", "Chức vụ", "Nhân sự", "Thời gian giữ chức vụ"],
            "en": ["Units", "Posts", "People", "Tenures"],
            "ar": ["الوحدات", "المناصب", "الأشخاص", "مدد الشغل"],
        }[language]
    )
    book.worksheets[3].append(["CB-1", "Lê Thị Hoa"])
    file = io.BytesIO()
    book.save(file)
    record = brought(world, file.getvalue(), name="template.xlsx")
    assert record.outcome["counts"] == {"units": {}, "posts": {}, "people": {"new": 1}, "tenures": {}}


@pytest.mark.parametrize("kind", ["units", "posts", "people", "tenures"])
def test_a_template_as_csv_has_its_head_and_example(world, kind):
    text = bytes_of(world.browser(world.kim).get(reverse("org.imports.template"), {"kind": kind})).decode()
    assert text.count("\r\n") == 2


def test_the_organisation_is_given_out_with_formulas_disarmed(world):
    Unit.objects.filter(code="QN-CX").update(code="=1+1")
    world.unit("QN-CX").facts.update(code="=1+1")
    client = world.browser(world.kim)
    text = bytes_of(client.get(reverse("org.export"), {"kind": "units", "as": "csv"})).decode()
    assert "'=1+1," in text
    book = openpyxl.load_workbook(io.BytesIO(bytes_of(client.get(reverse("org.export"), {"as": "xlsx"}))))
    cell = next(row[0] for row in book["Units"].iter_rows() if row[0].value == "=1+1")
    assert cell.data_type == "s"


def test_several_lists_as_csv_come_in_one_archive(world):
    answer = world.browser(world.kim).get(reverse("org.export"), {"kind": "all", "as": "csv"})
    with zipfile.ZipFile(io.BytesIO(bytes_of(answer))) as archive:
        assert archive.namelist() == ["units.csv", "posts.csv", "people.csv", "tenures.csv"]
        assert "Đảng ủy phường Hà Lầm" in archive.read("units.csv").decode("utf-8-sig")
    assert world.browser(world.kim).get(reverse("org.export"), {"kind": "zzz"}).status_code == 404


def test_a_page_of_many_mistakes_stays_small(world):
    page = sent(world, UNITS + "".join(f"X{n},Chi bộ,zzz,ZZZ{n},,31/02/2024\n" for n in range(300)))
    text = page.content.decode()
    assert "The first 100 are shown" in text
    assert len(text.encode()) < 100_000


# Long lists


@pytest.fixture
def short_patience(monkeypatch):
    """Everything is long."""
    today = checking.limits_on(working.timezone.localdate())
    limits = today.model_copy(update={"at_once_kib": 1, "at_once_rows": 1, "largest_mib": 1})
    for module in (
        "baro.directory.web.importing.pages",
        "baro.org.importing.actions.importing",
        "baro.org.importing.checking",
    ):
        monkeypatch.setattr(f"{module}.limits_on", lambda _day: limits)


MANY = UNITS + "".join(f"QN-{n},Chi bộ khu phố số {n},cell,QN,CB,01/07/2025\n" for n in range(1200))


def test_a_long_list_is_checked_and_imported_by_the_worker(world, short_patience):
    jobs = testing.InMemoryConnector()
    with app.replace_connector(jobs):
        answer = sent(world, MANY, follow=False)
        work = Work.objects.get()
        assert answer["Location"] == reverse("ui.work", args=[work.pk])
        (job,) = jobs.jobs.values()
        import_list(**job["args"])
        work.refresh_from_db()
        assert (work.state, work.done) == ("done", 1200)
        record = Import.objects.get()
        address = reverse("org.imports.carry_in", args=[record.pk])
        world.browser(world.kim).post(address, {"digest": record.outcome["digest"]})
        import_list(**list(jobs.jobs.values())[-1]["args"])
    done = Work.objects.order_by("pk").last()
    assert (done.state, done.done, done.of) == ("done", 2400, 2400)
    assert Unit.objects.filter(name__startswith="Chi bộ khu phố số").count() == 1200


def test_who_left_the_post_meanwhile_checks_nothing(world, short_patience):
    record = Import.objects.create(
        person_id=world.kim.person_id, brought_at=working.timezone.now(), name="a.csv", content=MANY.encode(), digest=""
    )
    work = working.begin("check", by=Actor.nobody())
    who = {"person_id": world.kim.person_id, "post_id": world.ada.post_id, "language": "en"}
    with pytest.raises(Import.DoesNotExist):
        import_list("check", import_id=record.pk, work_id=work.pk, **who)


def test_a_long_file_that_is_no_list_tells_it_where_its_progress_is_followed(world, short_patience):
    jobs = testing.InMemoryConnector()
    with app.replace_connector(jobs):
        sent(world, b"%PDF-1.7" + bytes(3000), follow=False)
        (job,) = jobs.jobs.values()
        with pytest.raises(Exception, match="is a PDF"):
            import_list(**job["args"])
    work = Work.objects.get()
    assert work.state == "failed"
    assert "is a PDF" in work.sentence


def test_too_large_a_file_is_refused_before_it_is_kept(world, short_patience):
    page = sent(world, PEOPLE + "x" * 1_100_000)
    assert page.status_code == 422
    assert not Import.objects.exists()


def test_a_workbook_with_several_lists_offers_its_rows_as_excel_only(world):
    page = sent(world, workbook(People=[["Full name"], ["Lê Hoa"]], Units=[["Code", "Name", "Kind"]]), name="a.xlsx")
    text = page.content.decode()
    assert "?as=xlsx" in text
    assert "?as=csv" not in text
