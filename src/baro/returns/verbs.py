"""What people do with rounds of returns and with the return of one unit."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb

OPEN = Verb(
    "returns.round.open",
    _("Open a round"),
    _("%(actor)s asked %(count)s units for the return “%(form)s” of %(period)s, due %(due)s"),
    frozenset({"form", "period", "due", "count"}),
    done=_("The round is open. Units asked: %(count)s."),
    icon="clipboard-list",
    tone="primary",
)
REMIND = Verb(
    "returns.round.remind",
    _("Remind the missing units"),
    _("%(actor)s reminded %(count)s units whose return is missing: %(words)s"),
    frozenset({"count", "words"}),
    done=_("Units reminded: %(count)s."),
    icon="bell-ringing",
    permission=OPEN.code,
)
CLOSE = Verb(
    "returns.round.close",
    _("Close the round"),
    _("%(actor)s closed the round (accepted: %(accepted)s of %(count)s)"),
    frozenset({"accepted", "count"}),
    at_once=True,
    icon="circle-check",
    permission=OPEN.code,
)
REOPEN = Verb(
    "returns.round.reopen",
    _("Open the round again"),
    _("%(actor)s opened the round again: %(reason)s"),
    frozenset({"reason"}),
    icon="rotate",
    permission=OPEN.code,
)

ASK = Verb(
    "returns.return.ask",
    _("Ask for a return"),
    _("%(actor)s asked for this return, due %(due)s"),
    frozenset({"due"}),
    automatic=True,
    permission=OPEN.code,
)
FILL = Verb(
    "returns.return.fill",
    _("Fill in the form"),
    _("%(actor)s filled in %(filled)s of %(cells)s cells"),
    frozenset({"filled", "cells"}),
    done=_("Saved. Cells filled in: %(filled)s of %(cells)s."),
    icon="pencil",
    tone="primary",
)
UPLOAD = Verb(
    "returns.return.upload",
    _("Upload a workbook"),
    _("%(actor)s filled in %(filled)s of %(cells)s cells from the file %(file)s"),
    frozenset({"filled", "cells", "file"}),
    done=_("Saved. Cells filled in: %(filled)s of %(cells)s."),
    icon="file-upload",
    permission=FILL.code,
)
HAND_UP = Verb(
    "returns.return.hand_up",
    _("Hand up"),
    _("%(actor)s handed the return up as version %(number)s, code %(code)s"),
    frozenset({"number", "code"}),
    done=_("Handed up. Your confirmation code is %(code)s."),
    icon="send",
    tone="primary",
)
SEND_BACK = Verb(
    "returns.return.send_back",
    _("Return for correction"),
    _("%(actor)s returned it: %(reason)s"),
    frozenset({"reason"}),
    icon="arrow-back",
    permission="returns.return.accept",
)
ACCEPT = Verb(
    "returns.return.accept",
    _("Accept the return"),
    _("%(actor)s accepted the return"),
    at_once=True,
    icon="check",
    tone="primary",
)
CORRECT = Verb(
    "returns.return.correct",
    _("Correct"),
    _("%(actor)s began version %(number)s to correct the return: %(reason)s"),
    frozenset({"number", "reason"}),
    icon="edit",
    permission=FILL.code,
)
ENTER = Verb(
    "returns.return.enter",
    _("Enter from earlier books"),
    _("%(actor)s entered the return from %(source)s"),
    frozenset({"source"}),
    automatic=True,
    permission=OPEN.code,
)

permissions(returns=[("see", _("See returns")), (OPEN, None), (FILL, None), (HAND_UP, None), (ACCEPT, None)])
