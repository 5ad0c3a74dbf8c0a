from django.db import migrations

# What somebody may do today, or NULL when the session, the account or the tenure ended; with all of it held until the
# transaction ends. What was changed while a lock was waited for is seen: each statement reads anew. Of a delegation that
# was received, what its delegator needs for it is held as well: mandates, the tenure of who gave it, and their absence.
# Posts come first, as for whoever changes what a post may do or who holds it: so nobody waits for the other in a circle.
HELD = """
CREATE FUNCTION baro_powers_held(session text, account bigint, person bigint, post bigint, day date) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    received bigint[];
BEGIN
    IF session IS NOT NULL THEN
        PERFORM FROM django_session WHERE session_key = session AND expire_date > clock_timestamp() FOR SHARE;
        IF NOT FOUND THEN RETURN NULL; END IF;
    END IF;
    PERFORM FROM org_account WHERE id = account AND is_active AND person_id = person FOR SHARE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    SELECT array_agg(id) || array_agg(redelegated_from_id) FROM org_delegation
        WHERE delegate_id = post AND revoked_id IS NULL AND period @> day INTO received;
    PERFORM FROM org_post WHERE id = post OR id IN (SELECT delegator_id FROM org_delegation WHERE id = ANY (received))
        ORDER BY id FOR KEY SHARE;
    PERFORM FROM org_tenure
        WHERE person_id = person AND post_id = post AND superseded_id IS NULL AND period @> day FOR SHARE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    PERFORM FROM org_mandate WHERE post_id = post FOR SHARE;
    IF received IS NOT NULL THEN
        PERFORM FROM org_delegation WHERE id = ANY (received) ORDER BY id FOR SHARE;
        PERFORM FROM org_mandate
            WHERE post_id IN (SELECT delegator_id FROM org_delegation WHERE id = ANY (received)) FOR SHARE;
        PERFORM FROM org_tenure WHERE superseded_id IS NULL AND period @> day AND (post_id, person_id) IN
            (SELECT delegator_id, given_by_id FROM org_delegation WHERE id = ANY (received)) FOR SHARE;
        PERFORM FROM org_absence WHERE ended_id IS NULL AND period @> day AND person_id IN
            (SELECT given_by_id FROM org_delegation WHERE id = ANY (received) AND only_in_absence) FOR SHARE;
    END IF;
    RETURN coalesce((
        SELECT jsonb_agg(jsonb_build_array(unit.path, held.includes_below, held.permissions, held.given, held.limited_to))
        FROM (
            SELECT unit_id, includes_below, permissions, NULL::bigint AS given, limited_to
            FROM org_mandate WHERE post_id = post
            UNION ALL
            SELECT unit_id, includes_below, baro_delegated(id, day), id, limited_to FROM org_delegation
            WHERE delegate_id = post AND revoked_id IS NULL AND period @> day
        ) AS held JOIN org_unit AS unit ON unit.id = held.unit_id
    ), '[]');
END $$;
"""


class Migration(migrations.Migration):
    """What somebody may do, asked and held inside the transaction that writes."""

    dependencies = [("org", "0001_first"), ("sessions", "0001_initial")]

    operations = [migrations.RunSQL(HELD, "DROP FUNCTION baro_powers_held(text, bigint, bigint, bigint, date)")]
