"""People who work with it meanwhile, and send the same form until it is answered."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from urllib.parse import quote, urlencode

from tools.killing.server import PORT, ROOT

PEOPLE = ("clerk", "clerk", "clerk", "organisation", "organisation", "chief")
PAPER = (ROOT / "src/baro/demo/papers/09-huong-dan-sinh-hoat-chi-bo.pdf").read_bytes()


class Unanswered(Exception):  # noqa: N818 - it is expected here
    """Nobody answered, or not now."""


@dataclass(slots=True)
class Acknowledged:
    """What people were told is done."""

    letters: dict[str, str] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)
    bulks: dict[str, str] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    sent_again: int = 0


class Visitor:
    """Somebody with a browser, who sends the same form again until it is answered."""

    def __init__(self, persona: str, told: Acknowledged, over: threading.Event) -> None:
        self.persona, self.told, self.over = persona, told, over
        self.cookies: dict[str, str] = {"baro_language": "en"}

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """Status, page and where it leads; raises Unanswered."""
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        try:
            connection.request(method, path, body or None, headers | ({"Content-Type": kind} if kind else {}))
            answer = connection.getresponse()
            page = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(type(error).__name__) from error
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = line.strip().split(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status >= 500 or answer.status == 408:
            raise Unanswered(str(answer.status))
        return answer.status, page, answer.headers.get("Location") or ""

    def until_answered(self, *words: object) -> tuple[int, str, str]:
        """Ask until somebody answers; raises Unanswered when it is over before."""
        while True:
            try:
                return self.ask(*words)  # type: ignore[arg-type]
            except Unanswered:
                if self.over.is_set():
                    raise
                time.sleep(0.3)
                self.told.sent_again += words[0] == "POST"

    def opened(self, path: str) -> str:
        """The page of an address; signs in first where that is asked."""
        for _attempt in range(10):
            status, page, leads = self.until_answered("GET", path)
            if status == 200 and 'name="username"' not in page:
                return page
            if status == 302:
                status, page, leads = self.until_answered("GET", leads)
            if 'name="username"' in page:
                self.sign_in(page)
        raise Unanswered(f"{path} is not opened: {status}")

    def sign_in(self, page: str) -> None:
        """Take the persona's place."""
        typed = urlencode({"csrfmiddlewaretoken": _hidden(page, "csrfmiddlewaretoken"), "username": self.persona})
        self.until_answered("POST", "/welcome/", typed.encode(), "application/x-www-form-urlencoded")

    def send(self, path: str, typed: dict[str, object], file: tuple[str, bytes] | None = None) -> tuple[int, str, str]:
        """Open a form, fill it in and send it, as often as it takes."""
        page = self.opened(path)
        typed |= {name: _hidden(page, name) for name in ("csrfmiddlewaretoken", "once")}
        if not file:
            body = urlencode(typed, doseq=True, quote_via=quote).encode()
            return self.until_answered("POST", path, body, "application/x-www-form-urlencoded")
        edge = "edge-of-a-part"
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in typed.items()]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{file[0]}"\r\n'
        body = "".join(parts).encode() + head.encode() + b"Content-Type: application/pdf\r\n\r\n" + file[1]
        body += f"\r\n--{edge}--\r\n".encode()
        return self.until_answered("POST", path, body, f"multipart/form-data; boundary={edge}")


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return unescape(found.group(1)) if found else ""


def _letters(visitor: Visitor, number: int, unit: int) -> None:
    symbol = f"{number}-KILL/{threading.get_ident() % 100_000}"
    today = date.today().strftime("%d/%m/%Y")
    typed: dict[str, object] = {"type": "directive", "issuer": "Ban Bí thư", "symbol": symbol, "abstract": "thử"}
    typed |= {"issued_on": today, "arrived_on": today, "unit": unit, "urgency": "0"}
    answer = visitor.send("/documents/incoming/register/", typed)
    _noted(visitor.told, visitor.told.letters, symbol, answer)


def _reports(visitor: Visitor, number: int, tasks: list[str]) -> None:
    words = f"Killing {number} {threading.get_ident() % 100_000}"
    path = f"/tasks/{random.choice(tasks)}/report/"
    typed: dict[str, object] = {"percent": random.randint(1, 99), "words": words}
    answer = visitor.send(path, typed, (f"{number}.pdf", PAPER + b"\n%% %d" % random.getrandbits(60)))
    _noted(visitor.told, visitor.told.reports, words, answer)


def _bulks(visitor: Visitor, number: int) -> None:
    day = date.today() + timedelta(days=21)
    while day.weekday() > 4:
        day += timedelta(days=1)
    work = f"Killing bulk {number} {threading.get_ident() % 100_000}"
    typed: dict[str, object] = {"below": "Tỉnh ủy Quảng Ninh", "kind": "commune_committee", "work": work}
    typed |= {"product": "Báo cáo", "authority": "Chánh Văn phòng", "due_on": day.strftime("%d/%m/%Y")}
    answer = visitor.send("/tasks/assign/many/", typed)
    _noted(visitor.told, visitor.told.bulks, work, answer)


def _noted(told: Acknowledged, kind: dict[str, str], key: str, answer: tuple[int, str, str]) -> None:
    """Remember what was acknowledged, or why it was refused."""
    status, page, leads = answer
    if status == 302:
        kind[key] = leads
        return
    said = re.search(r'role="alert".*?<li>(.*?)</li>|role="alert"[^>]*><p>(.*?)</p>', page, re.DOTALL)
    told.refused[f"{status} {re.sub('<[^>]+>', '', said.group(0))[-160:].strip() if said else page[:80]}"] += 1


def work(persona: str, told: Acknowledged, over: threading.Event, unit: int) -> None:
    """Do what the persona does, again and again, until it is over."""
    visitor, number = Visitor(persona, told, over), 0
    with suppress(Unanswered):
        tasks = _reportable(visitor) if persona == "organisation" else []
        while not over.is_set():
            number += 1
            if persona == "clerk":
                _letters(visitor, number, unit)
            elif persona == "organisation":
                _reports(visitor, number, tasks)
            else:
                _bulks(visitor, number)
                time.sleep(1)


def _reportable(visitor: Visitor) -> list[str]:
    """The tasks that the visitor can report on."""
    numbers = dict.fromkeys(re.findall(r"/tasks/(\d+)/", visitor.opened("/tasks/") + visitor.opened("/my-work/")))
    found = [one for one in numbers if visitor.until_answered("GET", f"/tasks/{one}/report/")[0] == 200][:8]
    if not found:
        raise AssertionError(f"{visitor.persona} has no task to report on")
    return found
