"""Solving a weak point with evidence, and deciding about the solution."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.actions.bringing import bring_all
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.queries import posts_with
from baro.trail.changes import change
from baro.trail.models import Reason, notify
from baro.weakpoints.flow import FLOW
from baro.weakpoints.models import Point, Proof
from baro.weakpoints.verbs import ACCEPT, REOPEN, RETURN, SOLVE


def solve(
    point_id: int, *, solution: str, by: Actor, files: Iterable[UploadedFile] = (), no_evidence: str = ""
) -> Point:
    """Say how it was solved, with files that prove it; it waits for somebody else to accept.

    Raises Refused when there is neither a file nor a reason for none, and for a file that is not what it should be.
    """
    files, no_evidence = list(files), no_evidence.strip()
    with change(Point, point_id, SOLVE, by=by) as (point, tell):
        FLOW.move(point, SOLVE)
        if not (files or no_evidence or Proof.objects.filter(point=point).exists()):
            sentence = _("Attach what proves the solution, or say below why there is no file.")
            raise Refused(sentence, fields={"files": sentence})
        point.solution, point.solved_on, point.solved_by_id = solution.strip(), timezone.localdate(), by.person_id
        point.save(update_fields=["state", "solution", "solved_on", "solved_by"])
        papers = bring_all(files, point.unit, by=by)
        Proof.objects.bulk_create(Proof(point=point, attachment=paper) for paper in papers)
        without = {"no_evidence": no_evidence} if no_evidence else {}
        notify(tell(solution=point.solution, **without), point, Reason.DECIDE, posts_with(ACCEPT.code, point.unit))
    return point


def accept(point_id: int, *, by: Actor) -> Point:
    """Accept the solution: the weak point is closed."""
    with change(Point, point_id, ACCEPT, by=by) as (point, tell):
        FLOW.move(point, ACCEPT)
        point.accepted_on = timezone.localdate()
        point.save(update_fields=["state", "accepted_on"])
        notify(tell(), point, Reason.FINISHED, [point.owner_post_id])
    return point


def return_(point_id: int, *, reason: str, by: Actor) -> Point:
    """Send the solution back with what is missing."""
    with change(Point, point_id, RETURN, by=by) as (point, tell):
        FLOW.move(point, RETURN)
        point.solved_on, point.solved_by = None, None
        point.returned_count += 1
        point.save(update_fields=["state", "solved_on", "solved_by", "returned_count"])
        notify(tell(reason=reason), point, Reason.RETURNED, [point.owner_post_id])
    return point


def reopen(point_id: int, *, reason: str, by: Actor) -> Point:
    """Open a weak point again that was not solved after all."""
    with change(Point, point_id, REOPEN, by=by) as (point, tell):
        FLOW.move(point, REOPEN)
        point.solved_on, point.solved_by, point.accepted_on = None, None, None
        point.reopened_count += 1
        point.save(update_fields=["state", "solved_on", "solved_by", "accepted_on", "reopened_count"])
        notify(tell(reason=reason), point, Reason.RETURNED, [point.owner_post_id])
    return point
