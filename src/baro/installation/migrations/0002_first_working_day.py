from django.db import migrations


class Migration(migrations.Migration):
    """The first working day for databases whose first migration did not have it yet; elsewhere nothing is done."""

    dependencies = [("installation", "0001_first")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE installation_installation ADD COLUMN IF NOT EXISTS began_at timestamptz NULL",
            migrations.RunSQL.noop,
        ),
    ]
