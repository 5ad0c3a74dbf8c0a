"""The shape of what is typed when facts of a unit, a post or a tenure are changed or corrected."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from baro.directory.web.posts.forms import offer_kinds
from baro.org.facts.actions.changing import Told
from baro.org.models import PostRank, UnitKind
from baro.ui.forms import DateField, Form

FROM, ALWAYS = "from", "always"


class How(models.TextChoices):
    """The one question that is asked of whoever changes a fact."""

    FROM = FROM, _("From this day on: it changes, and was otherwise before")
    ALWAYS = ALWAYS, _("It was always so: what is recorded is a mistake")


class ChangeForm(Form):
    """New values, and whether they are a change or a correction."""

    how = forms.ChoiceField(label=_("Since when"), choices=How.choices, widget=forms.RadioSelect)
    since = DateField(label=_("First day"), required=False, help_text=_("Past, today or planned for a day to come"))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The decision, or what happened"))

    facts: ClassVar[tuple[str, ...]] = ()
    needed_when: ClassVar[dict[str, Any]] = {"since": _("needed when it changes")}

    def __init__(self, *args: Any, of: date | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.of = of

    def clean(self) -> dict[str, Any]:
        """What is told, and why."""
        asked = super().clean() or self.cleaned_data
        if asked.get("how") == How.FROM and not asked.get("since") and "since" not in self.errors:
            self.add_error("since", _("Choose the first day on which it is so."))
        if self.errors:
            return asked
        since = asked["since"] if asked["how"] == How.FROM else None
        values = {name: asked[name] for name in self.facts}
        return {"told": Told(values, since, self.of), "reason": asked["reason"]}


class ChangeUnitForm(ChangeForm):
    """What is recorded of a unit; where it stands in the tree is changed by a reorganisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices)
    code = forms.CharField(label=_("Code"), max_length=40)
    suffix = forms.CharField(label=_("Suffix in symbols"), max_length=20, required=False)

    facts = ("name", "kind", "code", "suffix")
    fieldsets = ((_("What is recorded"), facts), (_("Change or correction"), ("how", "since", "reason")))


class ChangePostForm(ChangeForm):
    """What is recorded of a post."""

    name = forms.CharField(label=_("Post"), max_length=120, help_text=_("As the decision calls it"))
    rank = forms.ChoiceField(label=_("Rank"), choices=PostRank.choices)
    quota = forms.ChoiceField(label=_("Counted as"), required=False)

    facts = ("name", "rank", "quota")
    fieldsets = ((_("What is recorded"), facts), (_("Change or correction"), ("how", "since", "reason")))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_kinds(self, "quota", kept=self.initial.get("quota", ""))


class CorrectTenureForm(Form):
    """The days from and to which somebody really held a post."""

    first = DateField(label=_("First day"))
    last = DateField(label=_("Last day"), required=False, help_text=_("Open when nothing is decided about the end"))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The decision, or what happened"))
