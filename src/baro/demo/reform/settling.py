"""After the reform: offices in the new communes, and people without a post in those that are vacant."""

from __future__ import annotations

from functools import partial

from baro.demo import posts
from baro.demo.places import communes, districts
from baro.demo.quotas import count_anew
from baro.demo.units import code_of, commune_codes
from baro.org.actions.founding import open_posts
from baro.org.actors import Actor
from baro.org.models import Person, Post, PostRank, Reorganisation, Tenure, TenureKind, Unit
from baro.org.posts.actions.appointing import appoint
from baro.org.powers.actions import proposing
from baro.org.powers.second_person import is_above

HEAD, DEPUTY, STAFF = PostRank.HEAD, PostRank.DEPUTY, PostRank.STAFF
# From which ranks a post of a rank is filled, the most fitting first.
FITTING = {HEAD: (HEAD, DEPUTY, STAFF), DEPUTY: (DEPUTY, HEAD, STAFF), STAFF: (STAFF, DEPUTY, HEAD)}


def settle(reform: Reorganisation, *, by: Actor, second: Actor) -> int:
    """Open an office in each new commune, and fill it and vacant heads with who lost a post; returns how many.

    About those who are to sign a second person decides. Posts are counted anew.
    """
    since = reform.effective_on
    opened = [opening for code in commune_codes() for opening in posts.commune_office(code)]
    vacant = [*_without_head(), *open_posts(opened, since=since, by=by)]
    free, district = _displaced(reform), _old_districts()
    home = {code_of(commune.place): district[code_of(commune.parts[0].old)] for commune in communes()}
    for post in vacant:
        chosen = min(free, key=partial(_distance, post, district, home))
        free.remove(chosen)
        _fill(post, chosen.person, reform, by, second)
    count_anew(since, by)
    return len(vacant)


def _fill(post: Post, person: Person, reform: Reorganisation, by: Actor, second: Actor) -> None:
    since = reform.effective_on
    if not is_above(by, post):
        appoint(post.pk, person.pk, since=since, by=by)
        return
    proposal = proposing.propose_appointment(
        post,
        person=person,
        name="",
        kind=TenureKind.HOLDER,
        since=since,
        until=None,
        basis=reform.decision,
        basis_on=reform.decided_on,
        by=by,
    )
    proposing.approve_proposal(proposal.pk, by=second)


def _without_head() -> list[Post]:
    """The vacant posts of heads in the new communes."""
    new = Unit.objects.open().filter(code__in=commune_codes())
    held = Tenure.objects.current().filter(period__endswith=None).values("post")
    vacant = Post.objects.open().filter(unit__in=new, rank=HEAD).exclude(pk__in=held)
    return list(vacant.select_related("unit").order_by("pk"))


def _displaced(reform: Reorganisation) -> list[Tenure]:
    """The last tenure of each person whom the reform left without a post."""
    names = (reform.effects or {})["displaced"]
    ended = Tenure.objects.current().filter(period__endswith=reform.effective_on, person__name__in=names)
    return list(ended.select_related("post__unit").order_by("pk"))


def _old_districts() -> dict[str, str]:
    """The code of each old commune to that of its district; a district's to itself."""
    places = ((district.place, place) for district in districts() for place in (district.place, *district.communes))
    return {code_of(place): code_of(district) for district, place in places}


def _distance(post: Post, district: dict[str, str], home: dict[str, str], left: Tenure) -> tuple[int, ...]:
    """How far somebody is from a post: from what became this commune, else from its old district; then by rank."""
    old, near = left.post.unit, home[post.unit.code]
    fitting = FITTING[PostRank(post.rank)].index(PostRank(left.post.rank))
    return (old.parent_id != post.unit_id, district[old.code] != near, old.code != near, fitting, left.pk)
