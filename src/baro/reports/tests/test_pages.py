"""The page of a report, its files, and the command that prints it."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2
import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import Refused
from baro.reports.commands import report as command
from baro.reports.models import Report
from baro.reports.tests.filling import approved, begun, submitted, written
from baro.reports.tests.test_decide import PLANS, entered

YEAR = timezone.localdate().year


def page(world, report, **query) -> str:
    return world.browser(world.eve).get(report.get_absolute_url(), query).content.decode()


def test_the_page_tells_the_report_and_each_figure_opens_its_rows(able):
    entered(able)
    report = written(able)
    shown = page(able, report, language="vi")
    rows = reverse("statistics.rows", args=[PLANS, report.unit_id, YEAR])
    assert f'<a href="{rows}">1</a>' in shown
    assert "Đảng ủy đã lãnh đạo toàn diện." in shown
    assert able.browser(able.eve).get(rows).status_code == 200


def test_the_page_speaks_each_language_and_names_what_is_not_translated(able):
    report = written(able)
    assert 'lang="ar" dir="rtl"' in page(able, report, language="ar")
    english = page(able, report, language="en")
    assert "1 chapter to translate" in english
    assert 'lang="vi" dir="ltr"' in english
    assert "Leadership and direction" in page(able, report, language="xx")


def test_the_page_says_what_the_figures_would_be_today(able):
    entered(able)
    report = submitted(able)
    assert "Today they would be" not in page(able, report)
    entered(able, 2)
    assert "Today they would be" in page(able, report)


def test_the_page_says_when_something_was_changed_after_the_approval(able):
    report = approved(able)
    assert "does not match its fingerprint" not in page(able, report)
    Report.objects.filter(pk=report.pk).update(texts={"vi": {"leading": {"before": "Khác"}}})
    assert "does not match its fingerprint" in page(able, report)


def test_text_is_written_on_a_page_in_the_language_that_was_asked_for(able):
    report = written(able)
    address = reverse("reports.report.write", args=[report.pk])
    browser = able.browser(able.gus)
    form = browser.get(address, {"language": "en"}).content.decode()
    assert "In Vietnamese: Đảng ủy đã lãnh đạo toàn diện." in form
    typed = {"language": "en", "leading-before": "The committee led in all fields."}
    assert browser.post(address, typed).status_code == 302
    report.refresh_from_db()
    assert report.texts["en"] == {"leading": {"before": "The committee led in all fields."}}


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_the_report_is_taken_along_as_a_file(able, form):
    report = written(able)
    address = reverse("reports.file", args=[report.pk])
    answer = able.browser(able.eve).get(address, {"as": form, "language": "vi"})
    assert answer.status_code == 200
    assert f".{form}" in answer.headers["Content-Disposition"]
    assert "toàn diện" in read(form, answer.content)


def read(form: str, content: bytes) -> str:
    """The words of a file."""
    if form == "html":
        return content.decode()
    if form == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)
    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(pdf[at].get_textpage().get_text_range() for at in range(len(pdf)))


def test_a_kind_of_file_that_there_is_not_and_a_stranger_get_nothing(able):
    report = begun(able)
    address = reverse("reports.file", args=[report.pk])
    assert able.browser(able.eve).get(address, {"as": "exe"}).status_code == 404
    assert able.browser(able.fay).get(address).status_code == 404


def test_a_hostile_text_stays_text_in_every_file(able):
    from baro.printing.tests.papers import HOSTILE
    from baro.reports.actions.writing import write

    report = begun(able)
    write(report.pk, language="vi", texts={"leading": {"before": HOSTILE}}, by=able.gus)
    shown = page(able, report, language="vi")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>alert(1)" not in shown
    for form in ("pdf", "docx", "html"):
        answer = able.browser(able.eve).get(reverse("reports.file", args=[report.pk]), {"as": form, "language": "vi"})
        assert answer.status_code == 200
        assert "root:" not in read(form, answer.content)


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
@pytest.mark.parametrize("language", ["vi", "en", "ar"])
def test_the_command_prints_a_file(world, tmp_path, form, language):
    file = tmp_path / f"report.{form}"
    done = CliRunner().invoke(command, ["--year", "2024", "--language", language, "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert "2024" in read(form, file.read_bytes())


def test_the_command_says_what_is_wrong(world, tmp_path):
    run = lambda *asked: CliRunner().invoke(command, [*asked, "-o", str(tmp_path / "x")])  # noqa: E731
    assert run("--year", "2024").exit_code == 2
    assert "add --format" in run("--year", "2024").output
    assert run("--year", "2024", "--format", "odt").exit_code == 2
    unknown = run("--year", "2024", "--format", "pdf", "--unit", "XX")
    assert isinstance(unknown.exception, Refused)
    assert "There is no unit “XX”" in str(unknown.exception)
    early = run("--year", "1990", "--format", "pdf")
    assert isinstance(early.exception, Refused)
    assert "choose a later year" in str(early.exception)
    nowhere = CliRunner().invoke(command, ["--year", "2024", "-o", str(tmp_path / "none" / "x.pdf")])
    assert nowhere.exit_code == 2
    assert "cannot be written" in nowhere.output
    assert list(tmp_path.iterdir()) == []
