"""Every page that somebody finds, in three languages, light and dark, wide and on a phone: without a fault."""

from __future__ import annotations

import pytest

from tests.browser.conftest import visiting
from tests.browser.walking import Walk, unmet

pytestmark = [pytest.mark.browser]
WALKERS = ("leader", "organiser", "clerk", "chief", "drafter", "administrator", "inspection")
# Addresses to whose page no link of the demo leads, and why.
UNMET = {
    "account_change_password": "the people of the demo have no password",
    "account_reauthenticate": "the people of the demo have no password",
    "installation.checklist": "the demo is not set up as an installation: test_first_day walks there",
    "installation.give_by_list": "nobody of the demo keeps accounts: test_first_day",
    "installation.installation": "the demo is not set up as an installation: test_first_day",
    "installation.installation.begin": "the demo is not set up as an installation",
    "installation.installation.rename": "the demo is not set up as an installation",
    "installation.installation.set_mail": "the demo is not set up as an installation",
    "installation.installation.test_mail": "the demo is not set up as an installation",
    "installation.join_with": "nobody of the demo was given a slip: test_first_day",
    "installation.set_up": "the demo has accounts already: test_first_day",
    "installation.slips": "nobody of the demo keeps accounts: test_first_day",
    "mfa_authenticate": "nobody of the demo has a second factor",
    "mfa_deactivate_totp": "nobody of the demo has an app",
    "mfa_download_recovery_codes": "nobody of the demo has codes",
    "mfa_edit_webauthn": "nobody of the demo has a key",
    "mfa_login_webauthn": "nobody of the demo has a key",
    "mfa_reauthenticate": "nobody of the demo has a second factor",
    "mfa_reauthenticate_webauthn": "nobody of the demo has a key",
    "mfa_remove_webauthn": "nobody of the demo has a key",
    "mfa_view_recovery_codes": "nobody of the demo has codes",
    "openid_connect_callback": "the demo has no identity provider",
    "openid_connect_login": "the demo has no identity provider",
    "operation.retry": "no job of the demo failed",
    "org.account.close": "nobody of the demo keeps accounts",
    "org.account.forget_keys": "nobody of the demo keeps accounts",
    "org.account.invite": "nobody of the demo keeps accounts",
    "org.person.give_account": "nobody of the demo keeps accounts",
    "returns.records": "no cell of the demo's round is counted from records",
    "returns.return.correct": "who handed up the demo's returns does not walk",
    "socialaccount_login_error": "the demo has no identity provider",
    "account_login": "whoever is signed in is led past it; the way in is looked at below",
    "cascades.cascade.add_field": "the demo's cascade is sent to all",
    "cascades.cascade.remove_field": "the demo's cascade is sent to all",
    "cascades.cascade.reopen": "no cascade of the demo is closed",
    "cascades.cascade.revise": "the demo's cascade is sent to all",
    "cascades.cascade.send": "the demo's cascade is sent to all",
    "cascades.recipient.answer": "who answers the demo's cascade does not walk",
    "cascades.recipient.forward": "who answers the demo's cascade does not walk",
    "cascades.unitset": "nobody of the demo saved a set of units",
    "cascades.unitset.change": "nobody of the demo saved a set of units",
    "meetings.item.conclude": "no meeting of the demo is under way",
    "meetings.item.reserve": "no meeting of the demo is under way",
    "meetings.meeting.attend": "no meeting of the demo is under way",
    "meetings.meeting.give_floor": "no meeting of the demo is under way",
    "meetings.meeting.object": "no minutes of the demo are being read",
    "meetings.meeting.settle": "no minutes of the demo are being read",
    "meetings.meeting.score": "who scores the demo's cell meetings does not walk",
    "meetings.meeting.take_up": "no meeting of the demo is under way",
    "meetings.vote.tally": "no ballot with names of the demo is open",
    "meetings.vote.count": "no show of hands of the demo is open",
    "oversight.appeal.annul": "the demo's complaint is decided",
    "oversight.appeal.change": "the demo's complaint is decided",
    "oversight.appeal.keep": "the demo's complaint is decided",
    "oversight.case.close": "the papers of the demo's case that is to be concluded are not done",
    "oversight.case.declare": "nobody of a team of the demo walks",
    "oversight.case.find": "nobody of a team of the demo walks",
    "oversight.case.transfer": "the demo's case that is to be concluded is of a kind that is not transferred",
    "oversight.finding.revise": "nobody of a team of the demo walks",
    "oversight.paper.file": "the papers of the demo's cases lie on paper",
    "oversight.paper.file.sheet": "the papers of the demo's cases lie on paper",
    "oversight.paper.file.words": "the papers of the demo's cases lie on paper",
    "oversight.paper.finish": "nobody of a team of the demo walks",
    "oversight.paper.reopen": "nobody of a team of the demo walks",
    "oversight.penalty.appeal": "whom the demo's cases concern does not walk",
    "oversight.penalty.decide": "who decides about the demo's discipline does not walk",
    "oversight.penalty.drop": "who decides about the demo's discipline does not walk",
    "oversight.penalty.hear": "who decides about the demo's discipline does not walk",
    "oversight.side.explain": "whom the demo's cases concern does not walk",
    "oversight.side.paper": "whom the demo's cases concern does not walk",
    "oversight.side.paper.sheet": "whom the demo's cases concern does not walk",
    "oversight.side.paper.words": "whom the demo's cases concern does not walk",
    "programmes.programme.reopen": "no programme of the demo is closed",
    "programmes.review.cancel": "the demo's review is approved",
    "programmes.review.return": "the demo's review is approved",
    "programmes.review.write": "the demo's review is approved",
    "tasks.task.stop_repeating": "the demo's repeating work stands behind the tasks that are looked at",
    "tasks.task.evaluate": "who owns such a task of the demo does not walk",
    "ui.desk": "a number behind the view of a whole unit",
    "weakpoints.point.solve": "who decides about the demo's weak points does not walk",
    "weakpoints.proof": "what proves the demo's solutions lies on paper",
    "weakpoints.proof.sheet": "what proves the demo's solutions lies on paper",
    "weakpoints.proof.words": "what proves the demo's solutions lies on paper",
    "documents.document.approve": "no draft of the demo waits for the first of two steps",
    "documents.document.give_back": "no number of the demo is reserved",
    "documents.document.review": "no review of the demo is planned",
    "documents.document.unrelate": "no documents of the demo were related",
    "documents.document.scan": "the demo signs electronically, so that no paper is scanned",
    "documents.attachment.sheet": "the demo's papers are Word files, whose words are shown; test_papers draws a PDF",
    "home": "it leads on to what waits",
    "org.delegation.report": "no delegation of the demo asks for a report",
    "tasks.evidence.sheet": "the demo's evidence are Word files as well",
    "org.handover.hand_over": "nobody of the demo's people leaves a post",
    "org.handover.take_over": "nobody of the demo's people takes over a post",
    "org.imports.carry_in": "a button under a list that was brought",
    "org.imports.one": "nobody of the demo brought a list",
    "org.imports.rows": "nobody of the demo brought a list",
    "org.plans.template": "a file beside one step of a plan",
    "org.post.count_as": "posts are counted from the list",
    "org.reorganisation.reopen": "no signed plan of the demo waits for its day",
    "org.unit.cancel_term": "every term that was opened in the demo is in use by now",
    "org.work_out": "a button under a large plan",
    "trips.trip": "nobody of the demo has a car",
    "trips.trip.cancel": "nobody of the demo has a car",
    "trips.trip.refuse": "nobody of the demo has a car",
    "trips.trip.request": "nobody of the demo has a car",
    "ui.calendar": "the secret address of a calendar stands in no link",
    "ui.outcome": "what a deed to many records came to",
    "ui.readers": "suggestions beside a remark that is being written",
    "ui.remark.correct": "a link beside a remark that somebody wrote",
    "ui.remark.withdraw": "a link beside a remark that somebody wrote",
    "ui.security_txt": "the demo names no contact",
    "ui.sign_in_end": "a button beside another sign-in",
    "ui.view_first": "a button beside a view that somebody kept",
    "ui.view_forget": "a button beside a view that somebody kept",
    "ui.work": "long work that somebody began",
}
# What an address is asked so that its page has much to show.
ASKED = {
    "documents.outgoing": "?q=ke+hoach",
    "org.posts": "?vacant=on",
    "org.staffing": "?on=2025-07-01&beside=2025-06-30",
    "org.staffing.posts": "?what=vacant",
    "org.tree": "?on=2025-06-30&beside=2025-07-01",
    "statistics.figures": "?year=2024",
    "ui.search": "?q=287-KL/TU",
}
SIGHTS = [("vi", "light", 1360), ("vi", "dark", 390), ("en", "dark", 1360), ("ar", "light", 390), ("ar", "dark", 1360)]
PICTURED = (SIGHTS[0], SIGHTS[3])  # a picture takes as long as the search for faults
TOO_MUCH = 130_000  # bytes of a page
ENGLISH = "ui.gallery"  # in every language


