"""Loading the province with registers and work of a stated size, by COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import click
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction

from baro.documents.models import Document
from baro.tasks.models import Task
from baro.trail.copying import Step
from bench import organisation
from bench.registers import Registers, copy_papers
from bench.words import Texts
from bench.work import Work

SEED = 2024


def load(size: int) -> Texts:
    """So many documents and as many tasks, always the same ones; returns the source of their words."""
    chance, texts = Random(SEED), Texts(SEED)
    with transaction.atomic():
        organisation.found_province()
    desks = organisation.desks()
    registers = Registers(organisation.shared_out(desks, size, chance), texts, chance)
    with _indexed_afterwards(Document):
        _shown("documents", size, registers.copy)
    _shown("their papers", size, lambda step: copy_papers(chance, step))
    _shown("their events", len(registers.trail.events), registers.trail.copy)
    work = Work(organisation.shared_out(desks, size, chance), registers.instructed, texts, chance)
    with _indexed_afterwards(Task):
        _shown("tasks", size, work.copy)
    _shown("their events", len(work.trail.events), work.trail.copy)
    return texts


@contextmanager
def _indexed_afterwards(model: type[models.Model]) -> Iterator[None]:
    """The index of words is made at once when all rows stand, which takes a fraction of the time."""
    index = next(index for index in model._meta.indexes if isinstance(index, GinIndex))
    with connection.schema_editor() as editor:
        editor.remove_index(model, index)
    yield
    with connection.schema_editor() as editor:
        editor.add_index(model, index)


def _shown(label: str, count: int, copy: Callable[[Step], None]) -> None:
    """Do one part in one transaction, with a bar."""
    with click.progressbar(length=count, label=f"Loading {count:>9,} {label:<12}") as bar, transaction.atomic():
        copy(bar.update)
