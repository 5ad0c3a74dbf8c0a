"""Proposals about posts: their list, their page, and how forms ask for what a second person needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.permissions import permission_name
from baro.kernel.verbs import verb
from baro.org.flow import ProposalState
from baro.org.models import Post, Proposal, TenureKind, Unit
from baro.org.powers.actions import proposing
from baro.org.powers.second_person import is_above
from baro.org.verbs import APPROVE_PROPOSAL, REFUSE_PROPOSAL, WITHDRAW_PROPOSAL
from baro.trail.words import with_words
from baro.ui.forms import DateField, Form, UnitChoice
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import Fact, Facts, RecordPage, RecordPages, VerbPage, state_column
from baro.ui.words.cells import text


def ask_for_basis(form: Form, post: Post) -> None:
    """Let a form about a post above its reader ask for the decision on which it rests."""
    fields: Any = form.fields
    if not is_above(form.actor, post):
        return
    fields["basis"] = forms.CharField(
        label=_("Decision"),
        max_length=300,
        help_text=_("Your own post does not have the powers of this one: you propose, a second person decides."),
    )
    fields["basis_on"] = DateField(label=_("Decided on"))


class ReasonForm(Form):
    """Why not."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))


class ProposalFilter(Filter):
    """Narrows proposals."""

    in_sight = ("q", "state")

    q = Words(label=_("Post or unit"))
    state = forms.MultipleChoiceField(label=_("State"), choices=ProposalState.choices)
    under = UnitChoice(label=_("In the unit or below"))
    mine = forms.BooleanField(label=_("Only those that wait for me"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Proposals of the words, in the states, in or below the unit."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, asked["q"], "post", "post__unit")
        if asked["state"]:
            rows = rows.filter(state__in=asked["state"])
        if asked["under"]:
            rows = rows.filter(post__unit__path__startswith=asked["under"].path)
        return rows.filter(pk__in=Proposal.objects.to_decide_by(self.actor).values("pk")) if asked["mine"] else rows


def _deed(_proposal: Any, code: str) -> SafeString:
    return text(verb(code).label)


class ProposalList(ListPage):
    """What waits for a second person, and what became of it."""

    code = "org.proposals"
    title = pgettext_lazy("personnel", "Proposals")
    lead = _("What is proposed for posts with powers that who proposes does not have; a second person decides.")
    filter = ProposalFilter
    columns = (
        Column("deed", cell=_deed, csv=lambda proposal: str(verb(proposal.deed).label), sortable=False),
        Column("post.name"),
        Column("post.unit.name"),
        Column("proposed_by.name", _("Proposed by")),
        Column("basis", optional=True),
        state_column(ProposalState, sort_by="state"),
    )
    order = ("-pk",)
    url_name = "org.proposal"
    empty = Empty(_("An appointment, the end of a tenure or a mandate of such a post is proposed on its own page."))

    def rows(self) -> QuerySet[Any]:
        """The proposals that the actor may see."""
        return Proposal.objects.visible_to(self.actor).for_list()


def _asked(proposal: Proposal, asked: dict[str, Any]) -> SafeString:
    """What would become of the post, in words."""
    words = [proposing.spoken_change(proposal)]
    if kind := asked.get("kind"):
        words.append(str(TenureKind(kind).label))
    if reason := asked.get("reason"):
        words.append(reason)
    if unit := asked.get("unit"):
        words.append(str(Unit.objects.get(pk=unit)))  # sees: named to whoever decides about it
        words += [permission_name(one) for one in (*asked["here"], *asked["below"])]
    return text(" · ".join(words))


PROPOSALS = RecordPages(
    Proposal,
    "proposals",
    verbs=(
        VerbPage(APPROVE_PROPOSAL, proposing.approve_proposal),
        VerbPage(REFUSE_PROPOSAL, proposing.refuse_proposal, ReasonForm),
        VerbPage(WITHDRAW_PROPOSAL, proposing.withdraw_proposal, ReasonForm),
    ),
    page=RecordPage(
        crumbs=("org.proposals", lambda proposal: proposal.post),
        sections=(
            Facts(
                pgettext_lazy("personnel", "Proposed"),
                (
                    Fact("post", linked=True),
                    Fact("asked", cell=_asked, wide=True),
                    Fact("about", linked=True),
                    Fact("basis", note="basis_on"),
                    Fact("last"),
                    Fact("proposed_by", linked=True),
                ),
            ),
        ),
    ),
    rows=lambda actor: Proposal.objects.visible_to(actor).for_list(),
    related=("about",),
)
