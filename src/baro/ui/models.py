"""What the interface remembers: remarks, views of lists, how far long work has come, which forms did their deed."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.kernel.wordings import wording
from baro.org.actors import Actor
from baro.org.models import Account, Person, Post
from baro.ui.addresses import address_of

LONGEST_REMARK = 4000  # what the column takes; the rule `web.talk` says how long a remark may be
NAMED = 80  # characters of the words that name a remark


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks. Everybody reads them with their record; by themselves they are there for who wrote them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those that the actor wrote, in whichever post."""
        return self.filter(self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """What the actor's person wrote."""
        return Q(person=actor.person_id) if actor.person_id is not None else Q(pk__in=[])


class Remark(models.Model):
    """What somebody said about a record (``subject``, its name in the trail), read in the record's timeline.

    A corrected remark says its last words here, a withdrawn one says nothing any more; the trail keeps all of them.
    """

    subject = models.CharField(_("about"), max_length=80)
    words = models.TextField(_("Words"), max_length=LONGEST_REMARK)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Person"), related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("Post"), related_name="+")
    corrected_at = models.DateTimeField(_("Corrected"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")

    def __str__(self) -> str:
        return self.words if len(self.words) <= NAMED else f"{self.words[: NAMED - 1].rstrip()}…"

    def get_absolute_url(self) -> str:
        """Where it is read: the timeline of its record."""
        return f"{address_of(self.subject)}#timeline"


class OfAccount(models.QuerySet[Any]):
    """Rows about an account, there for whoever it belongs to."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's own account."""
        return self.filter(self.concerning(actor))

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """What is about the account, or about that of the person who acts without having signed in."""
        if actor.account_id is not None:
            return Q(account=actor.account_id)
        return Q(account__person=actor.person_id) if actor.person_id is not None else Q(pk__in=[])


class Every(models.TextChoices):
    """How often a digest is sent."""

    NEVER = "never", _("Never")
    DAILY = "daily", _("Every working day")
    WEEKLY = "weekly", _("Every week")


wording("ui.every", lambda code: Every(code).label)


class Digest(models.Model):
    """What somebody wants by e-mail, and when: what waits for them, and what is new since the last one.

    ``told_until`` is the moment up to which the last one told what was new. It moves when an e-mail was handed to the
    mail server and never before, so that a server that is down makes the next one longer and loses nothing.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="digest")
    every = models.CharField(_("How often"), max_length=6, choices=Every, default=Every.NEVER)
    hour = models.PositiveSmallIntegerField(_("Hour"), default=7)
    weekday = models.PositiveSmallIntegerField(_("Day of the week"), default=0)
    address = models.EmailField(_("E-mail address"), blank=True)
    next_at = models.DateTimeField(_("Next e-mail"), null=True, blank=True)
    told_until = models.DateTimeField(_("told until"))
    sent_at = models.DateTimeField(_("Last e-mail"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries in vain"), default=0)
    trouble = models.CharField(_("what the mail server said"), max_length=300, blank=True)

    objects = OfAccount.as_manager()

    class Meta:
        verbose_name = _("e-mail digest")
        indexes = [models.Index(fields=["next_at"], name="digest_by_next", condition=Q(next_at__isnull=False))]
        constraints = [
            models.CheckConstraint(name="digest_at_an_hour_of_the_day", condition=Q(hour__lte=23)),
            models.CheckConstraint(name="digest_on_a_day_of_the_week", condition=Q(weekday__lte=6)),
            models.CheckConstraint(
                name="digest_has_a_time_and_an_address_or_is_never_sent",
                condition=Q(every=Every.NEVER, next_at=None)
                | ~Q(every=Every.NEVER) & ~Q(address="") & Q(next_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(Every(self.every).label)


class Feed(models.Model):
    """The secret address of somebody's calendar: of the secret only the digest is kept, blank when it was revoked."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="feed")
    secret_digest = models.CharField(_("digest of the secret"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("Created"))

    objects = OfAccount.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        constraints = [
            models.UniqueConstraint(
                fields=["secret_digest"], condition=~Q(secret_digest=""), name="secret_of_one_calendar"
            )
        ]

    def __str__(self) -> str:
        return str(self.account)


class Habit(models.Model):
    """What somebody chose on a page and finds chosen again: a code of the page, and the query of its address."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    page = models.CharField(_("Page"), max_length=60)
    query = models.CharField(_("address"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("habit")
        constraints = [models.UniqueConstraint(fields=["account", "page"], name="one_habit_of_a_page")]

    def __str__(self) -> str:
        return f"{self.page}?{self.query}"


class SavedView(models.Model):
    """Filters, order and columns of a list under a name, private to an account."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="views")
    list_code = models.CharField(_("List"), max_length=60)
    name = models.CharField(_("Name"), max_length=60)
    query = models.TextField(_("address"), blank=True)
    is_default = models.BooleanField(_("opens first"), default=False)

    class Meta:
        verbose_name = _("saved view")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "list_code", "name"], name="view_named_once_per_list"),
            models.UniqueConstraint(
                fields=["account", "list_code"], condition=Q(is_default=True), name="one_view_opens_first_per_list"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WorkState(models.TextChoices):
    """Whether long work still runs."""

    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")
    LOST = "lost", _("It was broken off before its end, as when the server is stopped. Begin it again.")


class Work(models.Model):
    """Long work that somebody waits for: exactly how many of how many steps are done."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="+")
    post_id = models.BigIntegerField(_("Post"), null=True, blank=True)
    title = models.CharField(_("Work"), max_length=200)
    done = models.PositiveIntegerField(_("Done"), default=0)
    of = models.PositiveIntegerField(_("of"), default=0)
    state = models.CharField(_("State"), max_length=8, choices=WorkState, default=WorkState.RUNNING)
    sentence = models.CharField(_("Result"), max_length=300, blank=True)
    url = models.CharField(_("leads to"), max_length=300, blank=True)
    started_at = models.DateTimeField(_("started"))
    seen_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("Finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("long work")

    def __str__(self) -> str:
        return self.title

    @property
    def is_running(self) -> bool:
        """Whether it still runs."""
        return self.state == WorkState.RUNNING


class SentForm(models.Model):
    """A form that did its deed, and the address of what came of it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    key = models.CharField(_("Key"), max_length=40)
    address = models.TextField(_("leads to"), blank=True)
    at = models.DateTimeField(_("Sent"))

    class Meta:
        verbose_name = _("sent form")
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="form_does_its_deed_once")]

    def __str__(self) -> str:
        return self.key
