"""What the interface remembers: views of lists, how far long work has come, which forms did their deed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baro.org.models import Account


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
