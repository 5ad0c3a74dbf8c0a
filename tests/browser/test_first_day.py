"""From nothing to the first working day, in a real browser: set up, filled, people invited, work begun."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, Visitor, installed, visiting

pytestmark = [pytest.mark.browser]
PAPER = ROOT / "src" / "baro" / "demo" / "papers" / "01-chi-thi-giao-viec.pdf"
PASSWORD = "một câu dài khó đoán 7"
PORT = 8730
COMMUNES = 20
CLERK, LEADER = "Lê Thị Đào", "Trần Văn Bí"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    with installed(tmp_path_factory.mktemp("installation"), PORT) as found:
        yield found


def test_from_nothing_to_the_first_paper(chromium, fresh, tmp_path):
    address, code = fresh
    with visiting(chromium, address, "en") as keeper:
        _set_up(keeper, code)
        _import(keeper, tmp_path)
        slips = _invite(keeper)
    assert len(slips) == COMMUNES + 10
    with visiting(chromium, address, "vi", width=390) as clerk:
        _join(clerk, slips[CLERK])
        document = _registered(clerk)
        clerk.press("documents.document.present")
        clerk.send(proposal="Giao Đảng ủy xã 1 thực hiện")
    with visiting(chromium, address, "vi", width=390) as leader:
        _join(leader, slips[LEADER])
        leader.go(document)
        assert leader.page.locator("main a[href$='/instruct/']").count(), "the leader instructs from a phone"
        leader.picture("first-day-leader")


def test_a_stranger_without_the_code_finds_no_set_up(chromium, fresh):
    address, _code = fresh
    with visiting(chromium, address, "en") as stranger:
        answer = stranger.page.goto(f"{address}/setup/")
        assert answer is not None
        assert answer.status == 404
        stranger.troubles.clear()  # which is what was asked for


def _set_up(keeper: Visitor, code: str) -> None:
    """The first address leads to the code, the code to the questions, the answers to what is missing."""
    keeper.go("/")
    keeper.send(terminal_code="0000-0000-0000")
    expect(keeper.page.locator(".field-error")).to_contain_text("This is not the code")
    keeper.send(terminal_code=code)
    expect(keeper.page.locator("[name=organisation]")).to_be_visible()
    keeper.send(
        name="Quảng Ninh",
        template="province",
        organisation="Tỉnh ủy Quảng Ninh",
        code="QN",
        term="2025-2030",
        person="Nguyễn Quản Trị",
        username="quan.tri",
        password=PASSWORD,
        again=PASSWORD,
    )
    expect(keeper.page.locator(".checklist")).to_be_visible()
    keeper.picture("first-day-checklist")


def _import(keeper: Visitor, folder: Path) -> None:
    """Twenty units and thirty people by one workbook."""
    keeper.go("/organisation/import/")
    keeper.send(upload=_workbook(folder / "don-vi.xlsx"))
    keeper.page.locator("form[action$='/carry-in/'] button").click()
    expect(keeper.page.locator("main")).to_contain_text(re.compile("imported", re.IGNORECASE), timeout=60_000)


def _workbook(file: Path) -> Path:
    book = Workbook()
    units, posts, people, tenures = (book.create_sheet(name) for name in ("units", "posts", "people", "tenures"))
    book.remove(book.worksheets[0])
    units.append(["code", "name", "kind", "parent", "suffix", "since"])
    posts.append(["unit", "name", "rank", "like", "since"])
    people.append(["number", "name"])
    tenures.append(["person", "unit", "post", "from"])
    today = timezone.localdate()
    held = [("QN-VP", "Văn thư", CLERK), ("QN", "Bí thư", LEADER), ("QN-VP", "Chánh Văn phòng", "Phạm Chánh")]
    held += [("QN", "Phó Bí thư Thường trực", "Đỗ Phó"), ("QN-VP", "Chuyên viên tổng hợp", "Bùi Viên")]
    held += [(code, head, f"Người {code}") for code, head in (("QN-BTC", "Trưởng ban"), ("QN-BTGDV", "Trưởng ban"))]
    held += [("QN-UBKT", "Chủ nhiệm", "Vũ Kiểm"), ("QN-BNC", "Trưởng ban", "Hồ Nội"), ("QN-BTC", "Văn thư", "Ngô Thư")]
    for number in range(1, COMMUNES + 1):
        code = f"QN-X{number:02d}"
        units.append([code, f"Đảng ủy xã {number}", "commune_committee", "QN", "ĐU", today])
        posts.append([code, "Bí thư", "head", "QN/Bí thư", today])
        held.append((code, "Bí thư", f"Hoàng Xã {number}"))
    for number, (unit, post, name) in enumerate(held, start=1):
        people.append([f"QN-{number:05d}", name])
        tenures.append([f"QN-{number:05d}", unit, post, today])
    book.save(file)
    return file


def _invite(keeper: Visitor) -> dict[str, str]:
    """Accounts for everybody; the address of each slip by the name on it."""
    keeper.go("/administration/accounts/without/?rows=100")
    keeper.page.locator("thead input[type=checkbox]").check()
    keeper.page.locator("button", has_text="Give an account").first.click()
    keeper.page.wait_for_url(re.compile("/done/"))
    keeper.go("/administration/accounts/slips/")
    keeper.picture("first-day-slips")
    found = keeper.page.locator(".slip").evaluate_all(
        "slips => slips.map(slip => [slip.querySelector('h2').innerText, slip.querySelector('.code bdi').innerText])"
    )
    return dict(found)


def _join(visitor: Visitor, code: str) -> None:
    """The slip is typed on a phone, a password chosen; then one is at one's work."""
    visitor.go("/join/")
    visitor.send(code=code.lower().replace("-", " "))
    visitor.picture("first-day-joining")
    visitor.send(password=PASSWORD, again=PASSWORD)
    expect(visitor.page.locator(".topbar")).to_be_visible()


def _registered(clerk: Visitor) -> str:
    """The first paper stands in the register."""
    clerk.go("/documents/incoming/register/")
    clerk.send(
        type="directive",
        issuer="Ban Bí thư Trung ương Đảng",
        symbol="50-CT/TW",
        issued_on=timezone.localdate().strftime("%d/%m/%Y"),
        abstract="về tăng cường lãnh đạo công tác chuyển đổi số",
    )
    assert re.fullmatch(r"/documents/\d+/", clerk.path), clerk.page.locator("main").inner_text()[:800]
    return clerk.path
