"""Saying what a post may do in a unit: by who keeps the organisation, and no further than they do."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.permissions import SIGHT, all_permissions, permission_name
from baro.org.actors import UNLIMITED, Actor, Limits
from baro.org.models import Mandate, Post, Unit
from baro.org.powers.actions.alone import change_alone
from baro.org.powers.second_person import refuse_own, would_be_above
from baro.org.retelling.mandates import as_fact
from baro.org.verbs import SET_MANDATE

ORGANISE = "org.organise"


def set_mandate(
    post_id: int,
    unit: Unit,
    *,
    here: Sequence[str],
    below: Sequence[str],
    limited: Sequence[str] = (),
    limits: Limits = UNLIMITED,
    by: Actor,
) -> Post:
    """Let a post carry exactly these permissions in a unit (``here``), and these with everything below (``below``).

    Those of them that are ``limited`` are carried up to the limit, the others without limit. What the post carries in
    other units stays. Raises Refused when the mandate would reach further than the editor.
    """
    with change_alone(post_id, SET_MANDATE, by=by) as (post, tell):
        refuse_own(by, post)
        refuse_wide(unit, here, below, by)
        if would_be_above(by, unit, here, below):
            why = _("This gives powers that your own post does not have there: propose it, a second person decides.")
            raise NotPermitted(why)
        carried = Mandate.objects.filter(post=post, unit=unit)
        _refuse_loose_limits({*here, *below}, limited, limits)
        carried.delete()
        rows = [(False, [permission for permission in here if permission not in below]), (True, list(below))]
        for includes_below, permissions in rows:
            free, held = _parted(permissions, limited)
            _carry(post, unit, free, includes_below, UNLIMITED)
            _carry(post, unit, held, includes_below, limits)
        tell(
            unit,
            post=post.name,
            unit=unit,
            here=rows[0][1] or ["—"],
            below=rows[1][1] or ["—"],
            limited=list(limited),
            limits=limits.as_kept(),
            carries=as_fact(carried.all()),
        )
    return post


def _parted(permissions: Sequence[str], limited: Sequence[str]) -> tuple[list[str], list[str]]:
    return [permission for permission in permissions if permission not in limited], [
        permission for permission in permissions if permission in limited
    ]


def _carry(post: Post, unit: Unit, permissions: list[str], includes_below: bool, limits: Limits) -> None:
    if permissions:
        limited_to = limits.as_kept()
        Mandate.objects.create(
            post=post, unit=unit, includes_below=includes_below, permissions=permissions, limited_to=limited_to
        )


def _refuse_loose_limits(carried: set[str], limited: Sequence[str], limits: Limits) -> None:
    """Raise Refused for a limit of nothing, limited permissions without a limit, and some that are not carried."""
    if limited and not limits:
        sentence = _("Say to which types of document, or up to which urgency, these duties are limited.")
        raise Refused(sentence, fields={"types": sentence})
    if limits and not limited:
        sentence = _("Say which of the duties are limited to that.")
        raise Refused(sentence, fields={"limited": sentence})
    if loose := [permission for permission in limited if permission not in carried or permission.endswith(SIGHT)]:
        sentence = _("“%(permissions)s” cannot be limited: it is not ticked above, or only shows something.")
        said = sentence % {"permissions": ", ".join(map(permission_name, loose))}
        raise Refused(said, fields={"limited": said})


def refuse_wide(unit: Unit, here: Sequence[str], below: Sequence[str], by: Actor) -> None:
    """Raise Refused when the editor does not organise that far, or gives power over the organisation they lack."""
    if not by.carries(ORGANISE, unit, below=bool(below)):
        sentence = _("You keep the organisation of less than %(unit)s; a mandate cannot reach further than you do.")
        if below and by.carries(ORGANISE, unit, below=False):
            sentence = _("You keep the organisation of %(unit)s alone; a mandate cannot reach below it.")
        raise Refused(sentence % {"unit": unit}, fields={"below" if below else "here": sentence % {"unit": unit}})
    for field, permissions, scopes in (("here", here, False), ("below", below, True)):
        wide = [
            permission
            for permission in permissions
            if _is_power_over_all(permission) and not by.carries(permission, unit, below=scopes)
        ]
        if wide:
            sentence = _(
                "“%(permissions)s” is more than your own post carries there; nobody gives what they do not have."
            )
            said = sentence % {"permissions": ", ".join(map(permission_name, wide))}
            raise Refused(said, fields={field: said})


def _is_power_over_all(permission: str) -> bool:
    """Permissions over the organisation itself, and codes that nobody declared, such as the one for everything."""
    return permission not in all_permissions() or (permission.startswith("org.") and not permission.endswith(SIGHT))
