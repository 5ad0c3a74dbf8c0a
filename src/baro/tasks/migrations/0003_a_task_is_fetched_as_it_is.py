"""Tasks that others lead to come as they are, so that a column left out can be fetched by itself."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0002_units_of_a_task_are_kept'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='task',
            options={'verbose_name': 'task', 'verbose_name_plural': 'tasks'},
        ),
    ]
