"""What the trail tells about cascades: how they were worded, who received them, what each recipient answered."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from baro.cascades import verbs as v
from baro.cascades.models import Answer, Cascade, Recipient, SetMember, UnitSet
from baro.trail.findings import rows
from baro.trail.kept import kept
from baro.trail.replaying import Replay, not_replayed, replay

GAVE = {"verbs": [v.SEND.code, v.SEND_MORE.code]}
ANSWERED = {"verbs": [v.ANSWER.code, v.FILL_IN.code]}
# Recipients of which no deed tells that this unit received this task with this cascade.
RECEIVED = """WITH told AS (
        SELECT split_part(subjects[1], ':', 2)::bigint AS cascade,
            (pair->>0)::bigint AS unit, (pair->>1)::bigint AS task
        FROM trail_event CROSS JOIN LATERAL jsonb_array_elements(facts->'given') pair WHERE verb_code = ANY(%(verbs)s)
    ), erased AS (
        SELECT DISTINCT split_part(subjects[1], ':', 2)::bigint AS cascade FROM trail_event
        WHERE verb_code = ANY(%(verbs)s) AND facts IS NULL
    )
    SELECT one.id FROM cascades_recipient one
    LEFT JOIN told ON told.cascade = one.cascade_id AND told.unit = one.unit_id AND told.task = one.task_id
    WHERE told.task IS NULL AND one.cascade_id NOT IN (SELECT cascade FROM erased) ORDER BY one.id"""
# Recipients whose answers are not those of the last deed that tells them.
OTHERWISE = """SELECT one.id FROM cascades_recipient one
    CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_object_agg(code, CASE
            WHEN number IS NOT NULL THEN trim_scale(number)::text WHEN day IS NOT NULL THEN day::text
            WHEN yes IS NOT NULL THEN CASE WHEN yes THEN 'yes' ELSE 'no' END
            WHEN proof_id IS NOT NULL THEN proof_id::text
            WHEN length(text) <= 64 THEN text
            ELSE 'sha256:' || left(encode(sha256(convert_to(text, 'UTF8')), 'hex'), 40) END), '{}') AS answers
        FROM cascades_answer WHERE recipient_id = one.id
    ) stands
    LEFT JOIN LATERAL (
        SELECT facts->'answers' AS answers, facts IS NULL AS erased FROM trail_event
        WHERE subjects @> ARRAY['cascades.recipient:' || one.id]::varchar[] AND verb_code = ANY(%(verbs)s)
        ORDER BY id DESC LIMIT 1
    ) told ON true
    WHERE told.erased IS NOT TRUE AND stands.answers <> coalesce(told.answers, '{}') ORDER BY one.id"""


def unlike_who_received() -> Iterator[str]:
    """Recipients that no deed sent the cascade to."""
    for (pk,) in rows(RECEIVED, GAVE):
        yield _("Recipient %(pk)s of a cascade: no deed tells that the unit received this task.") % {"pk": pk}


def unlike_what_was_answered() -> Iterator[str]:
    """Recipients that hold other answers than were told."""
    for (pk,) in rows(OTHERWISE, ANSWERED):
        yield _("Recipient %(pk)s of a cascade: the answers are not what was told.") % {"pk": pk}


kept(
    Cascade,
    *("unit", "giver_post", "above", "work", "product", "authority", "clause", "source", "fields_kept"),
    *("below", "kind", "direct", "as_of", "named", "due_on", "due_within"),
)
kept(UnitSet, "unit", "name", "retired")
replay(
    Replay("cascades.recipients", unlike_who_received, (Recipient,)),
    Replay("cascades.answers", unlike_what_was_answered, (Answer,)),
)
not_replayed("the units of a set only prepare a choice; who received a cascade is told with it", SetMember)
