"""Rows of the register: documents with their papers, the handling slip, the counters."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, GeneratedField, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.documents.counters import Counter
from baro.documents.drafted import Approval, Drafted, Version
from baro.documents.flow import DECIDED, FLOW, SENT, UNDER_WAY, UNSIGNED, State
from baro.documents.relations import Relation
from baro.documents.reserved import Reservation
from baro.documents.reviews import Review
from baro.documents.shown import Shown
from baro.org.actors import ANYTHING, Actor
from baro.org.models import Post, Term, Unit, UnitScoped
from baro.trail.words import Words, with_words

STANDING_APART = (
    Counter,
    Approval,
    Version,
    Reservation,
    Relation,
    Review,
)  # models of this part that stand in files of their own


class Direction(models.TextChoices):
    """Which way a document goes, seen from the register's unit."""

    INCOMING = "incoming", _("Incoming")
    OUTGOING = "outgoing", _("Outgoing")


# What the lists show; a document has twice as many columns.
LISTED = (
    *("direction", "state", "type", "symbol", "abstract", "secrecy", "issuer", "issued_on", "urgency", "reply_by"),
    *("arrival_number", "arrived_on", "entered_on", "signer_title", "field"),
)


class DocumentQuerySet(UnitScoped):
    """Documents of the registers."""

    see_permission = "documents.see"

    def in_registers_of(self, actor: Actor) -> Self:
        """The rows of the registers that the actor's mandates open: what a list shows."""
        return self.filter(self.scope_of(actor))

    def visible_to(self, actor: Actor) -> Self:
        """The rows of the actor's registers, and those that concern a unit in the actor's reach by now.

        Who sees many units is asked about row by row, so that nothing is gathered first; for those who see few, the
        keys are looked up, so that no row of other units is touched.
        """
        few = actor.units_of(self.see_permission)
        if few is None:
            return self.one_by_one(actor)
        own = self.model._base_manager.filter(unit__in=few).order_by().values("pk")
        return self.filter(pk__in=own.union(self._concerned(actor), all=True))

    def one_by_one(self, actor: Actor) -> Self:
        """The same, asked row by row: for rows that are few already, such as those of known keys."""
        units: Any = actor.units_of(self.see_permission)
        if units is None:
            every = Unit.objects.order_by()
            units = every.filter(every.scope_of(actor, self.see_permission)).values("pk")
        concerns = Concern.objects.in_force().order_by().filter(document=OuterRef("pk"), unit__in=units)
        return self.filter(Q(unit__in=units) | Exists(concerns))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """Those that concern a unit in the actor's reach by now."""
        return Q(pk__in=cls._concerned(actor))

    @staticmethod
    def _concerned(actor: Actor) -> Any:
        return Concern.objects.in_force().visible_to(actor).order_by().values("document")

    def issued_between(self, first: date, last: date) -> Self:
        """Outgoing documents signed, numbered and dated from one day to another, both included."""
        return self.filter(
            direction=Direction.OUTGOING,
            number__isnull=False,  # always so by then; said for the sake of the index on issuer and number
            issued_on__range=(first, last),
            state__in=(State.SIGNED, *SENT),
        )

    def for_list(self, *, units: bool = True, slips: bool = False) -> Self:
        """What a row of a list needs, in one query; the register's unit, and who has it now, where they are shown."""
        beside = {"unit__name": units, "slip__leader_post__name": slips, "slip__lead__name": slips}
        wanted = [
            "unit__path",
            *(path for path, shown in beside.items() if shown),
        ]  # whoever may act on it: by the unit
        rows = self.select_related(None).only(*LISTED, *wanted)
        return rows.select_related(*(path.rpartition("__")[0] for path in wanted))


class DocumentManager(models.Manager.from_queryset(DocumentQuerySet)):  # type: ignore[misc]
    """Documents without the text of their papers, which only search needs."""

    def get_queryset(self) -> Any:
        """Every document; text and search stay in the database until asked for."""
        return super().get_queryset().defer("text", "search")


