"""What a deed changes for everybody: which powers people have by which post, and which work keepers come to hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from baro.kernel import rulebook
from baro.org.actors import Actor, Scope
from baro.org.models import Account, Delegation, Mandate, Tenure, Unit
from baro.org.rulebook import SecondPerson
from baro.tasks.models import Task

Power = tuple[str, int]  # a permission in a unit
Powers = dict[str, set[Power]]  # of each person and each account


@dataclass(frozen=True)
class Standing:
    """What everybody can do today or could later, and the tasks that the keeper gave or owns."""

    powers: Powers
    tasks: set[int]


def standing(keeper: Actor, units: list[Unit]) -> Standing:
    """How things stand in the units: in few statements, and by no code that the protection itself uses."""
    today = timezone.localdate()
    of_posts: dict[int, set[Power]] = defaultdict(set)
    given = Delegation.objects.filter(revoked=None, period__endswith__gt=today).select_related("unit")
    carried = [(one.post_id, one) for one in Mandate.objects.select_related("unit")]
    for post, row in [*carried, *((one.delegate_id, one) for one in given)]:
        for permission in row.permissions:
            reach = Scope(permission, row.unit.path, row.includes_below)
            of_posts[post] |= {(permission, unit.pk) for unit in units if reach.covers(permission, unit.path)}
    powers: Powers = defaultdict(set)
    tenures = Tenure.objects.filter(superseded=None, period__overlap=(today, None))
    posts = set()
    for person, post in tenures.values_list("person_id", "post_id"):
        powers[f"person {person}"] |= of_posts[post]
        posts |= {post} if person == keeper.person_id else set()
    for account, person in Account.objects.filter(is_active=True).values_list("username", "person_id"):
        powers[f"account {account}"] |= powers.get(f"person {person}", set())
    mine = Q(owner_post__in=posts) | Q(assigner_post__in=posts)
    return Standing(dict(powers), set(Task.objects.filter(mine).values_list("pk", flat=True)))


def faults(keeper: Actor, units: list[Unit], before: Standing, after: Standing) -> list[str]:
    """What one keeper alone must not have done, in words: one line for each person and account."""
    accounts = Account.objects.filter(person=keeper.person_id).values_list("username", flat=True)
    own = {f"person {keeper.person_id}", *(f"account {one}" for one in accounts)}
    weighty, found = set(rulebook.today(SecondPerson).powers), []

    def foreign(powers: set[Power]) -> set[Power]:
        """Those that count and that the keeper's own post does not carry there."""
        paths = {unit.pk: unit.path for unit in units}
        reach = [scope for scope in keeper.scopes if scope.delegated is None]
        return {
            (permission, unit)
            for permission, unit in powers
            if permission in weighty and not any(scope.covers(permission, paths[unit]) for scope in reach)
        }

    for who in before.powers.keys() | after.powers.keys():
        had, has = before.powers.get(who, set()), after.powers.get(who, set())
        if who in own and has - had:
            found.append(f"{who}, the keeper, gained {has - had}")
        elif gained := foreign(has - had):
            found.append(f"{who} gained {gained}")
        if lost := foreign(had - has):
            found.append(f"{who} lost {lost}")
    if after.tasks - before.tasks:
        found.append(f"the keeper came to hold tasks {after.tasks - before.tasks}")
    return found