def seen_in(number: int) -> tuple[tuple[str, str, int], ...]:
    """The two sights, in two languages, in which a page is judged by ``make test`` (ADR 75)."""
    return SIGHTS[number % 5], SIGHTS[(number + 2) % 5]


@pytest.fixture(scope="session")
def walk(chromium, address) -> Walk:
    """The pages that people of the demo find."""
    found = Walk()
    with visiting(chromium, address, "vi") as visitor:
        for persona in WALKERS:
            visitor.be(persona)
            found.of(visitor, persona)
    return found


def test_somebody_finds_every_page(walk):
    assert not (found := unmet(walk, UNMET)), "\n".join(found)
    assert not ASKED.keys() - walk.pages.keys()


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: "-".join(map(str, sight)))
def test_axe_finds_nothing_and_nothing_overflows(chromium, address, walk, sight, pytestconfig):
    language, theme, width = sight
    every = pytestconfig.getoption("--every-sight", default=False)
    judged = [one for n, one in enumerate(sorted(walk.pages)) if every or sight in seen_in(n)]
    found: list[str] = []
    with visiting(chromium, address, language, theme=theme, width=width) as visitor:
        for persona in WALKERS:
            visitor.be(persona)
            own = {name: walk.pages[name][1] for name in judged if walk.pages[name][0] == persona}
            for name, path in own.items():
                visitor.go(path.partition("?")[0] + ASKED[name] if name in ASKED else path)
                if sight in PICTURED:
                    visitor.picture(f"{theme}-{width}-{name}")
                found += [f"{path}: {fault}" for fault in faults(visitor, name)]
    assert not found, "\n".join(found)


