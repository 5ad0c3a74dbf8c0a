"""Units, posts and people as they stand, against the dated rows and the deeds that tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from baro.org import verbs as v
from baro.org.people.verbs import MERGE
from baro.org.retelling.saying import POST, UNIT
from baro.trail.findings import rows

# A change recorded for a day is true in the row itself once the night's job went over it.
UNLIKE_FACTS = """SELECT u.id FROM org_{table} u WHERE u.closed_on IS NULL AND NOT EXISTS (
        SELECT FROM org_{table}facts f WHERE f.{table}_id = u.id AND f.superseded_id IS NULL
        AND f.period && daterange(%(today)s::date - 1, %(today)s::date + 1)
        AND ({own}) IS NOT DISTINCT FROM ({told})
    ) ORDER BY u.id"""
OUT_OF_PLACE = """SELECT u.id FROM org_unit u LEFT JOIN org_unit above ON above.id = u.parent_id
    WHERE u.path <> coalesce(above.path, '') || CASE WHEN u.closed_on IS NULL THEN '' ELSE '~' END || u.id || '/'
    ORDER BY u.id"""
CLOSED = """SELECT u.id FROM org_unit u WHERE (u.closed_on IS NOT NULL) <> EXISTS (
        SELECT FROM trail_event WHERE verb_code = %(close)s AND subjects[1] = 'org.unit:' || u.id
    ) ORDER BY u.id"""
CLOSED_POSTS = """SELECT p.id FROM org_post p WHERE p.closed_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM org_postfacts f JOIN trail_event e ON e.id = f.superseded_id
        WHERE f.post_id = p.id AND e.verb_code = ANY(%(ends)s)
    ) OR p.closed_on IS NULL AND p.successor_id IS NOT NULL ORDER BY p.id"""
MERGED = """SELECT p.id FROM org_person p WHERE p.merged_into_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM trail_event WHERE verb_code = %(merge)s AND subjects[2] = 'org.person:' || p.id
    ) ORDER BY p.id"""
FOLLOWED = """SELECT s.id FROM org_succession s WHERE NOT EXISTS (
        SELECT FROM trail_event WHERE verb_code = %(carry_out)s
        AND subjects[1] = 'org.reorganisation:' || s.reorganisation_id
    ) ORDER BY s.id"""
MOVED = FOLLOWED.replace("org_succession", "org_removal")
ASKED = {
    "close": v.CLOSE.code,
    "merge": MERGE.code,
    "carry_out": v.CARRY_OUT.code,
    "ends": [v.CLOSE_POST.code, v.CARRY_OUT.code],
}


def _unlike(table: str, columns: tuple[str, ...]) -> str:
    own, told = (", ".join(f"{of}.{name}" for name in columns) for of in "uf")
    return UNLIKE_FACTS.format(table=table, own=own, told=told)


STRANGE = (
    (_unlike("unit", UNIT), gettext_noop("Unit %(pk)s is not what its facts of today say.")),
    (_unlike("post", POST), gettext_noop("Post %(pk)s is not what its facts of today say.")),
    (OUT_OF_PLACE, gettext_noop("Unit %(pk)s does not stand below the unit of which it is a part.")),
    (CLOSED, gettext_noop("Unit %(pk)s is closed and no deed tells it, or it is open although one does.")),
    (CLOSED_POSTS, gettext_noop("Post %(pk)s is closed, or answered for by another, and no deed tells it.")),
    (MERGED, gettext_noop("Person %(pk)s is marked as a duplicate, and no deed tells it.")),
    (FOLLOWED, gettext_noop("Succession %(pk)s comes from a reorganisation that was not carried out.")),
    (MOVED, gettext_noop("Removal %(pk)s comes from a reorganisation that was not carried out.")),
)


def strange_structure() -> Iterator[str]:
    """A sentence for each unit, post or person that stands otherwise than it was told."""
    for query, sentence in STRANGE:
        asked: Any = ASKED | {"today": timezone.localdate()} if "%(" in query else None
        for (pk,) in rows(query, asked):
            yield _(sentence) % {"pk": pk}
