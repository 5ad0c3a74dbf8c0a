"""The database itself says what a grant gives on a day, so that who acts and what a page shows cannot differ."""

from typing import ClassVar

from django.db import migrations

# Within its days, not revoked, given by somebody who still holds the giving post, and waiting for no absence.
HOLDS = """
CREATE FUNCTION baro_grant_holds(given bigint, day date) RETURNS boolean LANGUAGE sql STABLE STRICT
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM org_grant g
        WHERE g.id = given AND g.revoked_id IS NULL AND g.period @> day
          AND EXISTS (
            SELECT FROM org_tenure t WHERE t.post_id = g.giver_id AND t.person_id = g.given_by_id
              AND t.superseded_id IS NULL AND t.period @> day)
          AND (NOT g.only_in_absence OR EXISTS (
            SELECT FROM org_absence a WHERE a.person_id = g.given_by_id AND a.ended_id IS NULL AND a.period @> day)));
END;
"""

# The duties that its giver still has to give, there and that far; NULL when there is none. What was passed on needs the
# grant that it was passed on from as well, and the mandate of who gave that one.
GRANTED = """
CREATE FUNCTION baro_granted(given bigint, day date) RETURNS varchar[] LANGUAGE sql STABLE STRICT
BEGIN ATOMIC
    SELECT array_agg(duty ORDER BY place)
    FROM org_grant g JOIN org_unit unit ON unit.id = g.unit_id LEFT JOIN org_grant source ON source.id = g.passed_from_id,
         unnest(g.duties) WITH ORDINALITY AS carried (duty, place)
    WHERE g.id = given AND baro_grant_holds(g.id, day)
      AND (source.id IS NULL OR duty = ANY (source.duties) AND baro_grant_holds(source.id, day))
      AND EXISTS (
        SELECT FROM org_mandate m JOIN org_unit root ON root.id = m.unit_id
        WHERE m.post_id = coalesce(source.giver_id, g.giver_id) AND m.duties && ARRAY[duty, '*']::varchar[]
          AND CASE WHEN m.reaches_below THEN starts_with(unit.path, root.path)
              ELSE NOT g.reaches_below AND (unit.path = root.path OR starts_with(unit.path, root.path || '~')) END);
END;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("org", "0003_grants_and_absences")]

    operations: ClassVar = [
        migrations.RunSQL(HOLDS, "DROP FUNCTION baro_grant_holds(bigint, date)"),
        migrations.RunSQL(GRANTED, "DROP FUNCTION baro_granted(bigint, date)"),
    ]
