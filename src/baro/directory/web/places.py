"""What the organisation brings to the frame: its places, what search finds of it, what those read who hold no post."""

from __future__ import annotations

from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from baro.directory.web.people import readers  # noqa: F401 - a card of the profile
from baro.directory.web.units.list import closing_words
from baro.org.actors import Actor
from baro.org.flow import HandoverState
from baro.org.models import CLOSED_LAST, Account, Handover, Person, Tenure, Unit
from baro.trail.words import with_words
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.ui.frame.search import Hit, Source, source
from baro.ui.frame.without_post import why_no_post

DECIDING = ("org.organise", "org.decide")

heading(Heading("org", _("Organisation and people"), order=80, kept_by=("org.organise",)))
place(
    Place("org.tree", _("Organisation"), "sitemap", "org.tree", 65, permission="org.see", chord="s"),
    Place("org.units", _("Units"), "building", "org.units", 70, permission="org.see", chord="u"),
    Place("org.posts", _("Posts"), "briefcase", "org.posts", 75, permission="org.see", chord="b"),
    Place("org.people", _("People"), "users", "org.people", 80, permission="org.see", chord="p"),
    Place("org.members", _("Committee members"), "users-group", "org.members", 85, permission="org.see", chord="c"),
    Place("org.staffing", _("Staffing"), "gauge", "org.staffing", 87, permission="org.organise", chord="q"),
    Place("org.reorganisations", _("Reorganisations"), "replace", "org.reorganisations", 90, DECIDING, chord="r"),
    Place("org.proposals", pgettext_lazy("personnel", "Proposals"), "user-question", "org.proposals", 91, DECIDING),
    # Whoever holds a post hands it over one day, and may delegate powers of it or be granted some.
    Place("org.handovers", _("Handovers"), "arrows-exchange", "org.handovers", 93, chord="h"),
    Place("org.delegations", _("Grants of powers"), "key", "org.delegations", 94, chord="y"),
    Place("org.checks", _("Checks"), "shield-check", "org.checks", 95, permission="org.organise", chord="v"),
)


def find_units(actor: Actor, words: str, limit: int) -> list[Hit]:
    """Units that the actor sees, by name or code; closed ones last."""
    seen = with_words(Unit.objects.visible_to(actor), words).with_successors().order_by(*CLOSED_LAST)
    return [
        Hit(
            unit.name,
            f"{unit.get_kind_display()} · {closing_words(unit) or unit.code}",
            unit.get_absolute_url(),
            is_past=bool(unit.closed_on),
        )
        for unit in seen[:limit]
    ]


def find_people(actor: Actor, words: str, limit: int) -> list[Hit]:
    """People that the actor sees, by name or by name and post; who is called so first, then who has a post today."""
    today = timezone.localdate()
    seen = Person.objects.visible_to(actor).with_words(words, today).with_posts(today)
    posted = When(pk__in=Tenure.objects.on(today).order_by().values("person"), then=0)
    found = seen.order_by("called", Case(posted, default=1), "in_order", "pk")[:limit]
    return [Hit(person.name, person.posts_then, person.get_absolute_url()) for person in found]


source(
    Source("org.units", _("Units"), "building", find_units, order=30),
    Source("org.people", _("People"), "users", find_people, order=40),
)


@why_no_post
def who_signs_for_them(account: Account) -> str:
    """Who signs the handover that somebody without a post left, for whoever it is about."""
    left = Handover.objects.filter(from_person=account.person_id, state=HandoverState.DRAFT)  # sees: their own
    handover = left.select_related("post__unit").first()
    if handover is None:
        return ""
    sentence = gettext(
        "You hold no post today; who keeps the organisation of %(unit)s signs your handover of “%(post)s” for you."
    )
    return sentence % {"unit": handover.post.answering.unit, "post": handover.post}
