"""What a document has from being drafted: its parts, its versions, who approved which of them, who signed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.org.models import Person, Post


class Drafted(models.Model):
    """The parts of a draft beside its text, and what became of it until it was signed."""

    bases = models.TextField(_("Bases"), blank=True)
    clauses = models.TextField(pgettext_lazy("document", "Clauses"), blank=True)
    excuses = models.JSONField(_("remarks of the draft check that were waved through"), default=dict, blank=True)
    step = models.CharField(_("approval that is asked for"), max_length=40, blank=True)
    drafter = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    drafter_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(_("digest of what was submitted"), max_length=64, blank=True)
    signer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    signer_title = models.CharField(_("Signed by"), max_length=300, blank=True)
    signing_mark = models.CharField(_("Signing mark"), max_length=120, blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    recalled_for = models.CharField(_("Recalled because"), max_length=500, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replacements")

    class Meta:
        abstract = True


class Version(models.Model):
    """What a draft said once: every text that was saved stays, under the digest of all that it said."""

    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="versions")
    content = models.JSONField(_("what it said"))
    digest = models.CharField(_("digest"), max_length=64)
    made_by = models.CharField(_("written by"), max_length=300)
    made_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("version of a draft")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("document", "digest", name="version_once_for_each_text")]

    def __str__(self) -> str:
        return f"{self.made_by} {self.made_at:%Y-%m-%d %H:%M}"


class Approval(models.Model):
    """One step of approving: who approved exactly which text, by its digest."""

    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="approvals")
    step = models.CharField(_("Step of approving"), max_length=40)
    digest = models.CharField(_("digest of what was approved"), max_length=64)
    approver_title = models.CharField(_("Approved by"), max_length=300)
    approved_at = models.DateTimeField(_("approved at"))

    class Meta:
        verbose_name = _("approval")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.step} {self.approver_title}"
