"""Jobs of the organisation's pages: large reorganisations and long lists, for which nobody should wait at a page."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from baro.directory.previews import work_out
from baro.org.actors import Actor
from baro.org.confirming import SignedIn
from baro.org.importing.actions import importing
from baro.org.models import Reorganisation, Tenure
from baro.org.queries import actor_in
from baro.org.reorganising.actions import signing as reorganising
from baro.ui.work import working


@app.task(name="org.long_deed", lock="org.long_deed")
def long_deed(
    deed: str, *, reorganisation_id: int, work_id: int, person_id: int, post_id: int, language: str, digest: str = ""
) -> None:
    """Work out, sign or carry out a large reorganisation as the person who asked for it, in the post they act in."""
    with translation.override(language or None), working.progress(work_id) as step:
        by = _actor_again(person_id, post_id)
        page = reverse("org.reorganisation", args=[reorganisation_id])
        if deed == "preview":
            work_out(Reorganisation.objects.visible_to(by).get(pk=reorganisation_id), by)
            step.result(_("The effects are worked out."), url=reverse("org.effects", args=[reorganisation_id]))
        elif deed == "sign":
            reorganising.sign(reorganisation_id, digest=digest, by=by)
            step.result(_("It is signed."), url=page)
        else:
            reorganising.carry_out(reorganisation_id, by=by)
            step.result(_("It is carried out."), url=page)


@app.task(name="org.import_list", lock="org.long_deed")
def import_list(
    deed: str, *, import_id: int, work_id: int, person_id: int, post_id: int, language: str, digest: str = ""
) -> None:
    """Check or import a large list as the person who brought it, in the post they act in."""
    with translation.override(language or None), working.progress(work_id, beside=True) as step:
        by, page = _actor_again(person_id, post_id), reverse("org.imports.one", args=[import_id])
        if deed == "check":
            importing.check(import_id, by=by, step=step)
            step.result(_("The file is checked."), url=page)
        else:
            importing.carry_in(import_id, digest, by=by, step=step)
            step.result(_("It is imported."), url=page)


def _actor_again(person_id: int, post_id: int) -> Actor:
    """The actor as they are when the work begins; nobody when they have left the post or their account is closed."""
    held = Tenure.objects.on(timezone.localdate()).filter(person=person_id, person__account__is_active=True)
    tenures = list(held.select_related("person__account", "post__unit"))
    tenure = next((tenure for tenure in tenures if tenure.post_id == post_id), None)
    if tenure is None:
        return Actor.nobody()
    account = tenure.person.account.pk
    return actor_in(tenure, account_id=account, proof=SignedIn(account), among=tenures)
