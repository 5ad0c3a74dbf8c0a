"""My profile: how one likes to see things, where one is told, keys and sign-ins, what is kept about oneself."""

from __future__ import annotations

from typing import Any, cast

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from baro.kernel.errors import Refused
from baro.org.accounts.actions.signing_in import owner_of
from baro.org.models import Account, Person, Tenure
from baro.ui.forms import Form
from baro.ui.forms.form import add_refusal
from baro.ui.frame.account_menu import profile_sections
from baro.ui.frame.preferences import THEMES, act_as, prefer
from baro.ui.frame.without_post import open_without_post
from baro.ui.http import Request
from baro.ui.models import Digest, Feed

WORDS_OF_THEMES = {"": _("as the device"), "light": _("light"), "dark": _("dark")}


class ProfileForm(Form):
    """Language, colours, the post to begin with."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    colours = forms.ChoiceField(label=_("Colours"), choices=list(WORDS_OF_THEMES.items()), required=False)
    post = forms.TypedChoiceField(label=_("Post to begin with"), coerce=int, required=False)

    def __init__(self, *args: Any, tenures: list[Tenure], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(one.post_id, f"{one.post.name}, {one.post.unit.name}") for one in tenures]
        cast("forms.ChoiceField", self.fields["post"]).choices = choices
        if len(choices) < 2:
            del self.fields["post"]


@open_without_post
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    """The profile; what is chosen on it is kept at once."""
    account = cast("Account", request.user)
    initial: dict[str, Any] = {"language": account.language or request.LANGUAGE_CODE, "colours": account.theme}
    initial["post"] = request.tenures[0].post_id if request.tenures else 0
    posted = request.POST if request.method == "POST" else None
    form = ProfileForm(posted, initial=initial, tenures=request.tenures, actor=request.actor)
    if form.is_bound and form.is_valid() and _kept(account, form, request):
        return HttpResponseRedirect(request.path)
    context = {"form": form, "account": account, **_known_of(request, account)}
    return TemplateResponse(request, "ui/profile.html", context, status=422 if form.errors else 200)


def _kept(account: Account, form: ProfileForm, request: Request) -> bool:
    typed = form.cleaned_data
    try:
        prefer(account, language=typed["language"], theme=typed["colours"] if typed["colours"] in THEMES else "")
        if typed.get("post"):
            act_as(account, typed["post"], request.tenures)
    except Refused as refusal:
        add_refusal(form, refusal)
    return not form.errors


def _known_of(request: Request, account: Account) -> dict[str, Any]:
    """What is kept about the reader, and where it is told."""
    reader = request.actor if request.actor.account_id is not None else owner_of(account)
    person: Person | None = account.person
    held = Tenure.objects.current().filter(person=person).order_by() if person else Tenure.objects.none()
    kinds = Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return {
        "person": person,
        "tenures": held.count(),
        "now": timezone.localdate(),
        "keys": kinds.count(),
        "sign_ins": account.sign_ins.count(),
        "digest": Digest.objects.visible_to(reader).first(),
        "feed": Feed.objects.visible_to(reader).exclude(secret_digest="").exists(),
        "sections": [section(request) for section in profile_sections()],
    }
