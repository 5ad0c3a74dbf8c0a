"""The shape of what is typed about posts, their holders and handovers; whether it may be done is for the actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.directory.web.people.choosing import PEOPLE
from baro.directory.web.powers.proposals import ask_for_basis
from baro.kernel.errors import Refused
from baro.org.models import Person, Post, PostRank, Tenure, TenureKind
from baro.org.posts.actions.appointing import fit_period, refuse_unnamed
from baro.org.staffing.counting import kind_name, kind_names
from baro.ui.forms import DateField, Form, PostChoice
from baro.ui.forms.choices import Choice
from baro.ui.forms.form import add_refusal


class AppointForm(Form):
    """Who holds the post, or acts in it, from when."""

    person = Choice(PEOPLE.code, label=_("Person"), required=False, help_text=_("A part of the name is enough"))
    name = forms.CharField(label=_("or somebody new"), max_length=120, required=False, help_text=_("The full name"))
    also_if_known = forms.BooleanField(label=_("This is another person of the same name"), required=False)
    keeps_posts = forms.BooleanField(label=_("They keep the posts that they hold"), required=False)
    kind = forms.ChoiceField(label=_("How"), choices=TenureKind.choices, initial=TenureKind.HOLDER)
    since = DateField(label=_("First day"), initial=timezone.localdate)
    until = DateField(label=_("Last day"), required=False, help_text=_("Open when nothing is decided about the end"))
    basis = forms.CharField(
        label=_("Decision"), max_length=120, required=False, help_text=_("Number and symbol, e.g. 12-QĐ/TU")
    )

    assents = ("also_if_known", "keeps_posts")
    either = (("person", "name"),)
    fieldsets = (
        (_("Who is appointed"), ("person", "name", "also_if_known", "keeps_posts")),
        (_("How and when"), ("kind", "since", "until", "basis", "basis_on")),
    )

    def __init__(self, *args: Any, post: Post, **options: Any) -> None:
        super().__init__(*args, **options)
        self.post = post
        ask_for_basis(self, post)

    def clean(self) -> dict[str, Any]:
        """What is wrong with the person and with the days, said at once.

        Whether they keep what they hold is asked here alone: the action leaves every other post as it is.
        """
        asked = super().clean() or self.cleaned_data
        if {"person", "name"} <= asked.keys():
            chosen = asked["person"] and asked["person"].pk
            self._check(partial(refuse_unnamed, chosen, asked["name"], also_if_known=asked["also_if_known"]))
        if {"kind", "since", "until"} <= asked.keys():
            kind = TenureKind(asked["kind"])
            self._check(partial(self._fit, asked.get("person"), kind, asked["since"], asked["until"]))
        asked.pop("keeps_posts", None)
        return asked

    def _fit(self, person: Person | None, kind: TenureKind, since: date, until: date | None) -> None:
        """Raise Refused when the post is not free then, or when nobody said that the person keeps what they hold."""
        period = fit_period(self.post, kind, since, until)
        if person and not self.cleaned_data["keeps_posts"]:
            self._refuse_others(person, Tenure.objects.current().filter(person=person, period__overlap=period))

    def _refuse_others(self, person: Person, held: QuerySet[Tenure]) -> None:
        """Say which posts the person holds, and lead to the first that the reader may open."""
        posts = {one.post_id: one.post for one in held.select_related("post__unit").order_by("post_id")}
        if not posts:
            return
        sentence = gettext("%(person)s holds: %(held)s. Tick that they keep it, or end it first on its page.") % {
            "person": person,
            "held": "; ".join(map(str, posts.values())),
        }
        seen = Post.objects.visible_to(self.actor).filter(pk__in=posts).order_by("pk").first()
        raise Refused(sentence, fields={"keeps_posts": sentence}, about=seen)

    def _check(self, check: Callable[[], Any]) -> None:
        try:
            check()
        except Refused as refusal:
            add_refusal(self, refusal)


class ReleaseForm(Form):
    """Whose tenure ends, when and why."""

    person = forms.ModelChoiceField(label=_("Whose tenure"), queryset=Person.objects.none(), empty_label=None)
    last = DateField(
        label=_("Last day"),
        initial=timezone.localdate,
        help_text=_("The last day on which the person holds the post"),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The decision, or what happened"))

    def __init__(self, *args: Any, post: Post, **options: Any) -> None:
        super().__init__(*args, **options)
        still = Tenure.objects.from_day_on(timezone.localdate()).filter(post=post)
        fields: Any = self.fields
        people = Person.objects.known().filter(pk__in=still.values("person"))  # sees: who sees a post sees who holds it
        fields["person"].queryset = people.order_by("in_order", "pk")
        ask_for_basis(self, post)


class OpenPostForm(Form):
    """A new post."""

    name = forms.CharField(label=_("Post"), max_length=120, help_text=_("As the decision calls it"))
    rank = forms.ChoiceField(label=_("Rank"), choices=PostRank.choices, initial=PostRank.STAFF)
    since = DateField(label=_("First day"), initial=timezone.localdate)
    quota = forms.ChoiceField(label=_("Counted as"), required=False)
    like = PostChoice(
        label=_("May do what this post may do"),
        required=False,
        help_text=_("A post that somebody holds; its mandate in its own unit is given to the new post in this unit"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_kinds(self, "quota")


def offer_kinds(form: Form, name: str, *, kept: str = "") -> None:
    """The kinds of staffing in force today, and one that is kept from before; a post of none is not counted."""
    today = timezone.localdate()
    kinds = kind_names(today)
    kinds |= {kept: kind_name(kept, today)} if kept and kept not in kinds else {}
    fields: Any = form.fields
    fields[name].choices = [("", _("not counted")), *kinds.items()]


class CountAsForm(Form):
    """What a post is counted as, from when."""

    kind = forms.ChoiceField(label=_("Counted as"), required=False)
    since = DateField(label=_("First day"), initial=timezone.localdate)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_kinds(self, "kind")


class QuotaForm(Form):
    """How many people of a kind a unit may have."""

    kind = forms.ChoiceField(label=_("Counted as"))
    number = forms.IntegerField(label=_("At most"), min_value=0, max_value=1_000_000)
    since = DateField(label=_("First day"), initial=timezone.localdate)
    decision = forms.CharField(label=_("Deciding document"), max_length=200, help_text=_("Number, day and issuer"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["kind"].choices = list(kind_names(timezone.localdate()).items())


class ClosePostForm(Form):
    """Who answers for the permissions of a post that is closed."""

    successor = forms.ModelChoiceField(
        label=_("Who answers for its duties"),
        queryset=Post.objects.none(),
        empty_label="—",
        help_text=_("Open tasks, drafts and notices go to this post today"),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The decision, or what happened"))

    def __init__(self, *args: Any, post: Post, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        others = Post.objects.visible_to(self.actor).open().filter(unit=post.unit_id).exclude(pk=post.pk)
        fields["successor"].queryset = others.select_related("unit")


class RemarkForm(Form):
    """A remark beside a signature."""

    remark = forms.CharField(
        label=_("Remark"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is missing, what is urgent, where things lie; it stays with the handover"),
    )
