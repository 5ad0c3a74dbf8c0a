"""What the trail tells about the organisation - who holds which post, who may do what - held against the records."""

from __future__ import annotations

from importlib import import_module

from baro.org import verbs as v
from baro.org.flow import HandoverState
from baro.org.models import (
    Absence,
    Account,
    CheckCount,
    Delegation,
    Handover,
    Import,
    Mandate,
    Membership,
    Person,
    Post,
    PostFacts,
    Proposal,
    Quota,
    Removal,
    Reorganisation,
    SignIn,
    SignInAttempt,
    Succession,
    Tenure,
    Term,
    Unit,
    UnitFacts,
)
from baro.org.retelling.dated import Dated
from baro.org.retelling.mandates import strange_mandates
from baro.org.retelling.plans import ROWS, strange_plans
from baro.org.retelling.saying import POST, UNIT
from baro.org.retelling.structure import strange_structure
from baro.org.retelling.tenures import strange_tenures
from baro.trail.definitions import watch
from baro.trail.heirs import heirs
from baro.trail.kept import kept
from baro.trail.replaying import Replay, not_replayed, replay

heirs(Person, lambda: Person.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id"))
heirs(Post, lambda: Post.objects.filter(successor__isnull=False).values_list("pk", "successor_id"))
heirs(Unit, lambda: Succession.objects.order_by().values_list("predecessor_id", "successor_id"))

# Whether somebody still may do something is decided here, beside every deed.
watch("baro_powers_held", import_module("baro.org.migrations.0002_powers_held").HELD.split("$$")[1])
kept(Account, "username", "person", "is_active", "password", secret=["password"])
kept(
    Delegation,
    *("delegator", "given_by", "delegate", "redelegated_from", "unit", "includes_below", "permissions", "limited_to"),
    *("period", "basis", "basis_on", "mark", "may_redelegate", "only_in_absence", "reports_until", "report"),
    deeds={"revoked": [v.REVOKE], "reported": [v.REPORT]},
)
# Why somebody is away is told to nobody.
kept(Absence, "person", "period", deeds={"ended": [v.END_ABSENCE, v.CANCEL_ABSENCE]})
kept(Proposal, "post", "deed", "asked", "about", "basis", "basis_on", "proposed_by")
kept(Handover, "post", "from_person", "giver_remark", "taker_remark", may_go={"state": HandoverState.DRAFT})
kept(Reorganisation, "unit", "title", "decision", "decided_on", "effective_on", "dispositions")

DATED = (
    Dated(UnitFacts, "unit", UNIT, beside=v.ALTER, placed="org.children"),
    Dated(PostFacts, "post", POST),
    Dated(Membership, "unit", ("person_id", "role", "kind")),
    Dated(Quota, "unit", ("kind", "number", "decision")),
)
replay(
    Replay("org.tenures", strange_tenures, (Tenure,)),
    Replay("org.mandates", strange_mandates, (Mandate,)),
    *(Replay(one.model._meta.label_lower, one.strange, (one.model,)) for one in DATED),
    Replay("org.structure", strange_structure, (Unit, Post, Person, Succession, Removal)),
    Replay("org.plans", strange_plans, tuple(ROWS)),
)
not_replayed("a term only says between which days numbers run and members sit, and both are told by themselves", Term)
not_replayed("a list was brought to be looked at; what was imported of it is told row by row", Import)
not_replayed("an open session gives what its account may do, and every sign-in is told", SignIn)
not_replayed("what was tried in vain is forgotten after a while", SignInAttempt)
not_replayed("what a night found is counted anew every night", CheckCount)
