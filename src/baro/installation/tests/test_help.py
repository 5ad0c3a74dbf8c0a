"""Help: leaflets for each sort of work, and what is new."""

from __future__ import annotations

import pytest
from django.utils import translation

from baro.installation.leaflets import label_of, leaflets, shown
from baro.installation.tests.filling import powers
from baro.installation.web.helping import releases
from baro.kernel import verbs
from baro.kernel.permissions import all_permissions
from baro.org.models import Account


@pytest.mark.parametrize("code", leaflets())
def test_a_leaflet_names_buttons_pages_and_permissions_that_there_are(code):
    leaflet = leaflets()[code]
    steps = [step for part in leaflet.parts for step in part.steps]
    assert {leaflet.permission, *(step.permission for step in steps)} <= {"", *all_permissions()}
    assert all(label_of(step.page) for step in steps if step.page)
    assert all(verbs.verb(step.button) for step in steps if step.button)
    assert len(steps) <= 14, "it is printed on one page"


@pytest.mark.parametrize("language", ["vi", "en", "ar"])
@pytest.mark.parametrize("code", leaflets())
def test_everybody_reads_every_leaflet_in_their_language(world, code, language):
    browser = world.browser(world.gus)
    Account.objects.filter(person=world.gus.person_id).update(language=language)
    page = browser.get(f"/help/{code}/").content.decode()
    with translation.override(language):
        assert str(leaflets()[code].about) in page
    assert browser.get("/help/nobody/").status_code == 404


def test_the_readers_own_work_comes_first_and_its_links_open(world):
    powers(world)
    browser = world.browser(world.kim)
    page = browser.get("/help/").content.decode()
    assert page.index("Administrators") < page.index("Clerks")
    links = [step.url for _title, steps in shown(leaflets()["administrator"], world.kim) for step in steps if step.url]
    assert len(links) >= 5
    assert {browser.get(link).status_code for link in links} == {200}


def test_a_leaflet_of_others_leads_nowhere(world):
    assert not [step.url for _t, steps in shown(leaflets()["administrator"], world.gus) for step in steps if step.url]


def test_what_is_new_is_what_the_changelog_says(world):
    assert releases()
    page = world.browser(world.gus).get("/help/new/").content.decode()
    assert releases()[0].title in page
    assert releases()[0].parts[0][1][0][:40] in page
