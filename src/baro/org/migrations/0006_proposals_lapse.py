from datetime import date, timedelta

from django.db import migrations, models
from django.utils import timezone

STATES = [
    ("proposed", "Waits for a decision"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
    ("lapsed", "Lapsed: not decided in time"),
]


def in_thirty_days() -> date:
    """Proposals made before have as long as new ones from today on."""
    return timezone.localdate() + timedelta(days=30)


class Migration(migrations.Migration):

    dependencies = [("org", "0005_names_in_order")]

    operations = [
        migrations.AddField(
            "proposal",
            "last",
            models.DateField(default=in_thirty_days, verbose_name="Last day to decide"),
            preserve_default=False,
        ),
        migrations.AlterField(
            "proposal",
            "state",
            models.CharField(choices=STATES, default="proposed", max_length=10, verbose_name="State"),
        ),
    ]
