"""How documents stand to each other, and what that does to their force."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a document is to another one."""

    BASED_ON = "based_on", _("is based on")
    CARRIES_OUT = "carries_out", _("carries out")
    AMENDS = "amends", _("amends")
    REPLACES = "replaces", _("replaces")
    REPEALS = "repeals", _("repeals")


# The same seen from the other document.
TURNED = {
    Kind.BASED_ON: _("is a base of"),
    Kind.CARRIES_OUT: _("is carried out by"),
    Kind.AMENDS: _("is amended by"),
    Kind.REPLACES: _("is replaced by"),
    Kind.REPEALS: _("is repealed by"),
}
ACTS = (Kind.AMENDS, Kind.REPLACES, Kind.REPEALS)  # which only the issuer or a superior may do, and which are signed
ENDS = (Kind.REPLACES, Kind.REPEALS)  # after which the other document is no longer in force


class Relation(models.Model):
    """What one document is to another: always between the originals, not the copies that recipients have.

    An act (amends, replaces, repeals) holds ``since`` a day; without one, since the document was issued.
    """

    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="relations")
    target = models.ForeignKey("documents.Document", models.PROTECT, related_name="related")
    kind = models.CharField(_("what it is to it"), max_length=12, choices=Kind)
    about = models.CharField(_("Which part"), max_length=200, blank=True)
    since = models.DateField(_("From"), null=True, blank=True)

    class Meta:
        verbose_name = _("relation of documents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("document", "target", "kind", name="documents_related_once_in_a_way"),
            models.CheckConstraint(name="no_document_related_to_itself", condition=~Q(document=F("target"))),
            models.CheckConstraint(
                name="only_acts_hold_since_a_day", condition=Q(since=None) | Q(kind__in=[kind.value for kind in ACTS])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.get_kind_display()} {self.target}"