def faults(visitor, name: str = "") -> list[str]:
    """What is wrong with the page that the visitor looks at."""
    found = visitor.faults() + (visitor.turned() if name not in ("", ENGLISH) else [])
    wide = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found += [f"overflows by {wide} px"] if wide > 0 else []
    size = len(visitor.page.content().encode())
    return found + ([f"{size} bytes of HTML"] if size > TOO_MUCH else [])


def test_a_page_is_judged_in_two_languages():
    for number in range(len(SIGHTS)):
        assert len({language for language, _theme, _width in seen_in(number)}) == 2


def test_the_way_in_is_open_to_everybody(chromium, address):
    for language, theme in (("vi", "light"), ("ar", "dark")):
        with visiting(chromium, address, language, theme=theme) as visitor:
            visitor.page.context.add_cookies([{"name": "baro_language", "value": language, "url": address}])
            for path in ("/", "/accounts/login/"):
                visitor.go(path)
                assert not visitor.faults(), path


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<main><h1>Plan</h1><p>Done</p></main>", ""),
        ("<main><h1>Plan</h1><img src='data:,'></main>", "image-alt"),
        ("<main><h1>Plan</h1><p style='width: 3000px'>Done</p></main>", "overflows by"),
        (f"<main><h1>Plan</h1><p hidden>{'x' * TOO_MUCH}</p></main>", "bytes of HTML"),
    ],
)
def test_a_fault_of_a_page_is_found(chromium, body, said):
    with visiting(chromium, "http://nowhere", "en") as visitor:
        visitor.page.set_content(f"<!doctype html><html lang=en><title>Plan</title><body>{body}</body></html>")
        found = " ".join(faults(visitor))
        assert said in found
        assert bool(said) == bool(found), found


def test_an_address_that_nobody_finds_and_one_that_is_excused_in_vain_are_told():
    walk = Walk(pages=dict.fromkeys(UNMET, ("leader", "/")))
    assert "nobody finds tasks.task" in unmet(walk, UNMET)
    assert "home is found: take it out" in unmet(walk, UNMET)
