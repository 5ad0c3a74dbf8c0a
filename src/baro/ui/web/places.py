"""Where the start page stands in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.ui.frame.navigation import Place, place

place(Place("ui.my_work", _("My work"), "checklist", "ui.my_work", 10, chord="m"))
