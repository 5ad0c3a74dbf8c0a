"""The order of names as functions of the database: `baro.trail.alphabet` says the same in Python."""

from django.db import migrations

from baro.trail.alphabet import BEHIND, DIGITS, WRITTEN

LETTERS = "".join(WRITTEN)
PLACES = "".join(place for place, _tone in WRITTEN.values())
TONES = "".join(tone for _place, tone in WRITTEN.values())
ZEROS = "0" * DIGITS

ALPHABET = rf"""
CREATE FUNCTION baro_alphabet(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(
        regexp_replace(translate(normalize(words, NFC), '{LETTERS}', '{PLACES}'), '([0-9]+)', '{ZEROS}\1', 'g'),
        '[0-9]*([0-9]{{{DIGITS}}})', '\1', 'g'
    ) || U&'\00{ord(BEHIND):02x}' || translate(normalize(words, NFC), '{LETTERS}', '{TONES}');
CREATE FUNCTION baro_called(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN baro_alphabet(
        CASE WHEN name ~ U&'[\0600-\06ff]' THEN btrim(name, E' \t\n\r\f\v')
        ELSE regexp_replace(btrim(name, E' \t\n\r\f\v'), '^(.*\S)\s+(\S+)$', '\2 \1') END
    );
"""


class Migration(migrations.Migration):

    dependencies = [("trail", "0002_log")]

    operations = [
        migrations.RunSQL(ALPHABET, "DROP FUNCTION baro_called(text); DROP FUNCTION baro_alphabet(text)"),
    ]
