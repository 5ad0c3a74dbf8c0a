"""What a paper may do to who opens it elsewhere: found by the confined reader, said beside the paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WARNINGS = {
    "scripts": _("It contains scripts, which a program may run when it is opened."),
    "launches": _("It asks to start another program when it is opened."),
    "sends": _("It contains a form that sends what is typed to another computer."),
    "embedded": _("Other files are embedded in it, which are not shown here."),
    "programs": _("A program is embedded in it; do not start it."),
    "macros": _("A file with macros is embedded in it; do not let them run."),
    "dde": _("It asks to run commands of other programs (DDE) when it is opened."),
    "remote": _("It loads content from other computers when it is opened."),
}
