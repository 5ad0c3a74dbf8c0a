"""The demo province, served as everybody meets it, and a browser to walk through it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "var" / "pictures"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TURNED = Path(__file__).with_name("turned.js")
CHROMIUM = "/usr/bin/chromium"
# Another page is there, the same form with its mistakes, or a refusal above it.
ANSWERED = "() => !document.querySelector('form[data-former]') || document.querySelector('#said .alert')"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-sight", action="store_true", help="Judge each page in all sights (ADR 75).")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo province as it is today."""
    with served(tmp_path_factory.mktemp("demo"), "--port", "8700") as where:
        yield where


@contextmanager
def installed(folder: Path, port: int) -> Iterator[tuple[str, str]]:
    """The address of a real installation with a database of its own, and the code that its terminal told."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BARO_")}
    environment |= {"BARO_VAR": str(folder), "PYTHONPATH": str(ROOT / "src"), "BARO_URL": f"http://localhost:{port}"}
    baro = [sys.executable, "-u", "-m", "baro.config.command"]
    subprocess.run([*baro, "migrate"], env=environment, check=True, capture_output=True)
    serving = subprocess.Popen(
        [*baro, "serve", "--with-worker", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    try:
        address = _announced(serving, said)
        (code,) = re.findall(r"with the code (\S+)", "".join(said))
        yield address, code
    finally:
        serving.send_signal(signal.SIGINT)
        assert serving.wait(60) == 0, "".join(said[-20:])
        assert serving.stdout is not None
        serving.stdout.close()


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """The address of a demo that `baro demo` started, with its own database; stopped by Ctrl-C at the end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BARO_")}
    environment |= {"BARO_VAR": str(folder), "PYTHONPATH": str(ROOT / "src")}
    demo = subprocess.Popen(
        [sys.executable, "-u", "-m", "baro.config.command", "demo", *options],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    try:
        yield _announced(demo, said)
    finally:
        demo.send_signal(signal.SIGINT)
        assert demo.wait(60) == 0, "".join(said[-20:])
        assert demo.stdout is not None
        demo.stdout.close()


def _announced(demo: subprocess.Popen[str], said: list[str]) -> str:
    """The address that the demo prints when it is ready."""
    assert demo.stdout is not None
    for line in demo.stdout:
        said.append(line)
        if found := re.search(r"Baro is at (http://\S+?)/ ", line):
            return found.group(1)
    raise AssertionError("the demo did not start:\n" + "".join(said[-20:]))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser, who signs in as one persona after the other."""

    page: Page
    address: str
    language: str
    troubles: list[str]

    def go(self, path: str) -> None:
        """Open an address; a page that fails is a failure."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status < 400, f"{path} answered {answer.status}"

    def be(self, persona: str) -> None:
        """Sign in as a persona by one click."""
        self.page.goto("about:blank")  # whatever the page before still asks for is not asked for as a stranger
        self.page.context.clear_cookies()
        cookie = {"name": "baro_language", "value": self.language, "url": self.address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]
        self.go("/")
        self.page.locator(f"button[name=username][value={persona}]").click()
        self.page.wait_for_url(re.compile(r"/my-work/$"))

    def send(self, **typed: Any) -> None:
        """Fill the page's form and press its main button."""
        form = self.page.locator("main form:has(.btn-primary)").last
        assert form.count(), f"{self.path} has no form: {self.page.locator('main').inner_text()[:1500]}"
        for name, value in typed.items():
            field = form.locator(f"[name={name}]").first
            if isinstance(value, Path):
                field.set_input_files(value)
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(str(value))
                field.press("Tab")
        form.evaluate("form => { form.dataset.former = 'yes'; }")
        form.locator("button.btn-primary:not([type=button])").last.click()
        self.page.wait_for_function(ANSWERED)
        self.page.wait_for_load_state()

    def press(self, verb: str, *, step: str = "") -> None:
        """Press the button of a verb: a form to post, or a link to its page; the address ends with the step."""
        path = step or verb.rpartition(".")[2].replace("_", "-")
        target = self.page.locator(f"main form[action$='/{path}/'] button, main a[href$='/{path}/']").first
        assert target.count(), f"{verb} is not offered: {self.page.locator('main').inner_text()[:1500]}"
        with self.page.expect_navigation():
            target.click()

    def approved(self, draft: str) -> None:
        """The drafter on the page of a draft asks for approval, and the chief of office gives it."""
        self.press("documents.document.ask")
        self.be("chief")
        self.go(draft)
        self.press("documents.document.clear")
        self.page.locator("main form button.btn-primary").click()
        self.page.wait_for_url(f"**{draft}")

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page under var/pictures."""
        folder = PICTURES / self.language
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)

    def faults(self) -> list[str]:
        """What axe finds on the page: the rule and the first place of each fault."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]

    def turned(self) -> list[str]:
        """Numbers, names and file names that the page draws from the wrong end."""
        found = self.page.evaluate(TURNED.read_text(encoding="utf-8"))
        return [f"drawn from the wrong end: {words}" for words in found]

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return self.page.url.removeprefix(self.address)


@contextmanager
def visiting(
    chromium: Browser, address: str, language: str, *, theme: str = "light", width: int = 1360
) -> Iterator[Visitor]:
    """A visitor with a new browser profile; what the browser complains about is a failure."""
    context: BrowserContext = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=theme,
        reduced_motion="reduce",  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    yield Visitor(page, address, language, troubles)
    context.close()
    serious = [said for said in troubles if "422" not in said]
    assert not serious, serious