class Document(Drafted):
    """One page of a unit's register, from arrival or draft to the end."""

    FLOW, STATES = FLOW, State

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Register of"), related_name="+")
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    state = models.CharField(_("State"), max_length=12, choices=State)
    type = models.CharField(_("Type"), max_length=40)
    issuer_unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("issuing unit"), null=True, blank=True, related_name="+"
    )
    issuer = models.CharField(_("Issuer"), max_length=200)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    symbol = models.CharField(_("Number and symbol"), max_length=60, blank=True)
    issued_on = models.DateField(_("Date of document"), null=True, blank=True)
    term = models.ForeignKey(Term, models.PROTECT, verbose_name=_("Term"), null=True, blank=True, related_name="+")
    abstract = models.CharField(_("Abstract"), max_length=1000, blank=True)
    field = models.CharField(_("Field of work"), max_length=40, blank=True)
    body = models.TextField(_("Text"), blank=True)
    urgency = models.PositiveSmallIntegerField(_("Urgency"), default=0)
    secrecy = models.CharField(_("Secrecy"), max_length=20, blank=True)
    restricted = models.BooleanField(_("Reading is recorded"), default=False)
    reply_by = models.DateField(_("Answer by"), null=True, blank=True)

    arrival_number = models.PositiveIntegerField(_("Incoming no."), null=True, blank=True)
    arrived_on = models.DateField(_("Arrived on"), null=True, blank=True)
    pages = models.PositiveSmallIntegerField(_("Number of pages"), null=True, blank=True)
    addressee = models.CharField(_("Addressed to"), max_length=200, blank=True)
    kept_at = models.CharField(_("Paper kept at"), max_length=200, blank=True)
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    replies_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")

    entered_on = models.DateField(_("Entered on"))
    text = models.TextField(_("text of the papers"), blank=True)
    search = GeneratedField(
        expression=Words("symbol", "issuer", "abstract", "body", "text"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = DocumentManager()

    class Meta:
        verbose_name = _("document")
        base_manager_name = "objects"
        indexes = [
            GinIndex(fields=["search"], name="document_by_words"),
            models.Index(fields=["unit", "direction", "-entered_on", "-id"], name="document_by_register"),
            models.Index(fields=["-entered_on", "-id"], name="document_by_day"),
            models.Index(fields=["symbol"], name="document_by_symbol"),
            models.Index(fields=["issued_on"], name="document_by_issue", condition=Q(direction=Direction.OUTGOING)),
            models.Index(fields=["unit", "state"], name="document_under_way", condition=Q(state__in=UNDER_WAY)),
            models.Index(fields=["unit"], name="document_instructed", condition=Q(state=State.INSTRUCTED)),
        ]
        constraints = [
            models.CheckConstraint(
                name="document_signed_wholly_or_not_at_all",
                condition=Q(state__in=UNSIGNED, number=None, symbol="", signed_at=None)
                | ~Q(state__in=UNSIGNED) & ~Q(direction=Direction.OUTGOING)
                | Q(direction=Direction.OUTGOING, number__isnull=False, issued_on__isnull=False) & ~Q(symbol=""),
            ),
            models.CheckConstraint(
                name="document_registered_with_its_incoming_number",
                condition=Q(state__in=(State.ARRIVED, State.RETURNED, State.RECALLED), arrival_number=None)
                | Q(direction=Direction.OUTGOING, arrival_number=None)
                | Q(arrival_number__isnull=False, arrived_on__isnull=False),
            ),
            models.CheckConstraint(
                name="secret_documents_have_number_only", condition=Q(secrecy="") | Q(text="", body="", abstract="")
            ),
            models.UniqueConstraint(
                "unit", ExtractYear("arrived_on"), "arrival_number", name="incoming_number_once_per_register_and_year"
            ),
            models.UniqueConstraint(
                "issuer_unit",
                "type",
                "number",
                "term",
                condition=Q(direction=Direction.OUTGOING, number__isnull=False),
                name="number_once_per_issuer_type_and_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.abstract}".strip()

    def get_absolute_url(self) -> str:
        """The page of the document."""
        return reverse("documents.document", args=[self.pk])

    @property
    def now_with(self) -> str:
        """Who has an incoming document now; empty when nobody does any more."""
        slip = getattr(self, "slip", None) if self.state in (State.PRESENTED, State.INSTRUCTED) else None
        if slip and self.state == State.PRESENTED:
            return str(slip.leader_post.name)
        if slip and slip.lead:
            return str(slip.lead.name)
        return str({State.ARRIVED: _("The clerk"), State.REGISTERED: _("The office")}.get(State(self.state), ""))

    @property
    def told(self) -> str:
        """What it is about; of a secret document, which is here by number only, that this is not told here."""
        return str(_("Secret: kept here by number only")) if self.is_secret else self.abstract

    @property
    def is_secret(self) -> bool:
        """Marked Mật or above: registered by number only."""
        return bool(self.secrecy)


class HandlingSlip(models.Model):
    """What was proposed and instructed about an incoming document (phiếu xử lý).

    ``lead`` and ``due_on``, and the units concerned, are the office's proposal until the leader decides them.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="slip")
    proposal = models.TextField(_("Proposal"))
    proposer_title = models.CharField(_("proposed by"), max_length=300)
    leader_post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("Leader"), related_name="+")
    presented_at = models.DateTimeField(_("presented at"))
    instruction = models.TextField(_("Instruction"), blank=True)
    instructor_title = models.CharField(_("instructed by"), max_length=300, blank=True)
    instructed_at = models.DateTimeField(_("instructed at"), null=True, blank=True)
    lead = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Leads"), null=True, blank=True, related_name="+")
    due_on = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        verbose_name = _("handling slip")

    def __str__(self) -> str:
        return str(self.document)


class Role(models.TextChoices):
    """How a document concerns a unit that is not its register."""

    LEAD = "lead", _("leads")
    COORDINATE = "coordinate", _("coordinates")
    INFORM = "inform", _("is informed")
    RECIPIENT = "recipient", _("receives")


class ConcernQuerySet(UnitScoped):
    """Concerns, seen by those who see the documents of the unit concerned."""

    see_permission = "documents.see"

    def in_force(self) -> Self:
        """Those that open the document to the unit.

        A recipient has nothing to read before it is issued, and who would lead nothing before the leader decided it.
        """
        received = Q(role=Role.RECIPIENT, document__state__in=SENT)
        return self.filter(received | ~Q(role=Role.RECIPIENT) & Q(document__state__in=DECIDED))


class Concern(models.Model):
    """A unit that a document concerns: it leads, coordinates, is informed; or it receives what is issued.

    A recipient's row holds its receipt: the number, day and person with which the document was registered there.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="concerns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(_("Role"), max_length=10, choices=Role)
    received_no = models.PositiveIntegerField(_("registered there as no."), null=True, blank=True)
    received_on = models.DateField(_("registered there on"), null=True, blank=True)
    received_by = models.CharField(_("registered there by"), max_length=300, blank=True)
    returned_for = models.CharField(_("returned from there because"), max_length=500, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit concerned")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("document", "unit", "role", name="unit_concerned_once_in_a_role")]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_role_display()}"


class ReadingState(models.TextChoices):
    """Whether the text of a paper is known."""

    READ = "read", _("Read")
    WAITING = "waiting", _("Being read")
    UNREADABLE = "unreadable", _("Without text")


class Made(models.TextChoices):
    """What a file of a document is, beside those that were brought with it."""

    SIGNED = "signed", _("Signed file")
    SCAN = "scan", _("Scan of the paper that was signed")


class AttachmentQuerySet(UnitScoped):
    """Papers that were brought, seen with their document; a loose one by the post that brought it."""

    see_permission = "documents.see"

    def visible_to(self, actor: Actor) -> Self:
        """Those of documents that the actor sees, those that the actor's post brought, and for the system all."""
        return self.filter(self.concerning(actor) | self.scope_of(actor, ANYTHING))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """Those of documents that the actor sees, and loose ones that the actor's post brought."""
        seen = Q(document__in=Document.objects.visible_to(actor).order_by().values("pk"))
        return seen | Q(document=None, brought_by=actor.post_id) if actor.post_id else seen

    def with_words(self, words: str) -> Self:
        """Papers of no document whose text holds every word; a document is found by the words of its own papers."""
        return with_words(self.filter(document=None), words)


class Attachment(Shown, models.Model):
    """A file that somebody brought: kept by its digest, first loose, then part of one document."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.CASCADE, null=True, blank=True, related_name="attachments")
    name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("kind of file"), max_length=100)
    pages = models.PositiveIntegerField(_("Pages"), null=True, blank=True)
    state = models.CharField(_("reading"), max_length=10, choices=ReadingState)
    text = models.TextField(_("Text"), blank=True)
    problem = models.CharField(_("why there is no text"), max_length=300, blank=True)
    proposal = models.JSONField(_("what its text says about a document"), null=True, blank=True)
    warnings = ArrayField(models.CharField(max_length=20), verbose_name=_("what it carries"), default=list, blank=True)
    made = models.CharField(_("what it is"), max_length=8, choices=Made, blank=True)
    signatures = models.JSONField(_("what its signatures say"), null=True, blank=True)
    brought_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    brought_at = models.DateTimeField(_("brought at"))

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["digest"], name="attachment_by_digest"),
            models.Index(fields=["brought_by", "brought_at"], name="attachment_by_bringer"),
            GinIndex(Words("text"), name="attachment_by_words", condition=Q(document=None)),
        ]

    def __str__(self) -> str:
        return self.name
