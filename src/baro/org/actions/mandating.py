"""Saying what a post may do in a unit: by who keeps the organisation, and no further than they do."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from baro.kernel.duties import SIGHT, all_duties, duty_name
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Mandate, Post, Unit
from baro.org.verbs import MANDATE
from baro.trail.changes import change

ORGANISE = "org.organise"


def set_mandate(post_id: int, unit: Unit, *, here: Sequence[str], below: Sequence[str], by: Actor) -> Post:
    """Let a post carry exactly these duties in a unit (``here``), and these in it and everything below (``below``).

    What the post carries in other units stays. Raises Refused when the mandate would reach further than the editor.
    """
    with change(Post, post_id, MANDATE, by=by) as (post, tell):
        refuse_wide(unit, here, below, by)
        Mandate.objects.filter(post=post, unit=unit).delete()
        rows = [(False, [duty for duty in here if duty not in below]), (True, list(below))]
        Mandate.objects.bulk_create(
            Mandate(post=post, unit=unit, reaches_below=reach, duties=duties) for reach, duties in rows if duties
        )
        tell(unit, post=post.name, unit=unit, here=rows[0][1] or ["—"], below=rows[1][1] or ["—"])
    return post


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
