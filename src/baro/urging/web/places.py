"""Where urging stands in the menu, and what of it shows on the page of a task."""

from django.utils.translation import gettext_lazy as _

from baro.tasks.verbs import ASSIGN, URGE
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.urging.web.ladder import ladder_of_task

__all__ = ["ladder_of_task"]

heading(Heading("urging", _("Follow-up"), order=30, kept_by=(ASSIGN.code, URGE.code)))
place(Place("urging.steps", _("Urging"), "stairs-up", "urging.steps", 10, "tasks.see"))
place(Place("urging.obstacles", _("Obstacles"), "barrier-block", "urging.obstacles", 20))
