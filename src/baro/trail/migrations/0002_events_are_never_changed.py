"""The database itself refuses to change what happened, and folds letters for search."""

from typing import ClassVar

from django.db import migrations

NEVER = """
CREATE FUNCTION event_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'trail_event is append-only: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON trail_event
    FOR EACH ROW EXECUTE FUNCTION event_is_never_changed();
CREATE TRIGGER event_is_never_truncated BEFORE TRUNCATE ON trail_event
    FOR EACH STATEMENT EXECUTE FUNCTION event_is_never_changed();
"""
CHANGEABLE = """
DROP TRIGGER event_is_never_truncated ON trail_event;
DROP TRIGGER event_is_never_changed ON trail_event;
DROP FUNCTION event_is_never_changed();
"""

# Lower case, decomposed, without combining marks (Vietnamese tones, Arabic vowels), đ as d, Arabic alef forms as one,
# alef maqsura as yeh, teh marbuta as heh. Immutable, so that it may stand in an index; bodies in the standard form, which
# binds names once, because indexes are built without a search path.
FOLD = r"""
CREATE FUNCTION baro_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN translate(
        regexp_replace(normalize(lower(words), NFD), U&'[\0300-\036f\0610-\061a\064b-\065f\0670\0640]', '', 'g'),
        U&'\0111\0623\0625\0622\0671\0649\0629', U&'d\0627\0627\0627\0627\064a\0647'
    );
"""

# Signs inside numbers (84-KH/TU) part words. A search asks for every word; the last one may be unfinished.
WORDS = r"""
CREATE FUNCTION baro_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN translate(baro_fold(words), '/-_.', '    ');
CREATE FUNCTION baro_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN to_tsvector('simple'::regconfig, baro_plain(words));
CREATE FUNCTION baro_query(words text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(string_agg(quote_literal(word) || CASE WHEN last THEN ':*' ELSE '' END, ' & '), '')::tsquery
    FROM (
        SELECT word, place = max(place) OVER () AS last
        FROM regexp_split_to_table(baro_plain(words), '[^[:alnum:]]+') WITH ORDINALITY AS split (word, place)
        WHERE word <> ''
    ) AS wanted;
END;
"""
WORDLESS = "DROP FUNCTION baro_query(text); DROP FUNCTION baro_words(text); DROP FUNCTION baro_plain(text);"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("trail", "0001_first")]

    operations: ClassVar = [
        migrations.RunSQL(NEVER, CHANGEABLE),
        migrations.RunSQL(FOLD, "DROP FUNCTION baro_fold(text)"),
        migrations.RunSQL(WORDS, WORDLESS),
    ]
