"""The profile says who may read what is kept about oneself."""

from __future__ import annotations

from baro.org.actors import Actor
from baro.org.powers.actions.mandating import set_mandate


def card(browser):
    return browser.get("/profile/").content.decode().split("Who can read it")[1].split("</dl>")[0]


def test_it_names_who_keeps_the_organisation_of_ones_units_and_the_account(world):
    kept = ["org.see", "org.organise", "org.keep_accounts"]
    post = world.post("QN-VP", "Chuyên viên tổ chức")
    set_mandate(post.pk, world.unit("QN"), here=[], below=kept, by=Actor.system("test"))
    said = card(world.browser(world.gus))
    assert said.count("Kim Tổ Chức") == 2
    assert "Eve" not in said


def test_where_nobody_else_may_it_says_so(world):
    said = card(world.browser(world.kim))
    assert said.count("only you") == 2
