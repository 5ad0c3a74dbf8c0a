"""Scoring a meeting that was held, by the sheet of its kind."""

from __future__ import annotations

from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.meetings.flow import FLOW
from baro.meetings.models import Meeting, Score
from baro.meetings.verbs import SCORE
from baro.org.actors import Actor
from baro.trail.changes import change

FIELD = "points_"


def score(meeting_id: int, *, by: Actor, **points: int) -> Meeting:
    """Give points for each criterion of the sheet (``points_<criterion>``); a second score replaces the first.

    Raises Refused for more points than a criterion is worth.
    """
    with change(Meeting, meeting_id, SCORE, by=by) as (meeting, tell):
        FLOW.move(meeting, SCORE)
        sheet = meeting.sheet
        if sheet is None:
            raise AssertionError("the policy lets nobody score what has no sheet")
        given = {row.id: points[f"{FIELD}{row.id}"] for row in sheet.criteria}
        for row in sheet.criteria:
            if not 0 <= given[row.id] <= row.points:
                sentence = _("At most %(most)s points.") % {"most": row.points}
                raise Refused(sentence, fields={f"{FIELD}{row.id}": sentence})
        Score.objects.filter(meeting=meeting).delete()
        Score.objects.bulk_create(Score(meeting=meeting, criterion=key, points=value) for key, value in given.items())
        meeting.score = sum(given.values())
        meeting.save(update_fields=["score"])
        tell(points=meeting.score, most=sheet.most)
    return meeting
