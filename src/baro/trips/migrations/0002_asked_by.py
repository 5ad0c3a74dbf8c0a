import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("org", "0006_proposals_lapse"), ("trips", "0001_first")]

    operations = [
        migrations.AddField(
            "trip",
            "asked_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.person",
                verbose_name="Asked by",
            ),
        ),
    ]
