"""Merging a person with their duplicate: everything goes to the one who stays, and nothing of the past is rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.decisions import ask
from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.org.accounts.actions.signing_in import end, held
from baro.org.accounts.visits import Visit
from baro.org.actors import Actor
from baro.org.dependent_rows import person_references
from baro.org.flow import HandoverState
from baro.org.handovers.actions.handing_over import forget
from baro.org.models import (
    Absence,
    Account,
    EndOfSignIn,
    Handover,
    Membership,
    Person,
    Post,
    SignIn,
    Tenure,
)
from baro.org.people.verbs import MERGE
from baro.org.powers.last_keeper import somebody_keeps
from baro.org.powers.second_person import refuse_alone
from baro.org.timeline import Stretch, united
from baro.trail.changes import change
from baro.trail.models import Event


@dataclass(frozen=True, slots=True)
class Joined:
    """What is believed of both in one post, and what is said of the one who stays instead."""

    gone: list[Tenure]
    new: list[Tenure]


def merge(person_id: int, duplicate: Person, *, reason: str, by: Actor) -> Person:
    """Let everything of the duplicate be the person's; the duplicate is marked and can be chosen nowhere any more.

    Raises Refused for whatever says that they are two, when both have an account, and when one would come by a post.
    """
    sign_ins = list(SignIn.objects.filter(account__person=duplicate).order_by("pk"))
    with held(sign_ins):  # sessions come before everything else, as for whoever acts in one
        _lock([person_id, duplicate.pk])
        with change(Person, person_id, MERGE, by=by) as (person, tell), somebody_keeps():
            duplicate.refresh_from_db()
            joined = joined_tenures(person, duplicate, by=by)
            event = tell(duplicate, name=duplicate.name, reason=reason.strip(), count=len(joined.gone))
            _say_tenures(joined, event)
            forget(between(person, duplicate))
            for thing in person_references():
                thing.rows(duplicate).update(**{thing.person: person})
            _say_memberships(person, duplicate, event)
            _unite_absences(person, duplicate, event)
            _move_account(person, duplicate, sign_ins)
            _close_record(person, duplicate)
    return person


def _lock(people: list[int]) -> None:
    """Wait for whoever appoints one of them; posts before people, as appointing does, and each in one order."""
    posts = Post.objects.filter(tenures__person__in=people, tenures__superseded=None).order_by("pk").values("pk")
    list(Post.objects.filter(pk__in=posts).order_by("pk").select_for_update(of=("self",)))
    list(Person.objects.filter(pk__in=people).order_by("pk").select_for_update(of=("self",)))


def joined_tenures(person: Person, duplicate: Person, *, by: Actor) -> Joined:
    """What would be said of the tenures of both; raises Refused as the merging would."""
    _refuse_unfit(person, duplicate, by)
    rows = Tenure.objects.current().filter(person__in=[person, duplicate]).select_related("post__unit", "person")
    tenures = list(rows.order_by("post", "period", "pk"))
    standing = [one for one in tenures if one.period.upper is None or one.period.upper > timezone.localdate()]
    refuse_alone(by, *(tenure.post for tenure in standing))
    _refuse_both_kinds(tenures)
    _refuse_gain(person, duplicate, standing)
    joined = Joined([], [])
    for place in _by_place(tenures, duplicate):
        line = [s.period for s in united([Stretch(t.period.lower, t.period.upper, {}) for t in place])]
        same = [tenure for tenure in place if tenure.person_id == person.pk and tenure.period in line]
        said = [tenure.period for tenure in same]
        joined.gone.extend(tenure for tenure in place if tenure not in same)
        new = (period for period in line if period not in said)
        joined.new.extend(Tenure(person=person, post=place[0].post, kind=place[0].kind, period=p) for p in new)
    return joined


def _by_place(tenures: list[Tenure], duplicate: Person) -> list[list[Tenure]]:
    """The tenures of each post and kind, where the duplicate has one; in order of days."""
    places: dict[tuple[int, str], list[Tenure]] = {}
    for tenure in tenures:
        places.setdefault((tenure.post_id, tenure.kind), []).append(tenure)
    return [place for place in places.values() if any(tenure.person_id == duplicate.pk for tenure in place)]


def _beside(sentence: str) -> Refused:
    return Refused(sentence, fields={"duplicate": sentence})


def _refuse_unfit(person: Person, duplicate: Person, by: Actor) -> None:
    """Raise Refused, beside the duplicate, with the first thing that hinders."""
    if duplicate.pk == person.pk:
        raise _beside(_("Nobody is their own duplicate; choose the other record of %(name)s.") % {"name": person})
    if duplicate.merged_into is not None:
        sentence = _("%(name)s was merged into %(other)s already; choose another.")
        raise _beside(sentence % {"name": duplicate, "other": duplicate.merged_into})
    if not (may := ask(by, MERGE, duplicate)):
        raise _beside(str(may.sentence))
    _refuse_two_accounts(person, duplicate)
    _refuse_two_numbers(person, duplicate)
    _refuse_two_births(person, duplicate)
    _refuse_two_members(person, duplicate)
    if signed := between(person, duplicate).exclude(state=HandoverState.DRAFT).first():
        sentence = _(
            "%(one)s and %(other)s signed a handover of “%(post)s” to each other (%(day)s), so they are two people."
        )
        facts = {"one": signed.from_person, "other": signed.to_person, "post": signed.post}
        raise _beside(sentence % {**facts, "day": spoken_day(signed.day)})
    _refuse_same_handover(person, duplicate)


def _refuse_two_accounts(person: Person, duplicate: Person) -> None:
    accounts = {account.person_id: account for account in Account.objects.filter(person__in=[person, duplicate])}
    if len(accounts) == 2 and accounts[duplicate.pk].is_active:
        sentence = _("Both have an account (%(stays)s and %(goes)s); close %(goes)s, that of the duplicate, first.")
        names = {"stays": accounts[person.pk].username, "goes": accounts[duplicate.pk].username}
        raise _beside(sentence % names)


def _refuse_gain(person: Person, duplicate: Person, tenures: list[Tenure]) -> None:
    """A merging appoints nobody: neither record comes by a post of the other, nor an account by a post."""
    posts = {tenure.person_id: tenure.post for tenure in tenures}
    if len(posts) == 2:
        sentence = _("Both hold a post today or later (%(one)s; %(other)s); end one of the two and appoint anew first.")
        raise _beside(sentence % {"one": posts[person.pk], "other": posts[duplicate.pk]})
    accounts = {one.person_id: one for one in Account.objects.filter(person__in=[person, duplicate], is_active=True)}
    gains = (account for owner, account in accounts.items() if posts.keys() - {owner})
    if account := next(gains, None):
        sentence = _(
            "The account %(account)s would come by “%(post)s”. End that tenure and appoint anew, or let whoever runs"
            " the installation close the account first."
        )
        raise _beside(sentence % {"account": account, "post": next(iter(posts.values()))})


def _refuse_two_numbers(person: Person, duplicate: Person) -> None:
    """Personnel files are numbered: two numbers are two people, until one of them is found to be wrong."""
    if person.number and duplicate.number:
        sentence = _("Both have a personnel number (%(stays)s and %(goes)s), so they are two people.")
        raise _beside(sentence % {"stays": person.number, "goes": duplicate.number})


def _refuse_two_births(person: Person, duplicate: Person) -> None:
    """Nobody is born twice; the days themselves are not said, they are for few."""
    for name in ("born_on", "sex"):
        mine, theirs = getattr(person, name), getattr(duplicate, name)
        if mine and theirs and mine != theirs:
            sentence = _("Birth or sex of %(name)s is recorded otherwise in the other record; look at both first.")
            raise _beside(sentence % {"name": person})


def _refuse_two_members(person: Person, duplicate: Person) -> None:
    """Of one person there is one membership of a committee at a time."""
    rows = Membership.objects.current().filter(person__in=[person, duplicate]).select_related("unit")
    members = list(rows.order_by("unit", "period", "pk"))
    for one, other in pairwise(members):
        if one.unit_id == other.unit_id and one.person_id != other.person_id and _overlap(one, other):
            sentence = _("Both are members of %(unit)s from %(first)s to %(last)s; end one of the memberships first.")
            raise _beside(sentence % {"unit": one.unit, **_common_days(one, other)})


def _refuse_same_handover(person: Person, duplicate: Person) -> None:
    """Of one person there is one handover of a post for a day."""
    theirs = Handover.objects.filter(from_person=duplicate).values("post", "day")
    own = Handover.objects.filter(from_person=person).select_related("post__unit")
    days = {(row["post"], row["day"]) for row in theirs}
    if same := next((one for one in own if (one.post_id, one.day) in days), None):
        sentence = _("Both hand over “%(post)s” on %(day)s, so they are two people; look at these handovers first.")
        raise _beside(sentence % {"post": same.post, "day": spoken_day(same.day)})


def _refuse_both_kinds(tenures: list[Tenure]) -> None:
    """Nobody holds a post and acts in it at the same time."""
    for at, one in enumerate(tenures):
        for other in tenures[at + 1 :]:
            if other.post_id != one.post_id:
                break
            if other.person_id != one.person_id and _overlap(one, other):
                sentence = _(
                    "Both are in “%(post)s” from %(first)s to %(last)s; correct the days of one of them first."
                )
                raise _beside(sentence % {"post": one.post, **_common_days(one, other)})


def _overlap(one: Tenure | Membership, other: Tenure | Membership) -> bool:
    """Whether both hold on some day; ``one`` does not begin later."""
    return one.period.upper is None or other.period.lower is None or other.period.lower < one.period.upper


def _common_days(one: Tenure | Membership, other: Tenure | Membership) -> dict[str, str]:
    """The days of both tenures, as people read them."""
    ends = [after for after in (one.period.upper, other.period.upper) if after]
    last = min(ends) - timedelta(days=1) if ends else None
    first: date | None = other.period.lower or one.period.lower
    return {"first": spoken_day(first) if first else "…", "last": spoken_day(last) if last else "…"}


def _say_tenures(joined: Joined, event: Event) -> None:
    Tenure.objects.filter(pk__in=[tenure.pk for tenure in joined.gone]).update(superseded=event)
    for tenure in joined.new:
        tenure.recorded = event
    Tenure.objects.bulk_create(joined.new)


def _say_memberships(person: Person, duplicate: Person, event: Event) -> None:
    """The memberships of the duplicate are said of the one who stays; what was believed before stays as it was."""
    theirs = list(Membership.objects.current().filter(person=duplicate))
    Membership.objects.filter(pk__in=[one.pk for one in theirs]).update(superseded=event)
    for one in theirs:
        one.pk, one.person, one.recorded = None, person, event
    Membership.objects.bulk_create(theirs)


def _close_record(person: Person, duplicate: Person) -> None:
    """Mark the duplicate; what is known of it alone goes to the one who stays."""
    number, duplicate.number, duplicate.merged_into = duplicate.number, None, person
    duplicate.save(update_fields=["merged_into", "number"])
    person.number = person.number or number
    person.born_on, person.sex = person.born_on or duplicate.born_on, person.sex or duplicate.sex
    person.save(update_fields=["number", "born_on", "sex"])


def between(person: Person, duplicate: Person) -> Any:
    """Handovers from one of the two to the other."""
    there, back = Q(from_person=person, to_person=duplicate), Q(from_person=duplicate, to_person=person)
    return Handover.objects.filter(there | back).select_related("post__unit", "from_person", "to_person")


def _unite_absences(person: Person, duplicate: Person, event: Event) -> None:
    """Absences of both that overlap become one, as long as both; the others go to the one who stays."""
    lasting = list(Absence.objects.filter(person__in=[person, duplicate], ended=None).order_by("period", "pk"))
    ended: list[int] = []
    grown: list[Absence] = []
    running: Absence | None = None
    for one in lasting:
        if running and one.period.lower < running.period.upper:
            running.period = Stretch(running.period.lower, max(running.period.upper, one.period.upper), {}).period
            ended.append(one.pk)
            grown.append(running)
        else:
            running = one
    Absence.objects.filter(pk__in=ended).update(ended=event)
    Absence.objects.bulk_update({one.pk: one for one in grown}.values(), ["period"])
    Absence.objects.filter(person=duplicate).update(person=person)


def _move_account(person: Person, duplicate: Person, sign_ins: list[SignIn]) -> None:
    """The account goes along, unless the one who stays has one: then the duplicate's is closed, and stays behind.

    Whoever is signed in with it is so no longer: a page that is open goes on in nobody else's name.
    """
    end(sign_ins, EndOfSignIn.MERGED, Visit(), by=Actor.system(MERGE.code))
    if not Account.objects.filter(person=person).exists():
        Account.objects.filter(person=duplicate).update(person=person)
