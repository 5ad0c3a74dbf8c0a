"""Saying what a post may do in a unit: by who keeps the organisation, and no further than they do."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from baro.kernel.duties import SIGHT, all_duties, duty_name
from baro.kernel.errors import Refused
from baro.org.actors import UNLIMITED, Actor, Ceiling
from baro.org.models import Mandate, Post, Unit
from baro.org.verbs import MANDATE
from baro.trail.changes import change

ORGANISE = "org.organise"


def set_mandate(
    post_id: int,
    unit: Unit,
    *,
    here: Sequence[str],
    below: Sequence[str],
    limited: Sequence[str] = (),
    ceiling: Ceiling = UNLIMITED,
    by: Actor,
) -> Post:
    """Let a post carry exactly these duties in a unit (``here``), and these in it and everything below (``below``).

    Those of them that are ``limited`` are carried up to the ceiling, the others without limit. What the post carries in
    other units stays. Raises Refused when the mandate would reach further than the editor.
    """
    with change(Post, post_id, MANDATE, by=by) as (post, tell):
        refuse_wide(unit, here, below, by)
        _refuse_loose_limits({*here, *below}, limited, ceiling)
        Mandate.objects.filter(post=post, unit=unit).delete()
        rows = [(False, [duty for duty in here if duty not in below]), (True, list(below))]
        for reaches_below, duties in rows:
            free, held = _parted(duties, limited)
            _carry(post, unit, free, reaches_below, UNLIMITED)
            _carry(post, unit, held, reaches_below, ceiling)
        tell(
            unit,
            post=post.name,
            unit=unit,
            here=rows[0][1] or ["—"],
            below=rows[1][1] or ["—"],
            limited=list(limited),
            ceiling=ceiling.as_kept(),
        )
    return post


def _parted(duties: Sequence[str], limited: Sequence[str]) -> tuple[list[str], list[str]]:
    return [duty for duty in duties if duty not in limited], [duty for duty in duties if duty in limited]


def _carry(post: Post, unit: Unit, duties: list[str], reaches_below: bool, ceiling: Ceiling) -> None:
    if duties:
        limited_to = ceiling.as_kept()
        Mandate.objects.create(post=post, unit=unit, reaches_below=reaches_below, duties=duties, limited_to=limited_to)


def _refuse_loose_limits(carried: set[str], limited: Sequence[str], ceiling: Ceiling) -> None:
    """Raise Refused for a limit of nothing, for limited duties without a limit, and for some that are not carried."""
    if limited and not ceiling:
        sentence = _("Say to which types of document, or up to which urgency, these duties are limited.")
        raise Refused(sentence, fields={"types": sentence})
    if ceiling and not limited:
        sentence = _("Say which of the duties are limited to that.")
        raise Refused(sentence, fields={"limited": sentence})
    if loose := [duty for duty in limited if duty not in carried or duty.endswith(SIGHT)]:
        sentence = _("“%(duties)s” cannot be limited: it is not ticked above, or only shows something.")
        said = sentence % {"duties": ", ".join(map(duty_name, loose))}
        raise Refused(said, fields={"limited": said})


def refuse_wide(unit: Unit, here: Sequence[str], below: Sequence[str], by: Actor) -> None:
    """Raise Refused when the editor does not organise that far, or gives power over the organisation they lack."""
    if not by.carries(ORGANISE, unit, below=bool(below)):
        sentence = _("You keep the organisation of less than %(unit)s; a mandate cannot reach further than you do.")
        if below and by.carries(ORGANISE, unit, below=False):
            sentence = _("You keep the organisation of %(unit)s alone; a mandate cannot reach below it.")
        raise Refused(sentence % {"unit": unit}, fields={"below" if below else "here": sentence % {"unit": unit}})
    for field, duties, reaches in (("here", here, False), ("below", below, True)):
        wide = [duty for duty in duties if _is_power_over_all(duty) and not by.carries(duty, unit, below=reaches)]
        if wide:
            sentence = _("“%(duties)s” is more than your own post carries there; nobody gives what they do not have.")
            said = sentence % {"duties": ", ".join(map(duty_name, wide))}
            raise Refused(said, fields={field: said})


def _is_power_over_all(duty: str) -> bool:
    """Duties over the organisation itself, and codes that nobody declared, such as the one for everything."""
    return duty not in all_duties() or (duty.startswith("org.") and not duty.endswith(SIGHT))
