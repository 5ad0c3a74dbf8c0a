"""Views of lists, long work."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post_id', models.BigIntegerField(blank=True, null=True, verbose_name='post')),
                ('title', models.CharField(max_length=200, verbose_name='work')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='done')),
                ('of', models.PositiveIntegerField(default=0, verbose_name='of')),
                ('state', models.CharField(choices=[('running', 'Running'), ('done', 'Done'), ('failed', 'Stopped')], default='running', max_length=8, verbose_name='state')),
                ('sentence', models.CharField(blank=True, max_length=300, verbose_name='result')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='leads to')),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'long work',
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_code', models.CharField(max_length=60, verbose_name='list')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.TextField(blank=True, verbose_name='address')),
                ('is_default', models.BooleanField(default=False, verbose_name='opens first')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'saved view',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('account', 'list_code', 'name'), name='view_named_once_per_list'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('account', 'list_code'), name='one_view_opens_first_per_list')],
            },
        ),
    ]
