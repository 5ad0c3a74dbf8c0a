"""The tables by which events get their numbers in the log, and what the database keeps itself."""

from django.db import migrations, models

from baro.trail.definitions import put_up

# What stands in `definitions.py` since. Whoever changes it there adds a migration like this one, with the new digest.
PUTS_UP = "1d1b3b56713810852143d93ef21ec92df9d3ab79f6b4d647d52f2affcbceb59a"
WAITING = "INSERT INTO trail_pending (event_id) SELECT id FROM trail_event"


class Migration(migrations.Migration):

    dependencies = [("trail", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="number in the log")),
                ("event_id", models.BigIntegerField(unique=True, verbose_name="event")),
            ],
            options={"verbose_name": "leaf of the log"},
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                ("event_id", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="event")),
            ],
            options={"verbose_name": "event that waits for the log"},
        ),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
        migrations.RunPython(put_up, migrations.RunPython.noop),
    ]
