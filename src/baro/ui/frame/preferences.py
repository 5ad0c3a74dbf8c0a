"""How a person likes to see things: language, colours, the post they act in, what a page opens with, views of lists."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import Actor
from baro.org.models import Account, Tenure
from baro.ui.models import Habit, SavedView

THEMES = ("", "light", "dark")


def prefer(account: Account, **columns: str) -> None:
    """Remember a language or colours in the account."""
    for name, value in columns.items():
        setattr(account, name, value)
    account.save(update_fields=list(columns))


def remember(page: str, query: str, *, by: Actor) -> None:
    """Let a page open from now on as it is shown; with an empty address, as it does for everybody."""
    if by.account_id is not None:
        Habit.objects.update_or_create(account_id=by.account_id, page=page, defaults={"query": query})


def remembered(page: str, actor: Actor) -> str:
    """The address that somebody opens a page with; empty where they chose none."""
    return Habit.objects.filter(account=actor.account_id, page=page).values_list("query", flat=True).first() or ""


def act_as(account: Account, post_id: int, tenures: list[Tenure]) -> None:
    """Act in another of one's own posts from now on.

    Raises NotPermitted for a post that the person does not hold today.
    """
    if post_id not in {tenure.post_id for tenure in tenures}:
        raise NotPermitted(_("You do not hold this post today."))
    account.acting_post_id = post_id
    account.save(update_fields=["acting_post"])


def save_view(
    list_code: str, name: str, query: str, *, shown: int = 0, opens_first: bool = False, by: Actor
) -> SavedView:
    """Keep the state of a list under a name; only the view that is ``shown`` is replaced by its own name.

    Raises Refused without a name or an account, and for the name of another view.
    """
    if by.account_id is None:
        raise NotPermitted(_("Sign in to keep a view."))
    if not name.strip():
        raise Refused(_("Give the view a name."), fields={"name": _("Give the view a name.")})
    with transaction.atomic():
        own = SavedView.objects.filter(account_id=by.account_id, list_code=list_code)
        if own.filter(name=name.strip()[:60]).exclude(pk=shown).exists():
            raise Refused(
                _("There is a view “%(name)s” already. Choose another name, or open that view and keep it again.")
                % {"name": name.strip()[:60]}
            )
        if opens_first:
            own.update(is_default=False)
        view, _made = SavedView.objects.update_or_create(
            account_id=by.account_id,
            list_code=list_code,
            name=name.strip()[:60],
            defaults={"query": query, "is_default": opens_first},
        )
    return view


def open_first(view: SavedView, *, yes: bool) -> None:
    """Let the list open with this view, or no longer.

    Raises Refused when another window changed it at the same moment.
    """
    try:
        with transaction.atomic():
            SavedView.objects.filter(account=view.account_id, list_code=view.list_code).update(is_default=False)
            view.is_default = yes
            view.save(update_fields=["is_default"])
    except IntegrityError as clash:
        raise Refused(_("The views of this list were changed in another window. Try again.")) from clash


def forget_view(view: SavedView) -> None:
    """Delete a view; the rows it showed stay."""
    view.delete()
