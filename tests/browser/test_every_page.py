"""Every page, three languages, light and dark, wide and on a phone: no fault, nothing too wide or turned round."""

from __future__ import annotations

import pytest

from tests.browser.conftest import visiting

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = {
    "leader": [
        "/my-work/",
        "/dashboard/",
        "/figures/?year=2024",
        "/documents/incoming/",
        "/documents/outgoing/?q=ke+hoach",
        "/tasks/",
        "/tasks/assign/",
        "/units/",
        "/people/",
        "/rules/assumed/",
        "/notices/",
        "/search/?q=287-KL/TU",
        "/gallery/",
    ],
    "organiser": [
        "/organisation/?on=2025-06-30&beside=2025-07-01",
        "/organisation/checks/",
        "/organisation/import/",
        "/posts/?vacant=on",
        "/handovers/",
        "/reorganisations/",
        "/reorganisations/prepare/",
        "/delegations/",
        "/delegations/give/",
        "/absences/declare/",
        "/members/",
        "/staffing/?on=2025-07-01&beside=2025-06-30",
        "/staffing/posts/?what=vacant",
    ],
    "clerk": ["/documents/incoming/bring/", "/documents/incoming/register/", "/documents/draft/"],
}
FIRST_RECORDS = {
    "/documents/incoming/": "documents",
    "/tasks/": "tasks",
    "/units/": "units",
    "/people/": "people",
    "/posts/?vacant=on": "posts",
    "/reorganisations/": "reorganisations",
    "/members/": "people",
}
SIGHTS = [("vi", "light", 1360), ("vi", "dark", 390), ("en", "dark", 1360), ("ar", "light", 390), ("ar", "dark", 1360)]


@pytest.mark.parametrize(("language", "theme", "width"), SIGHTS)
def test_axe_finds_nothing_and_nothing_overflows(chromium, address, language, theme, width):
    faults: dict[str, list[str]] = {}
    with visiting(chromium, address, language, theme=theme, width=width) as visitor:
        for persona, paths in PAGES.items():
            visitor.be(persona)
            seen = list(paths)
            for path in seen:
                visitor.go(path)
                name = path.strip("/").split("?")[0].replace("/", "-")
                visitor.picture(f"{theme}-{width}-{name}")
                found = visitor.faults()
                found += [] if path == "/gallery/" else visitor.turned()  # the gallery is English in every language
                wide = visitor.page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                found += [f"overflows by {wide} px"] if wide > 0 else []
                size = len(visitor.page.content().encode())
                found += [f"{size} bytes of HTML"] if size > 130_000 else []
                faults |= {path: found} if found else {}
                if path in FIRST_RECORDS:
                    link = visitor.page.locator(f"main tbody th a[href^='/{FIRST_RECORDS[path]}/']").first
                    seen.append(str(link.get_attribute("href")))
    assert not faults, "\n".join(f"{path}: {fault}" for path, found in faults.items() for fault in found)


def test_the_way_in_is_open_to_everybody(chromium, address):
    for language, theme in (("vi", "light"), ("ar", "dark")):
        with visiting(chromium, address, language, theme=theme) as visitor:
            visitor.page.context.add_cookies([{"name": "baro_language", "value": language, "url": address}])
            for path in ("/", "/accounts/login/"):
                visitor.go(path)
                assert not visitor.faults(), path
