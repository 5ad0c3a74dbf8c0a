"""The columns that the bare page shows, of tables that are not its own."""

from __future__ import annotations

from django.db import models


class Unit(models.Model):
    """A unit by its name."""

    name = models.CharField(max_length=200)

    class Meta:
        managed = False
        db_table = "org_unit"

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post by its name."""

    name = models.CharField(max_length=120)

    class Meta:
        managed = False
        db_table = "org_post"

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """A task with its owner and deadline."""

    work = models.CharField(max_length=1000)
    due_on = models.DateField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    owner_post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    objects: models.Manager[Task] = models.Manager()

    class Meta:
        managed = False
        db_table = "tasks_task"

    def __str__(self) -> str:
        return self.work
