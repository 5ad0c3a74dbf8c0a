"""The newest term of a committee, what its opening changed, and why it can or cannot be taken back."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.org.committees.rules import rule_on
from baro.org.models import Membership, Term, Unit
from baro.org.verbs import OPEN_TERM
from baro.trail.models import Event


def elected_by(unit: Unit) -> list[int]:
    """The committee, and the bodies below it that it elects and that have its term."""
    kinds = rule_on(timezone.localdate()).kinds("its_committee")
    bodies = Unit.objects.open().filter(parent=unit, kind__in=kinds)
    return [unit.pk, *bodies.values_list("pk", flat=True)]


def newest_term(unit: Unit) -> Term | None:
    """The term of the unit that begins last."""
    return Term.objects.filter(unit=unit).order_by("-period").first()


def opening_of(term: Term) -> Event | None:
    """The deed that opened the term and tells what it changed; None when nothing tells it."""
    opened = Event.objects.about(term.unit).done(OPEN_TERM.code)
    return opened.filter(facts__name=term.name, facts__has_key="former_end").first()


def entered_in(term: Term) -> QuerySet[Membership]:
    """Who is believed to be a member by an entry in the term; they go with it when it is taken back."""
    return Membership.objects.current().filter(term=term)


def why_it_stays(term: Term) -> str:
    """Why the term cannot be taken back, as one sentence; empty when nothing depends on it."""
    opening = opening_of(term)
    if opening is None:
        return _("What the opening of the term %(term)s changed is not recorded, so it stays.") % {"term": term}
    if used := ", ".join(_uses(term)):
        sentence = _("The term %(term)s is in use already (%(what)s), so it stays.")
        return sentence % {"term": term, "what": used}
    if _members_since(term, opening).exists():
        sentence = _("Members have been entered or have left since the term %(term)s was opened, so it stays.")
        return sentence % {"term": term}
    return ""


def _uses(term: Term) -> list[str]:
    """The kinds of records that point at the term, whichever part they belong to; members go with it."""
    pointing: Any = [found for found in Term._meta.get_fields(include_hidden=True) if found.one_to_many]
    return [
        str(found.related_model._meta.verbose_name)
        for found in pointing
        if found.related_model is not Membership
        and found.related_model._base_manager.filter(**{found.field.name: term}).exists()
    ]


def _members_since(term: Term, opening: Event) -> QuerySet[Membership]:
    """What was written after the opening of members of other terms, and what of either is of a body that is closed."""
    later, bodies = Q(recorded__gt=opening.pk) | Q(superseded__gt=opening.pk), elected_by(term.unit)
    lost = Q(superseded=opening, unit__closed_on__isnull=False) | Q(~Q(unit__in=bodies), term=term)
    others = Q(later, ~Q(term=term) | Q(term=None), unit__in=bodies)
    return Membership.objects.filter(others | lost)
