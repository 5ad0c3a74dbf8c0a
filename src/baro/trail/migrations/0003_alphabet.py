"""The order of names as functions of the database: `baro.trail.alphabet` says the same in Python."""

from django.db import migrations

from baro.trail.alphabet import BEHIND, DIGITS, WRITTEN

LETTERS = "".join(WRITTEN)
PLACES = "".join(place for place, _tone in WRITTEN.values())
TONES = "".join(tone for _place, tone in WRITTEN.values())
PLAIN = "".join(letter for letter in WRITTEN if letter.isascii())
PLAIN_PLACES = "".join(WRITTEN[letter][0] for letter in PLAIN)
ZEROS = "0" * DIGITS

# Symbols and other plain words are many, and need neither tones nor the long table.
ALPHABET = rf"""
CREATE FUNCTION baro_alphabet(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    composed text := words;
    places text;
    tones text := '';
BEGIN
    IF octet_length(words) = char_length(words) THEN
        places := translate(words, '{PLAIN}', '{PLAIN_PLACES}');
    ELSE
        composed := normalize(words, NFC);
        places := translate(composed, '{LETTERS}', '{PLACES}');
        tones := translate(composed, '{LETTERS}', '{TONES}');
    END IF;
    IF places ~ '[0-9]' THEN
        places := regexp_replace(places, '([0-9]+)', '{ZEROS}\1', 'g');
        places := regexp_replace(places, '[0-9]*([0-9]{{{DIGITS}}})', '\1', 'g');
    END IF;
    RETURN places || chr({ord(BEHIND)}) || tones;
END;
$$;
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
