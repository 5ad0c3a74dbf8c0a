"""What people do with the organisation."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.permissions import permissions
from baro.kernel.verbs import Verb

FOUND = Verb("org.unit.found", _("Found a unit"), _("%(actor)s founded the unit"), automatic=True, icon="building-plus")
OPEN = Verb("org.post.open", _("Open a post"), _("%(actor)s opened the post"), icon="briefcase")
APPOINT = Verb(
    "org.post.appoint",
    _("Appoint"),
    _("%(actor)s appointed %(name)s from %(since)s"),
    facts=frozenset({"name", "since"}),
    sentence_with={"basis": _("%(actor)s appointed %(name)s from %(since)s by %(basis)s")},
    icon="user-plus",
    tone="primary",
)
APPOINT_ACTING = Verb(
    "org.post.appoint_acting",
    _("Let act"),
    _("%(actor)s let %(name)s act in the post from %(since)s"),
    facts=frozenset({"name", "since"}),
    sentence_with={"basis": _("%(actor)s let %(name)s act in the post from %(since)s by %(basis)s")},
    automatic=True,
    icon="user-plus",
)
RELEASE = Verb(
    "org.post.release",
    _("End a tenure"),
    _("%(actor)s ended the tenure of %(name)s on %(last)s: %(reason)s"),
    facts=frozenset({"name", "last", "reason"}),
    icon="user-minus",
)
CLOSE_POST = Verb(
    "org.post.close",
    _("Close the post"),
    _("%(actor)s closed the post: %(reason)s; “%(successor)s” answers for its duties"),
    facts=frozenset({"successor", "reason"}),
    icon="briefcase-off",
    tone="danger",
)
CHANGE_UNIT = Verb(
    "org.unit.change",
    _("Change or correct"),
    _("%(actor)s changed the unit from %(since)s: %(former)s became %(now)s; %(reason)s"),
    facts=frozenset({"since", "former", "now", "reason"}),
    icon="pencil",
    permission="org.organise",
)
CHANGE_POST = Verb(
    "org.post.change",
    _("Change or correct"),
    _("%(actor)s changed the post from %(since)s: %(former)s became %(now)s; %(reason)s"),
    facts=frozenset({"since", "former", "now", "reason"}),
    icon="pencil",
    permission="org.organise",
)
CORRECT_UNIT, CORRECT_POST = (
    Verb(
        f"org.{record}.correct",
        _("Correct"),
        _("%(actor)s corrected the record: it was always %(now)s, not %(former)s; %(reason)s"),
        facts=frozenset({"former", "now", "reason"}),
        automatic=True,
        icon="pencil",
        permission="org.organise",
    )
    for record in ("unit", "post")
)
CORRECT_TENURE = Verb(
    "org.post.correct_tenure",
    _("Correct the days"),
    _("%(actor)s corrected the tenure of %(name)s: it was always from %(first)s to %(last)s; %(reason)s"),
    facts=frozenset({"name", "first", "last", "reason"}),
    icon="pencil",
    permission="org.organise",
)
UNIT_TAKES_EFFECT, POST_TAKES_EFFECT = (
    Verb(
        f"org.{record}.take_effect",
        _("Take hold"),
        _("What was recorded before is true since %(since)s: %(now)s"),
        facts=frozenset({"since", "now"}),
        automatic=True,
        icon="calendar-check",
    )
    for record in ("unit", "post")
)
OPEN_TERM = Verb(
    "org.unit.open_term",
    _("Open a term"),
    _("%(actor)s opened the term %(name)s, which begins on %(first)s"),
    facts=frozenset({"name", "first"}),
    icon="calendar-plus",
)
CANCEL_TERM = Verb(
    "org.unit.cancel_term",
    _("Take back a term"),
    _("%(actor)s took back the term %(name)s, opened by mistake to begin on %(first)s: %(reason)s"),
    facts=frozenset({"name", "first", "reason"}),
    icon="calendar-minus",
    tone="danger",
)
ENTER_MEMBERS = Verb(
    "org.unit.enter_members",
    _("Enter members"),
    _("%(actor)s entered members from %(since)s (%(count)s): %(names)s"),
    facts=frozenset({"count", "since", "names"}),
    icon="users-plus",
    tone="primary",
)
END_MEMBERSHIP = Verb(
    "org.unit.end_membership",
    _("End a membership"),
    _("%(actor)s ended the membership of %(name)s on %(last)s: %(reason)s"),
    facts=frozenset({"name", "last", "reason"}),
    icon="user-minus",
)
COUNT_AS = Verb(
    "org.post.count_as",
    _("Count as"),
    _("%(actor)s counted the post as %(kind)s from %(since)s"),
    facts=frozenset({"kind", "since"}),
    icon="tags",
    permission="org.organise",
)
GIVE_QUOTA = Verb(
    "org.unit.give_quota",
    _("Give a quota"),
    _("%(actor)s gave a quota of %(number)s from %(since)s by %(decision)s: %(kind)s"),
    facts=frozenset({"kind", "number", "since", "decision"}),
    icon="gauge",
)
DRAFT_HANDOVER = Verb(
    "org.handover.draft",
    _("Draft a handover"),
    _("A handover of %(giver)s was drafted (things listed: %(count)s)"),
    facts=frozenset({"giver", "count"}),
    automatic=True,
    icon="arrows-exchange",
)
WITHDRAW_SIGNATURE = Verb(
    "org.handover.withdraw_signature",
    _("Withdraw a signature"),
    _("The signature of %(giver)s for handing over to %(taker)s on %(day)s fell: the post does not change hands then"),
    facts=frozenset({"giver", "taker", "day"}),
    automatic=True,
    icon="arrow-back-up",
)
HAND_OVER = Verb(
    "org.handover.hand_over",
    _("Hand over"),
    _("%(actor)s signed for handing over (things listed: %(count)s)"),
    facts=frozenset({"count"}),
    icon="signature",
    tone="primary",
    weighty=True,
)
HAND_OVER_FOR = Verb(
    "org.handover.hand_over_for",
    _("Hand over in place of somebody"),
    _("%(actor)s signed in place of %(giver)s for handing over (things listed: %(count)s)"),
    facts=frozenset({"giver", "count"}),
    automatic=True,
    icon="signature",
    permission="org.organise",
)
TAKE_OVER = Verb(
    "org.handover.take_over",
    _("Take over"),
    _("%(actor)s signed for taking over (things listed: %(count)s)"),
    facts=frozenset({"count"}),
    icon="signature",
    tone="primary",
    weighty=True,
)
IMPORT = Verb(
    "org.import.apply",
    pgettext_lazy("organisation", "Import"),
    _("%(actor)s imported %(file)s: %(units)s units, %(posts)s posts, %(people)s people, %(tenures)s tenures"),
    facts=frozenset({"file", "units", "posts", "people", "tenures"}),
    icon="table-import",
    permission="org.organise",
)
PREPARE = Verb(
    "org.reorganisation.prepare",
    _("Prepare a reorganisation"),
    _("%(actor)s prepared the reorganisation"),
    icon="sitemap",
    tone="primary",
    permission="org.organise",
)
PLAN = Verb(
    "org.reorganisation.plan",
    pgettext_lazy("reorganisation", "Change the plan"),
    _("%(actor)s changed the plan: %(change)s"),
    facts=frozenset({"change"}),
    icon="pencil",
)
SUBMIT = Verb(
    "org.reorganisation.submit",
    pgettext_lazy("reorganisation", "Submit for signature"),
    _("%(actor)s submitted the plan for signature"),
    at_once=True,
    icon="send",
    tone="primary",
)
SIGN = Verb(
    "org.reorganisation.sign",
    pgettext_lazy("reorganisation", "Sign"),
    _("%(actor)s signed the reorganisation with the effects shown"),
    icon="signature",
    tone="primary",
    weighty=True,
)
REOPEN = Verb(
    "org.reorganisation.reopen",
    pgettext_lazy("reorganisation", "Open the plan again"),
    _("%(actor)s opened the signed plan again: %(reason)s"),
    facts=frozenset({"reason"}),
    icon="arrow-back-up",
)
WITHDRAW = Verb(
    "org.reorganisation.withdraw",
    pgettext_lazy("reorganisation", "Withdraw"),
    _("%(actor)s withdrew the reorganisation: %(reason)s"),
    facts=frozenset({"reason"}),
    icon="trash",
    tone="danger",
)
CARRY_OUT = Verb(
    "org.reorganisation.carry_out",
    pgettext_lazy("reorganisation", "Carry out now"),
    _("%(actor)s carried the reorganisation out: %(founded)s units founded, %(closed)s closed"),
    facts=frozenset({"founded", "closed"}),
    at_once=True,
    icon="player-play",
    tone="primary",
    weighty=True,
)
HINDER = Verb(
    "org.reorganisation.hinder",
    pgettext_lazy("reorganisation", "Say what hinders it"),
    _("On its day the reorganisation could not be carried out: %(reason)s"),
    facts=frozenset({"reason"}),
    automatic=True,
    icon="alert-triangle",
    tone="danger",
)
CLOSE = Verb(
    "org.unit.close",
    _("Close a unit"),
    _("The unit was closed by %(decision)s; what it left is with %(successor)s"),
    facts=frozenset({"decision", "successor"}),
    automatic=True,
)
ALTER = Verb(
    "org.unit.alter",
    _("Change a unit"),
    _("The unit was changed by %(decision)s: %(former)s became %(now)s"),
    facts=frozenset({"decision", "former", "now"}),
    automatic=True,
)


def passing_on(record: str) -> Verb:
    """The verb told of a record that goes over from a closed unit to another; its part declares it."""
    return Verb(
        f"{record}.redelegate",
        _("Pass on"),
        _("By %(decision)s this passed from %(former)s to %(successor)s"),
        facts=frozenset({"decision", "former", "successor"}),
        automatic=True,
    )


DELEGATE = Verb(
    "org.delegation.give",
    pgettext_lazy("powers", "Grant powers"),
    _("%(actor)s granted %(delegate)s until %(last)s, for %(unit)s: %(permissions)s"),
    facts=frozenset({"delegate", "last", "unit", "permissions"}),
    icon="key",
    tone="primary",
)
REVOKE = Verb(
    "org.delegation.revoke",
    pgettext_lazy("powers", "Revoke"),
    _("%(actor)s revoked the grant: %(reason)s"),
    facts=frozenset({"reason"}),
    icon="key-off",
    tone="danger",
)
REPORT = Verb(
    "org.delegation.report",
    pgettext_lazy("powers", "Report"),
    _("%(actor)s reported on what was done under the grant: %(report)s"),
    facts=frozenset({"report"}),
    icon="report",
    tone="primary",
)
PROPOSE = Verb(
    "org.proposal.propose",
    pgettext_lazy("personnel", "Propose"),
    _("%(actor)s proposed for %(post)s: %(deed)s, by %(basis)s of %(day)s"),
    facts=frozenset({"post", "deed", "basis", "day"}),
    sentence_with={"name": _("%(actor)s proposed for %(post)s: %(deed)s, %(name)s, by %(basis)s of %(day)s")},
    automatic=True,
    icon="user-question",
    permission="org.organise",
)
APPROVE_PROPOSAL = Verb(
    "org.proposal.approve",
    pgettext_lazy("personnel", "Approve"),
    _("%(actor)s approved the proposal; it took effect at once"),
    at_once=True,
    icon="check",
    tone="primary",
    permission="org.decide",
)
REFUSE_PROPOSAL = Verb(
    "org.proposal.refuse",
    pgettext_lazy("personnel", "Refuse"),
    _("%(actor)s refused the proposal: %(reason)s"),
    facts=frozenset({"reason"}),
    icon="x",
    permission="org.decide",
)
WITHDRAW_PROPOSAL = Verb(
    "org.proposal.withdraw",
    pgettext_lazy("personnel", "Withdraw"),
    _("%(actor)s withdrew the proposal: %(reason)s"),
    facts=frozenset({"reason"}),
    icon="arrow-back-up",
    tone="danger",
    permission="org.organise",
)
LAPSE_PROPOSAL = Verb(
    "org.proposal.lapse",
    pgettext_lazy("personnel", "Lapse"),
    _("The proposal lapsed: nobody decided about it until %(last)s"),
    facts=frozenset({"last"}),
    automatic=True,
    icon="calendar-off",
)
SET_MANDATE = Verb(
    "org.post.set_mandate",
    _("Set the mandate"),
    _("%(actor)s set what %(post)s may do in %(unit)s: %(here)s; with everything below: %(below)s"),
    facts=frozenset({"post", "unit", "here", "below"}),
    icon="shield-check",
)
DECLARE_ABSENCE = Verb(
    "org.absence.declare",
    _("Declare an absence"),
    _("%(actor)s declared an absence from %(first)s to %(last)s"),
    facts=frozenset({"first", "last"}),
    icon="calendar-off",
)
END_ABSENCE = Verb(
    "org.absence.end", _("I am back"), _("%(actor)s came back from the absence"), at_once=True, icon="calendar-check"
)
CANCEL_ABSENCE = Verb(
    "org.absence.cancel",
    pgettext_lazy("absence", "Take it back"),
    _("%(actor)s took back the absence from %(first)s to %(last)s before it began"),
    facts=frozenset({"first", "last"}),
    at_once=True,
    icon="calendar-minus",
)

permissions(
    org=[
        ("see", _("See the organisation")),
        ("organise", _("Keep the organisation")),
        ("decide", _("Decide about it")),
        ("keep_accounts", _("Keep accounts")),
    ]
)
CHECK = Verb(
    "org.checkcount.record",
    _("Check"),
    _("“%(check)s”: %(count)s, before %(former)s"),
    facts=frozenset({"check", "count", "former"}),
    automatic=True,
    icon="shield-check",
)
