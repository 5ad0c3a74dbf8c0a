"""Whether a unit that closes is dissolved; so far it was guessed from who follows it."""

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q


def remember(apps, _schema_editor):
    """What goes whole to the unit above was shown as dissolved; a plan that was carried out knows who stood above."""
    Ending, UnitFacts = apps.get_model("org", "Ending"), apps.get_model("org", "UnitFacts")
    until_then = UnitFacts.objects.filter(
        unit=OuterRef("unit"),
        parent=OuterRef("heirs__to_unit"),
        superseded=None,
        period__endswith=OuterRef("reorganisation__effective_on"),
    )
    above = Q(heirs__to_unit=F("unit__parent"), unit__closed_on=None) | Q(Exists(until_then))
    whole = Ending.objects.filter(above, heirs__in_part=False, heirs__to_unit__isnull=False)
    Ending.objects.filter(pk__in=whole.values("pk")).update(dissolves=True)


class Migration(migrations.Migration):
    dependencies = [("org", "0014_ceilings_of_mandates")]

    operations = [
        migrations.AddField(
            model_name="ending",
            name="dissolves",
            field=models.BooleanField(default=False, verbose_name="is dissolved"),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop, elidable=True),
    ]
