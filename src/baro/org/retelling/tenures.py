"""What the trail tells about who held which post when, held against the tenures."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from baro.org import verbs as v
from baro.trail.findings import rows

# Each of these deeds made one tenure of its post, whose person and days it tells; an erased fact tells nothing.
TENURES = """SELECT tenure.id, told.id FROM org_tenure tenure
    JOIN trail_event told ON told.id = tenure.recorded_id
    JOIN org_person person ON person.id = tenure.person_id
    WHERE told.verb_code = ANY(%(verbs)s) AND (
        NOT told.subjects @> ARRAY['org.post:' || tenure.post_id]::varchar[]
        OR told.facts->>'name' <> person.name
        OR coalesce(told.facts->>'since', told.facts->>'first') <> lower(tenure.period)::text
        OR told.facts->>'last' <> coalesce((upper(tenure.period) - 1)::text, '…')
    ) ORDER BY tenure.id"""
MADE = """SELECT told.id, count(tenure.id) FROM trail_event told
    LEFT JOIN org_tenure tenure ON tenure.recorded_id = told.id
    WHERE told.verb_code = ANY(%(verbs)s) GROUP BY told.id HAVING count(tenure.id) <> 1 ORDER BY told.id"""
ENDED = """SELECT told.id FROM trail_event told
    WHERE told.verb_code = ANY(%(ends)s)
    AND NOT EXISTS (SELECT FROM org_tenure tenure WHERE tenure.superseded_id = told.id) ORDER BY told.id"""
APPOINTING = [v.APPOINT.code, v.APPOINT_ACTING.code]
ENDS = [v.RELEASE.code, v.CORRECT_TENURE.code]


def strange_tenures() -> Iterator[str]:
    """Tenures that no deed tells so, and deeds whose tenure is not there."""
    asked = {"verbs": [*APPOINTING, *ENDS], "ends": ENDS}
    for pk, event in rows(TENURES, asked):
        yield _("Tenure %(pk)s is not what event %(event)s tells.") % {"pk": pk, "event": event}
    for event, count in rows(MADE, asked):
        sentence = _("Event %(event)s tells of one tenure, and there are %(count)s that come from it.")
        yield sentence % {"event": event, "count": count}
    for (event,) in rows(ENDED, asked):
        yield _("Event %(event)s tells that a tenure ended, and none was ended by it.") % {"event": event}
