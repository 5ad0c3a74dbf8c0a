"""What the founded units begin without: somebody who heads them, a term, a quota."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from baro.org.committees.rules import rule_on
from baro.org.models import Post, PostRank, Quota, Term, Unit
from baro.org.reorganising.actions.carrying_out.act import Act


def note_lacking(act: Act) -> None:
    """Count the founded units that lack something on their first day, and name those that nobody heads."""
    rule = rule_on(act.day)
    founded = Unit.objects.filter(pk__in=act.founded.values()).order_by("path")
    heads = Post.objects.open().filter(unit=OuterRef("pk"), rank=PostRank.HEAD).held_on(act.day)
    terms = Term.objects.filter(unit=OuterRef("pk"), period__contains=act.day)
    headless = founded.exclude(kind__in=rule.without_head).exclude(Exists(heads.order_by()))
    act.effects.headless = list(headless.values_list("name", flat=True))
    act.effects.add("units.headless", len(act.effects.headless))
    elected = founded.filter(kind__in=rule.kinds("congress"))
    act.effects.add("units.without_term", elected.exclude(Exists(terms.order_by())).count())
    quotas = Quota.objects.on(act.day).filter(unit=OuterRef("pk"))
    act.effects.add("units.without_quota", founded.exclude(Exists(quotas.order_by())).count())
