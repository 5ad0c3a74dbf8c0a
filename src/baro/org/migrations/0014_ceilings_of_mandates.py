"""A mandate may carry a duty up to a ceiling; what is granted then lies within it, and the database itself says so."""

from typing import ClassVar

from django.db import migrations, models

# As `Ceiling.within`: a limit of the outer one is kept by the inner one.
WITHIN = """
CREATE FUNCTION baro_ceiling_within(inside jsonb, outside jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
BEGIN ATOMIC
    SELECT (NOT outside ? 'types' OR coalesce(outside -> 'types' @> (inside -> 'types'), false))
       AND (NOT outside ? 'kinds' OR coalesce(outside -> 'kinds' @> (inside -> 'kinds'), false))
       AND (NOT outside ? 'urgency' OR coalesce((inside ->> 'urgency')::int <= (outside ->> 'urgency')::int, false));
END;
"""
# The duties that its giver still has to give, there, that far, and up to that ceiling; what only shows has none. NULL
# when there is none. What was passed on needs the grant that it was passed on from as well, and the mandate of who gave
# that one.
GRANTED = """
CREATE OR REPLACE FUNCTION baro_granted(given bigint, day date) RETURNS varchar[] LANGUAGE sql STABLE STRICT
BEGIN ATOMIC
    SELECT array_agg(duty ORDER BY place)
    FROM org_grant g JOIN org_unit unit ON unit.id = g.unit_id LEFT JOIN org_grant source ON source.id = g.passed_from_id,
         unnest(g.duties) WITH ORDINALITY AS carried (duty, place)
    WHERE g.id = given AND baro_grant_holds(g.id, day)
      AND (source.id IS NULL OR duty = ANY (source.duties) AND baro_grant_holds(source.id, day))
      AND EXISTS (
        SELECT FROM org_mandate m JOIN org_unit root ON root.id = m.unit_id
        WHERE m.post_id = coalesce(source.giver_id, g.giver_id) AND m.duties && ARRAY[duty, '*']::varchar[]
          AND (duty LIKE '%%.see' OR baro_ceiling_within(g.ceiling, m.ceiling))
          AND CASE WHEN m.reaches_below THEN starts_with(unit.path, root.path)
              ELSE NOT g.reaches_below AND (unit.path = root.path OR starts_with(unit.path, root.path || '~')) END);
END;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("org", "0013_found_quickly")]

    operations: ClassVar = [
        migrations.AddField(
            "mandate",
            "ceiling",
            models.JSONField(blank=True, db_default={}, default=dict, verbose_name="ceiling"),
        ),
        migrations.RunSQL(WITHIN, "DROP FUNCTION baro_ceiling_within(jsonb, jsonb)"),
        migrations.RunSQL(GRANTED, migrations.RunSQL.noop),
    ]
