"""Giving out work: one owner, one deadline, everything clear; to one unit or to hundreds at once; whole or in parts."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.actions.handling import heads_of
from baro.documents.models import Document
from baro.kernel import rulebook
from baro.kernel.decisions import ask
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import wrong_deadline
from baro.org.actors import Actor
from baro.org.models import Post, Tenure, Unit
from baro.tasks import queries, rules
from baro.tasks.actions.closing import thread
from baro.tasks.actions.owners import owner_title, why_not_owner
from baro.tasks.actions.splitting import add_up, whole_of, why_not_within
from baro.tasks.models import Task, TaskRole, TaskUnit
from baro.tasks.rulebook import Kind, Kinds
from baro.tasks.verbs import ASSIGN
from baro.trail.changes import Batch, Refusal, create, tell_many
from baro.trail.models import Reason, notify, notify_many

NO_DAY = "—"


def assign(
    *,
    work: str,
    unit: Unit | None,
    owner_post: Post | None,
    due_on: date | None,
    by: Actor,
    no_deadline_reason: str = "",
    product: str = "",
    authority: str = "",
    accountable_post: Post | None = None,
    source: Document | None = None,
    clause: str = "",
    coordinates: Sequence[Unit] = (),
    informs: Sequence[Unit] = (),
    parent: Task | None = None,
    **sort: str,
) -> Task:
    """Give a task to the holder of one post of one unit; a part of ``parent`` follows from the source of the whole.

    ``sort`` may say the ``kind``, the ``horizon``, and of a task of the level above ``origin_id`` and
    ``origin_document``. Raises Refused, with a sentence for each field, when anything that the motto in force wants is
    missing, when the owner or the deadline cannot be, and when a unit is named twice.
    """
    today = timezone.localdate()
    with transaction.atomic():
        words = {"work": work, "product": product, "authority": authority, "clause": clause} | sort
        task = drafted(by, source, due_on, parent=parent, no_deadline_reason=no_deadline_reason, **words)
        for name, named in (("accountable_post", accountable_post), ("unit", unit), ("owner_post", owner_post)):
            if named is not None:
                setattr(task, name, named)
        refuse_unfit(task, today, unit=unit, owner_post=owner_post, named=(coordinates, informs))
        told = {"work": str(task), "owner": owner_title(task.owner_post, today), "due": task.due_on or NO_DAY}
        task, event = create(task, ASSIGN, *thread(task), by=by, **told)
        _concern(task, coordinates, informs)
        notify(event, task, Reason.ASSIGNED, [task.owner_post_id])
        notify(event, task, Reason.INFORMED, _informed(task, [*coordinates, *informs]))
        add_up(task)
    return task


def assign_many(
    units: Sequence[Unit],
    *,
    work: str,
    due_on: date | None,
    by: Actor,
    no_deadline_reason: str = "",
    product: str = "",
    authority: str = "",
    accountable_post: Post | None = None,
    source: Document | None = None,
    clause: str = "",
    parent: Task | None = None,
    **sort: str,
) -> Batch[Task]:
    """Give the same task to the head of each unit, in a fixed number of statements; ``sort`` as in `assign`.

    Where no leader is named, the head answers for it as well. Units without a head today, and units to which the actor
    assigns no work, are left out and named with the reason. Raises Refused when the task itself is not clear.
    """
    today = timezone.localdate()
    with transaction.atomic():
        words = {"work": work, "product": product, "authority": authority, "clause": clause} | sort
        draft = drafted(by, source, due_on, parent=parent, no_deadline_reason=no_deadline_reason, **words)
        draft.accountable_post = accountable_post
        refuse_unfit(draft, today, ignore=("unit", "owner_post", "accountable_post"))
        batch, owners = _one_for_each(draft, units, today, by=by)
        Task.objects.bulk_create(batch.records, batch_size=1000)
        facts = {"work": str(draft), "due": draft.due_on or NO_DAY}
        told = [(task, {"owner": owner}) for task, owner in zip(batch.records, owners, strict=True)]
        batch.events = tell_many(ASSIGN, told, *thread(draft), by=by, facts=facts)
        given = zip(batch.events, batch.records, strict=True)
        notify_many([(event, task, [task.owner_post_id]) for event, task in given], Reason.ASSIGNED)
        for task in batch.records[:1]:
            add_up(task)  # they have one whole
    return batch


def drafted(
    by: Actor,
    source: Document | None,
    due_on: date | None,
    *,
    parent: Task | None = None,
    no_deadline_reason: str = "",
    **words: str,
) -> Task:
    """A task as its assigner words it, without an owner yet; its source is locked.

    Raises NotPermitted for who holds no post, and Http404 when the actor cannot see the source.
    """
    if by.unit_id is None or by.post_id is None:
        raise NotPermitted(_("Only somebody in a post gives out tasks."))
    whole, said = whole_of(parent, by) if parent else None, {name: word.strip() for name, word in words.items()}
    kind = _kind(said.pop("kind", ""))
    return Task(
        **said | {"horizon": said.get("horizon") or kind.horizon},
        kind=kind.id,
        parent=whole,
        due_on=due_on,
        first_due_on=due_on,
        no_deadline_reason=no_deadline_reason.strip(),
        source=whole.source if whole else _locked(source, by),
        motto=queries.motto_rule().version,
        assigner_unit_id=by.unit_id,
        assigner_post_id=by.post_id,
        assigner_title=by.title,
        assigned_at=timezone.now(),
    )


def _kind(code: str) -> Kind:
    """The kind of a new task, the usual one where none is named.

    Raises Refused for one that the rule does not know.
    """
    rule = rulebook.today(Kinds)
    kind = rule.of(code or rule.usual)
    if code and kind.id != code:
        wrong = _("“%(kind)s” is no kind of tasks. Choose one from the list.") % {"kind": code}
        raise Refused(wrong, fields={"kind": wrong})
    return kind


def _locked(source: Document | None, by: Actor) -> Document | None:
    """The source document as it is now; it cannot be closed before the task stands.

    Raises Http404 when the actor cannot see it.
    """
    if source is None:
        return None
    seen = Document.objects.visible_to(by).select_related("unit")
    found: Document | None = seen.select_for_update(of=("self",), no_key=True).filter(pk=source.pk).first()
    if found is None:
        raise Http404
    return found


def refuse_unfit(
    task: Task,
    today: date,
    *,
    unit: Unit | None = None,
    owner_post: Post | None = None,
    named: tuple[Sequence[Unit], Sequence[Unit]] = ((), ()),
    ignore: Sequence[str] = (),
) -> None:
    """Raise Refused with everything that is wrong with a new task, each beside its field."""
    motto = queries.motto_rule(today).body
    lacking = rules.missing(rules.wanted(motto, task.of_kind), task)
    lacking = {name: said for name, said in lacking.items() if name not in ignore}
    found = lacking | rules.too_short(motto, task)
    if task.due_on and task.no_deadline_reason:
        found["no_deadline_reason"] = _("The task has a deadline. Leave this empty, or remove the deadline.")
    if why := wrong_deadline(task.due_on, today) or why_not_within(task.parent, task.due_on):
        found["due_on"] = why
    if why := why_not_owner(unit, owner_post, today):
        found["owner_post"] = why
    if unit is not None and (twice := _named_twice(unit, *named)):
        found |= twice
    if lacking:
        raise Refused(rules.unclear(motto, lacking), fields=found)
    if found:
        raise Refused(next(iter(found.values())), fields=found)


def _named_twice(unit: Unit, coordinates: Sequence[Unit], informs: Sequence[Unit]) -> dict[str, str]:
    """The sentence for a unit that has two parts in one task, beside the field that names it again."""
    seen = {unit.pk}
    for name, units in (("coordinates", coordinates), ("informs", informs)):
        for other in units:
            if other.pk in seen:
                sentence = _("%(unit)s is named twice; a unit owns the task, coordinates or is informed.")
                return {name: sentence % {"unit": other}}
            seen.add(other.pk)
    return {}


def _concern(task: Task, coordinates: Sequence[Unit], informs: Sequence[Unit]) -> None:
    """Name the units that coordinate and those that are informed."""
    roles = [*((u, TaskRole.COORDINATE) for u in coordinates), *((u, TaskRole.INFORM) for u in informs)]
    TaskUnit.objects.bulk_create(TaskUnit(task=task, unit=unit, role=role) for unit, role in roles)


def _informed(task: Task, units: Sequence[Unit]) -> set[int | None]:
    """The accountable leader and the heads of the other units; the owner knows already."""
    heads = heads_of(units) if units else set()
    return {task.accountable_post_id, *heads} - {task.owner_post_id}


def _one_for_each(draft: Task, units: Sequence[Unit], today: date, *, by: Actor) -> tuple[Batch[Task], list[str]]:
    """The task of each unit and who owns it, and the units that get none."""
    batch: Batch[Task] = Batch([])
    owners: list[str] = []
    offices = queries.heads_in_office(units, today)
    for unit in units:
        task = copied(draft, unit, offices.get(unit.pk))
        why = headless() if task is None else ask(by, ASSIGN, task).sentence
        if task is None or why:
            batch.refused.append(Refusal(unit.pk, str(unit), str(why)))
            continue
        batch.records.append(task)
        owners.append(f"{offices[unit.pk].person}, {task.owner_post}")
    return batch, owners


def headless() -> str:
    """Why a unit without a head gets no task."""
    return _("Nobody holds the post at its head today; appoint somebody, or assign the task by itself.")


def copied(draft: Task, unit: Unit, office: Tenure | None) -> Task | None:
    """The draft as a task of the head of a unit; none where nobody is in office."""
    if office is None:
        return None
    task = copy(draft)
    task.unit, task.owner_post = unit, office.post
    task.accountable_post = draft.accountable_post or office.post
    return task
