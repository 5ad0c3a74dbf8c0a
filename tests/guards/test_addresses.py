"""Every address, by everybody, read and sent to: who has nothing to look for there finds the same as everywhere."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baro.kernel.verbs import all_verbs
from tests.addresses import Address, addresses
from tests.filling import STRANGER, FilledTown, Place

# Addresses that are open to whoever is not signed in, and why.
PUBLIC = {
    "account_login": "signing in",
    "account_logout": "who is signed out already is led to the start",
    "installation.join": "whoever has a slip comes to their account",
    "installation.join_with": "the same, with the address of the slip",
    "installation.set_up": "whoever has the code of the terminal; nobody once there is an account",
    "mfa_authenticate": "a step of signing in",
    "mfa_login_webauthn": "signing in with a passkey",
    "openid_connect_callback": "coming back from the identity provider",
    "openid_connect_login": "signing in by the identity provider",
    "socialaccount_login_cancelled": "coming back from it",
    "socialaccount_login_error": "coming back from it",
    "operation.live": "programs ask whether the server lives",
    "operation.metrics": "programs of this machine read numbers: operation/tests/test_probing",
    "operation.ready": "programs ask whether it can serve",
    "demo.personas": "the demo's way of signing in",
    "ui.calendar": "programs read it by its secret address: tests/test_calendar_feed",
    "ui.security_txt": "whoever found a hole may have no account",
    "ui.language": "the sign-in page speaks three languages",
    "ui.theme": "the sign-in page has its colours",
}
# Addresses that are open to whoever is signed in and holds no post, and why.
WITHOUT_A_POST = {
    "account_change_password": "the account is theirs",
    "account_set_password": "the account is theirs",
    "account_reauthenticate": "the account is theirs",
    **dict.fromkeys(
        (
            *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn"),
            *("mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn"),
            *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
        ),
        "the keys are theirs",
    ),
    "ui.profile": "the profile is theirs",
    "ui.sign_in_end": "the sign-ins are theirs",
    "ui.sign_ins": "the sign-ins are theirs",
    "ui.sign_ins_end_others": "the sign-ins are theirs",
}
# Addresses without a page here, and why.
NOWHERE = {
    "documents.attachment.words": "the town's papers are PDFs: test_originals shows a Word document",
    "tasks.evidence.words": "its evidence as well: tasks/tests/test_pages",
    "weakpoints.proof.words": "and the evidence of solutions, by the same function",
    "oversight.paper.file.words": "the papers of its cases as well",
    "oversight.side.paper.words": "and what is given of them",
    "ui.calendar": "nobody was given the secret: tests/test_calendar_feed",
    "installation.join_with": "nobody was given the secret: installation/tests/test_invite",
    "installation.set_up": "the town is set up: installation/tests/test_set_up",
    "mfa_deactivate_totp": "nobody has an app: installation/tests/test_second_factors",
    "mfa_download_recovery_codes": "nobody has codes",
    "mfa_view_recovery_codes": "nobody has codes",
    "openid_connect_callback": "the town has no provider: installation/tests/test_second_factors",
    "openid_connect_login": "the town has no provider",
    "ui.gallery": "only the demo shows the components",
    "ui.security_txt": "nobody named a contact",
}
# Addresses where reading writes something down, and why.
TOLD = {
    "account_login": "a session begins",
    "account_logout": "a session ends",
    "org.effects": "a plan is tried out, and everything is taken back",
    "org.reorganisation.sign": "who signs is shown what the plan would do",
    "installation.join_with": "a secret that opens nothing is counted like a wrong password",
    "mfa_activate_totp": "the secret to be shown is kept in the session",
    "mfa_add_webauthn": "what the key is to answer is kept in the session",
    "mfa_login_webauthn": "what the key is to answer is kept in the session",
    "mfa_reauthenticate_webauthn": "what the key is to answer is kept in the session",
    **dict.fromkeys(
        (
            *("oversight.case", "oversight.finding", "oversight.penalty", "oversight.appeal", "oversight.paper"),
            "oversight.side",
            *("oversight.paper.file", "oversight.paper.file.words", "oversight.paper.file.sheet"),
        ),
        "who reads in a case is recorded",
    ),
    "ui.calendar": "a secret that opens nothing is counted like a wrong password",
    "ui.notice": "who opens a notice has read it",
}
EACH_STATE = 6  # rows that fillers make in turn of different states
TURNS = 4  # because only so many statements are kept to be looked at
SEEN_NOW = 'UPDATE "org_signin" SET "seen_at"'  # after some minutes, whatever is read: slow machines take so long


@dataclass(frozen=True)
class Answer:
    """What came back: the status, where it leads, what it wrote."""

    status: int
    to: str = ""
    wrote: str = ""


@dataclass(frozen=True)
class Asked:
    """What an address answered to each persona, read and sent to; ``fragment`` is what htmx got of it unsigned."""

    nobody: tuple[Answer, Answer]
    fragment: Answer
    postless: tuple[Answer, Answer]
    stranger: tuple[Answer, Answer]
    seer: tuple[Answer, Answer]


def asked_of(url: str, who: dict[str, Client]) -> Asked:
    """Everybody at an address; nothing that they do there stays."""
    both = {name: (_answer(client, "get", url), _answer(client, "post", url)) for name, client in who.items()}
    return Asked(fragment=_answer(Client(headers={"HX-Request": "true"}), "get", url), **both)


def _answer(client: Client, method: str, url: str) -> Answer:
    cookies = copy(client.cookies)
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer = getattr(client, method)(url)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    client.cookies = cookies
    said = [query["sql"] for query in asked if not query["sql"].startswith(SEEN_NOW)]
    writes = (sql for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE")))
    to = answer.headers.get("HX-Redirect", answer.headers.get("Location", ""))
    return Answer(answer.status_code, to, next(writes, "")[:80])


def faults(address: Address, place: Place, asked: Asked, url: str) -> list[str]:
    """What an address should have answered otherwise."""
    found = [*_of_nobody(address, asked, url), *_of_postless(address, asked), *_of_stranger(place, asked)]
    found += [*_of_seer(address, place, asked), *_of_reading(address, asked)]
    return [f"{address.name} ({place.sees}): {fault}" for fault in found]


def _of_nobody(address, asked, url):
    if address.name in PUBLIC:
        return
    sign_in = resolve_url(settings.LOGIN_URL)
    for method, answer in zip(("GET", "POST"), asked.nobody, strict=True):
        if (answer.status, answer.to) != (302, f"{sign_in}?next={quote(url)}"):
            yield f"{method} does not lead a stranger to the sign-in page but answers {answer.status} {answer.to}"
    if (asked.fragment.status, asked.fragment.to) != (401, f"{sign_in}?next={quote(url)}"):
        yield f"a piece of the page answers a stranger with {asked.fragment.status} {asked.fragment.to}"


def _of_postless(address, asked):
    if address.name in PUBLIC or address.name in WITHOUT_A_POST:
        return
    for method, answer in zip(("GET", "POST"), asked.postless, strict=True):
        if answer.status != 403:
            yield f"{method} answers who holds no post with {answer.status}"


def _of_stranger(place, asked):
    """Who may not see the record finds none, in whichever way the address can be asked at all."""
    for method, answer, known in zip(("GET", "POST"), asked.stranger, asked.seer, strict=True):
        if answer.status >= 500:
            yield f"{method} answers with {answer.status}"
        elif place.hidden and answer.status != (405 if known.status == 405 else 404):
            yield f"{method} answers with {answer.status} who may not see the record"


def _of_seer(address, place, asked):
    get, post = (answer.status for answer in asked.seer)
    verb = address.verb
    if max(get, post) >= 500:
        yield f"it answers with {get} and {post}"
    if get == 404 and address.name not in NOWHERE:
        yield "it has no page for who may see it"
    if address.name == address.model and get != 200:
        yield f"the page of the record answers with {get}"
    if verb and verb.at_once and (get, post) != (405, 302):
        yield f"fill it so that somebody can do it: it is done at once, and answers with {get} and {post}"
    if verb and not verb.at_once and (get != 200 or post not in {302, 422}):
        yield f"fill it so that somebody can do it: it asks something first, and answers with {get} and {post}"


def _of_reading(address, asked):
    """Whoever only reads changes nothing, unless it is said why."""
    answers = (asked.nobody[0], asked.postless[0], asked.stranger[0], asked.seer[0])
    wrote = [answer.wrote for answer in answers if answer.wrote]
    if wrote and address.name not in TOLD:
        yield f"reading writes: {wrote[0]}"


@pytest.mark.sweep
@pytest.mark.parametrize("turn", range(TURNS))
def test_an_address_answers_everybody_as_it_should(world, turn):
    town = FilledTown(world, number=EACH_STATE)
    others = {"nobody": Client(), "postless": world.browser(world.stranger), "stranger": town.browsers[STRANGER]}
    found = []
    for address in addresses()[turn::TURNS]:
        try:
            place = town.place_of(address)
        except LookupError as missing:
            found.append(str(missing))
            continue
        url = reverse(address.name, kwargs=place.args)
        found += faults(address, place, asked_of(url, others | {"seer": town.browsers[place.sees]}), url)
    assert not found, "\n".join(found)


def test_who_is_excepted_has_an_address():
    known = {address.name for address in addresses()} | {"demo.personas"}
    assert not (PUBLIC.keys() | WITHOUT_A_POST.keys() | NOWHERE.keys() | TOLD.keys()) - known


PAGE = Address("meetings.meeting", "meetings/<int:pk>/", ("pk",), None, "meetings.meeting")
SEEN = Place({"pk": 1}, "ada", hidden=True)
SIGN_IN = Answer(302, "/accounts/login/?next=/meetings/1/")
GOOD = Asked(
    nobody=(SIGN_IN, SIGN_IN),
    fragment=Answer(401, "/accounts/login/?next=/meetings/1/"),
    postless=(Answer(403), Answer(403)),
    stranger=(Answer(404), Answer(405)),
    seer=(Answer(200), Answer(405)),
)
VERB = next(verb for verb in all_verbs() if verb.at_once and not verb.automatic)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"nobody": (Answer(302, "/"), SIGN_IN)}, "does not lead a stranger to the sign-in page"),
        ({"nobody": (SIGN_IN, Answer(404))}, "POST does not lead a stranger"),
        ({"fragment": Answer(200)}, "a piece of the page"),
        ({"postless": (Answer(200), Answer(403))}, "who holds no post"),
        ({"stranger": (Answer(200), Answer(405))}, "who may not see the record"),
        ({"stranger": (Answer(403), Answer(405))}, "who may not see the record"),
        ({"stranger": (Answer(404), Answer(500))}, "with 500"),
        ({"seer": (Answer(200), Answer(500))}, "with 200 and 500"),
        ({"seer": (Answer(404), Answer(405))}, "no page for who may see it"),
        ({"seer": (Answer(302, "/"), Answer(405))}, "the page of the record answers with 302"),
        ({"seer": (Answer(200, "", "UPDATE meetings_meeting"), Answer(405))}, "reading writes: UPDATE"),
    ],
)
def test_a_wrong_answer_is_found(other, said):
    assert not faults(PAGE, SEEN, GOOD, "/meetings/1/")
    assert any(said in fault for fault in faults(PAGE, SEEN, replace(GOOD, **other), "/meetings/1/"))


@pytest.mark.parametrize("answers", [(200, 302), (405, 403), (405, 404)])
def test_a_verb_that_acts_when_it_is_read_or_that_nobody_can_do_is_found(answers):
    address = replace(PAGE, name=VERB.code)
    done = replace(GOOD, seer=(Answer(405), Answer(302)), stranger=(Answer(405), Answer(404)))
    assert not faults(address, SEEN, done, "/meetings/1/")
    wrong = replace(done, seer=tuple(map(Answer, answers)))
    assert "somebody can do it" in " ".join(faults(address, SEEN, wrong, "/meetings/1/"))


def test_an_address_of_which_nobody_says_what_stands_in_it_is_found(world):
    with pytest.raises(LookupError, match="say with @names what stands for year"):
        FilledTown(world, number=1).place_of(Address("meetings.year", "meetings/<int:year>/", ("year",), None))
